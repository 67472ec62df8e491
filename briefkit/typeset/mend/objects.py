"""The objects of a PDF that pydyf is about to write, and values as they are spelled in one."""

from collections.abc import Iterable
from typing import Any

import pydyf
from pikepdf import Array, String

__all__ = ["Raw", "array", "at", "content_of", "spelled", "text", "top_of"]


class Raw(pydyf.Object):  # type: ignore[misc]
    """An object by its bytes: added to a PDF first, for others refer to it by its number."""

    data: bytes = b""


def at(pdf: pydyf.PDF, reference: bytes) -> Any:
    """Return the object that a reference such as `b"12 0 R"` leads to."""
    return pdf.objects[int(reference.split(b" ", 1)[0])]


def content_of(stream: pydyf.Stream) -> bytes:
    """Return what a stream holds, which is not compressed yet."""
    return b"\n".join(spelled(part) for part in stream.stream)


def spelled(value: Any) -> bytes:
    """Return a value of pydyf's as it stands in the PDF."""
    if isinstance(value, bytes):
        return value
    if isinstance(value, pydyf.Object):
        data: bytes = value.data
        return data
    return str(value).encode("ascii")


def array(values: Iterable[float]) -> bytes:
    """Return an array of numbers as it stands in a PDF."""
    return Array(list(values)).unparse()


def text(value: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2) as it stands in a PDF."""
    return String(value).unparse()


def top_of(sheet: pydyf.Dictionary) -> float:
    """Return how high a page's trim reaches, in pt, as it stands in the PDF: with six decimals."""
    return round(float(sheet["TrimBox"][3]), 6)
