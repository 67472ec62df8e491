"""Room at the feet of pages, given to what stands above it. CSS has no such property in a flow.

WeasyPrint sets a page from its head down; what a break leaves empty stays at the foot. With
`boxes` and `panels`, all that looks into its boxes, which are private.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefkit.typeset.elements import attribute, classes, depth, floor, foot_notes
from briefkit.typeset.leading import lead_lines
from briefkit.typeset.moving import grow, move_down

__all__ = [
    "FULL",
    "STAMP_GROWTH",
    "fill_pages",
    "filled_above_notes",
    "gaps_of",
    "is_report",
    "shortage",
]

# What a gap may grow by, in ems of the text: a paragraph's or an item's; so many times as much, a
# section's, that beside a table and the like, a term's, a note's or a heading's in the contents,
# and a contact's.
_MOST = 0.5
_SECTION = 5
_APART = 4
_LISTED = 3
_CONTACT = 5
_ROW = 4
# What a row of a table may grow by, in ems of its text: half above its letters, half below.
_TABLE_ROW = 1.2
# How far apart blocks look as if they belonged to one page, in px.
_WIDEST = 7.5 * 96 / 25.4
# The same of rows with pictograms, which have a line between them.
_WIDEST_OF_ROWS = 12 * 96 / 25.4
# What is added to the room that rows side by side have above and below them.
_WIDEST_OF_PAIRS = 5 * 96 / 25.4
# Where no line stands between them, that is from the letters of one to those of the other; and what
# lines have above and below their letters, in ems.
_WIDEST_OF_LETTERS, _BESIDE_LETTERS = 9.8 * 96 / 25.4, 0.65
# How many times its height the space for a stamp may take besides.
STAMP_GROWTH = 4

# How high letters are, in ems.
_LETTERS_OF_LINE = 0.8

# What part of its last page a text that nothing follows leaves empty at most, if it is moved apart.
_END = 0.3
# How far down its area a page is to be filled; one that is filled less than this with its blocks
# apart stays far from full, and so many times as far they go there.
FULL, _WELL_FILLED, _FURTHER = 0.86, 0.88, 1.4

_HOLDERS = frozenset(("html", "body", "main", "nav", "ul", "ol", "li", "dl"))
_HEADINGS = frozenset(("h1", "h2", "h3", "dt"))
# Callouts, quotations and figures.
_SET_APART = frozenset(("aside", "blockquote", "figure"))
# What holds the contacts of a help box.
_OF_HELP = frozenset(("help", "urgent", "local"))
# What holds a story and the words that tell it.
_OF_STORY = frozenset(("told", "tale"))


def fill_pages(document: Any, *, apart: bool, full: bool = True) -> None:
    """Use the room at the feet of a document's pages.

    The footer goes down to the bottom of the last; the space for a stamp grows. If blocks may stand
    further `apart`, they do, and on a last page with neither footer nor help box, if it ends low.
    Where pages need not be `full`, as cards, no more is done for those that stay far from it.
    """
    *pages, last = (sheet._page_box for sheet in document.pages)
    for number, page_box in enumerate([*pages, last]):
        if page_box.padding_bottom and (notes := foot_notes(page_box)):
            # Of a page that runs short, its text does, and its notes stay at its foot.
            notes.translate(dy=page_box.padding_bottom)
            document.pages[number] = type(document.pages[number])(page_box)
    for number, page_box in enumerate(pages if apart else ()):
        below = floor(page_box) - _bottom(page_box)
        grown = _grow_stamp(page_box, below) if below > 0 else 0
        if _share_out(page_box, below - grown if grown else _room(page_box), full=full) or grown:
            # A page knows where its links and headings are.
            document.pages[number] = type(document.pages[number])(page_box)
    footer = next((box for box in last.descendants() if attribute(box, "id") == "imprint"), None)
    if footer is None and not any(attribute(b, "class") == "help" for b in last.descendants()):
        if apart and _room(last) < _END * depth(last):
            _stretch(last, min(_room(last), _stretch_of(last)))
            document.pages[-1] = type(document.pages[-1])(last)
        return
    room = floor(last) - _bottom(last)
    # On the back of a booklet, contacts may have come over from the page before.
    if room > 0 and (apart or _has_contact(last)):
        room -= _grow_stamp(last, room)
        room -= _share_out(last, room, full=full)
        document.pages[-1] = type(document.pages[-1])(last)
    if room > 0 and footer is not None:
        move_down(footer, room)


def _share_out(page_box: Any, room: float, *, full: bool) -> float:
    """Share `room` (px) out on a page, as far as that looks well; return how much of it.

    Where it is to be `full` and stays far from it, lines are led more openly, and then blocks go
    further apart.
    """
    moved = max(0.0, min(room, _stretch_of(page_box)))
    most_empty = (1 - _WELL_FILLED if full else 1) * depth(page_box)
    led = lead_lines(page_box.children[0], room - moved) if room - moved > most_empty else 0.0
    if room - moved - led > most_empty:
        moved = min(room - led, _FURTHER * moved)
    _stretch(page_box, moved)
    return moved + led


def _bottom(page_box: Any) -> float:
    """Return where the last of the blocks ends that follow each other on a page, in px."""
    (html,) = page_box.children[:1]
    blocks = [b for body in html.children for b in body.children if b.is_in_normal_flow()]
    return max((float(b.position_y + b.margin_height()) for b in blocks), default=0.0)


def _grow_stamp(page_box: Any, room: float) -> float:
    """Make the space for a stamp higher, by as much as there is room (px); return by how much."""
    stamps = (box for box in page_box.descendants() if attribute(box, "class") == "stamp")
    stamp = next(stamps, None)
    if stamp is None:
        return 0
    grown = min(room, stamp.height * STAMP_GROWTH)
    grow(stamp, grown)
    _make_room(page_box, stamp, grown, after=True)
    return float(grown)


def shortage(document: Any, *, last: bool = False) -> float:
    """Return how far pages but the `last`, or all of them, stay from being full: 0 where none does.

    Blocks stand as far apart as they may. Of pages that lack something each lacks little: squares
    are summed up.
    """
    pages = [sheet._page_box for sheet in document.pages[: None if last else -1]]
    empty = ((_room(page) - _stretch_of(page)) / depth(page) for page in pages)
    return sum(max(0.0, part - (1 - FULL)) ** 2 for part in empty)


def filled_above_notes(page_box: Any) -> float:
    """Return what part of a page's height is filled, its notes at the foot taken as such."""
    return 1 - _room(page_box) / depth(page_box)


