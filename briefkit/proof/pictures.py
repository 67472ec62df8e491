"""Pictures of pages: a contact sheet of leaflets, as PNG."""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2
from PIL import Image

from briefkit.proof.opening import NotPdfError

__all__ = ["contact_sheet", "page_count", "page_picture"]


def page_picture(data: bytes, page: int = 0, *, width: int = 300) -> Image.Image:
    """Return a page (0-based) of a PDF as a picture `width` pixels wide.

    Raises NotPdfError for what is no PDF, and IndexError for a page that isn't there.
    """
    with _opened(data) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        sheet = document[page]
        picture: Image.Image = sheet.render(scale=width / sheet.get_width()).to_pil()
        return picture.convert("RGB")


def contact_sheet(
    leaflets: Sequence[bytes], *, columns: int, width: int = 300, every_page: bool = False
) -> bytes:
    """Return one PNG of the first pages of PDFs, or of all: row by row, `width` pixels each.

    Raises NotPdfError for what is no PDF.
    """
    pictures = [
        page_picture(data, page, width=width)
        for data in leaflets
        for page in range(page_count(data) if every_page else 1)
    ]
    columns = min(columns, len(pictures))
    gap = width // 20
    height = max(picture.height for picture in pictures)
    rows = math.ceil(len(pictures) / columns)
    size = (columns * (width + gap) + gap, rows * (height + gap) + gap)
    sheet = Image.new("RGB", size, "#b8bcc4")
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        sheet.paste(picture, (gap + column * (width + gap), gap + row * (height + gap)))
    output = io.BytesIO()
    sheet.quantize(64, method=Image.Quantize.MEDIANCUT).save(output, "PNG", optimize=True)
    return output.getvalue()


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has. Raises NotPdfError for what is no PDF."""
    with _opened(data) as document:
        return len(document)


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise NotPdfError(*error.args) from error
