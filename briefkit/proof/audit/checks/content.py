"""Clause 01: content is tagged or an artifact, and the tags and the content know each other."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from briefkit.diagnostics import shorten
from briefkit.proof.audit.parsing import Element, File, Place, tree_pairs

__all__ = [
    "check_01_all_content_tagged",
    "check_01_artifacts_apart",
    "check_01_marked",
    "check_01_parent_tree",
    "check_01_parents",
]


def check_01_artifacts_apart(file: File) -> Iterator[str]:
    """01-003, 01-004: artifacts and tagged content are not nested in each other."""
    for number, content in enumerate(file.contents, start=1):
        for what in content.nested:
            yield f"Page {number} has {what}"


def check_01_all_content_tagged(file: File) -> Iterator[str]:
    """01-005: content is tagged, or an artifact."""
    owned = {place for element in file.elements for place in element.places}
    for number, content in enumerate(file.contents):
        lost = [t or "a drawing" for m, t in content.texts.items() if (number, m) not in owned]
        for what in [*content.untagged, *lost]:
            yield f"On page {number + 1}, {shorten(what, 60)} is in no tag, and is no artifact"


def check_01_marked(file: File) -> Iterator[str]:
    """01-007, ISO 14289-1, 7.1: the file says that it is tagged, and that its tags are sure."""
    marks: Any = file.root.get("/MarkInfo", pikepdf.Dictionary())
    if not marks.get("/Marked") or "/K" not in file.tree:
        yield "The file has no tags, or does not say that it has"
    if marks.get("/Suspects"):
        yield "The file says that its tags are suspect"


def check_01_parents(file: File) -> Iterator[str]:
    """ISO 32000-1, 14.7.2: each element knows its parent."""
    for element in file.elements:
        if element.parent and _identity(element.item.get("/P")) != _identity(element.parent.item):
            yield f"The element {file.named(element)} does not know its parent"


def check_01_parent_tree(file: File) -> Iterator[str]:
    """ISO 32000-1, 14.7.4.4: content and links lead to their elements, and these to them."""
    entries = dict(tree_pairs(file.tree.get("/ParentTree", pikepdf.Dictionary()).get("/Nums", [])))
    owners: dict[Place, Element] = {}
    for element in file.elements:
        for place in element.places:
            if place in owners:
                yield f"Two elements hold the same content: {file.named(element)}"
            owners[place] = element
            if place[0] < 0 or file.contents[place[0]].marks[place[1]] != 1:
                yield f"The element {file.named(element)} holds content that is not on its page"
        for annotation in element.annotations:
            found = entries.get(annotation.get("/StructParent", -1))
            if _identity(found) != _identity(element.item):
                yield f"The link of {file.named(element)} does not lead back to it"
    for number, page in enumerate(file.pdf.pages):
        listed: Any = entries.get(page.get("/StructParents", -1), [])
        back = {(number, m): _identity(item) for m, item in enumerate(listed) if item is not None}
        forth = {p: _identity(e.item) for p, e in owners.items() if p[0] == number}
        if back != forth:
            wrong = sorted({place for place, _ in back.items() ^ forth.items()})
            yield f"On page {number + 1}, content {wrong[0][1]} does not lead back to its element"


def _identity(item: Any) -> Any:
    return item.objgen if isinstance(item, pikepdf.Object) else None
