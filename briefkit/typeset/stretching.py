"""Room at the feet of pages, given to what stands above it. CSS has no such property in a flow.

WeasyPrint sets a page from its head down; what a break leaves empty stays at the foot. With
`boxes` and `panels`, all that looks into its boxes, which are private.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefkit.typeset.elements import attribute, classes, floor
from briefkit.typeset.moving import grow, move_down

__all__ = ["emptiest_page", "fill_pages", "is_report"]

# What a gap may grow by, in ems of the text: a paragraph's or an item's; so many times as much, a
# section's, and a note's.
_MOST = 0.5
_SECTION = 3
_NOTE = 3
# How many times its height the space for a stamp may take besides.
_STAMP = 4

_HOLDERS = frozenset(("html", "body", "main", "nav", "ul", "ol", "li", "dl"))
_HEADINGS = frozenset(("h1", "h2", "h3", "dt"))


def fill_pages(document: Any) -> None:
    """Use the room at the feet of a document's pages.

    The footer goes down to the bottom of the last. A report's blocks stand further apart where that
    fills a page, and its space for a stamp grows.
    """
    *pages, last = (sheet._page_box for sheet in document.pages)
    for number, page_box in enumerate(pages if is_report(document) else ()):
        room = _room(page_box)
        if 0 < room <= _stretch_of(page_box):
            _stretch(page_box, room)
            # A page knows where its links and headings are.
            document.pages[number] = type(document.pages[number])(page_box)
    footer = next((box for box in last.descendants() if attribute(box, "id") == "imprint"), None)
    room = 0 if footer is None else floor(last) - (footer.position_y + footer.margin_height())
    if footer is None or room <= 0:
        return
    stamps = (box for box in last.descendants() if attribute(box, "class") == "stamp")
    stamp = next(stamps, None) if is_report(document) else None
    grown = 0 if stamp is None else min(room, stamp.height * _STAMP)
    if stamp is not None:
        grow(stamp, grown)
        _make_room(last, stamp, grown, after=True)
    move_down(footer, room - grown)


def emptiest_page(document: Any) -> float:
    """Return how far down its area the emptiest page but the last can be filled: 1 is to the foot.

    Those of a report that blocks further apart fill are full.
    """
    stretches = is_report(document)
    filled = [1.0]
    for page_box in [sheet._page_box for sheet in document.pages[:-1]]:
        room = max(_room(page_box), 0)
        if not stretches or room > _stretch_of(page_box):
            filled.append(1 - room / page_box.height)
    return min(filled)


def is_report(document: Any) -> bool:
    """Whether a document is a professional text."""
    root = document.pages[0]._page_box.children[0]
    return any("report" in classes(box) for box in root.children)


def _room(page_box: Any) -> float:
    """Return what is empty at a page's foot, or above its notes, in px."""
    content = page_box.children[0]
    lines = (b for b in content.descendants() if type(b).__name__ in ("LineBox", "TableBox"))
    bottom = max((b.position_y + b.height for b in lines), default=content.position_y)
    return float(floor(page_box) - bottom)


def _stretch_of(page_box: Any) -> float:
    """Return how far down the blocks of a page may be moved in all, in px."""
    size = float(page_box.children[0].style["font_size"])
    return sum(share for _, share in _gaps(page_box.children[0])) * _MOST * size


def _stretch(page_box: Any, room: float) -> None:
    """Share `room` (px) out among the gaps between a page's blocks."""
    gaps = list(_gaps(page_box.children[0]))
    shares = sum(share for _, share in gaps)
    for box, share in gaps:
        _make_room(page_box, box, room * share / shares, after=False)


def _gaps(box: Any, *, in_notes: bool = False) -> Iterator[tuple[Any, int]]:
    """Yield the blocks that follow others in a box, with their shares of the room."""
    blocks = [child for child in box.children if type(child).__name__ == "BlockBox"]
    blocks = [block for block in blocks if block.is_in_normal_flow()]
    if any(block.is_column for block in blocks):
        return
    for before, after in pairwise(blocks):
        share = _share(after, box, in_notes=in_notes)
        if share and before.element_tag not in _HEADINGS:
            yield after, share
    for block in blocks:
        are_notes = attribute(block, "class") == "notes"
        if block.element_tag in _HOLDERS or are_notes:
            yield from _gaps(block, in_notes=in_notes or are_notes)


def _share(block: Any, holder: Any, *, in_notes: bool) -> int:
    """Return the share of the room that goes above a block within another: none above the text."""
    if holder.element_tag in ("html", "body"):
        return _SECTION if attribute(block, "class") == "notes" else 0
    if "opening" in classes(block):
        return _SECTION
    return _NOTE if in_notes else 1


def _make_room(around: Any, box: Any, height: float, *, after: bool) -> bool:
    """Move down what stands after a box, and the box itself unless `after`; return if it is there.

    What the box stands in grows.
    """
    for number, child in enumerate(getattr(around, "children", ())):
        it = child is box
        if not it and not _make_room(child, box, height, after=after):
            continue
        if type(around).__name__ != "PageBox":  # what else that has stands in its margins
            for below in around.children[number + (after or not it) :]:
                move_down(below, height)
            around.height += height
        return True
    return False
