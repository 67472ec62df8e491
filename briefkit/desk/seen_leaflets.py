"""What the desk's pages show of a leaflet: one that is made, or the look of one."""

from typing import Any
from urllib.parse import urlencode

from briefkit.contacts import Contact, in_their_order
from briefkit.desk.choices import Choice, flipped_edge
from briefkit.desk.first_looks import FirstLook
from briefkit.desk.leaflets import MadeLeaflet
from briefkit.leaflet import FORMATS
from briefkit.serving import SeenPages

__all__ = ["leaflet_values", "seen_pages"]


def seen_pages(query: str, found: MadeLeaflet | FirstLook, after: str) -> SeenPages:
    """Return the pages of the leaflet that a query names; `after` is what a look gives way to."""
    if isinstance(found, FirstLook):
        too_long = found.unproofed.too_long
        return SeenPages(pictures=found.pictures, too_long=too_long, next=after)
    if not found.files:
        return SeenPages(problems=found.built.diagnostics)
    numbers = (urlencode({"page": number}) for number in range(found.built.pages))
    return SeenPages(pictures=tuple(f"/page.png?{query}&{n}" for n in numbers), proofed=True)


def leaflet_values(
    choice: Choice, contacts: tuple[Contact, ...], found: MadeLeaflet | FirstLook
) -> dict[str, Any]:
    """Return what the template “leaflet.html.jinja” shows of a choice that is made or looked at.

    The contacts are those of the choice, all of them printable.
    """
    fmt = FORMATS[choice.format]
    seen = seen_pages(choice.query, found, f"/leaflet?{choice.query}")
    return {
        "leaflet": seen,
        "about": found.unproofed if isinstance(found, FirstLook) else found.built,
        "printed": choice,
        "folded": fmt.sheet is not None,
        "left_out": fmt.left_out(in_their_order(contacts, choice.locale)),
        "flipped": flipped_edge(fmt, len(seen.pictures)),
    }
