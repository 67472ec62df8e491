"""A table's parts, as templates set them."""

import re
from dataclasses import dataclass

from briefkit.languages import columns
from briefkit.model import Block, Kind, LocalisedText

__all__ = ["Cell", "TableParts", "table_parts"]

# A table of no more rows than these stands on one page where it fits.
_SHORT = 8

# A table of more columns and rows than these is large; so is one of three columns or more with so
# many characters: narrow columns would make it high.
_COLUMNS, _MANY = 3, 280

# What is read as one figure, and never broken: “1 250,50 €”, “9–17”, “+49 30 1234”, “40 °C”.
_FIGURES = re.compile(r"[\d\s.,:;/()+±~≈<>≤≥%‰°€$£′″−–-]*\d[\d\s.,:;/()+%‰°€$£′″−–-]*\w{0,3}\.?")
_LONGEST = 18
# Words so short stand on one line, in a table that has room for them on a panel: in characters.
_SHORTEST, _NARROWEST = 8, 28


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: nothing where it is empty; `unbroken` says that it stands on one line."""

    content: LocalisedText | None
    header: bool
    align: str
    unbroken: bool


@dataclass(frozen=True, slots=True)
class TableParts:
    """A table's caption and its row of headings, if it has them, and its rows."""

    caption: LocalisedText | None
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def short(self) -> bool:
        """Whether it is to stand on one page."""
        return len(self.rows) <= _SHORT

    @property
    def large(self) -> bool:
        """Whether it has room of its own in a report: all of a page's width."""
        cells = [cell for row in (self.head, *self.rows) for cell in row]
        letters = sum(columns(cell.content.plain) for cell in cells if cell.content is not None)
        long = len(self.head) > _COLUMNS and not self.short
        return long or (len(self.head) >= _COLUMNS and letters > _MANY)


def table_parts(table: Block[LocalisedText]) -> TableParts:
    """Return the parts of a table."""
    captions = [block.content for block in table.children if block.kind is Kind.CAPTION]
    blocks = [block for block in table.children if block.kind is Kind.TABLE_ROW]
    texts = [[_text(cell) for cell in row.children] for row in blocks]
    roomy = sum(max(map(_widest, column)) for column in zip(*texts, strict=True)) <= _NARROWEST
    rows = [tuple(_cell(cell, roomy=roomy) for cell in row.children) for row in blocks]
    headed = blocks[0].header
    return TableParts(
        caption=captions[0] if captions else None,
        head=rows[0] if headed else (),
        rows=tuple(rows[1:] if headed else rows),
    )


def _cell(block: Block[LocalisedText], *, roomy: bool) -> Cell:
    text = _text(block)
    unbroken = _is_figures(text) or (roomy and len(text) <= _SHORTEST)
    return Cell(block.content, block.header, block.align, unbroken)


def _widest(text: str) -> int:
    """Return how many characters of a cell stand on one line at least."""
    whole = len(text) <= _SHORTEST or _is_figures(text)
    return len(text) if whole else max(map(len, text.split()))


def _is_figures(text: str) -> bool:
    return len(text) <= _LONGEST and bool(_FIGURES.fullmatch(text))


def _text(block: Block[LocalisedText]) -> str:
    return block.content.plain.strip() if block.content is not None else ""
