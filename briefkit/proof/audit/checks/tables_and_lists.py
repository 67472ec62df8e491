"""Clauses 15 and 16: the header cells of tables, and the labels of lists."""

import re
from collections.abc import Iterator

from briefkit.proof.audit.parsing import Element, File

__all__ = ["check_15_scopes", "check_16_numbering"]

# ISO 32000-1, 14.8.5.5: the values of ListNumbering that stand for labels.
_BULLETS = frozenset(("/Disc", "/Circle", "/Square"))
_WORDS = frozenset(("/None",))
_NUMBERS = frozenset(("/Decimal", "/UpperRoman", "/LowerRoman", "/UpperAlpha", "/LowerAlpha"))

_BULLET_OR_NUMBER = re.compile(r"[^\w\s]+|\w{1,4}[.)]")


def check_15_scopes(file: File) -> Iterator[str]:
    """15-003: a header cell says what it heads."""
    for cell in file.of("TH"):
        if cell.attribute("/Table", "/Scope") not in ("/Row", "/Column", "/Both"):
            yield f"The header cell {file.named(cell)} does not say what it heads"


def check_16_numbering(file: File) -> Iterator[str]:
    """16-001, 16-002: a list says how its items are labelled."""
    for element in file.of("L"):
        items = [item for item in element.elements if item.role == "LI"]
        labels = [_label(item) for item in items]
        found = [label for label in labels if label and label.role == "Lbl"]
        if not found:
            continue
        # A task's box is a picture.
        texts = [text for label in found if (text := file.text(label).strip())]
        wanted = _NUMBERS if any(text[:1].isalnum() for text in texts) else _BULLETS
        if not any(_BULLET_OR_NUMBER.fullmatch(text) for text in texts):
            wanted = _WORDS
        if str(element.attribute("/List", "/ListNumbering")) not in wanted:
            yield f"The list {file.named(element)} does not say how its items are labelled"
        if len(found) < len(items):
            yield f"The list {file.named(element)} has items without a label"


def _label(element: Element) -> Element | None:
    """Return the label of an item, or the inner list that stands before any."""
    for position, below in enumerate(element.elements):
        if below.role in ("Lbl", "L"):
            return below
        # A note at the foot stands behind the mark that leads to it: its label is its own.
        if not (below.role == "Note" and position) and (found := _label(below)) is not None:
            return found
    return None
