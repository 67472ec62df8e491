"""Pages between a cover and a back, balanced: all of them are filled alike.

Text alone fills the first ones, and leaves the last empty.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from briefkit.typeset.elements import parents_of, selector
from briefkit.typeset.growths import GROWTH, measured_growths, usual_growths
from briefkit.typeset.line_lengths import is_narrow
from briefkit.typeset.panels import page_blocks

__all__ = ["Balance", "balance"]

# What a page may lack of its full height, so that no rounding makes another of it; in CSS pixels.
_SPARE = 1.0
# How much counts what stays empty on a page that was filled as far as its gaps grow.
_EMPTY = 40
# What a section gains that begins a page: as much as a page that is filled to seven tenths loses.
_SECTION = 0.04
# What it costs that a page ends with a heading and one line, or has one item of a list alone.
_LONELY = 1.0
# What it costs that the help box begins a page: it takes along what is before it.
_HELP = 5.0
# As many times as large rows are at most on a page that stays far from full, and how far down such
# a page they are to reach; what a row takes grows with this power of its size.
_LARGEST, _REACHED, _POWER = 1.2, 0.95, 1.7
# What the leading of such rows grows by at most, where their lines would be too short if larger.
_LOOSER = 0.2
# The most that a row of a table grows by on such a page, in CSS pixels.
_MOST_OF_TABLE_ROW = 17.0
# So many characters, as half as wide as high, are to have room in a line of such rows.
_LETTERS = 30
# What else is text than rows.
_TEXT = frozenset(("aside", "blockquote", "li", "p"))
# The space above a heading that no page begins with, in em of its own.
_HEADING_GAP = 1.0


@dataclass(frozen=True, slots=True)
class _Part:
    """What no page's end parts: its height, how much of that is a margin below it,
    and the gap above it; in CSS pixels.

    It goes from its `first` element to its `last`. `may_begin` says whether a page may begin with
    it, `must_begin` whether one must, by the stylesheet, `section` whether a section does, `help`
    whether that is the help box, and `growth` how much higher it, and the gap above it, can be
    made; `empty` is what of that gap would look empty. A `row` has a size of type, so many `lines`
    and a `leading` (a multiple of it), and may be so many `times` as large; it is `narrow` where
    its lines are too short as it is.
    """

    first: Any
    last: Any
    height: float
    tail: float
    gap: float
    may_begin: bool
    must_begin: bool
    section: bool
    lonely: bool
    help: bool
    growth: float
    empty: float
    row: float
    times: float
    narrow: bool
    lines: int
    leading: float
    table_rows: int
    padding: float


@dataclass(frozen=True, slots=True)
class Balance:
    """How a text is spread over so many pages in all: the stylesheet that does it, and how far down
    the emptiest of them can be filled, 1 for to its foot; nothing and 0 where it can't be done.

    `shown` is the same without what would look empty above headings and the like, `larger` a
    stylesheet for larger rows on those pages that stay far from full, or empty, and `reached_so`
    how far the emptiest can be filled with it. A page is `lonely` that ends with a heading and one
    line, or has but one item of a list, and `narrow` where lines of its rows are so short that they
    read badly.
    """

    css: str = ""
    pages: int = 0
    reached: float = 0.0
    shown: float = 0.0
    larger: str = ""
    reached_so: float = 0.0
    lonely: bool = False
    narrow: bool = False


def balance(
    document: Any, pages: int, *, covered: bool, back: bool = False, parted: bool = False
) -> Balance:
    """Return how a text is spread over a number of pages.

    Of one that is `covered`, that is what is between cover and back, and the `back` where the text
    goes on to it; of another, it is a page less where that is enough. Where paragraphs may stay
    `parted`, it is what begins with the rest of the last that goes on from one page to another.
    `document` is WeasyPrint's.
    """
    sheets = document.pages
    parents = parents_of(document)
    inner = [sheet._page_box for sheet in sheets[covered : None if back or not covered else -1]]
    each = [list(_parts(box, parents, covered=covered)) for box in inner]
    kept = _last_parted(each) if parted else 0
    parts: list[_Part] = []
    for box, here in zip([None, *inner[kept:]], each[kept:], strict=False):
        for number, part in enumerate(here):
            if number == 0 and _must_end(box):
                part = replace(part, must_begin=True)
            elif parts and parts[-1].last is part.first:  # it goes on from the page before
                part = _joined(parts.pop(), part)
            parts.append(part)
    room = inner[0].height - _SPARE if inner else 0.0
    counts = (pages - 2 + back,) if covered else (pages - 1, pages)
    firsts = next(filter(None, (_balanced(parts, count - kept, room) for count in counts)), [])
    if not firsts:
        return Balance()
    spread = [parts[a:b] for a, b in pairwise([0, *firsts, len(parts)])]
    begun = (parts[n].first for n in firsts if parts[n].first is not parts[n - 1].last)
    selectors = ", ".join(selector(first, parents) for first in begun)
    larger = [_larger_rows(each, room, parents) for each in spread]
    return Balance(
        pages=kept + len(spread) + len(sheets) - len(inner),
        css=f"{selectors} {{ break-before: page; margin-top: 0 }}",
        reached=min(_reach(each) / room for each in spread),
        shown=min(_shown(each) / room for each in spread),
        larger="".join(css for css, _ in larger),
        reached_so=min(reached / room for _, reached in larger),
        lonely=any(each[-1].lonely for each in spread[:-1]) or any(map(_is_lonely_item, spread)),
        narrow=any(part.narrow for part in parts),
    )


def _last_parted(each: Sequence[Sequence[_Part]]) -> int:
    """Return how many pages stand before the last that begins with the rest of a paragraph."""
    pages = enumerate(pairwise(each), start=1)
    return max((n for n, (a, b) in pages if a and b and a[-1].last is b[0].first), default=0)


def _must_end(page_box: Any) -> bool:
    """Whether the stylesheet ends a page with what stands last on it."""
    box = page_box
    while getattr(box, "children", ()):
        box = [child for child in box.children if type(child).__name__ != "MarginBox"][-1]
        if box.style["break_after"] == "page":
            return True
    return False


def _larger_rows(
    parts: Sequence[_Part], room: float, parents: Mapping[Any, Any]
) -> tuple[str, float]:
    """Return a stylesheet for higher rows of tables, and larger rows, where a page with such parts
    stays far from full.

    Returned too is how far down the page they reach with it. Where lines would be too short, rows
    are led more instead.
    """
    css, higher = _higher_tables(parts, room, parents)
    reached = _reach(parts) + higher
    lacking = _REACHED * room - _shown(parts) - higher
    # A first page that has room gets a larger title and story.
    is_front = any(part.first.tag == "header" for part in parts)
    rows = [part for part in parts if part.row and not (is_front and part.last.tag != "li")]
    height = sum(part.height for part in rows)
    if lacking <= 0 or not rows:
        return css, reached
    wanted = (1 + lacking / height) ** (1 / _POWER)
    times = min(wanted, *(part.times for part in rows))
    if times <= 1:
        return css, reached
    lines = times * sum(part.row * part.lines for part in rows)
    apart = (lacking - height * (times - 1)) / lines if times < wanted else 0.0
    apart = max(0.0, min(apart, _LOOSER))
    css += "".join(
        f"{selector(part.last, parents)} {{ font-size: {times * part.row:.2f}px"
        + (f"; line-height: {part.leading + apart:.3f} }}" if apart else " }")
        for part in rows
    )
    return css, reached + height * (times**_POWER - 1) + apart * lines


def _higher_tables(
    parts: Sequence[_Part], room: float, parents: Mapping[Any, Any]
) -> tuple[str, float]:
    """Return a stylesheet for higher rows of tables, where a page stays far from full; and by how
    much all of them grow, in CSS pixels.
    """
    tables = [part for part in parts if part.table_rows]
    lacking = _REACHED * room - _reach(parts)
    if not tables or lacking <= 0:
        return "", 0.0
    count = sum(part.table_rows for part in tables)
    higher = min(lacking / count, _MOST_OF_TABLE_ROW)
    css = ""
    for part in tables:
        table = selector(part.last, parents)
        padding = f"{part.padding + higher / 2:.2f}px"
        css += f"{table} th, {table} td {{ padding-top: {padding}; padding-bottom: {padding} }}"
    return css, higher * count


def _reach(parts: Sequence[_Part]) -> float:
    """Return how far down a page parts can be made to reach that it begins with."""
    grown = sum(part.height + part.gap + part.growth for part in parts)
    return grown - parts[0].gap - parts[-1].tail - min(parts[0].growth, GROWTH)


def _shown(parts: Sequence[_Part]) -> float:
    """Return how far down a page parts reach, without what would look empty between them."""
    return _reach(parts) - sum(part.empty for part in parts[1:])


def _joined(one: _Part, other: _Part) -> _Part:
    """Return a part that goes on over a page's end."""
    height = one.height + other.height
    return replace(one, last=other.last, height=height, tail=other.tail)


