"""The parts of a page that no page's end parts, measured in WeasyPrint's boxes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefkit.typeset.growths import GROWTH, measured_growths, usual_growths
from briefkit.typeset.line_lengths import is_narrow
from briefkit.typeset.panels import page_blocks

__all__ = ["SPARE", "Part", "is_lonely_item", "joined", "parts_on", "reach", "shown", "used_by"]

# What a page may lack of its full height, so that no rounding makes another of it; in CSS pixels.
SPARE = 1.0
# As many times as large rows are at most on a page that stays far from full; and what part of the
# room above and below one may be taken from it.
_LARGEST, _CLOSER = 1.2, 0.5
# So many characters, as half as wide as high, are to have room in a line of such rows, and of other
# text, whose lines may all be full.
_LETTERS, _LETTERS_OF_TEXT = 30, 32
# What else is text than rows.
_TEXT = frozenset(("aside", "blockquote", "li", "p"))
# The space above a heading that no page begins with, in em of its own.
_HEADING_GAP = 1.0


@dataclass(frozen=True, slots=True)
class Part:
    """What no page's end parts: its height, how much of that is a margin below it,
    and the gap above it; in CSS pixels.

    Of its height, `above_line` is not seen where it ends a page.
    It goes from its `first` element to its `last`. `may_begin` says whether a page may begin with
    it, `must_begin` whether one must, by the stylesheet, `section` whether a section does, `help`
    whether that is the help box, and `growth` how much higher it, and the gap above it, can be
    made, `closer` how much less high; `empty` is what of that gap would look empty. A `row` has a
    size of type, so many `lines` and a `leading` (a multiple of it), and may be so many `times` as
    large; it is `narrow` where its lines are too short as it is. So has other text: where there is
    a cover, it is larger alone, if no row stands on its page (`larger_alone`).
    """

    first: Any
    last: Any
    height: float
    tail: float
    above_line: float
    gap: float
    may_begin: bool
    must_begin: bool
    section: bool
    lonely: bool
    help: bool
    growth: float
    closer: float
    empty: float
    row: float
    times: float
    narrow: bool
    larger_alone: bool
    lines: int
    leading: float
    table_rows: int
    padding: float


def reach(parts: Sequence[Part]) -> float:
    """Return how far down a page parts can be made to reach that it begins with."""
    grown = sum(part.height + part.gap + part.growth for part in parts)
    unseen = parts[-1].tail + parts[-1].above_line
    return grown - parts[0].gap - unseen - min(parts[0].growth, GROWTH)


def shown(parts: Sequence[Part]) -> float:
    """Return how far down a page parts reach, without what would look empty between them."""
    return reach(parts) - sum(part.empty for part in parts[1:])


def joined(one: Part, other: Part) -> Part:
    """Return a part that goes on over a page's end."""
    height = one.height + other.height
    return replace(
        one, last=other.last, height=height, tail=other.tail, above_line=other.above_line
    )


def parts_on(page_box: Any, parents: Mapping[Any, Any], *, covered: bool) -> Iterator[Part]:
    """Yield the parts of a page, in their order. What else is text may be larger as rows may."""
    blocks = list(page_blocks(page_box))
    grown = (usual_growths if covered else measured_growths)(page_box, blocks)
    for block, before, growth in zip(blocks, [None, *blocks], grown, strict=False):
        first = block.boxes[0]
        section = first.element_tag == "h2"
        top = first.position_y
        gap = top - before.bottom if before else _gap_lost(first)
        row = block.row or block.boxes[-1].element_tag in _TEXT
        larger_alone = covered and not block.row
        lines = _lines(block.boxes[-1]) if row else []
        size = float(block.boxes[-1].style["font_size"]) if row else 0.0
        cells = _cells(block.boxes[-1])
        yield Part(
            first=first.element,
            last=block.boxes[-1].element,
            height=min(block.bottom - top, page_box.height - SPARE),  # its page holds it
            tail=block.boxes[-1].margin_bottom,
            above_line=block.above_line,
            gap=gap,
            may_begin=_may_begin(first.element, parents),
            must_begin=first.style["break_before"] == "page",
            section=section,
            lonely=section and _is_little(block.boxes[1:]),
            help=parents[first.element].get("class") == "help",
            growth=growth,
            closer=2 * _CLOSER * block.boxes[-1].padding_top if block.row else 0.0,
            empty=_empty(block, gap, growth),
            row=size,
            times=_times(block.boxes[-1], larger_alone) if row else 0,
            narrow=row and not larger_alone and is_narrow(block.boxes[-1]),
            larger_alone=larger_alone,
            lines=len(lines),
            leading=float(lines[0].height) / size if lines else 0.0,
            table_rows=len(cells),
            padding=min(cell.padding_top for cell in cells or block.boxes[-1:]),
        )


