"""Pages as they are looked at: their lines, what these belong to, and what stays empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from briefkit.languages import is_wide, letters
from briefkit.leaflet import PT_PER_MM, Format
from briefkit.proof import Box
from briefkit.proof.audit.parsing import Element

__all__ = ["Layout", "Line", "PageLayout", "Paragraph"]

# What is less than this apart reads as one; more is an empty place. In pt.
_GAP = 10 * PT_PER_MM

_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))
# What running text is in, and what of the text is not read so (ISO 32000-1, 14.8.4).
_RUNNING = frozenset(("P", "Div", "LBody", "LI"))
_APART = ("Table", "Note", "Figure", "TOC", "Caption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text on a page (0-based); `block` is the paragraph, heading or item's body.

    `raised` says that it begins with a note's number in superscript.
    """

    page: int
    box: Box
    text: str
    block: Element
    raised: bool

    @property
    def heading(self) -> bool:
        """Whether it is a heading's."""
        return self.block.role in _HEADINGS

    @property
    def length(self) -> int:
        """How many letters it has, blanks too (see `letters`)."""
        return letters(self.text)

    @property
    def width(self) -> float:
        """How wide it is, in pt."""
        return self.box[2] - self.box[0]

    @property
    def item(self) -> Element | None:
        """The list item that it stands in, or nothing."""
        element: Element | None = self.block
        while element is not None and element.role != "LI":
            element = element.parent
        return element


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A block's lines, in reading order, over all pages; `running` says that it is running text.

    That is the text's paragraphs and items: no heading, table, note, help box or notice.
    """

    lines: tuple[Line, ...]
    running: bool

    @property
    def block(self) -> Element:
        """The paragraph, heading or item's body."""
        return self.lines[0].block

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""
        return self.block.role in _HEADINGS

    @property
    def full_lines(self) -> tuple[Line, ...]:
        """Its lines that the next word had no room in: not the last, nor one before a break.

        The room is that of its longest line.
        """
        most = max(line.width for line in self.lines)
        return tuple(
            line
            for line, after in pairwise(self.lines)
            if line.width + after.width * (_first_word(after) + 1) / max(after.length, 1) > most
        )

    @property
    def mean_length(self) -> float:
        """How many characters its full lines have on average; its longest line, if it has none."""
        full = self.full_lines or (max(self.lines, key=lambda line: line.length),)
        return sum(line.length for line in full) / len(full)


def _first_word(line: Line) -> int:
    text = line.text.lstrip()
    if text and is_wide(text[0]):
        return 2  # a line may end after it
    return len(text.split()[0]) if text else 0


@dataclass(frozen=True, kw_only=True)
class PageLayout:
    """A page (0-based): the area within its margins, its lines in reading order, its foot's texts.

    `sheet` is the paper's width and height; `texts` are all texts on it, those in its margins too,
    with their boxes; `extents` the (lowest, highest) of each thing that is drawn. All in pt.
    """

    number: int
    sheet: tuple[float, float]
    area: Box
    texts: tuple[tuple[str, Box], ...]
    lines: tuple[Line, ...]
    extents: tuple[tuple[float, float], ...]
    foot: tuple[str, ...]

    @cached_property
    def holes(self) -> tuple[float, ...]:
        """The heights of what is empty from one margin to the other, in pt, from the top."""
        found, edge = [], self.area[3]
        for low, high in [*sorted(self.extents, key=lambda e: -e[1]), (self.area[1], self.area[1])]:
            if edge - high > _GAP:
                found.append(edge - high)
            edge = min(edge, low)
        return tuple(found)

    @property
    def filled(self) -> float:
        """What part of the area's height is not empty."""
        return 1 - sum(self.holes) / (self.area[3] - self.area[1])


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A leaflet's pages, its elements in reading order, its format and language (BCP 47)."""

    fmt: Format
    language: str
    pages: tuple[PageLayout, ...]
    elements: tuple[Element, ...]

    def pages_of(self, element: Element) -> tuple[int, ...]:
        """Return the pages (0-based) that an element's lines stand on."""
        inside = set(element.walk())
        return tuple(p.number for p in self.pages if any(line.block in inside for line in p.lines))

    def lists(self) -> Iterator[tuple[Element, list[tuple[int, ...]]]]:
        """Yield the lists of two items or more, with the pages that each item stands on."""
        for element in self.elements:
            items = [self.pages_of(item) for item in element.elements if item.role == "LI"]
            if element.role == "L" and len(items) > 1:
                yield element, [pages for pages in items if pages]

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The blocks that have lines, in the order in which they begin."""
        found: dict[Element, list[Line]] = {}
        for page in self.pages:
            for line in page.lines:
                found.setdefault(line.block, []).append(line)
        return tuple(
            Paragraph(lines=tuple(lines), running=_is_running(block))
            for block, lines in found.items()
        )

    @cached_property
    def sections(self) -> tuple[Element, ...]:
        """The sections that stand after the text, outermost: help box, notes, sources, notice."""
        root = [each for each in self.elements if each.parent and not each.parent.parent]
        blocks = root[0].elements if len(root) == 1 else root
        texts = [number for number, block in enumerate(blocks) if block.role == "Part"]
        after = blocks[texts[-1] + 1 :] if texts else blocks
        return tuple(block for block in after if block.role == "Sect")

    @cached_property
    def notice(self) -> frozenset[Element]:
        """What the notice holds: the last section, if it has no heading."""
        last = set(self.sections[-1].walk()) if self.sections else set()
        return frozenset() if any(each.role in _HEADINGS for each in last) else frozenset(last)

    @cached_property
    def help(self) -> frozenset[Element]:
        """What the help box holds: the first section after the text that has a heading, no list."""
        for section in self.sections:
            inside = set(section.walk())
            roles = {each.role for each in inside}
            if roles & _HEADINGS:
                return frozenset() if "L" in roles else frozenset(inside)
        return frozenset()


def _is_running(block: Element) -> bool:
    if block.role not in _RUNNING or not block.within("Part"):
        return False
    return not any(map(block.within, _APART))
