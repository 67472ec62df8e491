"""Clause 19: notes and the references to them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from briefkit.proof.audit.parsing import File, named_destinations, tree_pairs

__all__ = ["check_19_notes"]

# How far a note's mark may stand from where the link back leads, in pt.
_NEAR = 30.0


def check_19_notes(file: File) -> Iterator[str]:
    """19-001 to 19-004: notes have identifiers, and are linked both ways."""
    names = Counter(str(note.item.get("/ID", "")) for note in file.of("Note"))
    known = {str(name) for name, _ in tree_pairs(file.tree.get("/IDTree", {}).get("/Names", []))}
    for name, number in names.items():
        if number > 1 or name not in known:
            yield f"{number} notes have the identifier “{name}”, or it is in no index"
    destinations = named_destinations(file.root)
    links = [area for link in file.of("Link") for area in link.annotations]
    for reference in file.of("Reference"):
        if reference.within("TOCI"):
            continue  # clause 28 looks at where these lead
        targets = {str(a.get("/Dest", "")) for e in reference.walk() for a in e.annotations}
        if not targets or targets - names.keys() or targets - destinations.keys():
            yield f"The reference {file.named(reference)} leads to no note"
    for note in file.of("Note"):
        own = [area for element in note.walk() for area in element.annotations]
        inside, name = {area.objgen for area in own}, str(note.item.get("/ID"))
        to = [a for a in links if str(a.get("/Dest")) == name and a.objgen not in inside]
        back = [destinations.get(str(area.get("/Dest", ""))) for area in own]
        if not any(_leads_to(file, target, area) for target in back if target for area in to):
            yield f"The note {file.named(note)} is not linked both ways"


def _leads_to(file: File, target: Any, area: Any) -> bool:
    """Whether a destination is where an annotation is."""
    page = next((p for p in file.pdf.pages if p.objgen == target[0].objgen), None)
    if page is None or area.objgen not in {a.objgen for a in page.get("/Annots", [])}:
        return False
    heights = [float(area.Rect[1]), float(area.Rect[3])]
    return min(heights) - _NEAR <= float(target[3]) <= max(heights) + _NEAR