def is_report(document: Any) -> bool:
    """Whether a document is a professional text."""
    return _is_of_report(document.pages[0]._page_box)


def _is_of_report(page_box: Any) -> bool:
    return any("report" in classes(box) for box in page_box.children[0].children)


def _room(page_box: Any) -> float:
    """Return what is empty at a page's foot, or above its notes, in px."""
    content = page_box.children[0]
    # The box of a table that goes on on the next page reaches the foot; its rows don't.
    lines = (b for b in content.descendants() if type(b).__name__ in ("LineBox", "TableRowBox"))
    bottom = max((b.position_y + b.height for b in lines), default=content.position_y)
    return float(floor(page_box) - bottom)


def _stretch_of(page_box: Any) -> float:
    """Return how far down the blocks of a page may be moved in all, in px."""
    return sum(most for _, _, most in gaps_of(page_box))


def gaps_of(page_box: Any) -> Iterator[tuple[Any, Any, float]]:
    """Yield the blocks of a page that follow others, with those, and how far they may be moved.

    That is in px.
    """
    return _gaps(page_box.children[0], report=_is_of_report(page_box))


def _stretch(page_box: Any, room: float) -> None:
    """Share `room` (px) out among the gaps between a page's blocks."""
    gaps = list(gaps_of(page_box))
    whole = sum(most for _, _, most in gaps)
    for before, box, most in gaps if room > 0 else ():
        moved = room * most / whole
        _make_room(page_box, box, moved, after=False)
        if _is_of_rows(box):  # so does the line above those that stand side by side
            for row in box.children:
                row.position_y -= moved / 2
                row.padding_top += moved / 2
        # The line between rows stays half-way between them.
        if "row" in classes(before):
            before.padding_bottom += moved / 2
        for cell in before.children if _is_table_row(before) else ():
            cell.padding_bottom += moved / 2
    _hold(page_box)


