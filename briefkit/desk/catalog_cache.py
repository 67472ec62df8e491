"""Catalogs that are looked into beside the one that is translated, each read when it was saved."""

from collections import OrderedDict
from pathlib import Path

from briefkit.desk.files import Stamp, stamp_of
from briefkit.errors import CatalogError
from briefkit.model import Catalog
from briefkit.project import Project

__all__ = ["CatalogCache"]

# How many are kept in memory: one has some 300 kB.
_MOST = 120


class CatalogCache:
    """Keeps the catalogs that were read last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[Stamp, Catalog]] = OrderedDict()

    def readable(self, project: Project, domain: str, locale: str) -> Catalog | None:
        """Return a catalog as its file is now; nothing where it can't be read."""
        path = project.catalogs.path(domain, locale)
        stamp = stamp_of([path])
        kept = self._kept.get(path)
        if kept is None or kept[0] != stamp:
            try:
                kept = stamp, project.catalogs.read(domain, locale)
            except CatalogError:
                return None  # which its own page tells
        self._kept[path] = kept
        if len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        return kept[1]
