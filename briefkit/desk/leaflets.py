"""Leaflets, made in other processes and kept for whoever asks again."""

import asyncio
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.build import Built, Order, make_leaflet, reread
from briefkit.contacts import Contact
from briefkit.desk.files import DeskFiles
from briefkit.errors import BriefkitError
from briefkit.model import Edition
from briefkit.serving import Workers

__all__ = ["LeafletCache", "MadeLeaflet"]

# Leaflets that are kept in memory: one has about 100 kB.
_KEPT_LEAFLETS = 64


@dataclass(frozen=True, slots=True)
class MadeLeaflet:
    """A leaflet, and its files by their kind: each with its name and its bytes.

    The kind is empty for the one to read, “sheet” for the one to print where it is another.
    """

    built: Built
    files: Mapping[str, tuple[str, bytes]]


def _fresh_leaflet(edition: Edition, order: Order) -> MadeLeaflet:
    """Make a leaflet of the files as they are now; it has none where it was refused."""
    reread()
    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        built = make_leaflet(edition, replace(order, output=Path(folder)))
        files = {file.kind: (file.path.name, file.path.read_bytes()) for file in built.files}
        return MadeLeaflet(replace(built, path=None, files=()), files)


class LeafletCache:
    """Makes each leaflet once for all who ask for it, and keeps those made last."""

    def __init__(self, files: DeskFiles, workers: Workers) -> None:
        self._files = files
        self._workers = workers
        self._kept: OrderedDict[object, asyncio.Task[MadeLeaflet]] = OrderedDict()

    async def leaflet(
        self, edition: Edition, contacts: tuple[Contact, ...], *, gaps: bool
    ) -> MadeLeaflet:
        """Return a leaflet of the files as they are now; it has no file where it was refused.

        `gaps` lets it be incomplete. Raises BriefkitError for what stops it altogether.
        """
        key = (edition, contacts, gaps, self._files.stamp())
        if key not in self._kept:
            self._kept[key] = asyncio.create_task(self._make(edition, contacts, gaps=gaps))
            while len(self._kept) > _KEPT_LEAFLETS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        task = self._kept[key]
        try:
            # Whoever leaves does not take the leaflet from those who wait for it too.
            return await asyncio.shield(task)
        except BriefkitError:
            self._kept.pop(key, None)
            raise

    async def _make(
        self, edition: Edition, contacts: tuple[Contact, ...], *, gaps: bool
    ) -> MadeLeaflet:
        order = replace(self._files.order, contacts=contacts, allow_incomplete=gaps)
        return await self._workers.run(_fresh_leaflet, edition, order)
