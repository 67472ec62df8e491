"""A leaflet's files, as the query names it: its PDFs, and pictures of its pages."""

import asyncio
import io

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.choices import edition_of
from briefkit.desk.contact_table import chosen_contacts, missing_contacts
from briefkit.desk.context import DeskContext
from briefkit.errors import BriefkitError, ContactError
from briefkit.proof import page_picture
from briefkit.serving import file_answer

__all__ = ["LeafletFiles"]

# The width of a page's picture, in px: twice that of its place on a screen.
_PICTURE_WIDTH = 1000


class LeafletFiles:
    """The PDF to read or to print, and a picture of each of its pages."""

    def __init__(self, context: DeskContext) -> None:
        self._files = context.files
        self._leaflets = context.leaflets
        # PDFium is not made for several threads at once.
        self._drawing = asyncio.Lock()

    def routes(self) -> list[Route]:
        """Return the routes of the files."""
        return [Route("/leaflet.pdf", self.pdf), Route("/page.png", self.picture)]

    async def pdf(self, request: Request) -> Response:
        """The PDF to download, or to show where the query has `print`."""
        name, data = await self._file(request)
        kind = "inline" if request.query_params.get("print") else "attachment"
        return file_answer(data, "application/pdf", name, kind)

    async def picture(self, request: Request) -> Response:
        """A page of the PDF as a PNG; pages are counted from 0."""
        _, data = await self._file(request)
        number = request.query_params.get("page", "0")
        page = int(number) if number.isdecimal() else 0
        try:
            async with self._drawing:
                return Response(await asyncio.to_thread(_png, data, page), media_type="image/png")
        except IndexError:
            raise HTTPException(404, "The leaflet has no such page.") from None

    async def _file(self, request: Request) -> tuple[str, bytes]:
        """Return the name and the bytes of the file whose kind the query names."""
        query = request.query_params
        rows, faults = await asyncio.to_thread(self._files.readable_rows)
        chosen = query.getlist("contacts")
        # Our page asks only for what can be printed: one has grown old since, or was changed.
        if not faults and (missing := missing_contacts(rows, dict.fromkeys(chosen, ""))):
            raise ContactError(*(problem for row in missing for problem in row.problems))
        contacts = chosen_contacts(rows, chosen)
        edition, gaps = edition_of(self._files.project, query), bool(query.get("gaps"))
        made = await self._leaflets.leaflet(edition, contacts, gaps=gaps)
        if not made.files:
            raise BriefkitError(*made.built.diagnostics)
        try:
            return made.files[query.get("kind", "")]
        except KeyError:
            raise HTTPException(404, "The leaflet has no such file.") from None


def _png(pdf: bytes, page: int) -> bytes:
    output = io.BytesIO()
    page_picture(pdf, page, width=_PICTURE_WIDTH).save(output, "PNG")
    return output.getvalue()
