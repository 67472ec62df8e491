"""QR codes on photographs and scans of sheets; the only importer of zxing-cpp."""

import io
import warnings
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageSequence
from pypdfium2.raw import FPDF_ERR_PASSWORD

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["is_scan", "scanned_codes"]

# By what a file begins with: PDF, PNG, JPEG, TIFF, WebP, and the HEIC of telephones.
_BEGINNINGS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"RIFF")
_FORMATS = ("PNG", "JPEG", "TIFF", "WEBP")
_HEIC = b"ftyp"

# A code of 12 mm has modules of 0.36 mm or more: 4 pixels and more of a page that is drawn so.
_DPI = 300
_LARGEST = 5_000  # pixels: A3 at 300 dpi


def is_scan(data: bytes) -> bool:
    """Whether a file is a picture or a PDF, and no text."""
    return data.startswith(_BEGINNINGS) or data[4:8] == _HEIC


def scanned_codes(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield the QR codes of a picture or a PDF, each with its page (from 1).

    Raises UsageError for one that can't be read, and ModuleNotFoundError without the extra “scan”.
    """
    import zxingcpp

    formats = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of tags that are none of a code's
            for page, picture in enumerate(_pictures(data), start=1):
                found = zxingcpp.read_barcodes(picture, formats)
                yield from ((page, code.text) for code in found)
    except ModuleNotFoundError:
        raise
    except Exception as error:  # decoders end in any way on a broken file
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> UsageError:
    """Return what is wrong with a picture that ended in an error."""
    message = "The picture can’t be read."
    hint = (
        "Give a PNG, a JPEG or a PDF that opens in a viewer. Telephones save HEIC: send it as a "
        "JPEG."
    )
    if isinstance(error, pypdfium2.PdfiumError) and error.err_code == FPDF_ERR_PASSWORD:
        message, hint = "The PDF is locked with a password.", "Save it without one, or print it."
    return UsageError(Diagnostic(check="scan", message=message, hint=hint))


def _pictures(data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of a PDF, or of a picture, in greys."""
    if data.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(data)
        try:
            for page in document:
                longest = max(page.get_size())
                scale = min(_DPI / 72, _LARGEST / longest)
                yield page.render(scale=scale, grayscale=True).to_pil().convert("L")
        finally:
            document.close()
    else:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            for frame in ImageSequence.Iterator(picture):
                yield frame.convert("L")
