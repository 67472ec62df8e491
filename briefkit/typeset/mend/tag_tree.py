"""The tag tree of a PDF: structure elements, marked content and links’ areas."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

__all__ = ["INLINE", "Area", "Kid", "Piece", "Tag", "reading_order"]

# ISO 32000-1, 14.8.4.4: the structure types that stand within a line.
INLINE = frozenset({"Span", "Link", "Reference", "Note"})


@dataclass(eq=False, slots=True)
class Piece:
    """Marked content (ISO 32000-1, 14.7.4.2): a part of a line, or a picture.

    `page` (0-based) and `mcid` identify it; `text` is what it shows, empty for a picture. `start`
    and `end` are its place in the page's text, in characters without blanks, or -1, -1 where it is
    not known. `tail` is what its last glyph must say too: a blank or a soft hyphen at a line's end.
    What is `generated` is the stylesheet's, and not in that text; `at_foot` is a note's at the foot
    of its page. `half` is the element that it is in where two languages stand side by side, and
    whether it is the second of them.
    """

    page: int
    mcid: int
    text: str
    start: int = -1
    end: int = -1
    tail: str = ""
    generated: bool = False
    at_foot: bool = False
    half: tuple[object, bool] | None = None


@dataclass(eq=False, slots=True)
class Area:
    """A link's annotation on a page (0-based): the area that one can click."""

    page: int
    annotation: Any

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return its left, bottom, right and top, in pt."""
        # As they will stand in the file, which has six decimals.
        x1, y1, x2, y2 = (round(value, 6) for value in self.annotation["Rect"])
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    @property
    def target(self) -> str:
        """Return where it leads, as in the HTML: an address, or `#` and an identifier."""
        if "Dest" in self.annotation:
            return f"#{self.annotation['Dest'].string}"
        return str(self.annotation["A"]["URI"].string)


@dataclass(eq=False, slots=True)
class Tag:
    """A structure element of the type `role`.

    `attributes` are its attribute objects by owner, their values as they stand in a PDF.
    """

    role: str
    kids: list["Kid"]
    lang: str = ""
    alt: str = ""
    actual_text: str = ""
    id: str = ""
    attributes: dict[str, dict[str, bytes]] = field(default_factory=dict)

    def walk(self) -> list["Tag"]:
        """Return this tag and those below it, in reading order."""
        found, waiting = [], [self]
        while waiting:
            tag = waiting.pop()
            found.append(tag)
            waiting += [kid for kid in reversed(tag.kids) if isinstance(kid, Tag)]
        return found

    def tags(self) -> Iterator["Tag"]:
        """Yield the tags directly below."""
        return (kid for kid in self.kids if isinstance(kid, Tag))

    def areas(self) -> list[Area]:
        """Return the areas directly below."""
        return [kid for kid in self.kids if isinstance(kid, Area)]

    def pieces(self) -> Iterator[Piece]:
        """Yield the content of this tag and those below it, the labels of lists left out."""
        for kid in self.kids:
            if isinstance(kid, Piece):
                yield kid
            elif isinstance(kid, Tag) and kid.role != "Lbl":
                yield from kid.pieces()

    def range(self) -> tuple[int, int]:
        """Return where it starts and ends in the page's text, or -1, -1 where that is not known."""
        found = [piece for piece in self.pieces() if piece.start >= 0]
        return (found[0].start, found[-1].end) if found else (-1, -1)


Kid: TypeAlias = Tag | Piece | Area


def reading_order(tag: Tag, label: bool = False) -> Iterator[tuple[Piece, bool]]:
    """Yield all content in reading order, and whether it is a list's label."""
    for kid in tag.kids:
        if isinstance(kid, Piece):
            yield kid, label
        elif isinstance(kid, Tag):
            yield from reading_order(kid, label or kid.role == "Lbl")
