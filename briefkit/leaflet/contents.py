"""The table of contents of a text."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefkit.model import Block, Kind, LocalisedText

__all__ = ["ContentsEntry", "contents_of"]


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading of level 2 or 3, its number among these, and the headings below it."""

    number: int
    heading: LocalisedText
    entries: tuple["ContentsEntry", ...] = ()


def contents_of(blocks: Iterable[Block[LocalisedText]]) -> tuple[ContentsEntry, ...]:
    """Return the contents of a text that has a place for them; nothing of any other."""
    found = [each for block in blocks for each in block.blocks()]
    if not any(block.kind is Kind.CONTENTS for block in found):
        return ()
    entries: list[ContentsEntry] = []
    headings = (b for b in found if b.kind is Kind.HEADING and b.level in (2, 3))
    for number, block in enumerate(headings, start=1):
        assert block.content is not None
        entry = ContentsEntry(number, block.content)
        if block.level == 2 or not entries:
            entries.append(entry)
        else:
            above = entries.pop()
            entries.append(ContentsEntry(above.number, above.heading, (*above.entries, entry)))
    return tuple(entries)