def _gap_lost(box: Any) -> float:
    """Return the space above a box that begins a page, if it stood below another, in CSS pixels."""
    if box.element_tag == "h2":
        return float(_HEADING_GAP * box.style["font_size"])
    margin = box.style["margin_top"]
    return float(getattr(margin, "value", 0.0) or 0.0)


def _cells(box: Any) -> list[Any]:
    """Return the first cell of each row of a table, where a box is one or holds one."""
    rows = [each for each in box.descendants() if type(each).__name__ == "TableRowBox"]
    cells = [row.children[0] for row in rows if row.children]
    return [cell for cell in cells if cell.element_tag in ("td", "th")]


def _times(row: Any, of_text: bool) -> float:
    """Return how many times as large the type of a row may be, its lines staying long enough."""
    columns = (
        box.width
        for box in (row, *row.descendants())
        if any(type(child).__name__ == "LineBox" for child in getattr(box, "children", ()))
    )
    letters = max(columns, default=0) / (row.style["font_size"] / 2)
    return float(min(letters / (_LETTERS_OF_TEXT if of_text else _LETTERS), _LARGEST))


def _empty(block: Any, gap: float, growth: float) -> float:
    """Return what of the gap above a block, as far as it may grow, would look empty, in CSS pixels.

    That is all of it above a heading, and what it grows by above what is no row; above the last
    row, below which no line stands, as much as rows have above and below them.
    """
    if block.boxes[0].element_tag == "h2":
        return gap + growth
    last = block.boxes[-1]
    return growth if not block.row else 0.0 if last.border_bottom_width else 2 * last.padding_top


def _lines(box: Any) -> list[Any]:
    """Return the lines of a box; those round a block within a line, such as a pair of texts, are
    empty.
    """
    return [each for each in box.descendants() if type(each).__name__ == "LineBox" and each.height]


def _is_little(boxes: Sequence[Any]) -> bool:
    """Whether boxes have but one line, and no picture."""
    inside = [type(each).__name__ for box in boxes for each in box.descendants()]
    return inside.count("LineBox") < 2 and "BlockReplacedBox" not in inside


def _may_begin(element: Any, parents: Mapping[Any, Any]) -> bool:
    """Whether a page may begin with an element.

    Of a list, no item may be alone on a page, nor a story without the words that tell it. A help
    box goes on on another page with its contacts alone.
    """
    if element.get("id") == "imprint":
        return False
    if parents[element].get("class") == "local":
        return any("contact" in (each.get("class") or "") for each in parents[element])
    if parents[element].get("class") == "tale":
        return bool(list(parents[element]).index(element))
    if element.tag != "li":
        return True
    items = list(parents[element])
    return 1 < items.index(element) < len(items) - 1


def is_lonely_item(parts: Sequence[Part]) -> bool:
    """Whether the parts of a page are but one item of a list that other pages begin and end."""
    return len(parts) == 1 and parts[0].first.tag == "li" and parts[0].may_begin


def used_by(parts: Sequence[Part]) -> float:
    """Return how high the parts are that a page begins with."""
    return sum(part.height + part.gap for part in parts) - parts[0].gap - parts[-1].tail
