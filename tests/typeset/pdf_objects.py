"""The objects of a PDF."""

import io
from typing import Any

import pikepdf

__all__ = ["elements", "opened"]


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def elements(pdf: pikepdf.Pdf, role: str) -> list[Any]:
    """Return the structure elements of a type, such as `/TD`."""
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == role]
