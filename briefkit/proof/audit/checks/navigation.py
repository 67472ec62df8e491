"""Clauses 27 and 28: bookmarks, the order of the tab key, and links."""

from collections.abc import Iterator, Sequence

import pikepdf

from briefkit.proof import comparable
from briefkit.proof.audit.parsing import File, named_destinations

__all__ = ["check_27_bookmarks", "check_28_links", "check_28_tab_order"]

# ISO 32000-1, 12.5.3: the flags of annotations.
_HIDDEN, _PRINT = 2, 4


def check_27_bookmarks(file: File) -> Iterator[str]:
    """ISO 14289-1, 7.17: every heading has its bookmark."""
    with file.pdf.open_outline() as outline:
        found = [comparable(item.title) for item in _outlined(outline.root)]
    for heading in file.of("H1", "H2", "H3", "H4", "H5", "H6"):
        if comparable(file.text(heading)) not in found:
            yield f"The heading {file.named(heading)} has no bookmark"


def _outlined(items: Sequence[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _outlined(item.children)


def check_28_tab_order(file: File) -> Iterator[str]:
    """28-008, 28-009: the tab key follows the tags."""
    for number, page in enumerate(file.pdf.pages, start=1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"On page {number} the tab key does not follow the tags"


def check_28_links(file: File) -> Iterator[str]:
    """28-002, 28-004, 28-011, 28-012: a link is in its tag, described, and can be reached."""
    tagged = {a.objgen: element for element in file.elements for a in element.annotations}
    destinations = named_destinations(file.root)
    for number, page in enumerate(file.pdf.pages, start=1):
        for annotation in page.get("/Annots", []):
            element = tagged.get(annotation.objgen)
            where = f"The link “{annotation.get('/Contents', '')}” on page {number}"
            if annotation.get("/Subtype") != "/Link":
                yield f"An annotation on page {number} is no link"
            elif element is None or element.role != "Link":
                yield f"{where} is in no Link tag"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"{where} is not described"
            if not int(annotation.get("/F", 0)) & _PRINT or int(annotation.get("/F", 0)) & _HIDDEN:
                yield f"{where} is not printed, or hidden"
            inside = str(annotation.get("/Dest")) in destinations
            if not inside and "/URI" not in annotation.get("/A", {}):
                yield f"{where} leads nowhere"
            x1, y1, x2, y2 = (float(value) for value in annotation.Rect)
            if abs(x2 - x1) < 1 or abs(y2 - y1) < 1:
                yield f"{where} has no area"
    for link in file.of("Link"):
        if not link.annotations:
            yield f"The element {file.named(link)} has no link"
        if not file.text(link).strip() and not any(e.role == "Figure" for e in link.walk()):
            yield "A link has no words"
