"""Panels that stay far from full however far apart their rows go: what they say is set larger.

A text of four sections has a panel for each, and the fullest sets the type for all of them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefkit.languages import letters
from briefkit.typeset.boxes import Layout, have_same_pages
from briefkit.typeset.elements import depth
from briefkit.typeset.fitting import Fitted
from briefkit.typeset.panels import panel_reach

__all__ = ["enlarged"]

# Panels that reach so far are full; others are set so much larger that they reach about as far.
_FULL, _WANTED = 0.82, 0.93
# As many times as large at least and at most; what text takes grows with this power of its size.
_LEAST, _MOST, _POWER = 1.06, 1.6, 1.75
# So many characters are to stay in the longest line of a paragraph; and so wide is one, in em,
# where there is but one line.
_LETTERS, _LETTER = 28, 0.5
_NOT_RUNNING = frozenset(("h1", "h2", "h3", "th", "td", "caption"))
# Parts of that growth that are tried, where all of it would take another panel.
_PARTS = (1.0, 0.75, 0.5)


def enlarged(lay_out: Callable[[str], Layout], fitted: Fitted) -> Fitted:
    """Return what fitted with larger type on the inner panels that stay far from full, or itself.

    `lay_out` lays the same text out with a look.
    """
    layout = fitted.layout
    if not layout.panels or layout.pages < layout.panels:
        return fitted
    fitted = _set_with(lay_out, fitted, "".join(map(_stacked, _rows_with_room(layout))))
    before = fitted.look
    growths = _growths(_pages(fitted.layout))
    for part in _PARTS if growths else ():
        css = "".join(
            f"{selector} {{ font-size: {1 + part * (times - 1):.3f}em }}"
            for selector, times in growths
        )
        fitted = _set_with(lay_out, fitted, css)
        if fitted.look != before:
            break
    return fitted


def _set_with(lay_out: Callable[[str], Layout], fitted: Fitted, css: str) -> Fitted:
    """Return what fitted with a stylesheet more, if its panels stay as they are; or itself."""
    if not css:
        return fitted
    look, before = fitted.look + css, fitted.layout
    layout = lay_out(look)
    same = have_same_pages(layout, before) and not layout.too_wide and not layout.torn
    return replace(fitted, layout=layout, look=look) if same else fitted


def _pages(layout: Layout) -> list[Any]:
    return [sheet._page_box for sheet in layout.document.pages]


def _rows_with_room(layout: Layout) -> list[str]:
    """Return selectors for the lists of rows on panels that stay far from full."""
    return [
        _selector(part)
        for parts in _alone(_pages(layout))
        for part in parts
        if "rows" in (part[0].get("class") or "").split()
    ]


def _stacked(rows: str) -> str:
    """Return a stylesheet for larger pictograms, each above its words."""
    return (
        f"{rows} .beside, {rows} .drawn, {rows} .said {{ display: block; width: auto }}"
        f"{rows} .pictogram {{ width: 2.9em; height: 2.9em; padding: 0.5em; border-radius: 0.5em }}"
        f"{rows} .drawn {{ margin-bottom: 0.5em }}"
    )


def _growths(pages: Sequence[Any]) -> list[tuple[str, float]]:
    """Return selectors for what is to be larger, each with how many times."""
    found = []
    for parts, page in zip(_alone(pages), pages[1:-1], strict=True):
        times = _times(page) if parts else 0.0
        found += [(_selector(part), times) for part in parts if times >= _LEAST]
    return found


def _alone(pages: Sequence[Any]) -> Iterator[list[tuple[Any, int]]]:
    """Yield the parts of each inner panel that stays far from full, if no other has any of them."""
    shown = [set(_parts(page)) for page in pages]
    for number, page in enumerate(pages[1:-1], start=1):
        others = set().union(*(parts for n, parts in enumerate(shown) if n != number))
        alone = not shown[number] & others and panel_reach(page) < _FULL
        yield sorted(shown[number], key=_place) if alone else []


def _place(part: tuple[Any, int]) -> int:
    return part[1]


def _parts(page_box: Any) -> Iterator[tuple[Any, int]]:
    """Yield the elements of the text on a page but for its headings, each with its place."""
    (html,) = page_box.children[:1]
    for body in html.children:
        for main in body.children:
            if main.element_tag == "main":
                places = {each: n for n, each in enumerate(main.element, start=1)}
                for box in main.children:
                    if box.element in places and box.element_tag not in ("h1", "h2"):
                        yield box.element, places[box.element]


def _selector(part: tuple[Any, int]) -> str:
    element, place = part
    return f"main > {element.tag}:nth-child({place})"


def _times(page_box: Any) -> float:
    """Return how many times as large the type of a panel may be, and is to be for it to be full."""
    boxes = (box for box in page_box.descendants() if "::" not in (box.element_tag or ""))
    blocks = [box for box in boxes if _lines(box)]
    text = sum(float(line.height) for box in blocks for line in _lines(box))
    empty = (_WANTED - panel_reach(page_box)) * depth(page_box)
    wanted = (1 + empty / text) ** (1 / _POWER) if text else 1.0
    running = [box for box in blocks if box.element_tag not in _NOT_RUNNING]
    # What takes one line says nothing of how many letters a line holds, if there are others.
    running = [box for box in running if len(_lines(box)) > 1] or running
    return min([_MOST, wanted, *(_held(box) / _LETTERS for box in running)])


def _lines(box: Any) -> list[Any]:
    children = getattr(box, "children", ())
    return [child for child in children if type(child).__name__ == "LineBox"]


def _held(box: Any) -> float:
    """Return how many characters a line of a paragraph holds: as many as its longest has."""
    lines = [
        letters("".join(getattr(each, "text", "") for each in line.descendants()))
        for line in _lines(box)
    ]
    if len(lines) > 1:
        return max(lines)
    return float(box.width / (_LETTER * box.style["font_size"]))
