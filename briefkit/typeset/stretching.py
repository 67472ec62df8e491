"""Room at a page's foot, given to the gaps between its blocks: they stand a little further apart.

WeasyPrint sets a page from its head down; what a break leaves empty stays at the foot.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

__all__ = ["grow", "room_to_stretch", "stretch"]

# What a gap may grow by, in ems of the text: a paragraph's or an item's, and a section's.
_MOST = 0.5
_SECTION = 3

_HOLDERS = frozenset(("html", "body", "main", "ul", "ol", "li", "dl"))
_HEADINGS = frozenset(("h1", "h2", "h3", "dt"))


def room_to_stretch(page_box: Any) -> float:
    """Return how far down the blocks of a page may be moved in all, in px."""
    size = page_box.style["font_size"]
    return sum(share for _, share in _gaps(page_box)) * _MOST * float(size)


def stretch(page_box: Any, room: float) -> None:
    """Share `room` (px) out among the gaps between a page's blocks."""
    gaps = list(_gaps(page_box))
    shares = sum(share for _, share in gaps)
    for box, share in gaps:
        _open(page_box, box, room * share / shares)


def _gaps(box: Any) -> Iterator[tuple[Any, int]]:
    """Yield the blocks of a report that follow others, with their shares of the room."""
    blocks = [child for child in box.children if _is_block(child)]
    for before, after in pairwise(blocks):
        if before.element_tag not in _HEADINGS and box.element_tag not in ("html", "body"):
            yield after, _SECTION if _is_opening(after) else 1
    for block in blocks:
        if block.element_tag in _HOLDERS and not block.is_column:
            yield from _gaps(block)


def _is_block(box: Any) -> bool:
    return type(box).__name__ == "BlockBox" and bool(box.is_in_normal_flow())


def _is_opening(box: Any) -> bool:
    return box.element is not None and "opening" in (box.element.get("class") or "").split()


def grow(page_box: Any, box: Any, height: float) -> None:
    """Make a box of a page higher (px); what stands below it in the flow makes room."""
    box.height += height
    _make_room(page_box, lambda other: other is box, height, after=True)


def _open(page_box: Any, box: Any, height: float) -> None:
    _make_room(page_box, lambda other: other is box, height, after=False)


def _make_room(around: Any, is_it: Callable[[Any], bool], height: float, *, after: bool) -> bool:
    """Move down what stands after a box, and the box itself unless `after`; return if it is there.

    What the box stands in grows.
    """
    children = list(getattr(around, "children", ()))
    for number, child in enumerate(children):
        it = is_it(child)
        if not it and not _make_room(child, is_it, height, after=after):
            continue
        if type(around).__name__ == "PageBox":  # what else it has stands in its margins
            return True
        for below in children[number + (after or not it) :]:
            below.translate(0, height)
        around.height += height
        return True
    return False
