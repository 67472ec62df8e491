"""A check of contacts: a wrong number, or a link that leads elsewhere, harms a person."""

from collections.abc import Iterator

import pikepdf

from briefkit.diagnostics import Translatable, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.proof.reading import comparable

__all__ = ["check_contacts", "check_web_address"]


def check_contacts(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """Each way to reach a contact is printed whole, and its link leads where it says."""
    links = set(_links(printed.pdf))
    for way in wanted.ways:
        if comparable(way.text) not in printed.said:
            yield translatable("it lacks “%(text)s”, by which a contact is reached", text=way.text)
        elif way.link and way.link not in links:
            yield translatable(
                "it has no link to %(link)s, by which a contact is reached", link=way.link
            )


def check_web_address(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """The code leads to the leaflet's page, and so does the address beside it.

    The codes of a sheet of languages stand in the order of its lines.
    """
    if printed.structure is None:
        return
    figures = [e for e in printed.structure.walk() if e.role == "Figure"]
    listed = tuple(f.alt for f in figures if f.alt in wanted.listed_addresses)
    if listed != wanted.listed_addresses:
        yield translatable(
            "the QR codes of its languages are not all there, each beside its language"
        )
    if not wanted.web_address:
        return
    if not any(figure.alt == wanted.web_address for figure in figures):
        yield translatable(
            "it lacks the QR code of %(address)s: its templates may be older",
            address=wanted.web_address,
        )
    elif wanted.web_address not in set(_links(printed.pdf)):
        yield translatable(
            "it has no link to %(address)s beside the QR code", address=wanted.web_address
        )


def _links(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield where the links of all pages lead (ISO 32000-1, 12.6.4.7)."""
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            action = annotation.get("/A")
            if action is not None and "/URI" in action:
                yield str(action.URI)
