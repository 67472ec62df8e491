"""PDFs one after the other in one, for the printer alone: what is read is each of them."""

import io
from collections.abc import Sequence
from contextlib import ExitStack

import pikepdf
from pikepdf import Dictionary, Name

from briefkit.typeset.saving import saved

__all__ = ["joined"]

# ISO 32000-1, table 150: over which edge the paper is turned.
_DUPLEX = {
    "long": Name.DuplexFlipLongEdge,
    "short": Name.DuplexFlipShortEdge,
    "": Name.Simplex,
}


def joined(files: Sequence[bytes], *, flipped: str) -> bytes:
    """Return the pages of PDFs in one, ready for the printer: the same bytes for the same input.

    `flipped` is the edge over which the printer turns the paper, “long” or “short”, and empty where
    it prints one side alone. Where it turns it, each file begins on a sheet of its own. The pages
    have no tags, no links and no title: none of them tells what the file is about.
    """
    with pikepdf.new() as target, ExitStack() as opened:
        for data in files:
            if flipped and len(target.pages) % 2:
                _add_blank(target)
            source = opened.enter_context(pikepdf.open(io.BytesIO(data)))
            target.pages.extend(source.pages)
        for page in target.pages:
            for key in ("/StructParents", "/Tabs", "/Annots"):
                if key in page.obj:
                    del page.obj[key]
        target.Root.ViewerPreferences = Dictionary(
            PrintScaling=Name("/None"), Duplex=_DUPLEX[flipped]
        )
        return saved(target)


def _add_blank(target: pikepdf.Pdf) -> None:
    """Add the empty back of the last page's sheet."""
    *_, width, height = target.pages[-1].mediabox
    target.add_blank_page(page_size=(float(width), float(height)))
