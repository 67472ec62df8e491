"""Tables of Markdown (GFM 0.29, 4.10), with captions as Pandoc has them."""

import re
from collections.abc import Mapping, Sequence

from briefkit.brief.markdown import Node, content_of, line_of, table_cells
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import translatable
from briefkit.model import Block, Kind, Segment

__all__ = ["captions", "read_table"]

_CAPTION = re.compile(r"table:\s+", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(?!\s)[^*]+(?<!\s)\*\*")
_ALIGNS = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


def captions(nodes: Sequence[Node], segments: SegmentReader) -> Mapping[int, int]:
    """Return where the captions of tables stand among `nodes`, by where their tables do.

    One stands right before its table, or right after it; one between two tables must belong to the
    second, or it is refused.
    """
    found: dict[int, int] = {}
    kinds = [node.type for node in nodes]
    for position, node in enumerate(nodes):
        if node.type != "paragraph" or not _CAPTION.match(content_of(node)):
            continue
        after = position + 1 if kinds[position + 1 : position + 2] == ["table"] else None
        before = position - 1 if position and kinds[position - 1] == "table" else None
        if before in found:
            before = None
        if after is not None and before is not None:
            segments.refuse(
                translatable(
                    "This may be the caption of the table before it, or of the one after it."
                ),
                translatable("Put the caption of each table right before it."),
                line_of(node),
            )
        table = before if after is None else after
        if table is not None:
            found[table] = position
    return found


# TRANSLATORS: what a passage is
_CAPTION_OF = translatable("caption of a table")
# TRANSLATORS: what a passage is, in a table
_COLUMN_HEADING = translatable("column heading")


def read_table(node: Node, caption: Node | None, segments: SegmentReader) -> Block[Segment]:
    """Return a table: its caption, then its rows, with the cells that head columns and rows.

    The first of several columns heads rows where it has no head itself, or where all its cells are
    bold. Without any heads of columns, their row is left out.
    """
    children: list[Block[Segment]] = []
    if caption is not None:
        content = content_of(caption)
        line = line_of(caption)
        words = content[len(_CAPTION.match(content)[0]) :]  # type: ignore[index]
        children.append(Block(kind=Kind.CAPTION, content=segments.read(_CAPTION_OF, words, line)))
    rows = [row for part in node.children for row in part.children]
    heads = [_text(cell) for cell in rows[0].children]
    body = rows[1:]
    if not body:
        segments.refuse(
            translatable("A table has no rows."),
            translatable("Fill it, or take it out."),
            line_of(rows[0]),
        )
    for row in body:
        _require_all_cells(row, len(heads), segments)
    bold = bool(body) and all(_BOLD.fullmatch(_text(row.children[0])) for row in body)
    headed = len(heads) > 1 and (bold or not heads[0])
    if any(heads):
        cells = (
            _cell(cell, _COLUMN_HEADING, line_of(rows[0]), segments, header=True)
            for cell in rows[0].children
        )
        children.append(Block(kind=Kind.TABLE_ROW, children=tuple(cells), header=True))
    for row in body:
        cells = (
            _cell(cell, _kind(head, of_row), line_of(row), segments, header=of_row)
            for column, (cell, head) in enumerate(zip(row.children, heads, strict=True))
            for of_row in [headed and column == 0]
        )
        children.append(Block(kind=Kind.TABLE_ROW, children=tuple(cells)))
    return Block(kind=Kind.TABLE, children=tuple(children))


def _kind(head: str, of_row: bool) -> str:
    if of_row:
        # TRANSLATORS: what a passage is, in a table
        return translatable("row heading")
    if head:
        # TRANSLATORS: what a passage is, in a table
        return translatable("table cell, column ‘%(head)s’", head=head)
    # TRANSLATORS: what a passage is, in a table
    return translatable("table cell")


def _cell(
    node: Node, kind: str, line: int, segments: SegmentReader, *, header: bool
) -> Block[Segment]:
    text = _text(node)
    return Block(
        kind=Kind.TABLE_CELL,
        content=segments.read(kind, text, line) if text else None,
        header=header and bool(text),
        align=_ALIGNS.get(str(node.attrs.get("style", "")), ""),
    )


def _require_all_cells(row: Node, columns: int, segments: SegmentReader) -> None:
    # GFM drops what is too much, fills up what is missing, and takes a text below for a row.
    line = line_of(row)
    typed = re.sub(r"^[\s>]*", "", segments.lines[line - 1])
    cells = len(table_cells(typed))
    if cells != columns:
        segments.refuse(
            translatable(
                "In a table, the columns are %(columns)s, and the cells of a row %(cells)s.",
                columns=columns,
                cells=cells,
            ),
            translatable(
                "Give each column its cell, empty or not: %(example)s. Put an empty line below a "
                "table.",
                example="| a | |",
            ),
            line,
        )


def _text(cell: Node) -> str:
    return content_of(cell).strip()
