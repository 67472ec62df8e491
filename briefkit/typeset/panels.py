"""Panels of a folded sheet, filled to their foot: what stands on one is moved apart.

Text is as large on all panels as the fullest of them holds it; the others have room left. CSS can't
share it out in a flow.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from briefkit.typeset.elements import classes, depth, floor
from briefkit.typeset.moving import grow, move_down

__all__ = ["FURTHER", "ROOMY_PAGES", "fill_panels", "page_blocks", "panel_reach"]

_PX_PER_MM = 96 / 25.4

# The most that a gap between rows grows by, and to which one between other blocks, and one between
# paragraphs; in CSS pixels.
_MOST_OF_ROWS, _WIDEST, _WIDEST_OF_TEXT = 5.5 * _PX_PER_MM, 9 * _PX_PER_MM, 5 * _PX_PER_MM
# The most that the gap above a heading grows by below rows, and that stands empty below the line
# between rows; in CSS pixels.
_MOST_ABOVE_HEADING, _WIDEST_BESIDE_LINE = 4.5 * _PX_PER_MM, 9.9 * _PX_PER_MM
# How many times as far apart rows of a panel go that would stay far from full, and how far that is;
# and how far where lines stand between its items, or boxes can grow.
FURTHER, _FULL_PANEL, _FULL_SHOWN = 2.2, 0.86, 0.96
# Rows go further apart on pages than on panels, for the type is larger there.
ROOMY_PAGES = 3.6
# How high the field of a cover is, where there is room, in CSS pixels.
_FIELD, _FIELD_OF_PAGE = 124 * _PX_PER_MM, 130 * _PX_PER_MM
# The most that the field of a cover grows by where the text begins below it.
_MOST_OF_LOW_FIELD = 40 * _PX_PER_MM
# What stays empty on a cover between its field and the number to call alone, in CSS pixels.
_ABOVE_NUMBER = 4 * _PX_PER_MM
# The most that the field with a story grows by, in CSS pixels.
_MOST_OF_FIELD = 26 * _PX_PER_MM
# The most that the band with the number to call grows by: in CSS pixels, and as a part of one that
# is high, or has a page for itself.
_MOST_OF_BAND, _PART_OF_BAND, _PART_OF_BAND_ALONE = 11 * _PX_PER_MM, 0.3, 0.8
# As high as a frame for a stamp grows, in CSS pixels.
_HIGHEST_STAMP = 125 * _PX_PER_MM
# The most that a callout, or a quotation, grows by on a panel that would stay far from full.
_MOST_OF_BOX = 70 * _PX_PER_MM

# How much of a line letters take, in em of its type: half of what is left stands above them.
_LETTERS_OF_LINE = 0.8
# What stands empty between an item's letters and the line's above or below them, in the same.
_BESIDE_LETTERS = 0.4

_PARTS = frozenset(("html", "body", "main"))
_PART_CLASSES = frozenset(
    ("told", "shown", "tale", "rows", "help", "both-help", "own-help", "urgent", "local", "notes")
)
_LISTS = frozenset(("ul", "ol"))
# The most that a gap between items of a list grows by, in em of their type.
_MOST_OF_ITEMS = 0.6
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class _Block:
    """Boxes that stay together, the last with what is above it; whether it is a row of a list."""

    boxes: list[Any]
    row: bool

    @property
    def classes(self) -> frozenset[str]:
        """The classes of the last box."""
        return classes(self.boxes[-1])

    @property
    def item(self) -> bool:
        """Whether it ends with an item of a list that has no pictograms."""
        return bool(self.boxes[-1].element_tag == "li") and not self.row

    @property
    def ruled(self) -> bool:
        """Whether it ends with an item that a line stands below."""
        return self.item and float(self.boxes[-1].border_bottom_width) > 0

    @property
    def boxed(self) -> bool:
        """Whether it ends with a callout, or with a quotation on a field."""
        box = self.boxes[-1]
        on_field = box.element_tag == "blockquote" and getattr(box, "background", None) is not None
        return "callout" in self.classes or on_field

    @property
    def above_line(self) -> float:
        """What it keeps free above a line below it, and that: neither is seen at a page's foot."""
        box = self.boxes[-1]
        seen = (self.row or self.item) and box.border_bottom_width > 0
        return float(box.padding_bottom + box.border_bottom_width) if seen else 0.0

    @property
    def bottom(self) -> float:
        return float(self.boxes[-1].position_y + self.boxes[-1].margin_height())

    def most_after(self, other: "_Block", roomy: float) -> float:
        """Return how far apart it and the one below it may be moved, in CSS pixels."""
        last, first = self.boxes[-1], other.boxes[0]
        if self.ruled:
            beside = last.padding_bottom + _BESIDE_LETTERS * float(last.style["font_size"])
            return float(min(roomy * _MOST_OF_ROWS, 2 * (_WIDEST_BESIDE_LINE - beside)))
        if self.row and other.row:
            if first.element_tag in _HEADINGS:
                return min(roomy * _MOST_OF_ROWS, _MOST_ABOVE_HEADING)
            # The last row has no line below it, and so no frame that begins above its words.
            beside = 0 if first.border_bottom_width else first.padding_top
            return float(min(roomy * _MOST_OF_ROWS, 2 * (_WIDEST_BESIDE_LINE - beside)))
        if self.item and other.item and first.element_tag == "li":
            return _MOST_OF_ITEMS * float(first.style["font_size"])
        gap = float(first.border_box_y() - last.border_box_y() - last.border_height())
        beside = _empty_beside(last, "bottom") + _empty_beside(first, "top")
        of_text = last.element_tag == first.element_tag == "p"
        widest = _WIDEST_OF_TEXT if of_text else _WIDEST
        return max(0.0, min(widest, _WIDEST_BESIDE_LINE - beside) - gap)


