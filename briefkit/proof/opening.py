"""Open the bytes of a PDF."""

import io

import pikepdf
from pypdfium2 import PdfiumError

__all__ = ["NotPdfError", "open_pdf"]


class NotPdfError(ValueError, pikepdf.PdfError, PdfiumError):  # type: ignore[misc]
    """The bytes are no PDF, or not a whole one; it can be caught as a library's own error too."""


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Return an open PDF, which the caller closes. Raises NotPdfError for what is none."""
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        raise NotPdfError(*error.args) from error
