"""Leaflets that may be chosen next, made while nobody asks for any: they are then seen at once."""

import asyncio
from collections.abc import Sequence
from itertools import islice

from briefkit.build import plan
from briefkit.contacts import Contact
from briefkit.desk.leaflets import LeafletCache
from briefkit.desk.page_pictures import PagePictures
from briefkit.desk.turns import Rank, ranked
from briefkit.errors import BriefkitError
from briefkit.model import Edition
from briefkit.project import Project

__all__ = ["MakingAhead", "other_formats"]

# How long nobody must have asked for a leaflet, in seconds, and how many are made at most.
_IDLE = 0.6
_MOST = 5


class MakingAhead:
    """Makes leaflets ahead, one after the other, and draws their pages.

    Whoever chooses puts an end to it.
    One that is being made is made to its end. Where `allowed` is false there is no process to
    spare: none is made then.
    """

    def __init__(
        self, leaflets: LeafletCache, pictures: PagePictures, *, allowed: bool = True
    ) -> None:
        self._leaflets = leaflets
        self._pictures = pictures
        self._allowed = allowed
        self._task: asyncio.Task[None] | None = None

    def stop(self) -> None:
        """Begin no other leaflet: somebody asks for one."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def begin(
        self, editions: Sequence[Edition], contacts: tuple[Contact, ...], *, gaps: bool
    ) -> None:
        """Make the first of these leaflets, in their order, unless somebody asks before."""
        self.stop()
        if self._allowed:
            with ranked(Rank.PROOFED):
                self._task = asyncio.create_task(self._make(editions, contacts, gaps=gaps))

    async def _make(
        self, editions: Sequence[Edition], contacts: tuple[Contact, ...], *, gaps: bool
    ) -> None:
        for edition in islice(editions, _MOST):
            await asyncio.sleep(_IDLE)
            try:
                made = await self._leaflets.leaflet(edition, contacts, gaps=gaps)
            except BriefkitError:
                continue  # it is told to whoever chooses it
            await self._pictures.draw_ahead(made)


def other_formats(project: Project, edition: Edition) -> tuple[Edition, ...]:
    """Return the editions of a leaflet in its other formats; none of one with options.

    Raises BriefkitError for a brief that needs work.
    """
    planned = plan(
        project,
        briefs=[edition.brief],
        audiences=[edition.audience],
        locales=[edition.locale],
        formats=project.brief(edition.brief).texts[edition.audience].reader.formats,
    )
    return tuple(other for other in planned if other != edition) if edition in planned else ()