def _empty_beside(box: Any, side: str) -> float:
    """Return what stands empty between the bottom or top of a block and what is drawn or written
    there, in CSS pixels: more in larger type, and where lines are led more.
    """
    empty = 0.0
    while not getattr(box, f"border_{side}_width") and getattr(box, "background", None) is None:
        if type(box).__name__ == "LineBox":
            letters = _LETTERS_OF_LINE * float(box.style["font_size"])
            return empty + max(0.0, float(box.height) - letters) / 2
        children = [each for each in getattr(box, "children", ()) if each.is_in_normal_flow()]
        if not children:
            break
        empty += float(getattr(box, f"padding_{side}"))
        box = children[-1 if side == "bottom" else 0]
    return empty


def fill_panels(document: Any, roomy: float = 1, roomy_back: float = 1) -> None:
    """Move what stands on each panel apart, as far as it has room and that looks well.

    On the front, the number to call goes to the foot; on the back, the frame for a stamp grows.
    Rows go `roomy` times as far apart as on a panel, on the back `roomy_back` times. `document` is
    WeasyPrint's; the places of links and bookmarks go along.
    """
    pages = document.pages
    for number, page in enumerate(pages):
        box = page._page_box
        if number == 0:
            _fill_cover(box, _FIELD if roomy == 1 else _FIELD_OF_PAGE)
        elif number == len(pages) - 1:
            _grow_stamp(box)
            _spread(box, roomy_back)
            if roomy == 1:
                _grow_band(box)
        else:
            _spread(box, roomy)
            _grow_number(box)
        pages[number] = type(page)(box)


def _room(page_box: Any, bottom: float) -> float:
    """Return how much is empty below what ends at `bottom`, above the notes at the foot."""
    return floor(page_box) - bottom


def _fill_cover(page_box: Any, highest: float) -> None:
    """Make the field of a cover higher, and let the last thing down to the foot."""
    cover = next((b for b in page_box.descendants() if "cover" in classes(b)), None)
    if cover is None or "field" not in classes(cover.children[0]):
        return
    leaves = list(_leaves(page_box))
    text = leaves[leaves.index(cover) + 1 :]
    field, *below = cover.children
    last = cover.children[-1]
    lowest = text[-1] if text else last
    room = max(0.0, _room(page_box, lowest.position_y + lowest.margin_height()))
    if text:  # it begins below the cover
        added = min(room, _MOST_OF_LOW_FIELD)
        _grow_around(field, added)
        for box in [*below, *text]:
            move_down(box, added)
        return
    added = min(room, max(0.0, highest - field.border_height())) if below else room
    if len(below) == 1:  # the number to call alone: nothing is to be empty above it
        added = max(0.0, room - _ABOVE_NUMBER)
    grow(field, added)
    if "bare" in classes(field):
        move_down(field.children[-1], added / 2)
    for box in below:
        move_down(box, added)
    if below:
        move_down(last, room - added)


def _spread(page_box: Any, roomy: float) -> None:
    blocks = list(page_blocks(page_box))
    if len(blocks) < 2:
        return
    room = _room(page_box, max(block.bottom for block in blocks))
    most = [one.most_after(other, roomy) for one, other in pairwise(blocks)]
    shown = any(block.ruled or block.boxed for block in blocks)
    full = _FULL_SHOWN if shown else _FULL_PANEL
    lacking = room - sum(most) - (1 - full) * depth(page_box)
    far = roomy == 1 and lacking > 0
    if far:
        most = [one.most_after(other, FURTHER) for one, other in pairwise(blocks)]
    shares = _shared(room, most)
    moved = _grow_field(blocks[0], room - sum(shares), roomy)
    boxes = [block.boxes[-1] for block in blocks[1:] if far and block.boxed]
    left = max(0.0, room - moved - sum(shares))
    higher = min(left / len(boxes), _MOST_OF_BOX) if boxes else 0.0
    for (above, block), added in zip(pairwise(blocks), shares, strict=True):
        moved += added
        for box in block.boxes:
            move_down(box, moved)
        if block.boxes[-1] in boxes:
            _grow_around(block.boxes[-1], higher)
            moved += higher
        if above.row or above.ruled:  # its line stays half-way between the rows
            above.boxes[-1].padding_bottom += added / 2


