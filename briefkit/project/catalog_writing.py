"""Catalogs written over files that other programs may be saving."""

import time
from collections.abc import Callable
from pathlib import Path

from briefkit.catalogs import is_written_as, parse_catalog, serialise_catalog
from briefkit.errors import CatalogError, ChangedError
from briefkit.model import Catalog
from briefkit.project.files import (
    CATALOG_LIMIT,
    changed_file,
    digest_of,
    read_bytes,
    unusable_file,
    write_atomically,
)

__all__ = ["read_settled", "replace_catalog", "revise_catalog"]

# How often a catalog is tried again that another program is saving, and how long that is waited
# for, in seconds.
_ATTEMPTS = 10
_SETTLING = 0.1


def replace_catalog(path: Path, catalog: Catalog, before: Catalog) -> None:
    """Write a catalog to a file that holds it as it was `before`.

    Raises ChangedError where the file holds something else, and CatalogError for what could not be
    read back, or not be written: nothing is written then.
    """
    data = serialise_catalog(catalog)
    there = path.exists()
    found = read_bytes(path, before.path, CATALOG_LIMIT, CatalogError) if there else b""
    if bool(found) != there or not _is_still(before, found):
        raise changed_file(catalog.path)
    try:
        write_atomically(path, data, expected=digest_of(found) if there else "")
    except OSError as error:
        raise unusable_file(CatalogError, catalog.path, error, "written") from None


def _is_still(before: Catalog, data: bytes) -> bool:
    """Whether a file holds what a catalog was read from, to the letter."""
    if data and is_written_as(before, data):
        return True  # told sooner than by reading it again
    try:
        now = parse_catalog(data, locale=before.locale, domain=before.domain, path=before.path)
    except CatalogError:
        return False
    return _texts(now) == _texts(before)


def _texts(catalog: Catalog) -> tuple[object, ...]:
    return catalog, catalog.header_raw, [entry.raw for entry in catalog.entries]


def revise_catalog(
    read: Callable[[], Catalog],
    change: Callable[[Catalog], Catalog],
    write: Callable[[Catalog, Catalog], object],
) -> tuple[Catalog, Catalog]:
    """Write what `change` makes of what is read; return it as it was read, and as it is now.

    Where `write` raises ChangedError, all is done again, in the end without catching that.
    """
    for _ in range(_ATTEMPTS):
        before = read()
        after = change(before)
        try:
            write(after, before)
        except ChangedError:
            time.sleep(_SETTLING)
        else:
            return before, after
    before = read()
    after = change(before)
    write(after, before)
    return before, after


def read_settled(path: Path, read: Callable[[], Catalog]) -> Catalog:
    """Return what `read` does; wait where it can't read the file because that is being saved."""
    for _ in range(_ATTEMPTS):
        seen = path.stat().st_mtime_ns if path.exists() else 0
        try:
            return read()
        except CatalogError:
            time.sleep(_SETTLING)
            if path.exists() and path.stat().st_mtime_ns == seen:
                raise
    return read()
