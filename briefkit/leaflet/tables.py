"""A table's parts, as templates set them."""

import re
from dataclasses import dataclass

from briefkit.model import Block, Kind, LocalisedText

__all__ = ["Cell", "TableParts", "table_parts"]

# A table of no more rows than these stands on one page where it fits.
_SHORT = 8

# What is read as one figure, and never broken: “1 250,50 €”, “9–17”, “+49 30 1234”, “40 °C”.
_FIGURES = re.compile(r"[\d\s.,:;/()+±~≈<>≤≥%‰°€$£′″−–-]*\d[\d\s.,:;/()+%‰°€$£′″−–-]*\w{0,3}\.?")
_LONGEST = 18
# Words so short stand on one line, in a table of a few columns.
_SHORTEST, _FEW = 8, 4


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


def table_parts(table: Block[LocalisedText]) -> TableParts:
    """Return the parts of a table: its first row heads the columns where all its words do."""
    captions = [block.content for block in table.children if block.kind is Kind.CAPTION]
    rows = tuple(
        tuple(_cell(cell, few=len(block.children) <= _FEW) for cell in block.children)
        for block in table.children
        if block.kind is Kind.TABLE_ROW
    )
    headed = all(cell.header for cell in rows[0] if cell.content is not None)
    return TableParts(
        caption=captions[0] if captions else None,
        head=rows[0] if headed else (),
        rows=rows[1:] if headed else rows,
    )


def _cell(block: Block[LocalisedText], *, few: bool) -> Cell:
    text = block.content.plain.strip() if block.content is not None else ""
    figures = len(text) <= _LONGEST and bool(_FIGURES.fullmatch(text))
    unbroken = figures or (few and len(text) <= _SHORTEST)
    return Cell(block.content, block.header, block.align, unbroken)
