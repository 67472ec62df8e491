"""The preview's pages by their addresses, and their server."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from briefkit.errors import BriefkitError
from briefkit.languages import SOURCES, install_fonts
from briefkit.preview import Subject
from briefkit.preview.server.live import LivePreview
from briefkit.preview.server.views import findings_page
from briefkit.preview.server.watching import watch
from briefkit.serving import file_answer, listed_name, new_application, run_application

__all__ = ["serve"]

_PAGES = Path(__file__).parent / "pages"
_ASSETS = frozenset({"shell.css", "shell.js", "sheet.css"})

# In seconds: how often a waiting stream asks whether the page is still there, and the server too.
_PULSE = 0.5

_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def serve(subject: Subject, listening: socket.socket) -> None:
    """Serve the preview until the process is interrupted. Raises TypesetError without fonts."""
    live = LivePreview(subject=subject, fonts=install_fonts(subject.order.font_cache))

    @contextlib.asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        watches = _watches(live)
        yield
        for task in watches:
            task.cancel()
        await asyncio.gather(*watches, return_exceptions=True)
        live.workers.stop()

    routes = _PreviewPages(live).routes()
    run_application(
        new_application(routes, listening, policy=_POLICY, lifespan=lifespan), listening
    )


def _watches(live: LivePreview) -> list[asyncio.Task[None]]:
    """Start to read the preview anew whenever one of its files is saved."""
    project = live.subject.project
    folders = [project.folder(name) for name in ("briefs", "locales", "templates", "fonts")]
    folders = [folder for folder in folders if folder.is_dir()]
    watches = [watch(folders, live.refresh, recursive=True)]
    if contacts := live.subject.contacts_file:
        watches.append(watch([contacts.parent], live.refresh, recursive=False))
    return [asyncio.create_task(each) for each in watches]


class _PreviewPages:
    """The page with the leaflet, what its script asks for, and the leaflet's PDF."""

    def __init__(self, live: LivePreview) -> None:
        self._live = live

    def routes(self) -> list[Route]:
        return [
            Route("/", self.home),
            Route("/sheet", self.sheet),
            Route("/leaflet.css", self.leaflet_css),
            Route("/view", self.view),
            Route("/events", self.events),
            Route("/pdf", self.pdf),
            Route("/fonts/{name}", self.font),
            Route("/assets/{name}", self.asset),
        ]

    async def home(self, request: Request) -> Response:
        """The page around the leaflet, of the files as they are now."""
        await self._live.refresh()
        return FileResponse(_PAGES / "shell.html")

    async def sheet(self, request: Request) -> Response:
        """The empty page that the script fills with the leaflet."""
        return FileResponse(_PAGES / "sheet.html")

    async def leaflet_css(self, request: Request) -> Response:
        """The leaflet's stylesheet for a screen."""
        preview = self._live.preview
        return Response(preview.css if preview else "", media_type="text/css")

    async def view(self, request: Request) -> Response:
        """What the page shows."""
        return JSONResponse(self._live.as_json())

    async def events(self, request: Request) -> Response:
        """The number of each new version, in a stream (server-sent events)."""
        server = request.app.state.server

        async def stream() -> AsyncIterator[str]:
            async for version in self._live.versions(_PULSE, lambda: server.should_exit):
                # A line that begins with a colon says nothing, and shows who has gone.
                yield ":\n\n" if version is None else f"data: {version}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def pdf(self, request: Request) -> Response:
        """The PDF, proofed, or why there is none."""
        edition = self._live.subject.edition
        try:
            data = await self._live.pdf()
        except BriefkitError as error:
            page = findings_page("The PDF cannot be made yet", error.diagnostics)
            return HTMLResponse(page, status_code=422)
        name = f"preview.{edition.locale}.{edition.audience}.pdf"
        return file_answer(data, "application/pdf", name, "inline")

    async def font(self, request: Request) -> Response:
        """One of our fonts, or of the brand's."""
        preview = self._live.preview
        brand = preview.leaflet.fonts if preview else ()
        ours = {source.name for source in SOURCES}
        name = listed_name(request, ours | {source.name for source in brand})
        if name in ours:
            return FileResponse(self._live.fonts / name)
        cache = self._live.subject.order.font_cache
        return FileResponse(await asyncio.to_thread(install_fonts, cache, brand) / name)

    async def asset(self, request: Request) -> Response:
        """A stylesheet or a script of the page."""
        return FileResponse(_PAGES / listed_name(request, _ASSETS))
