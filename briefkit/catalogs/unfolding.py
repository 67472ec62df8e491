"""Catalogs whose long strings stay on a line, because editors would fold them differently."""

from dataclasses import replace

from briefkit.catalogs.folding import overlong
from briefkit.catalogs.po_writing import write_po
from briefkit.model import Catalog

__all__ = ["unfolded"]


def unfolded(catalog: Catalog) -> Catalog:
    """Return a catalog with no string folded, where Poedit would not keep its lines.

    It keeps the lines of any other catalog, which is returned as it is.
    """
    text = write_po(catalog).decode(catalog.charset)
    if not catalog.wrapped or not overlong(text.splitlines()):
        return catalog
    entries = tuple(replace(entry, raw="") for entry in catalog.entries)
    return replace(catalog, wrapped=False, header_raw="", entries=entries)
