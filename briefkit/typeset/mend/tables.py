"""Tables: what a header cell heads."""

from briefkit.typeset.mend.tag_tree import Tag

__all__ = ["scope_headers"]


def scope_headers(tree: Tag) -> None:
    """Write what a header cell heads, its column or its row; WeasyPrint doesn't.

    ISO 14289-1, 7.5: Scope; 15-003.
    """

    def visit(tag: Tag, head: bool) -> None:
        cells = [kid for kid in tag.tags() if kid.role in ("TH", "TD")]
        column = head or all(cell.role == "TH" for cell in cells)
        for cell in cells:
            if cell.role == "TH":
                scope = b"/Column" if column else b"/Row"
                cell.attributes.setdefault("/Table", {})["/Scope"] = scope
        for kid in tag.tags():
            visit(kid, tag.role == "THead")

    visit(tree, head=False)
