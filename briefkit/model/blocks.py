"""The blocks of a text, and the segments that are translated."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from briefkit.diagnostics import Location
from briefkit.model.messages import MessageKey

__all__ = ["Block", "Kind", "Segment"]

C = TypeVar("C")
D = TypeVar("D")


class Kind(StrEnum):
    """What a block is; the comment says what it holds where that is not plain."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET_LIST = "bullet_list"
    ORDERED_LIST = "ordered_list"
    LIST_ITEM = "list_item"
    TABLE = "table"  # a caption or none, then its rows
    TABLE_ROW = "table_row"
    TABLE_CELL = "table_cell"  # without content where it is empty
    FIGURE = "figure"  # an alternative text, the texts in the picture, a caption or none
    ALTERNATIVE_TEXT = "alternative_text"
    PICTURE_TEXT = "picture_text"
    STORY = "story"  # pictograms that tell something without words, one after another
    PICTOGRAM = "pictogram"  # one of a story: its alternative text
    CAPTION = "caption"
    CALLOUT = "callout"
    QUOTATION = "quotation"  # blocks, then its source or none
    ATTRIBUTION = "attribution"
    DEFINITION_LIST = "definition_list"  # terms, each before its definitions
    TERM = "term"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"  # it prints where notes stand, not where it is written
    PAGE_BREAK = "page_break"
    CONTENTS = "contents"  # where the table of contents stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A translatable piece of source: its inline Markdown, its place, what it is."""

    text: str
    location: Location
    comment: str
    context: str | None = None

    @property
    def key(self) -> MessageKey:
        """The key of this segment's message in a catalog."""
        return self.context, self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Generic[C]):
    """A block of a text: it has content or children, never both.

    `level` is a heading's, 1 to 6; `start` the number of an ordered list's first item; `done` a
    task's state, and None where an item is none. `header` tells a table's row of headings, and a
    cell that heads its column or row; `align` is a cell's: “start”, “center”, “end”, or “” where
    none is asked for.
    `name` is what a callout is (“warning”), the file of a figure's picture, the pictogram of a list
    item, of a title or in a story, or the label of a footnote.
    """

    kind: Kind
    content: C | None = None
    children: tuple[Block[C], ...] = ()
    level: int = 0
    start: int = 1
    done: bool | None = None
    header: bool = False
    align: str = ""
    name: str = ""

    def __post_init__(self) -> None:
        if (self.content is not None) and self.children:
            raise ValueError("a block has content or children, never both")

    def blocks(self) -> Iterator[Block[C]]:
        """Yield this block and those below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.blocks()

    def walk(self) -> Iterator[C]:
        """Yield the contents of this block and those below it, in reading order."""
        if self.content is not None:
            yield self.content
        for child in self.children:
            yield from child.walk()

    def map(self, function: Callable[[C], D]) -> Block[D]:
        """Return this block with `function` applied to every content, in reading order."""
        return Block(
            kind=self.kind,
            content=None if self.content is None else function(self.content),
            children=tuple(child.map(function) for child in self.children),
            level=self.level,
            start=self.start,
            done=self.done,
            header=self.header,
            align=self.align,
            name=self.name,
        )
