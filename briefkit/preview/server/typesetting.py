"""A preview's pages and its PDF, which other processes make and proof."""

from pathlib import Path

from briefkit.build import (
    SCREEN_WIDTH,
    Unproofed,
    draw_unproofed,
    fit_of,
    inputs_of,
    reread,
    shaper_for,
    typesetter_for,
)
from briefkit.errors import ProofError
from briefkit.languages import DeclaredLanguage, declare_languages
from briefkit.leaflet import Leaflet, Page, find_format
from briefkit.preview import Subject
from briefkit.project import read_contact_file
from briefkit.proof import expect, proof, screen_pictures
from briefkit.typeset import Typeset

Languages = tuple[DeclaredLanguage, ...]

__all__ = ["Languages", "proofed", "proofed_pages", "unproofed"]


def unproofed(subject: Subject, size: float, leading: float, look: str) -> Unproofed:
    """Return how a preview's leaflet looks, as its files are now: `size` is in pt.

    It is laid out once, and neither fitted nor proofed. Raises BriefkitError for what cannot print.
    """
    reread()
    edition, order = subject.edition, subject.order
    path = subject.contacts_file
    contacts = read_contact_file(path, subject.today) if path else ()
    inputs = inputs_of(order.root, order.bundled)
    leaflet, page = inputs.leaflet(edition, contacts, allow_incomplete=True)
    return draw_unproofed(leaflet, page, order.font_cache, size, leading, look)


def proofed(leaflet: Leaflet, page: Page, font_cache: Path, languages: Languages = ()) -> Typeset:
    """Return a leaflet, typeset; `font_cache` holds its fonts. Raises ProofError where it fails.

    `languages` are those that projects declare.
    """
    declare_languages(languages)
    edition, fonts = leaflet.edition, leaflet.fonts
    fmt, fit = find_format(edition.format), fit_of(leaflet)
    typeset = typesetter_for(font_cache, fonts).typeset(page, fit, edition.stem)
    if faults := proof(typeset.pdf, expect(leaflet, page, fmt, fit), shaper_for(font_cache, fonts)):
        raise ProofError(*faults)
    return typeset


def proofed_pages(
    leaflet: Leaflet, page: Page, font_cache: Path, languages: Languages = ()
) -> tuple[Typeset, tuple[bytes, ...]]:
    """Return a leaflet, typeset, and its pages as pictures (JPEG). Raises ProofError."""
    typeset = proofed(leaflet, page, font_cache, languages)
    return typeset, screen_pictures(typeset.pdf, width=SCREEN_WIDTH, framed=False)
