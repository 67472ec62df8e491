"""Panels that stay far from full however far apart their rows go: what they say is shown larger.

A text of four sections has a panel for each, and the fullest sets the type for all of them.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from briefkit.typeset.boxes import Layout
from briefkit.typeset.elements import depth
from briefkit.typeset.fitting import Fitted
from briefkit.typeset.line_lengths import (
    FEWEST,
    blocks_of,
    held,
    is_narrow,
    lines_of,
    running_blocks,
)
from briefkit.typeset.page_beginnings import have_same_pages
from briefkit.typeset.panels import FURTHER, panel_reach

__all__ = ["enlarged"]

# Panels that reach so far are full, or those with what can be shown in another way; others are set
# so much larger that they reach about as far.
_FULL, _FULL_SHOWN, _WANTED = 0.82, 0.86, 0.93
# As many times as large at least and at most; what text takes grows with this power of its size.
_LEAST, _MOST, _POWER = 1.06, 1.6, 1.75
# So many characters are to stay in the longest line of a paragraph; in that of a box, the fewest.
_LETTERS = 28
# Parts of that growth that are tried, where all of it would take another panel or a line is short.
_PARTS = (1.0, 0.85, 0.7, 0.5)

# How what stands on such a panel is shown: each pictogram above its words, a line between items
# that have none, the sign of a callout above it, a quotation on a field.
_ROWS = """
{0} .beside, {0} .drawn, {0} .said {{ display: block; width: auto }}
{0} .pictogram {{ width: 2.9em; height: 2.9em; padding: 0.5em; border-radius: 0.5em }}
{0} .drawn {{ margin-bottom: 0.5em }}
"""
_ITEMS = """
{0} > li {{ border-bottom: 0.25mm solid #888; padding-bottom: 0.5em; margin-bottom: 0.5em }}
{0} > li:last-child {{ border-bottom: 0; padding-bottom: 0 }}
{0} > li::marker {{ font-weight: 700 }}
"""
_CALLOUT = """
{0} {{ padding: 0.8em 1em 0.9em }}
{0} .sign {{ display: block; width: 4em; height: 4em; margin: 0 0 0.5em }}
"""
_QUOTATION = """
{0} {{ background: var(--colour); color: #fff; border: 0; border-radius: 3mm; padding: 1.2em 1em }}
{0} > p:first-child {{ padding-top: 4.6em; background: url("{1}") no-repeat left top / 4.2em }}
[dir=rtl] {0} > p:first-child {{ background-position: right top }}
"""
_SPEECH = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 20'%3E"
    "%3Cpath d='M1 1h22v13H11l-5 5v-5H1z' fill='none' stroke='%23fff' stroke-width='1.6' "
    "stroke-linejoin='round'/%3E%3C/svg%3E"
)


def enlarged(lay_out: Callable[[str], Layout], fitted: Fitted) -> Fitted:
    """Return what fitted with larger type on the inner panels that stay far from full, or itself.

    `lay_out` lays the same text out with a look.
    """
    layout = fitted.layout
    if not layout.panels or layout.pages < layout.panels:
        return fitted
    panels = list(_alone(_pages(layout)))
    shown = "".join(_look(part) for _, parts in panels for part in parts)
    fitted = _set_with(lay_out, fitted, shown)
    for number, parts in panels:
        boxed = [part for part in parts if _is_boxed(part[0])]
        plain = [part for part in parts if part not in boxed]
        for group in (plain, *([part] for part in boxed)):
            fitted = _grown(lay_out, fitted, number, group)
    return fitted


def _is_boxed(element: Any) -> bool:
    """Whether it is a callout or a quotation, whose type may be larger than the text's."""
    return element.tag == "blockquote" or "callout" in (element.get("class") or "").split()


def _grown(
    lay_out: Callable[[str], Layout], fitted: Fitted, number: int, parts: Sequence[tuple[Any, int]]
) -> Fitted:
    """Return what fitted with parts of a panel in larger type, as large as is right; or itself."""
    page, before = _pages(fitted.layout)[number], fitted.look
    least = FEWEST if parts and _is_boxed(parts[0][0]) else _LETTERS
    times = _times(page, {element for element, _ in parts}, least) if parts else 0.0
    if times < _LEAST:
        return fitted
    sizes = {box.element: float(box.style["font_size"]) for box in page.descendants()}
    for part in _PARTS:
        larger = 1 + part * (times - 1)  # than what it is, which may be more than the text's
        css = "".join(
            f"{_selector(each)} {{ font-size: {sizes[each[0]] * larger:.2f}px }}" for each in parts
        )
        fitted = _set_with(lay_out, fitted, css, number)
        if fitted.look != before:
            break
    return fitted


def _set_with(
    lay_out: Callable[[str], Layout], fitted: Fitted, css: str, number: int | None = None
) -> Fitted:
    """Return what fitted with a stylesheet more, if its panels stay as they are; or itself.

    On the panel with the `number`, no paragraph may have short lines.
    """
    if not css:
        return fitted
    look, before = fitted.look + css, fitted.layout
    layout = lay_out(look)
    same = have_same_pages(layout, before) and not layout.too_wide and not layout.torn
    if number is not None and same:
        same = not is_narrow(_pages(layout)[number])
    return replace(fitted, layout=layout, look=look) if same else fitted


def _pages(layout: Layout) -> list[Any]:
    return [sheet._page_box for sheet in layout.document.pages]


def _look(part: tuple[Any, int]) -> str:
    """Return a stylesheet for how an element is shown on a panel that stays far from full."""
    element, _ = part
    names = (element.get("class") or "").split()
    css = ""
    if "rows" in names:
        css = _ROWS
    elif element.tag in ("ol", "ul"):
        css = _ITEMS
    elif "callout" in names:
        css = _CALLOUT
    elif element.tag == "blockquote":
        css = _QUOTATION
    return css.format(_selector(part), _SPEECH)


def _alone(pages: Sequence[Any]) -> Iterator[tuple[int, list[tuple[Any, int]]]]:
    """Yield the inner panels that stay far from full, each with its parts, if no other has any."""
    shown = [set(_parts(page)) for page in pages]
    for number, page in enumerate(pages[1:-1], start=1):
        others = set().union(*(parts for n, parts in enumerate(shown) if n != number))
        parts = sorted(shown[number], key=_place)
        full = _FULL_SHOWN if any(_look(part) for part in parts) else _FULL
        if not shown[number] & others and panel_reach(page, FURTHER) < full:
            yield number, parts


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
    """Return a selector for an element of the text that wins over those of adjustments."""
    element, place = part
    return f"main > {element.tag}:nth-child({place}):nth-child(n)"


def _times(page_box: Any, parts: Collection[Any], least: float) -> float:
    """Return how many times as large the type of parts of a panel may be, and is to be for it to be
    full. So many characters at `least` are to stay in a line.
    """
    blocks = blocks_of(page_box)
    text = sum(float(line.height) for box in blocks for line in lines_of(box))
    empty = max(0.0, _WANTED - panel_reach(page_box)) * depth(page_box)
    wanted = (1 + empty / text) ** (1 / _POWER) if text else 1.0
    inside = [b for b in page_box.descendants() if b.element in parts and hasattr(b, "children")]
    running = running_blocks(*inside)
    return min([_MOST, wanted, *(held(box) / least for box in running)])
