"""The preview's web server, for this computer alone: it watches the files, and tells the page.

It needs what the extra “preview” installs, and is imported by no other module but the CLI.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from watchfiles import Change, awatch

from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, ProofError, TypesetError
from briefkit.languages import SOURCES, install_fonts
from briefkit.leaflet import Leaflet, Page, find_format
from briefkit.preview.files import Subject, read_preview
from briefkit.preview.preview import Preview, findings_as_json, findings_page, preview_as_json
from briefkit.proof import Shaper, expect, proof
from briefkit.serving import Guard, new_press, own_hosts
from briefkit.typeset import Typesetter

__all__ = ["Subject", "serve"]

ASSETS = Path(__file__).parent / "pages"
ASSET_NAMES = ("shell.css", "shell.js", "sheet.css")

# The endings of the files that a leaflet is made of: editors' own files are let be.
WATCHED = (".po", ".md", ".toml", ".json", ".csv", ".jinja")

# In seconds: how often a waiting stream asks whether the page is still there, and the server too.
PULSE = 0.5

POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


# --- the PDF, in a process of its own: typesetting must not hold up the page ---


# One of each a process: both read the fonts.
_typesetter, _shaper = cache(Typesetter), cache(Shaper)


def _proofed_pdf(leaflet: Leaflet, page: Page, fonts: Path) -> bytes:
    edition = leaflet.edition
    fmt, fit = find_format(edition.format), leaflet.brief.settings.fits[edition.audience]
    typeset = _typesetter(fonts).typeset(page, fit, edition.stem)
    if faults := proof(typeset.pdf, expect(leaflet, page, fmt, fit), _shaper(fonts)):
        raise ProofError(*faults)
    return typeset.pdf


# --- what is shown now ---


@dataclass
class _Desk:
    """The last good preview, why it is out of date if it is, and who waits for the next."""

    subject: Subject
    fonts: Path
    preview: Preview | None = None
    problems: tuple[Diagnostic, ...] = ()
    version: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    press: ProcessPoolExecutor = field(default_factory=new_press)

    async def refresh(self) -> None:
        """Read the files anew; keep the last good preview when they need work."""
        async with self.lock:
            try:
                self.preview = await asyncio.to_thread(read_preview, self.subject)
                self.problems = ()
            except BriefkitError as error:
                self.problems = tuple(error.diagnostics)
            except Exception as error:
                # A template can fail in any way, and a file can vanish while it is read: whatever
                # somebody saves, the server lives on and shows it.
                self.problems = (_unforeseen(error),)
            self.version += 1
            self.changed.set()
            self.changed = asyncio.Event()

    async def watch(self, paths: Iterable[Path], *, recursive: bool) -> None:
        """Refresh whenever a file below `paths` is saved."""
        # Where the system gives no more watches, look again and again, by the second of a save.
        for polling in (None, True):
            with contextlib.suppress(OSError, RuntimeError):
                async for _ in awatch(
                    *paths,
                    watch_filter=_matters,
                    debounce=200,
                    step=20,
                    force_polling=polling,
                    poll_delay_ms=100,
                    recursive=recursive,
                ):
                    await self.refresh()

    def as_json(self) -> dict[str, object]:
        return {
            **(preview_as_json(self.preview) if self.preview else {}),
            "version": self.version,
            "problems": findings_as_json(self.problems),
        }

    async def pdf(self) -> bytes:
        """Return the leaflet's PDF as the files are now. Raises BriefkitError."""
        if self.problems or self.preview is None:
            raise BriefkitError(*self.problems)
        shown = self.preview
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self.press, _proofed_pdf, shown.leaflet, shown.page, self.fonts
            )
        except BrokenExecutor:
            self.press = new_press()
            raise TypesetError(
                Diagnostic(
                    check="typesetting",
                    message="The process that typesets has ended unexpectedly.",
                    hint="Try again; “briefkit doctor” tells whether something is missing.",
                )
            ) from None
        except BriefkitError:
            raise
        except Exception as error:
            raise TypesetError(_unforeseen(error)) from error


def _matters(change: Change, path: str) -> bool:
    return path.endswith(WATCHED)


def _unforeseen(error: Exception) -> Diagnostic:
    return Diagnostic(
        check="preview",
        message=f"The page cannot be made: {type(error).__name__}: {error}",
        hint="Mend what was saved last; compare it with its last good copy.",
    )


# --- the web application ---


def _application(desk: _Desk, port: int) -> Starlette:
    fonts = {source.name: desk.fonts / source.name for source in SOURCES}
    assets = {name: ASSETS / name for name in ASSET_NAMES}

    def from_list(files: dict[str, Path], request: Request) -> FileResponse:
        # The name is looked up, never made into a path.
        if (path := files.get(request.path_params["name"])) is None:
            raise HTTPException(404)
        return FileResponse(path)

    async def home(request: Request) -> Response:
        await desk.refresh()
        return FileResponse(ASSETS / "shell.html")

    async def sheet(request: Request) -> Response:
        return FileResponse(ASSETS / "sheet.html")

    async def leaflet_css(request: Request) -> Response:
        return Response(desk.preview.css if desk.preview else "", media_type="text/css")

    async def view(request: Request) -> Response:
        return JSONResponse(desk.as_json())

    async def events(request: Request) -> Response:
        async def stream() -> AsyncIterator[str]:
            seen = None
            while not request.app.state.server.should_exit:
                changed = desk.changed
                # A line that begins with a colon says nothing, and shows who has gone.
                yield ":\n\n" if seen == desk.version else f"data: {desk.version}\n\n"
                seen = desk.version
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), PULSE)

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def pdf(request: Request) -> Response:
        edition = desk.subject.edition
        try:
            data = await desk.pdf()
        except BriefkitError as error:
            page = findings_page("The PDF cannot be made yet", error.diagnostics)
            return HTMLResponse(page, status_code=422)
        name = f"preview.{edition.locale}.{edition.audience}.pdf"
        return Response(
            data,
            media_type="application/pdf",
            headers={"content-disposition": f'inline; filename="{name}"'},
        )

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        project = desk.subject.project
        folders = [project.folder(name) for name in ("briefs", "locales", "templates")]
        watches = [asyncio.create_task(desk.watch(folders, recursive=True))]
        if contacts := desk.subject.contacts_file:
            watches.append(asyncio.create_task(desk.watch([contacts.parent], recursive=False)))
        yield
        for task in watches:
            task.cancel()
        await asyncio.gather(*watches, return_exceptions=True)
        desk.press.shutdown(wait=False, cancel_futures=True)

    return Starlette(
        routes=[
            Route("/", home),
            Route("/sheet", sheet),
            Route("/leaflet.css", leaflet_css),
            Route("/view", view),
            Route("/events", events),
            Route("/pdf", pdf),
            Route("/fonts/{name}", lambda request: from_list(fonts, request)),
            Route("/assets/{name}", lambda request: from_list(assets, request)),
        ],
        middleware=[Middleware(Guard, hosts=own_hosts(port), policy=POLICY)],
        lifespan=lifespan,
    )


# --- serving ---


def serve(subject: Subject, listening: socket.socket) -> None:
    """Serve the preview until the process is interrupted. Raises TypesetError without fonts."""
    desk = _Desk(
        subject=subject,
        fonts=install_fonts(subject.order.font_cache),
    )
    app = _application(desk, listening.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(app, access_log=False, log_config=None, ws="none", lifespan="on")
    )
    app.state.server = server
    # Uvicorn ends in good order, then raises the interrupt again for whoever started it.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
