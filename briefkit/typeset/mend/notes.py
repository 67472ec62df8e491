"""Notes, and the references that lead to them."""

import re
from collections.abc import Iterable, Mapping

from briefkit.leaflet import PageElement
from briefkit.typeset.mend.tag_tree import Kid, Tag

__all__ = ["place_foot_notes", "tag_notes"]


def place_foot_notes(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Put the notes at the feet of pages behind the marks that lead to them, as in the HTML.

    WeasyPrint tags them as NonStruct, after all else of their page. ISO 32000-1, 14.8.4.4.1: a Note
    may stand in the element that refers to it, and its number is its Lbl; ISO 14289-1, 7.9. Those
    of a heading stand behind it, for a heading is read in lists of headings, and is a bookmark. To
    be done before content is looked for in the page's text.
    """
    names = [e.id for e in elements if e.tag == "small" and e.id]
    found: list[Tag] = []
    for area in [tag for tag in tree.tags() if tag.role == "NonStruct" and _is_at_foot(tag)]:
        found += area.tags()
        tree.kids.remove(area)
    if len(names) != len(found):
        return  # the proof says what is missing
    notes = {f"#{name}": note for name, note in zip(sorted(names, key=_number), found, strict=True)}
    tags = [*tree.walk(), *(below for note in found for below in note.walk())]
    parents = {id(kid): tag for tag in tags for kid in tag.tags()}
    behind: dict[int, int] = {}  # how many notes stand behind each element
    for tag in tags:
        for kid in list(tag.kids):
            areas = kid.areas() if isinstance(kid, Tag) and kid.role == "Link" else []
            if not isinstance(kid, Tag) or not areas or areas[0].target not in notes:
                continue
            note = notes.pop(areas[0].target)
            note.role, note.id = "Note", areas[0].target.removeprefix("#")
            note.kids = [_labelled(each) for each in note.kids]
            after = _heading_around(kid, parents) or kid
            behind[id(after)] = behind.get(id(after), 0) + 1
            kids = parents[id(after)].kids
            kids.insert(kids.index(after) + behind[id(after)], note)


def _heading_around(tag: Tag, parents: Mapping[int, Tag]) -> Tag | None:
    around: Tag | None = tag
    while around is not None and not re.fullmatch(r"H[1-6]", around.role):
        around = parents.get(id(around))
    return around


def _is_at_foot(tag: Tag) -> bool:
    pieces = list(tag.pieces())
    return bool(pieces) and all(piece.at_foot for piece in pieces)


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])


def _labelled(kid: Kid) -> Kid:
    """Return a part of a note at the foot: its number is its label."""
    generated = isinstance(kid, Tag) and all(piece.generated for piece in kid.pieces())
    if isinstance(kid, Tag) and generated:
        return Tag("Lbl", list(kid.pieces()))
    return kid


def tag_notes(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Tag notes, and the links that lead to them; WeasyPrint tags them as any items and links.

    A note is an item of a list that a link leads to. ISO 14289-1, 7.9: Note, with an ID of its own,
    and Reference; 19-001 to 19-004. A note's number is its Lbl (ISO 32000-1, 14.8.4.4.1).
    """
    links = [tag for tag in tree.walk() if tag.role == "Link"]
    targets = {area.target for link in links for area in link.areas()}
    aims = [e for e in elements if f"#{e.id}" in targets]
    noted = {(e.start, e.end): e.id for e in aims if e.tag == "li"}
    joined = {(e.start, e.end): e.id for e in aims if e.tag == "a"}
    for item in [tag for tag in tree.walk() if tag.role == "LI"]:
        if item.range() in noted:
            *labels, body = item.kids
            assert isinstance(body, Tag)
            # Of notes that are joined, each further one has its link back to the text.
            further = [
                Tag("Note", [kid], id=joined[kid.range()])
                for kid in body.kids
                if isinstance(kid, Tag) and kid.role == "Link" and kid.range() in joined
            ]
            own = [kid for kid in body.kids if all(kid not in note.kids for note in further)]
            body.kids = [Tag("Note", [*labels, *own], id=noted[item.range()]), *further]
            item.kids = [body]
    notes = {f"#{tag.id}" for tag in tree.walk() if tag.role == "Note"}
    for tag in tree.walk():
        tag.kids = [
            Tag("Reference", [kid])
            if isinstance(kid, Tag) and any(area.target in notes for area in kid.areas())
            else kid
            for kid in tag.kids
        ]
