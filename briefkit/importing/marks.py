"""What a document says of a paragraph that pandoc doesn't pass on: marks within its text."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefkit.diagnostics import translatable
from briefkit.importing.archive import refusal

__all__ = ["Mark", "Marks", "clean", "parse_xml", "parted", "running_matter", "unmarked"]

# Noncharacters, which no text may have (Unicode, 23.7): they stand round a mark's number.
_MARK = re.compile("\ufdd0(\\d+)\ufdd1")
_UNMARKED = re.compile("[\ufdd0-\ufdef]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands at a place: what its paragraph is, or a finding.

    `role` is “title”, “caption”, “contents”, “picture” (whose alternative text is given), “2” to
    “5” (the level of a list's item) or “”.
    `comment` and `deleted` are words of those who worked on it; `inserted` says that words are.
    `message` and `hint` are for the person.
    """

    role: str = ""
    alternative: str = ""
    comment: str = ""
    deleted: str = ""
    inserted: bool = False
    message: str = ""
    hint: str = ""


@dataclass(slots=True)
class Marks:
    """The marks of a document, in the order in which they were set."""

    marks: list[Mark] = field(default_factory=list)

    def add(self, mark: Mark) -> str:
        """Return the characters that stand for a mark in the text."""
        self.marks.append(mark)
        return f"\ufdd0{len(self.marks) - 1}\ufdd1"

    def tell(self, message: str, hint: str) -> str:
        """Return the characters that stand for a finding."""
        return self.add(Mark(message=message, hint=hint))


def running_matter(found: Iterable[tuple[str, str]]) -> Iterator[Mark]:
    """Yield what heads and feet of pages say; `found` are “head” or “foot”, each with its words."""
    seen = set()
    for where, words in found:
        said = " ".join(words.split())
        if any(map(str.isalpha, said)) and said not in seen:
            seen.add(said)
            yield Mark(
                message=translatable(
                    "The head of the pages says “%(said)s”, which is not taken over.", said=said
                )
                if where == "head"
                else translatable(
                    "The foot of the pages says “%(said)s”, which is not taken over.", said=said
                ),
                hint=translatable(
                    "A leaflet has a head and a foot of its own; logos stand in brief.toml."
                ),
            )


# How deep elements may stand in each other: those of a table within a table are some thirty.
_DEPTH_LIMIT = 300


def parted(text: str, marks: Marks) -> Iterator[str | Mark]:
    """Yield the words of a text, and the marks among them."""
    for position, part in enumerate(_MARK.split(text)):
        if position % 2:
            yield marks.marks[int(part)]
        elif part:
            yield part


def unmarked(text: str) -> str:
    """Return a text without its marks."""
    return _MARK.sub("", text)


def clean(text: str) -> str:
    """Return a text without what would be taken for a mark."""
    return _UNMARKED.sub("", text)


class _Builder(ET.TreeBuilder):
    """Builds a tree of XML that defines nothing of its own: no entities, so no bombs."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError("a document type")


def parse_xml(data: bytes, name: str) -> ET.Element:
    """Return the root of a part of the document `name`. Raises SourceError."""
    try:
        parser = ET.XMLParser(target=_Builder())
        parser.feed(data)
        root: ET.Element = parser.close()
    except (ET.ParseError, ValueError, LookupError):
        raise refusal(name, translatable("The file is broken: a part of it is no XML.")) from None
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > _DEPTH_LIMIT:
            raise refusal(name, translatable("The document is nested too deep to be read."))
        for element in level:
            element.text = clean(element.text) if element.text else None
            element.tail = clean(element.tail) if element.tail else None
        level = [child for element in level for child in element]
    return root
