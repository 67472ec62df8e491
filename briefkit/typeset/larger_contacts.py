"""Contacts set larger on pages that they would leave empty: their words, numbers and codes.

So is the number to call, where it stands with them. A last page that no size would fill gets a
contact from the page before it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from briefkit.typeset.boxes import Layout
from briefkit.typeset.elements import classes, depth, parents_of, selector
from briefkit.typeset.fitting import Fitted
from briefkit.typeset.page_beginnings import first_other_page

__all__ = ["with_contacts_shared", "with_larger_contacts"]

# As many sizes are tried, each so much nearer to the one that a contact has.
_TRIED, _SMALLER = 6, 0.7

# A page that is filled less than this gets larger contacts, or the last, whose notice stands at its
# foot; and how far down they are to reach.
_ROOMY, _ROOMY_LAST, _REACHED = 0.85, 0.9, 0.98
# A last page that is filled less than this stays far from full even with larger ones.
_SPARSE = 0.58
# As many times as large contacts are set at most, and how what they take grows with that; and once
# they are set, as many times larger still.
_LARGEST, _POWER, _LARGER_STILL = 1.35, 1.5, 1.12
# What part of its line a number takes at most, for it is never parted; and a code of its column.
_WIDEST = 0.97


def with_contacts_shared(lay_out: Callable[[str], Layout], fitted: Fitted) -> Fitted:
    """Return what fitted with the last contact but those on the last page moved there, if that page
    begins with contacts and stays sparse, and both pages are filled more alike so; or itself.

    `lay_out` lays it out with another look.
    """
    before = fitted.layout
    if before.pages < 2 or before.fills[-1] >= _SPARSE:
        return fitted
    above, below = (list(_contacts(sheet._page_box)) for sheet in before.document.pages[-2:])
    if len(above) < 2 or not below or above[-1] is below[0]:
        return fitted
    parents = parents_of(before.document)
    look = fitted.look + f"{selector(above[-1], parents)} {{ break-before: page }}\n"
    layout = lay_out(look)
    worse = layout.pages != before.pages or (layout.torn and not before.torn)
    if worse or min(layout.fills[-2:]) <= min(before.fills[-2:]):
        return fitted
    return replace(fitted, layout=layout, look=look)


def _contacts(page_box: Any) -> Iterator[Any]:
    """Yield the elements of the contacts on a page, each once."""
    boxes = (box for box in page_box.descendants() if "contact" in classes(box))
    yield from dict.fromkeys(box.element for box in boxes)


def with_larger_contacts(lay_out: Callable[[str], Layout], fitted: Fitted) -> Fitted:
    """Return what fitted with larger contacts on pages that stay far from full, or itself.

    `lay_out` lays it out with another look. Each page begins with what it began with.
    """
    larger = _with_larger(lay_out, fitted, _LARGEST)
    # What they take is known when they are set: it may be less than was thought.
    return fitted if larger is fitted else _with_larger(lay_out, larger, _LARGER_STILL)


def _with_larger(lay_out: Callable[[str], Layout], fitted: Fitted, largest: float) -> Fitted:
    """Return what fitted with contacts so many times as large at most; or itself."""
    parts: dict[int, float] = {}
    for _ in range(_TRIED):
        css = _larger_contacts(fitted.layout, parts, largest)
        if not css:
            break
        layout = lay_out(fitted.look + css)
        other = first_other_page(fitted.layout, layout)
        if other is None:
            return replace(fitted, layout=layout, look=fitted.look + css)
        # What the page before it doesn't hold any more stands there.
        parts[other - 1] = parts.get(other - 1, 1) * _SMALLER
    return fitted


def _larger_contacts(layout: Layout, parts: Mapping[int, float], largest: float) -> str:
    """Return a stylesheet for larger contacts on pages that stay far from full, or nothing.

    They are set so much larger that they fill their pages, or for a part (of 1) of that, where
    `parts` say so by the numbers of pages (from 0).
    """
    parents = parents_of(layout.document)
    css: list[str] = []
    for number, (sheet, filled) in enumerate(zip(layout.document.pages, layout.fills, strict=True)):
        is_last = number + 1 == layout.pages
        if filled >= (_ROOMY_LAST if is_last else _ROOMY):
            continue
        # Of a table, the first box is the one around all of it.
        found: dict[Any, Any] = {}
        for box in sheet._page_box.descendants():
            if {"contact", "emergency"} & classes(box):
                found.setdefault(box.element, box)
        if any("contact" in classes(box) for box in found.values()):
            room = (_REACHED - filled) * depth(sheet._page_box)
            height = sum(box.border_height() for box in found.values())
            most = min((1 + room / height) ** (1 / _POWER), largest)
            times = 1 + parts.get(number, 1) * (most - 1)
            for element, box in found.items():
                css += _rules(box, times, selector(element, parents))
    return "".join(css)


def _rules(around: Any, times: float, place: str) -> Iterator[str]:
    """Yield the rules that set what is selected by its `place` so much larger."""
    yield _font_size(place, times, around)
    for box in around.descendants():
        if type(box).__name__ not in ("BlockBox", "InlineBlockBox"):
            continue
        inside = list(box.descendants())
        drawn = next((b for b in inside if (b.element_tag or "").endswith("svg")), None)
        if drawn is None:
            continue
        if "code" in classes(box):
            # An address below its code, which may be one word, stays as it is.
            words = next(each for each in inside if each.element_tag == "p")
            yield _font_size(f"{place} .code p", 1, words)
            much = min(times, _WIDEST * box.width / drawn.width)
            # A stylesheet of codes side by side insists on their size.
            yield _sizes(f"{place} .code svg", much, drawn, " !important")
        elif box.element_tag == "p" and ("phone" in classes(box) or "emergency" in classes(around)):
            taken = sum(each.margin_width() for each in box.children[0].children)
            much = min(times, _WIDEST * box.width / taken)
            link = next((each for each in inside if each.element_tag == "a"), None)
            kind, digits = (".number p", box) if link is None else (".phone a", link)
            yield _font_size(f"{place} {kind}", much, digits)
            yield _sizes(f"{place} {kind.split()[0]} .pictogram", much, drawn)


def _font_size(place: str, times: float, box: Any) -> str:
    return f"{place} {{ font-size: {max(times, 1) * box.style['font_size']:.2f}px }}\n"


def _sizes(place: str, times: float, box: Any, weight: str = "") -> str:
    size = f"{max(times, 1) * box.width:.2f}px{weight}"
    return f"{place} {{ width: {size}; height: {size} }}\n"
