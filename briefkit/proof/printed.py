"""A leaflet's PDF as it is read for its proof."""

from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf

from briefkit.proof.glyphs import Drawn, Shaper, drawn_glyphs
from briefkit.proof.reading import Run, StructureElement, comparable, read_runs, read_structure

__all__ = ["TOLERANCE", "Printed", "read_printed"]

# Rounding in the PDF's numbers, and side bearings of glyphs that reach over the edge, in pt.
TOLERANCE = 2.0


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF prints, and its tag tree if it has one; `data` are its bytes.

    `characters` are the ASCII ones and the digits that each of `drawn` has; `texts` are by page
    (0-based) and MCID; `said` is what the tags say in their order, as compared.
    """

    pdf: pikepdf.Pdf
    data: bytes
    runs: tuple[Run, ...]
    structure: StructureElement | None
    drawn: tuple[Drawn, ...]
    characters: tuple[str, ...]
    shaper: Shaper
    texts: Mapping[tuple[int, int], str]
    said: str


def read_printed(pdf: pikepdf.Pdf, data: bytes, shaper: Shaper) -> Printed:
    """Return what a PDF prints; `data` are the bytes that `pdf` was opened from.

    Raises NotPdfError for what PDFium cannot read.
    """
    runs = read_runs(data)
    texts: dict[tuple[int, int], str] = {}
    for run in runs:
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    drawn = drawn_glyphs(pdf)
    characters = tuple(map(shaper.ascii_text, drawn))
    structure = read_structure(pdf)
    said = comparable(structure.text(texts)) if structure else ""
    return Printed(pdf, data, runs, structure, drawn, characters, shaper, texts, said)
