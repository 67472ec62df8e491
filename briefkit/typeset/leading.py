"""Lines of a page led more openly, where what stands above each other can go no further apart."""

from typing import Any

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
        is_line = type(child).__name__ == "LineBox"
        if is_line and before is not None and not _holds_blocks(child):
            added += part * _MOST * float(child.style["font_size"])
        if move and added:
            move_down(child, added)
        if type(child).__name__ == "BlockBox" and _may_grow(child):
            added += _grown(child, part, move=move)
        before = child if is_line else None
    if move and added:
        grow(box, added)
    return added


def _may_grow(block: Any) -> bool:
    if block.element_tag in _LEFT or not block.is_in_normal_flow():
        return False
    return not any(child.is_column for child in block.children)


def _holds_blocks(line: Any) -> bool:
    """Whether what stands in a line are blocks, such as rows side by side."""
    return any(type(child).__name__ == "InlineBlockBox" for child in line.children)
