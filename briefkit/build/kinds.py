"""What kind of file a finished PDF is."""

import io

import pikepdf

from briefkit.leaflet import PLAIN, PT_PER_MM, Finish, Format

__all__ = ["NotPdfError", "kind_of"]

NotPdfError = pikepdf.PdfError


def kind_of(data: bytes, fmt: Format) -> tuple[str, Finish]:
    """Return what kind of file a leaflet's PDF is, and the finish of one for the press."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if "/StructTreeRoot" in pdf.Root or not pdf.pages:
            return "", PLAIN
        page = pdf.pages[0]
        trim, bleed, media = (
            [float(v) for v in b] for b in (page.trimbox, page.bleedbox, page.mediabox)
        )
        if trim != media:
            return "press", Finish(bleed=round((trim[0] - bleed[0]) / PT_PER_MM, 2))
        return "sheet" if fmt.sheet else "", PLAIN
