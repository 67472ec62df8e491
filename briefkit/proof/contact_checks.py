"""A check of contacts: a wrong number, or a link that leads elsewhere, harms a person."""

from collections.abc import Iterator

import pikepdf

from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.proof.reading import comparable

__all__ = ["check_contacts"]


def check_contacts(printed: Printed, wanted: Expectation) -> Iterator[str]:
    """Each way to reach a contact is printed whole, and its link leads where it says."""
    links = set(_links(printed.pdf))
    for way in wanted.ways:
        if comparable(way.text) not in printed.said:
            yield f"it lacks “{way.text}”, by which a contact is reached"
        elif way.link and way.link not in links:
            yield f"it has no link to {way.link}, by which a contact is reached"


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield where the links of all pages lead (ISO 32000-1, 12.6.4.7)."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A")
            if action is not None and "/URI" in action:
                yield str(action.URI)
