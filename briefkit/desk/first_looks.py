"""What a leaflet looks like until it is made and proofed: pictures for the desk’s pages alone."""

import asyncio
from dataclasses import dataclass

from briefkit.build import Order, Unproofed, guessed_pages, unproofed_pages
from briefkit.contacts import Contact
from briefkit.desk.leaflets import LeafletCache, MadeLeaflet
from briefkit.desk.turns import Rank, ranked
from briefkit.leaflet import PLAIN, Finish
from briefkit.model import Edition
from briefkit.serving import ScreenPictures, Workers

__all__ = ["FirstLook", "FirstLooks"]


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A leaflet that is being made, at the size that it had last, or will likely have.

    `pictures` are addresses.
    """

    unproofed: Unproofed
    pictures: tuple[str, ...]


class FirstLooks:
    """Draws leaflets that are being made, once, to be seen meanwhile."""

    def __init__(self, leaflets: LeafletCache, workers: Workers) -> None:
        self.pictures = ScreenPictures()
        self._leaflets = leaflets
        self._workers = workers
        self._making: set[asyncio.Task[MadeLeaflet]] = set()

    async def leaflet(
        self,
        edition: Edition,
        contacts: tuple[Contact, ...],
        *,
        gaps: bool,
        finish: Finish = PLAIN,
    ) -> MadeLeaflet | FirstLook:
        """Return a leaflet of the files as they are now; while it is made, what it looks like.

        See `LeafletCache.leaflet`, which gives the leaflet itself as soon as it is made.
        """
        if await self._leaflets.is_made(edition, contacts, gaps=gaps, finish=finish):
            return await self._leaflets.leaflet(edition, contacts, gaps=gaps, finish=finish)
        order = self._leaflets.order(contacts, gaps=gaps, finish=finish)
        try:
            unproofed = await self._drawn(edition, order)
        except Exception:
            # Whatever is wrong is told of the leaflet.
            return await self._leaflets.leaflet(edition, contacts, gaps=gaps, finish=finish)
        # By then: the process that drew it knows its lines, and another would have to be started.
        with ranked(Rank.PROOFED):
            making = asyncio.create_task(
                self._leaflets.leaflet(edition, contacts, gaps=gaps, finish=finish)
            )
        look = FirstLook(unproofed, self.pictures.keep(unproofed.pictures))
        self._making.add(making)
        making.add_done_callback(lambda made: self._forget(made, look))
        return look

    async def _drawn(self, edition: Edition, order: Order) -> Unproofed:
        size = self._leaflets.last_size(edition)
        if size is not None:
            return await self._workers.run(unproofed_pages, edition, order, *size)
        like = self._leaflets.last_size_like(edition)
        return await self._workers.run(guessed_pages, edition, order, like)

    def _forget(self, made: asyncio.Task[MadeLeaflet], look: FirstLook) -> None:
        self._making.discard(made)
        if not made.cancelled():
            made.exception()  # whoever asks for the leaflet is told of it
        self.pictures.forget(look.pictures)
