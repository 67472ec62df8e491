"""What the desk's pages show of a leaflet: one that is made, or the look of one."""

from typing import Any
from urllib.parse import urlencode

from briefkit.build import Built, Unproofed
from briefkit.contacts import Contact, in_their_order
from briefkit.desk.choices import Choice
from briefkit.desk.editions import LISTS, flipped_edge, paper_of
from briefkit.desk.first_looks import FirstLook
from briefkit.desk.language_states import LanguageState
from briefkit.desk.leaflets import MadeLeaflet
from briefkit.leaflet import find_format
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
    choice: Choice, contacts: tuple[Contact, ...], found: MadeLeaflet | FirstLook | LanguageState
) -> dict[str, Any]:
    """Return what the template “leaflet.html.jinja” shows of a choice that is made or looked at.

    Of one that is not made yet, the state of its language is found. The contacts are those of the
    choice, all of them printable.
    """
    fmt, after = find_format(choice.format), f"/leaflet?{choice.query}"
    about: Built | Unproofed | LanguageState
    if isinstance(found, LanguageState):
        seen, about = SeenPages(next=f"{after}&first=yes"), found
    else:
        seen = seen_pages(choice.query, found, after)
        about = found.unproofed if isinstance(found, FirstLook) else found.built
    return {
        "leaflet": seen,
        "about": about,
        "printed": choice,
        "folded": fmt.sheet is not None,
        "paper": paper_of(fmt),
        "sent": fmt.other is not None,
        "lists": fmt.name in LISTS,
        "left_out": fmt.left_out(in_their_order(contacts, choice.locale)),
        "flipped": flipped_edge(fmt, len(seen.pictures)),
    }
