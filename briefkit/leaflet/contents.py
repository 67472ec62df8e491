"""The table of contents of a text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from briefkit.languages import columns
from briefkit.model import (
    Block,
    Citation,
    Emphasis,
    InLanguage,
    Inline,
    Kind,
    Link,
    LocalisedText,
    NoteReference,
    Strong,
)

__all__ = ["ContentsEntry", "contents_of", "leaves_room_for_contents"]

# As many letters before the first section as leave the contents room on a booklet's first page.
_MOST = 160


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A heading of level 2 or 3, its number among these, and the headings below it.

    It has none of the heading's own links: each entry is one, to its heading.
    """

    number: int
    heading: LocalisedText
    entries: tuple["ContentsEntry", ...] = ()


def contents_of(
    blocks: Iterable[Block[LocalisedText]], *, on_cover: bool = False
) -> tuple[ContentsEntry, ...]:
    """Return the contents of a text that has a place for them; nothing of any other.

    Where they are to stand `on_cover`, they are those of any text of three sections or more.
    """
    found = [each for block in blocks for each in block.blocks()]
    sections = sum(block.kind is Kind.HEADING and block.level == 2 for block in found)
    has_place = any(block.kind is Kind.CONTENTS for block in found)
    if not has_place and not (on_cover and sections >= 3):
        return ()
    entries: list[ContentsEntry] = []
    headings = (b for b in found if b.kind is Kind.HEADING and b.level in (2, 3))
    for number, block in enumerate(headings, start=1):
        assert block.content is not None
        heading = replace(block.content, inline=tuple(_unlinked(block.content.inline)))
        entry = ContentsEntry(number, heading)
        if block.level == 2 or not entries:
            entries.append(entry)
        else:
            above = entries.pop()
            entries.append(ContentsEntry(above.number, above.heading, (*above.entries, entry)))
    return tuple(entries)


def leaves_room_for_contents(
    blocks: Sequence[Block[LocalisedText]], *, notes_at_foot: bool
) -> bool:
    """Return whether a text, which begins with its title, leaves them room on its first page.

    That is so where little stands before its first section, and nothing at the page's foot.
    """
    opening = list(takewhile(lambda b: b.kind is not Kind.HEADING or b.level != 2, blocks[1:]))
    texts = [block.content for block in opening if block.content is not None]
    if any(block.kind is not Kind.PARAGRAPH for block in opening):
        return False
    noted = any(isinstance(n, Citation | NoteReference) for text in texts for n in text.inline)
    return not (noted and notes_at_foot) and sum(columns(text.plain) for text in texts) <= _MOST


def _unlinked(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        match node:
            case Link(_, children):
                yield from _unlinked(children)
            case Emphasis(children) | Strong(children) | InLanguage(_, children):
                yield replace(node, children=tuple(_unlinked(children)))
            case _:
                yield node