def _parts(page_box: Any, parents: Mapping[Any, Any], *, covered: bool) -> Iterator[_Part]:
    """Yield the parts of a page, in their order.

    Where there is no cover, what else is text may be larger as rows may.
    """
    blocks = list(page_blocks(page_box))
    grown = (usual_growths if covered else measured_growths)(page_box, blocks)
    for block, before, growth in zip(blocks, [None, *blocks], grown, strict=False):
        first = block.boxes[0]
        section = first.element_tag == "h2"
        top = first.position_y
        gap = top - before.bottom if before else _gap_lost(first)
        row = block.row or (not covered and block.boxes[-1].element_tag in _TEXT)
        lines = _lines(block.boxes[-1]) if row else []
        size = float(block.boxes[-1].style["font_size"]) if row else 0.0
        cells = _cells(block.boxes[-1])
        yield _Part(
            first=first.element,
            last=block.boxes[-1].element,
            height=min(block.bottom - top, page_box.height - _SPARE),  # its page holds it
            tail=block.boxes[-1].margin_bottom,
            gap=gap,
            may_begin=_may_begin(first.element, parents),
            must_begin=first.style["break_before"] == "page",
            section=section,
            lonely=section and _is_little(block.boxes[1:]),
            help=parents[first.element].get("class") == "help",
            growth=growth,
            empty=_empty(block, gap, growth),
            row=size,
            times=_times(block.boxes[-1]) if row else 0,
            narrow=row and is_narrow(block.boxes[-1]),
            lines=len(lines),
            leading=float(lines[0].height) / size if lines else 0.0,
            table_rows=len(cells),
            padding=min((cell.padding_top for cell in cells), default=0.0),
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


def _times(row: Any) -> float:
    """Return how many times as large the type of a row may be, its lines staying long enough."""
    columns = (
        box.width
        for box in (row, *row.descendants())
        if any(type(child).__name__ == "LineBox" for child in getattr(box, "children", ()))
    )
    letters = max(columns, default=0) / (row.style["font_size"] / 2)
    return float(min(letters / _LETTERS, _LARGEST))


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


def _is_lonely_item(parts: Sequence[_Part]) -> bool:
    """Whether the parts of a page are but one item of a list that other pages begin and end."""
    return len(parts) == 1 and parts[0].first.tag == "li" and parts[0].may_begin


def _balanced(parts: Sequence[_Part], count: int, room: float) -> list[int]:
    """Return the parts (by number) that pages after the first begin with, or nothing."""
    # best[k][n]: the least that k pages with the first n parts lose, and where the last begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (lost, _) in best[-1].items():
            if start == len(parts):
                continue
            height, grown = 0.0, -min(parts[start].growth, GROWTH)
            for end in range(start, len(parts)):
                if end > start and parts[end].must_begin:
                    break
                height += parts[end].height + (parts[end].gap if end > start else 0)
                grown += parts[end].growth
                used = height - parts[end].tail
                if used > room:
                    break
                after = end + 1
                if after < len(parts) and not parts[after].may_begin:
                    continue
                empty = max(0.0, 0.95 * room - used - grown)
                loss = lost + (1 - used / room) ** 2 + _EMPTY * (empty / room) ** 2
                if after < len(parts) and parts[after].section:
                    loss += _HELP if parts[after].help else -_SECTION
                elif after < len(parts) and parts[end].lonely:
                    loss += _LONELY
                if _is_lonely_item(parts[start : end + 1]):
                    loss += _LONELY
                if after not in row or loss < row[after][0]:
                    row[after] = loss, start
        best.append(row)
    if len(parts) not in best[-1]:
        return []
    firsts, end = [], len(parts)
    for row in reversed(best[1:]):
        end = row[end][1]
        firsts.append(end)
    return firsts[-2::-1]
