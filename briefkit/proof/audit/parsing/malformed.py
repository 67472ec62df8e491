"""What reading a malformed PDF raises."""

import struct

import pikepdf
from fontTools.ttLib import TTLibError

__all__ = ["MALFORMED"]

# What pikepdf and fontTools raise for an object, or a font, that is not what it should be.
MALFORMED = (
    AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error,
    pikepdf.PdfError, pikepdf.OutlineStructureError, TTLibError,
)  # fmt: skip
