"""A table of pandoc's document becomes rows of cells, each as wide as the others."""

from collections.abc import Callable, Sequence
from typing import Any

from briefkit.diagnostics import translatable
from briefkit.importing.pandoc import Node
from briefkit.importing.passages import Passage, without
from briefkit.model import Block, Kind

__all__ = ["Table", "read_table"]

_ALIGNS = {"AlignLeft": "start", "AlignCenter": "center", "AlignRight": "end"}


class Table:
    """A table as pandoc has it: its caption, its columns and its rows of cells."""

    def __init__(self, content: Sequence[Any]) -> None:
        _, (_, self.caption), columns, (_, head), bodies, (_, foot) = content
        self.aligns = [_ALIGNS.get(align["t"], "") for align, _ in columns]
        rows = [*head]
        for _, _, inner, body in bodies:
            rows += [*inner, *body]
        self.rows: list[list[Any]] = [cells for _, cells in (*rows, *foot)]
        self.has_head = bool(head)

    @property
    def only_cell(self) -> Sequence[Node] | None:
        """The blocks of its cell, where it has but one: then it is a frame round a text."""
        if len(self.aligns) == 1 and len(self.rows) == 1 and len(self.rows[0]) == 1:
            blocks: Sequence[Node] = self.rows[0][0][4]
            return blocks
        return None


def read_table(
    table: Table,
    read: Callable[[Sequence[Node]], Passage],
    tell: Callable[[str, str], None],
) -> list[Block[Passage]]:
    """Return the rows of a table, the first of them its head, which may be empty.

    `tell` takes what is lost.
    """
    rows = [row for row in _grid(table, read) if any(row)]
    if not rows:
        return []
    if any(height > 1 or width > 1 for row in table.rows for _, _, height, width, _ in row):
        tell(
            translatable(
                "Cells of a table were merged: their words stand in the first, the others are "
                "empty."
            ),
            translatable("Fill them, or make two tables."),
        )
    width = max([len(table.aligns), *map(len, rows)])
    if not table.has_head or len(rows) == 1:
        tell(
            translatable("A table has no head: its first column heads its rows."),
            translatable("Write above it what stands in each column."),
        )
        rows.insert(0, [()] * width)
    aligns = [*table.aligns, *[""] * (width - len(table.aligns))]
    return [
        Block(
            kind=Kind.TABLE_ROW,
            children=tuple(
                _cell(passage, aligns[column], head=number == 0)
                for column, passage in enumerate([*row, *[()] * (width - len(row))])
            ),
        )
        for number, row in enumerate(rows)
    ]


def _grid(table: Table, read: Callable[[Sequence[Node]], Passage]) -> list[list[Passage]]:
    """Return the cells of each row; those that another is merged with are empty."""
    rows: list[list[Passage]] = []
    below: dict[int, int] = {}  # by column, how many rows a cell from above still takes
    for cells in table.rows:
        row: list[Passage] = []
        waiting = list(reversed(cells))
        while waiting or below.get(len(row), 0):
            if below.get(len(row), 0):
                below[len(row)] -= 1
                row.append(())
                continue
            _, _, height, width, blocks = waiting.pop()
            for column in range(len(row), len(row) + width):
                below[column] = height - 1
            row += [read(blocks), *[()] * (width - 1)]
        rows.append(row)
    return rows


def _cell(passage: Passage, align: str, *, head: bool) -> Block[Passage]:
    bold = head and any(passage) and all(piece.strong for piece in passage if piece.text.strip())
    content = without(passage, strong=True) if bold else passage
    return Block(kind=Kind.TABLE_CELL, content=content or None, header=head, align=align)
