"""Lists: nested, with labels and bodies, and with their numbering."""

from briefkit.typeset.mend.tag_tree import Kid, Piece, Tag

__all__ = ["nest_lists", "number_lists", "shape_items"]

# ISO 32000-1, 14.8.5.5: the ListNumbering of bullets other than discs.
BULLETS = {"\u25e6": b"/Circle", "\u25aa": b"/Square"}


def nest_lists(tree: Tag) -> None:
    """Put a list that is within an item into it; WeasyPrint puts it beside that item.

    ISO 14289-1, 7.6; 09-005.
    """
    for tag in [tag for tag in tree.walk() if tag.role == "L"]:
        kids: list[Kid] = []
        for kid in tag.kids:
            item = kids[-1] if kids else None
            if isinstance(kid, Tag) and kid.role == "L" and isinstance(item, Tag):
                item.kids.append(kid)
            else:
                kids.append(kid)
        tag.kids = kids


def shape_items(tree: Tag) -> None:
    """Put an item's blocks into an LBody; WeasyPrint puts them beside its label.

    ISO 14289-1, 7.6; ISO 32000-1, 14.8.4.3.3: LI has Lbl and LBody; 09-005.
    """
    for item in [tag for tag in tree.walk() if tag.role == "LI"]:
        labels = [kid for kid in item.kids if isinstance(kid, Tag) and kid.role == "Lbl"]
        body: list[Kid] = []
        for kid in item.kids:
            if isinstance(kid, Tag) and kid.role == "LBody":
                body += kid.kids
            elif kid not in labels:
                body.append(kid)
        item.kids = [*labels, *([Tag("LBody", body)] if body else [])]


def number_lists(tree: Tag) -> None:
    """Write how a list's items are labelled; WeasyPrint doesn't.

    ISO 14289-1, 7.6: ListNumbering; 16-001.
    """
    for tag in tree.walk():
        labels = (
            piece.text.strip()
            for item in tag.tags()
            for label in item.tags()
            if label.role == "Lbl"
            for piece in label.kids
            if isinstance(piece, Piece)
        )
        if tag.role == "L" and (first := next(labels, "")):
            numbering = b"/Decimal" if first[0].isdecimal() else BULLETS.get(first[0], b"/Disc")
            tag.attributes["/List"] = {"/ListNumbering": numbering}
