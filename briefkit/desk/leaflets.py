"""Leaflets, made in other processes and kept for whoever asks again."""

import asyncio
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

from briefkit.build import Built, Order, Record, State, make_leaflet, read_records, reread
from briefkit.contacts import Contact
from briefkit.desk.editions import LISTS
from briefkit.desk.files import DeskFiles, Stamp
from briefkit.desk.language_states import stamps_by_locale
from briefkit.desk.turns import is_of_many
from briefkit.errors import BriefkitError
from briefkit.leaflet import PLAIN, Finish
from briefkit.model import Edition
from briefkit.project import find_folder
from briefkit.serving import Workers

__all__ = ["LeafletCache", "MadeLeaflet"]

# Leaflets that are kept in memory: one has about 100 kB.
_KEPT_LEAFLETS = 64

# How often a leaflet is made again that was refused while a file was saved.
_MOST_TRIES = 4


@dataclass(frozen=True, slots=True)
class MadeLeaflet:
    """A leaflet, and its files by their kind: each with its name and its bytes.

    The kind is empty for the one to read, “sheet” for the one to print where it is another,
    “press” for the print shop's; of what is sent there are “text” and “card-1” (see `MadeFile`).
    `record` is what a manifest has of it.
    """

    built: Built
    files: Mapping[str, tuple[str, bytes]]
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class _Making:
    """A leaflet that is being made, or was, of the files that had this stamp; or one `of_many`."""

    stamp: Stamp
    task: asyncio.Task[MadeLeaflet]
    of_many: bool = False

    def is_too_late(self) -> bool:
        """Whether somebody looks at what would be made with many others, when it is its turn."""
        return self.of_many and not is_of_many() and not self.task.done()


# What is asked for: an edition, its contacts, whether it may be incomplete, and its finish.
_Wanted = tuple[Edition, tuple[Contact, ...], bool, Finish]


def _fresh_leaflet(edition: Edition, order: Order) -> MadeLeaflet:
    """Make a leaflet of the files as they are now; it has none where it was refused."""
    reread()
    with tempfile.TemporaryDirectory(prefix="briefkit-") as folder:
        built = make_leaflet(edition, replace(order, output=Path(folder)))
        files = {file.kind: (file.path.name, file.path.read_bytes()) for file in built.files}
        record = next(read_records(Path(folder)), None)
        return MadeLeaflet(replace(built, path=None, files=()), files, record)


class LeafletCache:
    """Makes each leaflet once for all who ask for it, and keeps those made last."""

    def __init__(self, files: DeskFiles, workers: Workers) -> None:
        self._files = files
        self._workers = workers
        self._kept: OrderedDict[_Wanted, _Making] = OrderedDict()
        # The sizes (pt), leadings and looks that leaflets had last.
        self._sizes: dict[Edition, tuple[float, float, str]] = {}

    async def leaflet(
        self,
        edition: Edition,
        contacts: tuple[Contact, ...],
        *,
        gaps: bool,
        finish: Finish = PLAIN,
    ) -> MadeLeaflet:
        """Return a leaflet of the files as they are now; it has no file where it was refused.

        `gaps` lets it be incomplete. Raises BriefkitError for what stops it altogether.
        """
        for left in reversed(range(_MOST_TRIES)):
            stamp = await asyncio.to_thread(self._stamp, edition)
            try:
                made = await self._kept_leaflet((edition, contacts, gaps, finish), stamp)
            except BriefkitError:
                if not left or not await self._was_saved_since(edition, stamp):
                    raise
            else:
                whole = made.files and made.built.state != State.INCOMPLETE
                if whole or not left or not await self._was_saved_since(edition, stamp):
                    return made
        raise AssertionError("the last try returns or raises")

    async def is_made(
        self,
        edition: Edition,
        contacts: tuple[Contact, ...],
        *,
        gaps: bool,
        finish: Finish = PLAIN,
    ) -> bool:
        """Say whether a leaflet lies there, of the files as they are now."""
        kept = self._kept.get((edition, contacts, gaps, finish))
        if kept is None or not kept.task.done():
            return False
        return not await self._was_saved_since(edition, kept.stamp)

    def last_size(self, edition: Edition) -> tuple[float, float, str] | None:
        """Return the size (pt), leading and look that a leaflet had when it was made last."""
        return self._sizes.get(edition)

    def last_size_like(self, edition: Edition) -> tuple[float, float, str] | None:
        """Return what the leaflet in another language had that was made last; see `last_size`."""
        alike = (
            size
            for made, size in reversed(self._sizes.items())
            if replace(made, locale=edition.locale) == edition
        )
        return next(alike, None)

    def order(self, contacts: tuple[Contact, ...], *, gaps: bool, finish: Finish = PLAIN) -> Order:
        """Return what a process needs to make a leaflet with these contacts."""
        return replace(self._files.order, contacts=contacts, allow_incomplete=gaps, finish=finish)

    async def _was_saved_since(self, edition: Edition, stamp: Stamp) -> bool:
        """Say whether a file was saved meanwhile: what was read of it may be half of it."""
        return stamp != await asyncio.to_thread(self._stamp, edition)

    def _stamp(self, edition: Edition) -> Stamp:
        """Return what changes whenever one of the files is saved that a leaflet is made from.

        Where many translate, the catalogs of other languages are saved at any moment.
        """
        whole = self._files.stamp()
        if edition.format in LISTS:
            return whole  # it is made from the catalogs of all languages
        order = self._files.order
        folder = str(find_folder(order.root, order.bundled, "locales"))
        by_locale = stamps_by_locale(whole, folder)
        return tuple(f for locale in ("", *edition.locales) for f in by_locale.get(locale, ()))

    async def _kept_leaflet(self, wanted: _Wanted, stamp: Stamp) -> MadeLeaflet:
        kept = self._current(wanted, stamp)
        try:
            # Whoever leaves does not take the leaflet from those who wait for it too.
            made = await asyncio.shield(kept.task)
        except asyncio.CancelledError:
            newer = self._kept.get(wanted)
            if not kept.task.cancelled() or newer is None or newer is kept:
                raise
            # A file was saved meanwhile: those who waited get what it changed.
            return await self._kept_leaflet(wanted, newer.stamp)
        except Exception:
            self._forget(wanted, kept)
            raise
        if not made.files:
            # What failed may have passed, such as a full disk: it is tried anew.
            self._forget(wanted, kept)
        return made

    def _current(self, wanted: _Wanted, stamp: Stamp) -> _Making:
        """Return what is made of the files of a stamp; what was made of others is dropped."""
        kept = self._kept.get(wanted)
        if kept is None or kept.stamp != stamp or kept.is_too_late():
            if kept is not None:
                kept.task.cancel()
            kept = _Making(stamp, asyncio.create_task(self._make(wanted)), is_of_many())
            self._kept[wanted] = kept
            while len(self._kept) > _KEPT_LEAFLETS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(wanted)
        return kept

    def _forget(self, wanted: _Wanted, kept: _Making) -> None:
        if self._kept.get(wanted) is kept:
            del self._kept[wanted]

    async def _make(self, wanted: _Wanted) -> MadeLeaflet:
        edition, contacts, gaps, finish = wanted
        order = self.order(contacts, gaps=gaps, finish=finish)
        order = replace(order, made=self._files.clock().astimezone(UTC))
        made = await self._workers.run(_fresh_leaflet, edition, order)
        if made.files:
            built = made.built
            self._sizes.pop(edition, None)  # the last one stands last
            self._sizes[edition] = built.text_size, built.leading, built.look
        return made
