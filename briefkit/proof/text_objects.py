"""The text objects of a page, as PDFium reads them.

They are asked for through PDFium's own functions: to make an object of pypdfium2's for each takes
longer than PDFium takes to answer.
"""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

__all__ = ["Box", "read_text_objects"]

Box = tuple[float, float, float, float]
"""left, bottom, right, top, in pt"""

# How many bytes of text are read at once; for longer ones PDFium is asked again.
_ROOM = 4096

# How deep forms may stand in each other: pypdfium2 stops there too.
_DEPTH = 15


def read_text_objects(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage
) -> Iterator[tuple[str, int, Box]]:
    """Yield the text, the MCID (or -1) and the box of each text object, forms' too, as drawn.

    Those of blanks alone are left out. Raises PdfiumError.
    """
    room = _Room(_ROOM)
    edges = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(edge) for edge in edges]
    found = _objects(page.raw, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, ())
    for item, forms in found:
        text = _text(item, textpage.raw, room)
        if not text.strip():
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *pointers):
            raise pypdfium2.PdfiumError("Failed to locate pageobject.")
        left, bottom, right, top = (edge.value for edge in edges)
        box = (left, bottom, right, top)
        for form in forms:
            box = _box_on(form, box)
        yield text, pdfium.FPDFPageObj_GetMarkedContentID(item), box


def _box_on(form: Any, box: Box) -> Box:
    """Return where a box in a form stands in what shows the form."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(form, ctypes.byref(matrix)):
        raise pypdfium2.PdfiumError("Failed to get the matrix of a form.")
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    across = [matrix.a * x + matrix.c * y + matrix.e for x, y in corners]
    upwards = [matrix.b * x + matrix.d * y + matrix.f for x, y in corners]
    return min(across), min(upwards), max(across), max(upwards)


class _Room:
    """Memory of a size (in bytes) that PDFium writes text to."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.bytes = ctypes.create_string_buffer(size)
        self.wide = ctypes.cast(self.bytes, ctypes.POINTER(ctypes.c_ushort))


def _objects(
    parent: Any,
    count: Callable[[Any], int],
    get: Callable[[Any, int], Any],
    forms: tuple[Any, ...],
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Yield the text objects of a page or a form, and of the forms in it.

    Beside each stand the forms that it is in, the innermost first.
    """
    number = count(parent)
    if number < 0:
        raise pypdfium2.PdfiumError("Failed to get number of pageobjects.")
    for index in range(number):
        item = get(parent, index)
        if not item:
            raise pypdfium2.PdfiumError("Failed to get pageobject.")
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield item, forms
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(forms) < _DEPTH - 1:
            inner = pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject
            yield from _objects(item, *inner, (item, *forms))


def _text(item: Any, textpage: Any, room: _Room) -> str:
    size = pdfium.FPDFTextObj_GetText(item, textpage, room.wide, room.size)
    if size > room.size:
        return _text(item, textpage, _Room(size))
    return ctypes.string_at(room.bytes, size).decode("utf-16-le", "replace").rstrip("\0")
