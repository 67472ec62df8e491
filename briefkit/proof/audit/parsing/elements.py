"""The elements of a tag tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

__all__ = ["STANDARD", "Element", "Place"]

# ISO 32000-1, 14.8.4: the standard structure types.
STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry
    Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form""".split()
)

Place = tuple[int, int]
"""a page (0-based) and an MCID"""


@dataclass(eq=False, slots=True)
class Element:
    """A structure element; `role` is the standard type that its own is mapped to.

    `item` is its dictionary; `language` its own, or the nearest that it stands in.
    """

    item: Any
    role: str
    parent: "Element | None"
    language: str
    kids: list["Element | Place | pikepdf.Object"] = field(default_factory=list)

    @property
    def elements(self) -> list["Element"]:
        """The elements directly below."""
        return [kid for kid in self.kids if isinstance(kid, Element)]

    @property
    def places(self) -> list[Place]:
        """The marked contents directly below."""
        return [kid for kid in self.kids if isinstance(kid, tuple)]

    @property
    def annotations(self) -> list[pikepdf.Object]:
        """The annotations, such as a link's area, directly below."""
        return [kid for kid in self.kids if isinstance(kid, pikepdf.Object)]

    def walk(self) -> Iterator["Element"]:
        """Yield this element and those below it, in reading order."""
        yield self
        for element in self.elements:
            yield from element.walk()

    def within(self, role: str) -> bool:
        """Whether this element, or one that it stands in, has a role."""
        return self.role == role or (self.parent is not None and self.parent.within(role))

    def attribute(self, owner: str, key: str) -> Any:
        """Return an attribute of an owner (ISO 32000-1, 14.7.5), such as /List, or nothing."""
        attributes: Any = self.item.get("/A", pikepdf.Array())
        for found in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if isinstance(found, pikepdf.Dictionary) and found.get("/O") == owner:
                return found.get(key)
        return None
