"""proof."""

from pikepdf import PdfError
from pypdfium2 import PdfiumError

from briefkit.proof.glyphs import Shaper, drawn_glyphs
from briefkit.proof.pictures import contact_sheet, page_count, page_picture
from briefkit.proof.proofs import (
    Expectation,
    expect,
    proof,
    proof_press,
    proof_sheet,
    read_edition_code,
    subject_words,
)
from briefkit.proof.reading import (
    Run,
    comparable,
    read_runs,
    read_structure,
)

__all__ = [
    "Expectation",
    "PdfError",
    "PdfiumError",
    "Run",
    "Shaper",
    "comparable",
    "contact_sheet",
    "drawn_glyphs",
    "expect",
    "page_count",
    "page_picture",
    "proof",
    "proof_press",
    "proof_sheet",
    "read_edition_code",
    "read_runs",
    "read_structure",
    "subject_words",
]
