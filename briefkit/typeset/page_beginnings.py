"""What the pages of layouts of a text begin with, and how far they reach."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from briefkit.typeset.boxes import Layout, lines_of
from briefkit.typeset.line_lengths import text_of
from briefkit.typeset.panels import ROOMY_PAGES, panel_reach

__all__ = ["first_other_page", "have_same_pages", "pages_run_over", "reached"]


def have_same_pages(one: Layout, other: Layout) -> bool:
    """Whether two layouts of a text have as many pages, and each begins with the same."""
    return first_other_page(one, other) is None


def first_other_page(one: Layout, other: Layout) -> int | None:
    """Return which is the first page (from 0) of two layouts that begins otherwise, or None."""
    pages = enumerate(zip_longest(_beginnings(one), _beginnings(other)))
    return next((number for number, (a, b) in pages if not _is_same_line(a, b)), None)


def reached(layout: Layout) -> Sequence[float]:
    """Return how far down the pages of a booklet can be filled, 1 for to their feet."""
    return [panel_reach(sheet._page_box, ROOMY_PAGES) for sheet in layout.document.pages]


def pages_run_over(one: Layout, other: Layout) -> Sequence[int]:
    """Return the pages (from 0) of a layout that go on on a page more in another of its text."""
    expected = _beginnings(one)
    over, number = [], 0
    for line in _beginnings(other):
        if number < len(expected) and _is_same_line(expected[number], line):
            number += 1
        else:
            over.append(number - 1)
    return over


def _beginnings(layout: Layout) -> list[Any]:
    return [next(lines_of(sheet._page_box), None) for sheet in layout.document.pages]


def _is_same_line(one: Any, other: Any) -> bool:
    """Whether two lines, or none, begin with the same letters of a text, however long they are."""
    if one is None or other is None:
        return one is other
    if (one.element, one.element_tag) != (other.element, other.element_tag):
        return False
    texts = sorted((text_of(one), text_of(other)), key=len)
    return texts[1].startswith(texts[0])
