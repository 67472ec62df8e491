"""Digests of what a leaflet is made from: what has changed since is known by them."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from briefkit.build.manifest import PrintedContact
from briefkit.contacts import Contact
from briefkit.leaflet import Leaflet, find_format
from briefkit.model import Brief, Segment

__all__ = [
    "PARTS",
    "contact_digest",
    "own_digests",
    "printed_contacts",
    "program_digest",
    "wording_digests",
]

# What an edition is made from, as a person calls it.
PARTS = {
    "text": "the brief’s text",
    "translation": "its translation",
    "labels": "the words that all leaflets share",
    "references": "the works cited",
    "contacts": "the contacts",
    "web": "the web address of its code",
    "languages": "the languages that it lists",
    "templates": "the templates",
    "settings": "the brief’s settings",
    "program": "the program or its fonts",
    "review": "whether it is reviewed and complete",
}

# Of the packages that draw, those whose version could change a leaflet.
TYPESETTING = (
    "babel", "cssselect2", "fontpkg-ibm-plex-sans-arabic", "fontpkg-source-sans-3", "fonttools",
    "jinja2", "pikepdf", "pillow", "pydyf", "pyphen", "segno", "tinycss2", "tinyhtml5", "uharfbuzz",
    "weasyprint",
)  # fmt: skip


def wording_digests(
    brief: Brief[Segment], leaflet: Leaflet, *, templates: str, settings: object, program: str
) -> dict[str, str]:
    """Return a digest of each part that the leaflets of all offices have in common.

    `templates` and `program` are digests themselves; `settings` is what decides on the leaflet's
    form.
    """
    return _digests(
        {
            "text": brief.map_segments(lambda segment: segment.key),
            "translation": _of_each(leaflet, lambda half: half.brief),
            "labels": _of_each(leaflet, lambda half: sorted(half.labels.items(), key=repr)),
            "references": leaflet.notes,
            "templates": templates,
            "settings": settings,
            "program": program,
            "review": (leaflet.draft, leaflet.by_machine, leaflet.incomplete),
        }
    )


def _of_each(leaflet: Leaflet, part: Callable[[Leaflet], object]) -> object:
    """Return a part of a leaflet, or that of each of its halves, or of it and its twin."""
    if leaflet.twin is not None:
        return part(leaflet), part(leaflet.twin)
    return [part(half) for half in leaflet.halves] if leaflet.halves else part(leaflet)


def own_digests(leaflet: Leaflet, finish: object) -> dict[str, str]:
    """Return the digests of a leaflet's contacts, and of what decides on its files (`finish`)."""
    web = {"web": leaflet.web_address} if leaflet.web_address else {}
    languages = {"languages": leaflet.languages} if leaflet.languages else {}
    return _digests({"contacts": leaflet.contacts, "finish": finish} | web | languages)


def printed_contacts(leaflet: Leaflet) -> tuple[PrintedContact, ...]:
    """Return what a manifest knows of the contacts on a leaflet: those that it has room for."""
    left_out = find_format(leaflet.edition.format).left_out(leaflet.contacts)
    return tuple(
        PrintedContact(c.name, c.check_by.isoformat(), contact_digest(c))
        for c in leaflet.contacts
        if not any(c is other for other in left_out)
    )


def contact_digest(contact: Contact) -> str:
    """Return the digest of what a contact says; who checked it, when and by what is left out."""
    said = replace(contact, source="", verified_by="", verified_on=date.min, office="")
    return _digests({"said": said})["said"]


def _digests(parts: Mapping[str, object]) -> dict[str, str]:
    return {
        name: hashlib.sha256(repr(part).encode()).hexdigest()[:16] for name, part in parts.items()
    }


@cache
def program_digest() -> str:
    """Return a digest of the program and of the libraries that typeset the leaflets."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*") if path.suffix in (".py", ".csv", ".svg"))
    parts = [path.read_bytes() for path in files]
    parts += [f"{name} {version(name)}".encode() for name in TYPESETTING]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
