"""Which leaflet a PDF is, and which kind of its files."""

import pikepdf

from briefkit.leaflet import PLAIN, PT_PER_MM, Finish, Format
from briefkit.proof.opening import open_pdf

__all__ = ["edition_code", "kind_of", "read_edition_code"]


def edition_code(pdf: pikepdf.Pdf) -> str:
    """Return the edition code in a PDF's metadata, or nothing where it is not a leaflet's."""
    return str(pdf.docinfo.get("/briefkitedition", ""))


def read_edition_code(data: bytes) -> str:
    """Return the edition code in a PDF's metadata, or nothing where it is not a leaflet's.

    Raises NotPdfError for what is not a PDF.
    """
    with open_pdf(data) as pdf:
        return edition_code(pdf)


def kind_of(data: bytes, fmt: Format) -> tuple[str, Finish]:
    """Return what kind of file a leaflet's PDF is, and the finish of one for the print shop.

    The kind is "" for the pages that a reader gets, "sheet" or "press". `fmt` is the leaflet's
    format. Raises NotPdfError for what is not a PDF.
    """
    with open_pdf(data) as pdf:
        if "/StructTreeRoot" in pdf.Root or not pdf.pages:
            return "", PLAIN
        page = pdf.pages[0]
        trim, bleed, media = (
            [float(v) for v in b] for b in (page.trimbox, page.bleedbox, page.mediabox)
        )
        if trim != media:
            return "press", Finish(bleed=round((trim[0] - bleed[0]) / PT_PER_MM, 2))
        return "sheet" if fmt.sheet else "", PLAIN
