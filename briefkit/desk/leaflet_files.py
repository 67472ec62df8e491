"""A leaflet, as the query names it: its PDFs, pictures of its pages, and its part of a page."""

import asyncio
from pathlib import Path
from typing import Protocol, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.contacts import Contact
from briefkit.desk.choices import named_choice
from briefkit.desk.contact_table import chosen_contacts, missing_contacts
from briefkit.desk.context import DeskContext
from briefkit.desk.editions import edition_of, finish_of
from briefkit.desk.first_looks import FirstLook
from briefkit.desk.leaflets import MadeLeaflet
from briefkit.desk.making_ahead import other_formats
from briefkit.desk.seen_leaflets import leaflet_values
from briefkit.desk.zips import zipped
from briefkit.errors import BriefkitError, ContactError
from briefkit.leaflet import PLAIN, Finish
from briefkit.model import Edition
from briefkit.serving import NO_SUCH_FILE, file_answer, unless_ended

__all__ = ["LeafletFiles"]


Found = TypeVar("Found", bound=MadeLeaflet | FirstLook, covariant=True)


class _Source(Protocol[Found]):
    """What has leaflets, or how they look: see `LeafletCache` and `FirstLooks`."""

    async def leaflet(
        self, edition: Edition, contacts: tuple[Contact, ...], *, gaps: bool, finish: Finish
    ) -> Found: ...


class LeafletFiles:
    """The PDF to read or to print, a picture of each of its pages, and what is shown of it."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._leaflets = context.leaflets
        self._looks = context.looks
        self._ahead = context.ahead
        self._orders = context.orders
        self._handed_out = context.handed_out
        self._renderer = context.renderer
        self._pictures = context.pictures

    def routes(self) -> list[Route]:
        """Return the routes of the files."""
        return [
            Route("/leaflet", self.shown),
            Route("/leaflet.pdf", self.pdf),
            Route("/leaflet.zip", self.archive),
            Route("/page.png", self.picture),
            self._looks.pictures.route(),
        ]

    async def shown(self, request: Request) -> Response:
        """The part of a page that shows the leaflet when it is made, for a script to put there.

        Where the query has `first`, it is how the leaflet looks until then.
        """
        query = request.query_params
        self._ahead.stop()
        source = self._looks if query.get("first") else self._leaflets
        edition, contacts, found = await self._found(request, source)
        if isinstance(found, MadeLeaflet) and found.files and finish_of(query) == PLAIN:
            project = self._renderer.project(request)
            others = await asyncio.to_thread(other_formats, project, edition)
            self._ahead.begin(others, contacts, gaps=bool(query.get("gaps")))
        chosen = named_choice(query, query.getlist("contacts")).of_edition(edition)
        values = leaflet_values(chosen, contacts, found)
        return self._renderer.page(
            request, "leaflet.html.jinja", missing=(), order=self._orders.read().current, **values
        )

    async def pdf(self, request: Request) -> Response:
        """The PDF to download, or to show where the query has `print`."""
        made, (name, data) = await self._file(request)
        # What a device keeps is on no paper yet.
        if "keep" not in request.query_params:
            await asyncio.to_thread(self._handed_out.note, made.record, self._files.clock())
        kind = "inline" if request.query_params.get("print") else "attachment"
        return file_answer(data, "application/pdf", name, kind)

    async def archive(self, request: Request) -> Response:
        """All files of the leaflet as a zip: of cards, the pictures and the text beside them."""
        _, made = await self.made(request)
        if not made.files:
            raise BriefkitError(*made.built.diagnostics)
        await asyncio.to_thread(self._handed_out.note, made.record, self._files.clock())
        data = await asyncio.to_thread(zipped, made.files.values(), self._files.clock())
        # It is named by the leaflet's own name, which hides what it must hide.
        return file_answer(data, "application/zip", f"{Path(made.files[''][0]).stem}.zip")

    async def picture(self, request: Request) -> Response:
        """A page of the PDF as a PNG; pages are counted from 0."""
        _, (_, data) = await self._file(request)
        number = request.query_params.get("page", "0")
        page = int(number) if number.isdecimal() and len(number) < 5 else 0
        try:
            return Response(await self._pictures.picture(data, page), media_type="image/png")
        except IndexError:
            raise HTTPException(404, NO_SUCH_FILE) from None

    async def _file(self, request: Request) -> tuple[MadeLeaflet, tuple[str, bytes]]:
        """Return the leaflet, and the name and the bytes of the file whose kind the query names."""
        _, made = await self.made(request)
        if not made.files:
            raise BriefkitError(*made.built.diagnostics)
        try:
            return made, made.files[request.query_params.get("kind", "")]
        except KeyError:
            raise HTTPException(404, NO_SUCH_FILE) from None

    async def made(self, request: Request) -> tuple[tuple[Contact, ...], MadeLeaflet]:
        """Return the contacts that the query names, and the leaflet with them."""
        _, contacts, made = await self._found(request, self._leaflets)
        return contacts, made

    async def _found(
        self, request: Request, source: _Source[Found]
    ) -> tuple[Edition, tuple[Contact, ...], Found]:
        """Return what the query names: an edition, its contacts, and what there is of it."""
        query = request.query_params
        rows, faults = await asyncio.to_thread(self._files.readable_rows)
        chosen = query.getlist("contacts")
        # Our page asks only for what can be printed: one has grown old since, or was changed.
        if not faults and (missing := missing_contacts(rows, dict.fromkeys(chosen, ""))):
            raise ContactError(*(problem for row in missing for problem in row.problems))
        contacts = chosen_contacts(rows, chosen)
        edition, finish = edition_of(self._renderer.project(request), query), finish_of(query)
        gaps = bool(query.get("gaps"))
        making = source.leaflet(edition, contacts, gaps=gaps, finish=finish)
        return edition, contacts, await unless_ended(request, making)
