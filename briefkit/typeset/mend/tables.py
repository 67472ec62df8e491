"""Tables: what a header cell heads, and where their captions stand."""

from briefkit.typeset.mend.tag_tree import Kid, Tag

__all__ = ["hold_captions", "scope_headers"]


def scope_headers(tree: Tag) -> None:
    """Write what a header cell heads, its column or its row; WeasyPrint doesn't.

    ISO 14289-1, 7.5: Scope; 15-003. The lists of headers that WeasyPrint writes into each cell name
    those of each page: where a table runs over pages they lead nowhere, and with Scope none is
    needed.
    """

    def visit(tag: Tag, head: bool) -> None:
        cells = [kid for kid in tag.tags() if kid.role in ("TH", "TD")]
        column = head or all(cell.role == "TH" for cell in cells)
        for cell in cells:
            cell.id = ""
            attributes = cell.attributes.pop("/Table", {})
            attributes.pop("/Headers", None)
            if cell.role == "TH":
                attributes["/Scope"] = b"/Column" if column else b"/Row"
            if attributes:
                cell.attributes["/Table"] = attributes
        for kid in tag.tags():
            visit(kid, tag.role == "THead")

    visit(tree, head=False)


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
