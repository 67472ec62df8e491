"""Pictures of pages: for a screen, and a contact sheet of leaflets."""

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

from briefkit.proof.opening import NotPdfError

__all__ = ["card_pictures", "contact_sheet", "page_count", "page_picture", "screen_pictures"]

# Colours of the frame round a page that nobody has proofed, and its width as a part of the page's.
_STRIPES = "#7a4f00", "#fff1c2"
_FRAME = 1 / 64
# As many pixels to an inch show the smallest type of a narrow page, and more take longer to draw.
_SCREEN_DPI = 150


def page_picture(data: bytes, page: int = 0, *, width: int = 300) -> Image.Image:
    """Return a page (0-based) of a PDF as a picture `width` pixels wide.

    Raises NotPdfError for what is no PDF, and IndexError for a page that isn't there.
    """
    with _opened(data) as document:
        if not 0 <= page < len(document):
            raise IndexError(page)
        return _drawn(document[page], width)


def screen_pictures(data: bytes, *, width: int, framed: bool) -> tuple[bytes, ...]:
    """Return each page of a PDF as a JPEG `width` pixels wide, which takes a fifth of a PNG's time.

    A page that is narrower than that at 150 pixels to an inch has no more of them. One that is not
    proofed is `framed`: whoever keeps its picture sees that it is no leaflet.
    Raises NotPdfError for what is no PDF.
    """
    pictures = []
    with _opened(data) as document:
        for sheet in document:
            finest = math.ceil(sheet.get_width() / 72 * _SCREEN_DPI)
            picture = _drawn(sheet, min(width, finest))
            if framed:
                picture.paste(*_hatched_frame(picture.size))
            output = io.BytesIO()
            picture.save(output, "JPEG", quality=85)
            pictures.append(output.getvalue())
    return tuple(pictures)


def card_pictures(data: bytes, *, width: int) -> tuple[bytes, ...]:
    """Return each page of a PDF as a PNG exactly `width` pixels wide, that says nothing else.

    Two of the same page are the same bytes. Raises NotPdfError for what is no PDF.
    """
    pictures = []
    with _opened(data) as document:
        for sheet in document:
            # PDFium's picture has the next whole number of pixels: a hair less is exact.
            scale = (width - 0.01) / sheet.get_width()
            picture = sheet.render(scale=scale).to_pil().convert("RGB")
            output = io.BytesIO()
            picture.save(output, "PNG")
            pictures.append(output.getvalue())
    return tuple(pictures)


def _drawn(sheet: Any, width: int) -> Image.Image:
    picture: Image.Image = sheet.render(scale=width / sheet.get_width()).to_pil()
    return picture.convert("RGB")


@lru_cache(4)
def _hatched_frame(size: tuple[int, int]) -> tuple[Image.Image, tuple[int, int], Image.Image]:
    """Return the arguments of Pillow's `paste` for a frame with slanting stripes."""
    width, height = size
    edge = max(2, round(width * _FRAME))
    dark, light = _STRIPES
    frame = Image.new("RGB", size, light)
    draw = ImageDraw.Draw(frame)
    for x in range(-height, width, 2 * edge):
        draw.line((x, height, x + height, 0), fill=dark, width=round(edge * 0.7))
    mask = Image.new("1", size, 1)
    ImageDraw.Draw(mask).rectangle((edge, edge, width - edge - 1, height - edge - 1), fill=0)
    return frame, (0, 0), mask


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
