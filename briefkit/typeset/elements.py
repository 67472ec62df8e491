"""What WeasyPrint's boxes are made of, and where a page's area ends."""

from collections.abc import Mapping
from typing import Any

__all__ = ["attribute", "classes", "depth", "floor", "foot_notes", "parents_of", "selector"]


def attribute(box: Any, name: str) -> str | None:
    """Return an attribute of the HTML element that a box is made of."""
    return None if box.element is None else box.element.get(name)


def classes(box: Any) -> frozenset[str]:
    """Return the classes of the HTML element that a box is made of."""
    return frozenset((attribute(box, "class") or "").split())


def depth(page_box: Any) -> float:
    """Return how high a page's area is, in px; if it runs short, with what stays free."""
    return float(page_box.height + page_box.padding_bottom)


def floor(page_box: Any) -> float:
    """Return where the foot of a page's content is, in px from its head: above its notes."""
    area = foot_notes(page_box)
    notes = area.margin_height() if area else 0.0
    return float(page_box.content_box_y() + depth(page_box) - notes)


def foot_notes(page_box: Any) -> Any:
    """Return the box that holds the notes at a page's foot, or nothing where there are none."""
    areas = (box for box in page_box.children if type(box).__name__ == "FootnoteAreaBox")
    return next((area for area in areas if area.children), None)


def parents_of(document: Any) -> Mapping[Any, Any]:
    """Return the elements of a document, each with the one that it stands in."""
    root = document.pages[0]._page_box.children[0].element
    return {child: parent for parent in root.iter() for child in parent}


def selector(element: Any, parents: Mapping[Any, Any]) -> str:
    """Return a selector for an element of the page, by the places of all that it stands in."""
    steps = []
    while element in parents:
        parent = parents[element]
        steps.append(f"{element.tag}:nth-child({list(parent).index(element) + 1})")
        element = parent
    return " > ".join([element.tag, *reversed(steps)])
