"""A preview's PDF, which other processes make and proof."""

from pathlib import Path

from briefkit.build import shaper_for, typesetter_for
from briefkit.errors import ProofError
from briefkit.leaflet import Leaflet, Page, find_format
from briefkit.proof import expect, proof

__all__ = ["proofed_pdf"]


def proofed_pdf(leaflet: Leaflet, page: Page, font_cache: Path) -> bytes:
    """Return a leaflet's PDF; `font_cache` holds its fonts. Raises ProofError where it fails."""
    edition = leaflet.edition
    fmt, fit = find_format(edition.format), leaflet.brief.reader.fit
    typeset = typesetter_for(font_cache, leaflet.fonts).typeset(page, fit, edition.stem)
    shaper = shaper_for(font_cache, leaflet.fonts)
    if faults := proof(typeset.pdf, expect(leaflet, page, fmt, fit), shaper):
        raise ProofError(*faults)
    return typeset.pdf