def _gaps(box: Any, *, of_item: int = 1, report: bool) -> Iterator[tuple[Any, Any, float]]:
    """Yield the blocks that follow others, each with those, and how far it may be moved, in px.

    The share of a paragraph, or an item, is that `of_item`. In a `report`, tables and what is set
    apart have more: in other texts they grow in another way.
    """
    blocks = [child for child in box.children if type(child).__name__ == "BlockBox"]
    blocks = [block for block in blocks if block.is_in_normal_flow()]
    for before, after in pairwise(filter(_is_of_rows, box.children)):
        gap = after.position_y - before.position_y - before.height
        most = min(_ROW * _MOST * after.style["font_size"], _WIDEST_OF_PAIRS - gap)
        yield before, after, max(0.0, float(most))
    if any(block.is_column for block in blocks):
        return
    tables = [_table_rows(block) if report else [] for block in blocks]
    apart = [
        report and bool(rows or block.element_tag in _SET_APART)
        for block, rows in zip(blocks, tables, strict=True)
    ]
    for (before, above), (after, below) in pairwise(zip(blocks, apart, strict=True)):
        share = _share(after, box, of_item)
        if above or below:
            share = max(share, _APART * bool(share))
        if before.element_tag == "header":  # the banner above the text
            share = _SECTION
        if share and before.element_tag not in _HEADINGS:
            gap = after.border_box_y() - before.border_box_y() - before.border_height()
            most = min(share * _MOST * after.style["font_size"], _widest(before, after) - gap)
            yield before, after, max(0.0, float(most))
    for block, rows in zip(blocks, tables, strict=True):
        for before, row in pairwise(rows):
            yield before, row, float(_TABLE_ROW * row.style["font_size"])
        listed = attribute(block, "class") in ("contents", "notes")
        held = _OF_STORY & classes(block) or _is_of_help(block, box)
        if block.element_tag in _HOLDERS or listed or held:
            yield from _gaps(block, of_item=_LISTED if listed else of_item, report=report)


def _table_rows(block: Any) -> list[Any]:
    """Return the rows of the table that a block holds, those of its head left out; or none."""
    if block.element_tag != "div" or not any(each.is_table_wrapper for each in block.children):
        return []
    groups = [box for box in block.descendants() if type(box).__name__ == "TableRowGroupBox"]
    return [row for group in groups if not group.is_header for row in group.children]


def _is_table_row(box: Any) -> bool:
    return type(box).__name__ == "TableRowBox"


def _is_of_rows(box: Any) -> bool:
    """Whether a box is a line of rows that stand side by side."""
    return type(box).__name__ == "LineBox" and "row" in classes(next(iter(box.children), box))


def _widest(before: Any, block: Any) -> float:
    """Return how wide the gap above a block may be, below the one before it, in px."""
    if "row" in classes(block):
        return _WIDEST_OF_ROWS
    size = float(block.style["font_size"])
    line = next((b for b in block.descendants() if type(b).__name__ == "LineBox"), None)
    # Lines that are led more openly have more above and below their letters.
    beside = max(
        _BESIDE_LETTERS * size, float(line.height) - _LETTERS_OF_LINE * size if line else 0
    )
    if {"opening", "contact", "help"} & classes(block):  # below a rule
        beside /= 2
    return min(_WIDEST, _WIDEST_OF_LETTERS - beside - _padding_below(before))


def _padding_below(box: Any) -> float:
    """Return what stands empty in a block below the last of what it holds, in px."""
    empty = 0.0
    while type(box).__name__ == "BlockBox":
        empty += box.padding_bottom
        if not box.children:
            break
        box = box.children[-1]
    return empty


def _has_contact(page_box: Any) -> bool:
    return any("contact" in classes(box) for box in page_box.descendants())


def _is_of_help(block: Any, holder: Any) -> bool:
    """Whether a block is the help box, or one that holds its contacts."""
    in_help = attribute(holder, "class") == "help" and block.element_tag == "div"
    return in_help or bool(_OF_HELP & classes(block))


def _share(block: Any, holder: Any, of_item: int) -> int:
    """Return the share of the room that goes above a block within another: none above the text."""
    if holder.element_tag in ("html", "body"):
        return _SECTION if attribute(block, "class") in ("notes", "help", "imprint") else 0
    if "contact" in classes(block):
        return _CONTACT
    if "opening" in classes(block) or block.element_tag == "h2":
        return _SECTION
    if {"row", "tale"} & classes(block):
        return _ROW
    if block.element_tag == "dt":
        return _LISTED
    return of_item


def _hold(page_box: Any) -> None:
    """End a help box that goes on on the next page where its page does."""
    for box in page_box.descendants():
        if attribute(box, "class") == "help":
            over = box.border_box_y() + box.border_height() - floor(page_box)
            box.height -= max(0.0, over)


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
