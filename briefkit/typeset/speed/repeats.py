"""Rows and lines that a layout asks for again: laid out once."""

from collections.abc import Hashable, Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import Box, TextBox
from weasyprint.layout import inline

from briefkit.typeset.speed.columns import has_notes
from briefkit.typeset.speed.lines import copied_line
from briefkit.typeset.speed.replacing import Replacement, everywhere

__all__ = ["repeats"]


def repeats() -> Iterator[Replacement]:
    """Lay out once what the same layout asks for again.

    `inline_block_box_layout` (weasyprint/layout/inline.py) lays out a row that finds no room beside
    another before it is known that it begins the next line, or page: half of our rows twice.
    `get_next_linebox` sets each line of a column at each height that is tried for it. What has
    notes, floats or boxes with places of their own in it is left as it is: those are kept by the
    page. A fifth of a layout's time.
    """
    yield from _rows()
    yield from _lines()


def _rows() -> Iterator[Replacement]:
    lay_out = inline.inline_block_box_layout

    def inline_block_box_layout(
        context: Any, box: Any, position_x: float, skip_stack: Any, containing_block: Any,
        absolute_boxes: Any, fixed_boxes: Any,
    ) -> Any:  # fmt: skip
        repeated = _Repeated(context, absolute_boxes, fixed_boxes)
        key = id(box), repr(skip_stack), containing_block.width, containing_block.height
        found = repeated.get(key)
        if found is None:
            found = lay_out(
                context, box, position_x, skip_stack, containing_block, absolute_boxes, fixed_boxes
            )
            repeated.keep(key, box, found)
            return found
        found.translate(position_x - found.position_x)
        return found

    yield from everywhere(lay_out, inline_block_box_layout)


def _lines() -> Iterator[Replacement]:
    lay_out = inline.get_next_linebox

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom_space: float, skip_stack: Any,
        containing_block: Any, absolute_boxes: Any, fixed_boxes: Any, *styles: Any,
    ) -> Any:  # fmt: skip
        def set_anew() -> Any:
            return lay_out(
                context, linebox, position_y, bottom_space, skip_stack, containing_block,
                absolute_boxes, fixed_boxes, *styles,
            )  # fmt: skip

        if "measured_column" not in context.__dict__ or any(styles):
            return set_anew()
        repeated = _Repeated(context, absolute_boxes, fixed_boxes)
        place = containing_block.content_box_x(), position_y, containing_block.width
        key = id(linebox), repr(skip_stack), linebox.text_indent, place
        found = repeated.get(key)
        if found is None:
            found, after = set_anew()
            repeated.keep(key, linebox, found, after)
            return found, after
        return found, repeated.after(key)

    yield from everywhere(lay_out, get_next_linebox)


class _Repeated:
    """What a layout has laid out, by its keys: it is copied, for what is laid out is moved later.

    The lists of boxes that have places of their own tell whether something in it has.
    """

    def __init__(self, context: Any, *placed: Any) -> None:
        self._kept = context.__dict__.setdefault("_repeated", {})
        self._context, self._placed = context, [each for each in placed if each is not None]
        self._before = self._state()

    def _state(self) -> Any:
        shapes = len(self._context.excluded_shapes or ())
        return has_notes(self._context), shapes, [len(each) for each in self._placed]

    def get(self, key: Hashable) -> Any:
        """Return a copy of what was laid out, or None."""
        notes, shapes, _ = self._before
        kept = None if notes or shapes else self._kept.get(key)
        return kept and _copied(kept[1])

    def after(self, key: Hashable) -> Any:
        """Return where what comes after it begins."""
        return self._kept[key][2]

    def keep(self, key: Hashable, source: Any, box: Any, after: Any = None) -> None:
        """Keep what was laid out from a source; that stays, so that no other has its key."""
        notes, shapes, _ = self._before
        if box is None or notes or shapes or self._state() != self._before:
            return
        copy = _copied(box)
        if copy is not None:
            self._kept[key] = source, copy, after


def _copied(box: Any) -> Any:
    """Return a copy of a box with all that it holds.

    None where something in it is no box, or is written anew when pages are numbered.
    """
    if box.missing_link:
        return None
    copy = box.copy()
    copy.remove_decoration_sides = set(box.remove_decoration_sides)
    if isinstance(box, TextBox):
        copy.pango_layout = copied_line(box.pango_layout)
        return copy
    children = [_copied(child) if isinstance(child, Box) else None for child in box.children]
    if None in children:
        return None
    copy.children = type(box.children)(children)
    return copy
