"""Tables: what a header cell heads, and where their captions stand."""

from collections.abc import Iterator

from briefkit.typeset.mend.objects import text
from briefkit.typeset.mend.tag_tree import Kid, Tag

__all__ = ["hold_captions", "scope_headers"]


def scope_headers(tree: Tag) -> None:
    """Write what a header cell heads, its column or its row; WeasyPrint doesn't.

    ISO 14289-1, 7.5: Scope; 15-003. ISO 32000-1, 14.8.5.7: the Headers of a cell are the
    identifiers of those that head it. WeasyPrint writes these for each page alone.
    """
    for number, table in enumerate(tag for tag in tree.walk() if tag.role == "Table"):
        columns: dict[int, list[str]] = {}
        for row, (head, cells) in enumerate(_rows(table)):
            whole = head or all(cell.role == "TH" for cell in cells)
            own: list[str] = []
            for column, cell in enumerate(cells):
                attributes = cell.attributes.setdefault("/Table", {})
                attributes.pop("/Headers", None)
                if cell.role == "TH":
                    cell.id = f"{number}-{row}-{column}"
                    attributes["/Scope"] = b"/Column" if whole else b"/Row"
                    (columns.setdefault(column, []) if whole else own).append(cell.id)
            for column, cell in enumerate(cells):
                headers = [*own, *columns.get(column, ())]
                if cell.role == "TD" and headers:
                    listed = b" ".join(text(name) for name in headers)
                    cell.attributes["/Table"]["/Headers"] = b"[%b]" % listed
                if not cell.attributes["/Table"]:
                    del cell.attributes["/Table"]


def _rows(table: Tag) -> Iterator[tuple[bool, list[Tag]]]:
    """Yield the rows of a table with their cells, and whether they stand in its head."""
    for part in table.tags():
        rows = [part] if part.role == "TR" else list(part.tags())
        for row in rows:
            yield part.role == "THead", [cell for cell in row.tags() if cell.role in ("TH", "TD")]


def hold_captions(tree: Tag) -> None:
    """Put a figure and its caption into one element; in WeasyPrint's tags they stand alone.

    ISO 32000-1, 14.8.4.3.4: a caption belongs to what it describes. Within the Figure its words
    would not be read, for there is an alternative text in their place (14.9.3).
    """
    for tag in tree.walk():
        kids: list[Kid] = []
        for kid in tag.kids:
            before = kids[-1] if kids else None
            if (
                isinstance(kid, Tag)
                and kid.role == "Caption"
                and isinstance(before, Tag)
                and before.role == "Figure"
            ):
                kids[-1] = Tag("Div", [before, kid])
            else:
                kids.append(kid)
        tag.kids = kids
