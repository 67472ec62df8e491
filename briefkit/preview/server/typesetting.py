"""A preview's PDF, which other processes make and proof."""

from functools import cache
from pathlib import Path

from briefkit.errors import ProofError
from briefkit.leaflet import Leaflet, Page, find_format
from briefkit.proof import Shaper, expect, proof
from briefkit.typeset import Typesetter

__all__ = ["proofed_pdf"]

# One of each a process: both read the fonts.
_typesetter, _shaper = cache(Typesetter), cache(Shaper)


def proofed_pdf(leaflet: Leaflet, page: Page, fonts: Path) -> bytes:
    """Return a leaflet's PDF, set in the fonts of a folder. Raises ProofError where it fails."""
    edition = leaflet.edition
    fmt, fit = find_format(edition.format), leaflet.brief.settings.fits[edition.audience]
    typeset = _typesetter(fonts).typeset(page, fit, edition.stem)
    if faults := proof(typeset.pdf, expect(leaflet, page, fmt, fit), _shaper(fonts)):
        raise ProofError(*faults)
    return typeset.pdf
