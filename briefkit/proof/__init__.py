"""The proof: a finished PDF is read back, and refused unless it is what a leaflet must be.

In: the bytes of a PDF, and an `Expectation` made from the leaflet that it must show.
Out: diagnostics, none for a sound file; what is printed where; pictures of pages.
"""

from briefkit.proof.expectations import Expectation, expect, subject_words
from briefkit.proof.glyphs import Shaper, added_codes, drawn_glyphs, font_name
from briefkit.proof.identification import kind_of, read_edition_code
from briefkit.proof.opening import NotPdfError, open_pdf
from briefkit.proof.pasted_words import proof_words
from briefkit.proof.pictures import (
    card_pictures,
    contact_sheet,
    page_count,
    page_picture,
    screen_pictures,
)
from briefkit.proof.print_files import proof_press, proof_sheet
from briefkit.proof.proofs import proof
from briefkit.proof.reading import Box, Run, comparable, read_runs, read_structure
from briefkit.proof.scans import is_scan, scanned_codes
from briefkit.proof.subject_checks import betrayed

__all__ = [
    "Box",
    "Expectation",
    "NotPdfError",
    "Run",
    "Shaper",
    "added_codes",
    "betrayed",
    "card_pictures",
    "comparable",
    "contact_sheet",
    "drawn_glyphs",
    "expect",
    "font_name",
    "is_scan",
    "kind_of",
    "open_pdf",
    "page_count",
    "page_picture",
    "proof",
    "proof_press",
    "proof_sheet",
    "proof_words",
    "read_edition_code",
    "read_runs",
    "read_structure",
    "scanned_codes",
    "screen_pictures",
    "subject_words",
]
