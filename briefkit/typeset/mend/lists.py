"""Lists: nested, with labels and bodies, and with their numbering."""

from collections.abc import Iterable

from briefkit.leaflet import PageElement
from briefkit.typeset.mend.tag_tree import Kid, Piece, Tag

__all__ = ["label_tasks", "nest_lists", "number_lists", "shape_definitions", "shape_items"]

# ISO 32000-1, 14.8.5.5: the ListNumbering of bullets other than discs.
BULLETS = {"\u25e6": b"/Circle", "\u25aa": b"/Square"}


def nest_lists(tree: Tag) -> None:
    """Put a list that is within an item into it; WeasyPrint puts it beside that item.

    Of a list in columns, it makes a list of each: these become one. ISO 14289-1, 7.6; 09-005.
    """
    for tag in [tag for tag in tree.walk() if tag.role == "L"]:
        columns = [kid for kid in tag.kids[:1] if isinstance(kid, Tag) and kid.role == "L"]
        if columns:
            tag.kids = [kid for column in tag.tags() for kid in column.kids]
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


def label_tasks(tree: Tag) -> None:
    """Make the box before a task its item's label; it is a picture in the item's text.

    ISO 32000-1, 14.8.4.3.3: Lbl; the Figure in it says whether the task is done.
    """
    lists = [tag for tag in tree.walk() if tag.role == "L"]
    for numbered, item in [(each, item) for each in lists for item in each.tags()]:
        body = item.kids[0] if len(item.kids) == 1 else None
        if not isinstance(body, Tag) or not body.kids:
            continue
        holder = body
        while isinstance(first := holder.kids[0], Tag) and first.role == "P" and first.kids:
            holder = first
        if isinstance(first, Tag) and first.role == "Figure":
            del holder.kids[0]
            body.kids = [kid for kid in body.kids if not isinstance(kid, Tag) or kid.kids]
            item.kids = [Tag("Lbl", [first]), body]
            numbered.attributes.setdefault("/List", {"/ListNumbering": b"/None"})


def shape_definitions(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Make a term its item's label and its definitions the body; WeasyPrint makes items of each.

    ISO 32000-1, 14.8.4.3.3: in a list of definitions Lbl is the term; 14.8.5.5: its ListNumbering
    is None, for the labels are words of the text. To be done when nothing more is looked for.
    """
    lists = {e.start for e in elements if e.tag == "dl"}
    terms = {e.start for e in elements if e.tag == "dt"}
    for tag in [tag for tag in tree.walk() if tag.role == "L"]:
        items = list(tag.tags())
        if tag.range()[0] not in lists or not items or items[0].range()[0] not in terms:
            continue
        tag.attributes["/List"] = {"/ListNumbering": b"/None"}
        shaped: list[Tag] = []
        for item in items:
            (body,) = item.tags()
            if item.range()[0] in terms:
                if shaped and len(shaped[-1].kids) == 1:  # one more term of the same definitions
                    shaped[-1].kids.append(body)
                else:
                    shaped.append(Tag("LI", [body]))
            else:
                shaped[-1].kids.append(body)
        for item in shaped:
            _label_terms(item, terms)
        tag.kids = list(shaped)


def _label_terms(item: Tag, terms: set[int]) -> None:
    bodies = list(item.tags())
    labels = [body for body in bodies if body.range()[0] in terms]
    definitions = [body for body in bodies if body not in labels]
    body = definitions[0]
    if len(definitions) > 1:
        body = Tag("LBody", [kid for each in definitions for kid in _as_blocks(each)])
    (label, *others) = labels
    if others:
        label = Tag("Lbl", [Tag("Span", each.kids, lang=each.lang) for each in labels])
    label.role = "Lbl"
    item.kids = [label, body]


def _as_blocks(body: Tag) -> list[Kid]:
    """Return what a definition holds; words alone become a paragraph."""
    if any(kid.role in ("P", "L") for kid in body.tags()):
        return body.kids
    return [Tag("P", body.kids, lang=body.lang)]
