"""Columns: the heights that are tried to balance them, measured once where nothing changes."""

from collections.abc import Iterator
from itertools import takewhile
from math import inf
from typing import Any

from weasyprint.layout import block

from briefkit.typeset.speed.replacing import Replacement

__all__ = ["columns", "has_notes"]

# So far ahead, in CSS pixels, the search for a column's height is asked first whether it goes on.
_AHEAD = (32, 16, 8, 4, 2)


def columns() -> Iterator[Replacement]:
    """Measure a column once for all heights at which it holds the same.

    `columns_layout` (weasyprint/layout/column.py) lays all columns out at one height after another,
    often a pixel apart. What a column holds goes from one break to the next as its height grows, so
    that two heights at which it holds the same tell of all between them. Where notes stand in two
    columns, that is half of a layout's time.
    """
    lay_out = block.block_box_layout

    def block_box_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, containing_block: Any,
        page_is_empty: bool, absolute_boxes: Any, fixed_boxes: Any, adjoining_margins: Any,
        *more: Any, **named: Any,
    ) -> Any:  # fmt: skip
        def laid_out(bottom_space: float) -> Any:
            return lay_out(
                context, box, bottom_space, skip_stack, containing_block, page_is_empty,
                absolute_boxes, fixed_boxes, adjoining_margins, *more, **named,
            )  # fmt: skip

        # Columns that are printed have no list of margins.
        if not box.is_column or adjoining_margins is None or has_notes(context):
            return laid_out(bottom_space)
        measured = context.__dict__.get("measured_column")
        if measured is None or measured[0] is not box:
            measured = context.measured_column = box, {}
        key = repr(skip_stack), page_is_empty
        results = measured[1].setdefault(key, {})
        found = _between(results, bottom_space)
        if found is None:
            found = _measured(context, laid_out, bottom_space, results)
        return found

    yield Replacement(block, "block_box_layout", block_box_layout)


def has_notes(context: Any) -> bool:
    """Whether notes go to the foot of a page: laying text out places them, too."""
    return bool(context.footnotes or context.current_page_footnotes or context.reported_footnotes)


def _measured(context: Any, laid_out: Any, bottom_space: float, results: dict[float, Any]) -> Any:
    """Return a column at a height that was not measured, and remember it.

    Where the last one was a pixel lower and holds the same, it is asked how far that goes on.
    """
    shapes = len(context.excluded_shapes)
    found = laid_out(bottom_space)
    if len(context.excluded_shapes) != shapes:  # it has floats, which are kept by the context
        return found
    results[bottom_space] = found
    lower, higher = _around(results, bottom_space)
    if lower - bottom_space < 2 and _same(results[lower], found):
        for ahead in takewhile(lambda ahead: bottom_space - ahead > higher, _AHEAD):
            other = results[bottom_space - ahead] = laid_out(bottom_space - ahead)
            if _same(other, found):
                break
    return found


def _between(results: dict[float, Any], bottom_space: float) -> Any:
    """Return what is known of a column at a height, by it or by two heights around it."""
    if bottom_space in results:
        return results[bottom_space]
    lower, higher = _around(results, bottom_space)
    known = lower in results and higher in results and _same(results[lower], results[higher])
    return results[lower] if known else None


def _around(results: dict[float, Any], bottom_space: float) -> tuple[float, float]:
    """Return the measured heights next to one, as the space below: infinite where there is none."""
    lower = min((b for b in results if b > bottom_space), default=inf)
    return lower, max((b for b in results if b < bottom_space), default=-inf)


def _same(one: Any, other: Any) -> bool:
    """Whether a column holds the same at two heights, in the same places."""
    return bool(one[1] == other[1] and _end(one[0]) == _end(other[0]))


def _end(column: Any) -> Any:
    """Return how many boxes a column has, and where the last one ends."""
    if column is None or not column.children:
        return None
    last = column.children[-1]
    return len(column.children), last.position_y, last.margin_height()
