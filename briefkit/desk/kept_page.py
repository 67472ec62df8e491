"""Leaflets that a device keeps: the page of one, their list, and what keeps them there.

Whether a page is shown from what was kept is for the service worker to say (`briefkit.offline`);
what is asked of the desk is always as it is now.
"""

import asyncio
import hashlib
from datetime import date
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from briefkit.desk.brief_titles import brief_titles
from briefkit.desk.choices import named_choice
from briefkit.desk.context import DeskContext
from briefkit.desk.leaflet_files import LeafletFiles
from briefkit.desk.leaflets import MadeLeaflet
from briefkit.errors import BriefkitError
from briefkit.leaflet import find_format
from briefkit.offline import MANIFEST_NAME, OFFLINE_ASSETS

__all__ = ["KeptPage"]


class KeptPage:
    """A page for one leaflet with all that it needs, and the list that stands in for the desk."""

    def __init__(self, context: DeskContext) -> None:
        self._catalogs = context.catalogs
        self._renderer = context.renderer
        self._leaflets = LeafletFiles(context)

    def routes(self) -> list[Route]:
        """Return the routes of the pages, and of the files that stand at the root."""
        return [
            Route("/kept", self.kept),
            Route(f"/{MANIFEST_NAME}", self.manifest),
            *(Route(f"/{name}", self.asset) for name in OFFLINE_ASSETS),
        ]

    async def kept(self, request: Request) -> Response:
        """The leaflet that the query names, as it is now; without a query, the list."""
        query = request.query_params
        if "brief" not in query:
            return self._renderer.page(request, "kept.html.jinja")
        _, made = await self._leaflets.made(request)
        if not made.files:
            raise BriefkitError(*made.built.diagnostics)
        edition = made.built.edition
        choice = named_choice(query, query.getlist("contacts")).of_edition(edition)
        language = self._renderer.language(request)
        project = self._renderer.project(request)
        titles = await asyncio.to_thread(brief_titles, project, self._catalogs, language)
        return self._renderer.page(
            request,
            "kept_leaflet.html.jinja",
            printed=choice,
            about=made.built,
            # What hides its subject goes by the brief's code here too.
            title=edition.alias.upper() or titles[edition.brief],
            check_by=_check_by(made),
            folded=find_format(choice.format).sheet is not None,
            pages=[_own_query(choice.query, made, page=n) for n in range(made.built.pages)],
            files={kind: _own_query(choice.query, made, kind=kind) for kind in ("", "sheet")},
        )

    async def manifest(self, request: Request) -> Response:
        """What a browser needs to install the desk as an application."""
        page = self._renderer.page(request, "manifest.webmanifest.jinja", root="/", start="/")
        return Response(page.body, media_type="application/manifest+json")

    async def asset(self, request: Request) -> Response:
        """The service worker, the script that keeps pages, or an icon."""
        return FileResponse(OFFLINE_ASSETS[request.url.path.removeprefix("/")])


def _check_by(made: MadeLeaflet) -> date | None:
    """Return the last day on which all contacts on a leaflet count as checked."""
    contacts = (made.record.contacts if made.record else None) or ()
    days = (date.fromisoformat(contact.check_by) for contact in contacts)
    return min(days, default=None)


def _own_query(query: str, made: MadeLeaflet, **names: object) -> str:
    """Return a query that names a file of this very leaflet: of another, it is another."""
    _, data = made.files[""]
    return f"{query}&{urlencode(names | {'of': hashlib.sha256(data).hexdigest()[:16]})}"
