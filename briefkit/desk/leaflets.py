"""Leaflets, made in other processes and kept for whoever asks again."""

import asyncio
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.build import Built, Order, State, make_leaflet, reread
from briefkit.contacts import Contact
from briefkit.desk.files import DeskFiles, Stamp
from briefkit.errors import BriefkitError
from briefkit.model import Edition
from briefkit.serving import Workers

__all__ = ["LeafletCache", "MadeLeaflet"]

# Leaflets that are kept in memory: one has about 100 kB.
_KEPT_LEAFLETS = 64

# How often a leaflet is made again that was refused while a file was saved.
_MOST_TRIES = 4


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
        for left in reversed(range(_MOST_TRIES)):
            stamp = await asyncio.to_thread(self._files.stamp)
            try:
                made = await self._kept_leaflet(edition, contacts, gaps, stamp)
            except BriefkitError:
                if not left or not await self._was_saved_since(stamp):
                    raise
            else:
                whole = made.files and made.built.state != State.INCOMPLETE
                if whole or not left or not await self._was_saved_since(stamp):
                    return made
        raise AssertionError("the last try returns or raises")

    async def _was_saved_since(self, stamp: Stamp) -> bool:
        """Say whether a file was saved meanwhile: what was read of it may be half of it."""
        return stamp != await asyncio.to_thread(self._files.stamp)

    async def _kept_leaflet(
        self, edition: Edition, contacts: tuple[Contact, ...], gaps: bool, stamp: Stamp
    ) -> MadeLeaflet:
        key = (edition, contacts, gaps, stamp)
        if key not in self._kept:
            self._kept[key] = asyncio.create_task(self._make(edition, contacts, gaps=gaps))
            while len(self._kept) > _KEPT_LEAFLETS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        task = self._kept[key]
        try:
            # Whoever leaves does not take the leaflet from those who wait for it too.
            made = await asyncio.shield(task)
        except Exception:
            self._forget(key, task)
            raise
        if not made.files:
            # What failed may have passed, such as a full disk: it is tried anew.
            self._forget(key, task)
        return made

    def _forget(self, key: object, task: asyncio.Task[MadeLeaflet]) -> None:
        if self._kept.get(key) is task:
            del self._kept[key]

    async def _make(
        self, edition: Edition, contacts: tuple[Contact, ...], *, gaps: bool
    ) -> MadeLeaflet:
        order = replace(self._files.order, contacts=contacts, allow_incomplete=gaps)
        return await self._workers.run(_fresh_leaflet, edition, order)
