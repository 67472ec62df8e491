"""Rows set smaller where long words leave their lines short: beside each other they are narrow."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

from briefkit.typeset.boxes import Layout
from briefkit.typeset.elements import classes, parents_of, selector
from briefkit.typeset.fitting import Fitted
from briefkit.typeset.line_lengths import FEWEST, short_lines
from briefkit.typeset.stretching import shortage

__all__ = ["with_longer_lines"]

# As many sizes are tried at most, each so many times the one before it; and the first at most.
_TRIED, _SMALLER, _FIRST = 6, 0.97, 0.98
# Of pages that are filled alike, one that is filled less than this has room for pictograms above
# their words, which have longer lines so.
_ROOMY = 0.85
_STACKED = """
{0}, {0} > .drawn, {0} > .said {{ display: block; width: auto }}
{0} > .drawn {{ margin-bottom: 0.5em }}
"""


def with_longer_lines(lay_out: Callable[[str], Layout], fitted: Fitted, smallest: float) -> Fitted:
    """Return what fitted with the rows of its text as much smaller as their lines need, or itself.

    `lay_out` lays it out with another look; no row is smaller than the `smallest` size (pt). Where
    pages are filled alike, and so have rows of other sizes, that is for those pages that need it;
    those that have room show pictograms above their words instead.
    """
    layout, least = fitted.layout, smallest / fitted.size
    short = _short_rows(layout) if least < 1 else {}
    if not short:
        return fitted
    wanted = min((1 + min(short.values()) / FEWEST) / 2, _FIRST)
    sizes = dict.fromkeys(max(wanted * _SMALLER**n, least) for n in range(_TRIED))
    lacks = shortage(layout.document, last=True)
    # What has no room for pictograms above its words may have some for smaller ones.
    ways = product((_ROOMY, 0.0) if layout.is_balanced else (0.0,), sizes)
    tried = set[str]()
    for below, times in ways:
        look = fitted.look + "".join(_rules(layout, short, times, below))
        if look in tried:
            continue
        tried.add(look)
        other = lay_out(look)
        worse = other.pages != layout.pages or (other.torn and not layout.torn)
        # Short lines are better than an empty page.
        emptier = not layout.is_balanced and shortage(other.document, last=True) > lacks
        if not worse and not emptier and not _short_rows(other):
            return replace(fitted, layout=other, look=look)
    return fitted


def _short_rows(layout: Layout) -> Mapping[Any, float]:
    """Return the words of rows (their elements) that have short lines (see `short_lines`)."""
    found = short_lines(layout.document).items()
    return {words: mean for words, mean in found if words.get("class") == "said"}


def _rules(layout: Layout, short: Container[Any], times: float, below: float) -> Iterator[str]:
    """Yield the rules that set rows so many `times` as large, and their pictograms above them on
    pages that are filled `below` a part.
    """
    if not layout.is_balanced:
        yield f"main .beside {{ font-size: {times:.3f}em }}\n"
        return
    parents = parents_of(layout.document)
    for sheet, filled in zip(layout.document.pages, layout.fills, strict=True):
        boxes = list(sheet._page_box.descendants())
        if not any(box.element in short for box in boxes):
            continue
        for row in dict.fromkeys(box.element for box in boxes if "beside" in classes(box)):
            place = selector(row, parents)
            yield f"{place} {{ font-size: {times:.3f}em }}\n"
            yield _STACKED.format(place) if filled < below else ""
