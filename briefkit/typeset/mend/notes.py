"""Notes, and the references that lead to them."""

from collections.abc import Iterable

from briefkit.leaflet import PageElement
from briefkit.typeset.mend.tag_tree import Tag

__all__ = ["tag_notes"]


def tag_notes(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Tag notes, and the links that lead to them; WeasyPrint tags them as any items and links.

    A note is an item of a list that a link leads to. ISO 14289-1, 7.9: Note, with an ID of its own,
    and Reference; 19-001 to 19-004. A note's number is its Lbl (ISO 32000-1, 14.8.4.4.1).
    """
    links = [tag for tag in tree.walk() if tag.role == "Link"]
    targets = {area.target for link in links for area in link.areas()}
    noted = {(e.start, e.end): e.id for e in elements if e.tag == "li" and f"#{e.id}" in targets}
    for item in [tag for tag in tree.walk() if tag.role == "LI"]:
        if item.range() in noted:
            *labels, body = item.kids
            assert isinstance(body, Tag)
            body.kids = [Tag("Note", [*labels, *body.kids], id=noted[item.range()])]
            item.kids = [body]
    notes = {f"#{name}" for name in noted.values()}
    for tag in tree.walk():
        tag.kids = [
            Tag("Reference", [kid])
            if isinstance(kid, Tag) and any(area.target in notes for area in kid.areas())
            else kid
            for kid in tag.kids
        ]
