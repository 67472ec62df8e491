"""The preview's pages by their addresses, and their server."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
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
from briefkit.languages import SOURCES, direction, install_fonts, language_tag
from briefkit.pages import Pages, pages_by_language
from briefkit.preview import Subject
from briefkit.preview.server.live import LivePreview
from briefkit.preview.server.live_pages import LivePages
from briefkit.preview.server.views import findings_page
from briefkit.preview.server.watching import watch
from briefkit.project import LANGUAGES
from briefkit.serving import (
    PULSE,
    SEEN_ASSETS,
    SeenPages,
    file_answer,
    listed_name,
    new_application,
    preferred_language,
    run_application,
    unless_ended,
)

__all__ = ["serve"]

_PAGES = Path(__file__).parent / "pages"
_ASSETS = SEEN_ASSETS | {
    name: _PAGES / name for name in ("pages.css", "shell.css", "shell.js", "sheet.css")
}

_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


def serve(subject: Subject, listening: socket.socket) -> None:
    """Serve the preview until the process is interrupted. Raises TypesetError without fonts."""
    live = LivePreview(subject=subject, fonts=install_fonts(subject.order.font_cache))

    pages = LivePages(live)

    @contextlib.asynccontextmanager
    async def lifespan(application: Starlette) -> AsyncIterator[None]:
        watches = _watches(subject, pages)
        yield
        for task in watches:
            task.cancel()
        pages.stop()
        await asyncio.gather(*watches, return_exceptions=True)
        live.workers.stop()

    routes = [*_PreviewPages(live).routes(), *_PicturePages(live, pages).routes()]
    run_application(
        new_application(routes, listening, policy=_POLICY, lifespan=lifespan), listening
    )


def _watches(subject: Subject, pages: LivePages) -> list[asyncio.Task[None]]:
    """Start to read the preview anew whenever one of its files is saved."""
    project = subject.project
    folders = [project.folder(name) for name in ("briefs", "locales", "templates", "fonts")]
    folders = [folder for folder in folders if folder.is_dir()]
    watches = [watch(folders, pages.refresh, recursive=True)]
    if (project.root / LANGUAGES).is_file():
        watches.append(watch([project.root], pages.refresh, recursive=False))
    if contacts := subject.contacts_file:
        watches.append(watch([contacts.parent], pages.refresh, recursive=False))
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
            async for version in self._live.versions(PULSE, lambda: server.should_exit):
                # A line that begins with a colon says nothing, and shows who has gone.
                yield ":\n\n" if version is None else f"data: {version}\n\n"

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def pdf(self, request: Request) -> Response:
        """The PDF, proofed, or why there is none."""
        edition = self._live.subject.edition
        try:
            data = await unless_ended(request, self._live.pdf())
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
        return FileResponse(_ASSETS[listed_name(request, _ASSETS)])


class _PicturePages:
    """The page with pictures of the leaflet's pages, in the language of the browser if it can."""

    def __init__(self, live: LivePreview, pages: LivePages) -> None:
        self._live = live
        self._pages = pages
        self._templates: Mapping[str, Pages] = {}

    def routes(self) -> list[Route]:
        return [
            Route("/pages", self.page),
            Route("/pages/next", self.next),
            self._pages.pictures.route(),
        ]

    async def page(self, request: Request) -> Response:
        """The page around the pictures, which its script asks for."""
        seen = SeenPages(next="/pages/next?after=0")
        edition = self._live.subject.edition
        return await self._answer(request, "pages.html.jinja", leaflet=seen, edition=edition)

    async def next(self, request: Request) -> Response:
        """What is shown next after a number, when there is that."""
        number, server = request.query_params.get("after", ""), request.app.state.server
        after = int(number) if number.isdecimal() else 0

        async def has_ended() -> bool:
            return server.should_exit or await request.is_disconnected()

        seen = await self._pages.after(after, PULSE, has_ended)
        if seen is None:
            raise HTTPException(503, "The preview has ended.")
        return await self._answer(request, "seen_section.html.jinja", leaflet=seen)

    async def _answer(self, request: Request, template: str, **values: Any) -> Response:
        if not self._templates:
            project = self._live.subject.project
            self._templates = await asyncio.to_thread(pages_by_language, project)
        accepted = request.headers.get("accept-language", "")
        locale = preferred_language(accepted, tuple(self._templates)) or "en"
        about = {"locale": locale, "lang": language_tag(locale), "dir": direction(locale)}
        return HTMLResponse(self._templates[locale].render(template, {"page": about, **values}))
