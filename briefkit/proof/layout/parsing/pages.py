"""Pages as they are looked at: their lines, what these belong to, and what stays empty."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from briefkit.leaflet import PT_PER_MM, Format
from briefkit.proof import Box
from briefkit.proof.audit.parsing import Element

__all__ = ["Layout", "Line", "PageLayout"]

# What is less than this apart reads as one; more is an empty place. In pt.
_GAP = 10 * PT_PER_MM

_HEADINGS = frozenset(("H", "H1", "H2", "H3", "H4", "H5", "H6"))


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
    def item(self) -> Element | None:
        """The list item that it stands in, or nothing."""
        element: Element | None = self.block
        while element is not None and element.role != "LI":
            element = element.parent
        return element


@dataclass(frozen=True, kw_only=True)
class PageLayout:
    """A page (0-based): the area within its margins, its lines in reading order, its foot's texts.

    `extents` are the (lowest, highest) of each thing that is drawn, in pt.
    """

    number: int
    area: Box
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
    """A leaflet's pages, its elements in reading order, its format; whether its text is plain."""

    fmt: Format
    plain: bool
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
