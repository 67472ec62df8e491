"""Pages between a cover and a back, balanced: all of them are filled alike.

Text alone fills the first ones, and leaves the last empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from briefkit.typeset.elements import parents_of, selector
from briefkit.typeset.growths import GROWTH
from briefkit.typeset.page_parts import SPARE, Part, is_lonely_item, joined, parts_on, reach, shown
from briefkit.typeset.row_sizes import LIKELY, REACHED, closer_rows, larger_rows

__all__ = ["Balance", "balance"]

# How much counts what stays empty on a page that was filled as far as its gaps grow.
_EMPTY = 40
# What a section gains that begins a page: as much as a page that is filled to seven tenths loses.
_SECTION = 0.04
# What it costs that a page ends with a heading and one line, or has one item of a list alone.
_LONELY = 1.0
# What it costs that the help box begins a page: it takes along what is before it.
_HELP = 5.0


@dataclass(frozen=True, slots=True)
class Balance:
    """How a text is spread over so many pages in all: the stylesheet that does it, and how far down
    the emptiest of them can be filled, 1 for to its foot; nothing and 0 where it can't be done.

    `shown` is the same without what would look empty above headings and the like, `larger` are
    stylesheets for larger rows on each page from the `first` (from 0) on, the largest first, empty
    for a page that is full, and `reached_so` is how far the emptiest can be filled with the
    `LIKELY` ones. A page is `lonely` that ends with a heading and one line, or has but one item of
    a list, and `narrow` where lines of its rows are so short that they read badly.
    """

    css: str = ""
    pages: int = 0
    reached: float = 0.0
    shown: float = 0.0
    first: int = 0
    larger: tuple[tuple[str, ...], ...] = ()
    reached_so: float = 0.0
    lonely: bool = False
    narrow: bool = False


def balance(
    document: Any,
    pages: int,
    *,
    covered: bool,
    back: bool = False,
    parted: bool = False,
    closer: bool = False,
) -> Balance:
    """Return how a text is spread over a number of pages.

    Of one that is `covered`, that is what is between cover and back, and the `back` where the text
    goes on to it; of another, it is a page less where that is enough. Where paragraphs may stay
    `parted`, it is what begins with the rest of the last that goes on from one page to another.
    Rows stand `closer` on a page that would not hold them otherwise, if they may. `document` is
    WeasyPrint's.
    """
    sheets = document.pages
    parents = parents_of(document)
    inner = [sheet._page_box for sheet in sheets[covered : None if back or not covered else -1]]
    each = [list(parts_on(box, parents, covered=covered)) for box in inner]
    kept = _last_parted(each) if parted else 0
    parts = _in_one(inner[kept:], each[kept:])
    room = inner[0].height - SPARE if inner else 0.0
    counts = (pages - 2 + back,) if covered else (pages - 1, pages)
    tried = (_balanced(parts, count - kept, room, closer=closer) for count in counts)
    firsts = next(filter(None, tried), [])
    if not firsts:
        return Balance()
    spread = [parts[a:b] for a, b in pairwise([0, *firsts, len(parts)])]
    begun = (parts[n].first for n in firsts if parts[n].first is not parts[n - 1].last)
    selectors = ", ".join(selector(first, parents) for first in begun)
    larger = [[larger_rows(each, room, parents, part) for part in REACHED] for each in spread]
    return Balance(
        pages=kept + len(spread) + len(sheets) - len(inner),
        css=f"{selectors} {{ break-before: page; margin-top: 0 }}"
        + "".join(closer_rows(each, room, parents) for each in spread),
        reached=min(reach(each) / room for each in spread),
        shown=min(shown(each) / room for each in spread),
        first=covered + kept,
        larger=tuple(tuple(css for css, _ in each) for each in larger),
        reached_so=min(each[LIKELY][1] / room for each in larger),
        lonely=any(each[-1].lonely for each in spread[:-1]) or any(map(is_lonely_item, spread)),
        narrow=any(part.narrow for part in parts),
    )


def _in_one(inner: Sequence[Any], each: Sequence[Sequence[Part]]) -> list[Part]:
    """Return the parts of pages as if they stood on one; those that go on over pages are whole."""
    parts: list[Part] = []
    for before, here in zip([None, *inner], each, strict=False):
        for number, part in enumerate(here):
            if number == 0 and _must_end(before):
                part = replace(part, must_begin=True)
            elif parts and parts[-1].last is part.first:  # it goes on from the page before
                part = joined(parts.pop(), part)
            parts.append(part)
    return parts


def _last_parted(each: Sequence[Sequence[Part]]) -> int:
    """Return how many pages stand before the last that begins with the rest of a paragraph."""
    pages = enumerate(pairwise(each), start=1)
    return max((n for n, (a, b) in pages if a and b and a[-1].last is b[0].first), default=0)


def _must_end(page_box: Any) -> bool:
    """Whether the stylesheet ends a page with what stands last on it."""
    box = page_box
    while getattr(box, "children", ()):
        box = [child for child in box.children if type(child).__name__ != "MarginBox"][-1]
        if box.style["break_after"] == "page":
            return True
    return False


def _balanced(parts: Sequence[Part], count: int, room: float, *, closer: bool) -> list[int]:
    """Return the parts (by number) that pages after the first begin with, or nothing.

    Where they may be set `closer`, a page may hold more for it.
    """
    # best[k][n]: the least that k pages with the first n parts lose, and where the last begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (lost, _) in best[-1].items():
            if start == len(parts):
                continue
            height, grown, less = 0.0, -min(parts[start].growth, GROWTH), 0.0
            for end in range(start, len(parts)):
                if end > start and parts[end].must_begin:
                    break
                height += parts[end].height + (parts[end].gap if end > start else 0)
                grown += parts[end].growth
                less += closer * parts[end].closer
                used = height - parts[end].tail
                if used > room + less:
                    break
                after = end + 1
                if after < len(parts) and not parts[after].may_begin:
                    continue
                empty = max(0.0, 0.95 * room - used - grown)
                loss = lost + (1 - used / room) ** 2 + _EMPTY * (empty / room) ** 2
                if after < len(parts) and parts[after].section:
                    loss += _HELP if parts[after].help else -_SECTION
                elif after < len(parts) and parts[end].lonely:
                    loss += _LONELY
                if is_lonely_item(parts[start : end + 1]):
                    loss += _LONELY
                if after not in row or loss < row[after][0]:
                    row[after] = loss, start
        best.append(row)
    if len(parts) not in best[-1]:
        return []
    firsts, end = [], len(parts)
    for row in reversed(best[1:]):
        end = row[end][1]
        firsts.append(end)
    return firsts[-2::-1]
