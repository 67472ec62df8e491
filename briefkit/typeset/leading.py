"""Lines of a page led more openly, where what stands above each other can go no further apart."""

from collections.abc import Sequence
from typing import Any

from briefkit.typeset.elements import classes
from briefkit.typeset.moving import grow, move_down

__all__ = ["lead_lines"]

# What a line's height may grow by, in em of its text: a leading of 1.45 is 1.61 then.
_MOST = 0.16
# Notes have lines of their own size, and those of a heading belong together.
_LEFT = frozenset(("h1", "h2", "h3", "nav", "small"))


def lead_lines(box: Any, room: float) -> float:
    """Move the lines of paragraphs in a box apart, as far as there is `room` and that looks well;
    return by how much it is higher, in px.
    """
    most = _grown(box, 1.0, move=False)
    part = min(1.0, room / most) if most else 0.0
    return _grown(box, part, move=True) if part > 0 else 0.0


def _grown(box: Any, part: float, *, move: bool) -> float:
    """Return by how much a box is higher with its lines moved apart by a `part` of the most."""
    added, before = 0.0, None
    for child in box.children:
        held = _side_by_side(child)
        is_line = type(child).__name__ == "LineBox" and not held
        if is_line and before is not None:
            added += part * _MOST * float(child.style["font_size"])
        if move and added:
            move_down(child, added)
        if held:
            added += _grown_together(child, held, part, move=move)
        elif _may_grow(child):
            added += _grown(child, part, move=move)
        before = child if is_line else None
    if move and added:
        grow(box, added)
    return added


def _grown_together(around: Any, held: Sequence[Any], part: float, *, move: bool) -> float:
    """Return by how much what holds boxes side by side is higher: it ends where the last of them
    does.
    """
    floor = float(around.position_y + around.height)
    spare = [floor - max(map(_foot, each.descendants()), default=floor) for each in held]
    grown = [_grown(each, part, move=move) for each in held]
    highest = max(0.0, *(by - left for by, left in zip(grown, spare, strict=True)))
    if move:
        around.height += highest
    return highest


def _foot(box: Any) -> float:
    return float(box.position_y + box.margin_height())


def _side_by_side(box: Any) -> list[Any]:
    """Return what stands side by side in a line or in a table's row: rows in pairs, or cells."""
    kinds = {"LineBox": "InlineBlockBox", "TableRowBox": "TableCellBox"}
    kind = kinds.get(type(box).__name__)
    return [child for child in box.children if type(child).__name__ == kind] if kind else []


def _may_grow(block: Any) -> bool:
    if type(block).__name__ in ("TableBox", "TableRowGroupBox"):
        return True
    if type(block).__name__ != "BlockBox" or block.element_tag in _LEFT:
        return False
    # Of tables, those alone that hold a pictogram and the words beside it.
    other = block.is_table_wrapper and "beside" not in classes(block)
    return block.is_in_normal_flow() and not other and not any(b.is_column for b in block.children)