def panel_reach(page_box: Any, roomy: float = 1) -> float:
    """Return how far down a panel is filled, 1 for to its foot, where its blocks are moved as far
    apart as they may be, rows `roomy` times as far.
    """
    blocks = list(page_blocks(page_box))
    if not blocks:
        return 1.0
    most = sum(one.most_after(other, roomy) for one, other in pairwise(blocks))
    last = max(blocks, key=lambda block: block.bottom)
    bottom = last.bottom + most
    if last.boxed:  # what a box keeps free below it is seen as empty
        bottom -= last.boxes[-1].margin_bottom
    bottom -= last.above_line
    return float((bottom - page_box.content_box_y()) / depth(page_box))


def _grow_field(block: _Block, room: float, roomy: float) -> float:
    """Make the field with a story higher, by as much as there is room, and return by how much."""
    field = block.boxes[-1]
    if "on-field" not in classes(field) or room <= 0:
        return 0
    added = min(room, roomy * _MOST_OF_FIELD)
    _grow_around(field, added)
    return added


def _grow_around(box: Any, added: float) -> None:
    """Make a box higher, with what it holds in the middle."""
    for child in box.children:
        move_down(child, added / 2)
    grow(box, added)


def _shared(room: float, most: Sequence[float]) -> list[float]:
    """Return what each gap gets of the room: all alike, but none more than it may."""
    shares, left = [0.0] * len(most), max(0.0, room)
    for count, n in enumerate(sorted(range(len(most)), key=most.__getitem__)):
        shares[n] = min(most[n], left / (len(most) - count))
        left -= shares[n]
    return shares


def page_blocks(page_box: Any) -> Iterator[_Block]:
    """Yield what may be parted on a page, from its head; a heading stays with what it heads."""
    held: list[Any] = []
    for box in _leaves(page_box):
        held.append(box)
        if box.element_tag not in _HEADINGS:
            yield _Block(held, "row" in classes(box))
            held = []
    if held:
        yield _Block(held, row=False)


def _leaves(box: Any) -> Iterator[Any]:
    for child in box.children:
        kind = type(child).__name__
        if kind in ("MarginBox", "FootnoteAreaBox"):
            continue
        parted = child.element_tag in _PARTS | _LISTS or _PART_CLASSES & classes(child)
        if parted and kind != "LineBox":
            yield from _leaves(child)
        elif child.margin_height() > 0:
            yield child


def _grow_stamp(page_box: Any) -> None:
    leaves = list(_leaves(page_box))
    stamp = next((box for box in leaves if "stamp" in classes(box)), None)
    if stamp is None:
        return
    bottom = max(box.position_y + box.margin_height() for box in leaves)
    added = min(_room(page_box, bottom), _HIGHEST_STAMP - stamp.height)
    if added > 0:
        grow(stamp, added)
        for box in leaves[leaves.index(stamp) + 1 :]:
            move_down(box, added)


def _grow_number(page_box: Any) -> None:
    """Make the band with the number to call higher, on a page of its own that has much room."""
    leaves = list(_leaves(page_box))
    bottom = max((box.position_y + box.margin_height() for box in leaves), default=0.0)
    alone = bool(leaves) and "emergency" in classes(leaves[-1])
    if alone and _room(page_box, bottom) > (1 - _FULL_PANEL) * depth(page_box):
        _grow_band(page_box, _PART_OF_BAND_ALONE)


def _grow_band(page_box: Any, part: float = _PART_OF_BAND) -> None:
    """Make the band with the number to call higher, where the back has room left."""
    leaves = list(_leaves(page_box))
    urgent = next((box for box in leaves if "emergency" in classes(box)), None)
    if urgent is None:
        return
    room = _room(page_box, max(box.position_y + box.margin_height() for box in leaves))
    number = next((box for box in urgent.descendants() if "number" in classes(box)), None)
    if number is None:
        return
    (band,) = number.children
    added = min(room, max(_MOST_OF_BAND, part * band.border_height()))
    if added <= 0:
        return
    for child in band.children:
        move_down(child, added / 2)
    grow(band, added)
    inside = [box for box in urgent.children if box.position_y > number.position_y]
    for box in [*inside, *leaves[leaves.index(urgent) + 1 :]]:
        move_down(box, added)
