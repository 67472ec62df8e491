"""The desk's web application and its server: forms in, pages and proofed leaflets out."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from briefkit.desk.authoring_page import AuthoringPage
from briefkit.desk.changes_page import ChangesPage
from briefkit.desk.contacts_page import ContactsPage
from briefkit.desk.context import DeskContext, new_context
from briefkit.desk.door import Door, Entrance, is_from_monitor
from briefkit.desk.draft_folder import remove_left_folders
from briefkit.desk.exchanging import Exchanger, new_exchanger
from briefkit.desk.exports_page import ExportsPage
from briefkit.desk.files import DeskFiles
from briefkit.desk.forms import LARGEST_FORM
from briefkit.desk.health import faults_of
from briefkit.desk.import_page import LARGEST_DOCUMENTS, ImportPage
from briefkit.desk.jobs_page import JobsPage
from briefkit.desk.keeping import Keeper, new_keeper
from briefkit.desk.kept_page import KeptPage
from briefkit.desk.languages_page import LanguagesPage
from briefkit.desk.leaflet_files import LeafletFiles
from briefkit.desk.leaflet_page import LeafletPage
from briefkit.desk.notes_page import NotesPage
from briefkit.desk.office_file import OfficeFile
from briefkit.desk.orders_page import OrdersPage
from briefkit.desk.permitting import guarded
from briefkit.desk.pictograms_page import PictogramsPage
from briefkit.desk.rendering import PageRenderer
from briefkit.desk.review_page import ReviewPage
from briefkit.desk.shared_routes import SharedRoutes
from briefkit.desk.text_page import LARGEST_TEXT_FORMS, TextPage
from briefkit.desk.translation_page import TranslationPage
from briefkit.desk.turns import FairWorkers
from briefkit.desk.uploads import LARGEST_UPLOAD
from briefkit.desk.versions_page import VersionsPage
from briefkit.diagnostics import Diagnostic, InEnglish, Translatable, translatable
from briefkit.errors import BriefkitError
from briefkit.offline import OFFLINE_POLICY
from briefkit.serving import (
    NO_SUCH_FILE,
    health_route,
    is_local,
    new_application,
    new_measures,
    run_application,
)

__all__ = ["desk_routes", "serve"]

_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; "
    "font-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    f"frame-ancestors 'self'; {OFFLINE_POLICY}"
)

# The forms with a text or a file in them: the most that each takes, in bytes.
_LIMITS = {**LARGEST_TEXT_FORMS, **LARGEST_DOCUMENTS}

_PAGES = (
    LeafletPage,
    LeafletFiles,
    JobsPage,
    OrdersPage,
    ContactsPage,
    TranslationPage,
    ReviewPage,
    ChangesPage,
    ExportsPage,
    LanguagesPage,
    NotesPage,
    PictogramsPage,
    AuthoringPage,
    TextPage,
    ImportPage,
    KeptPage,
    SharedRoutes,
    VersionsPage,
)


def desk_routes(context: DeskContext) -> list[Route]:
    """Return the routes of all pages, which ask nobody yet who she is."""
    routes = [route for page in _PAGES for route in page(context).routes()]
    return [*routes, health_route(lambda: faults_of(context.files))]


def serve(
    files: DeskFiles,
    listening: socket.socket,
    workers: int = 1,
    entrance: Entrance | None = None,
    far: Executor | None = None,
) -> None:
    """Serve the desk until the process is interrupted; so many processes make its leaflets.

    An office's has an `entrance`; one without is for whoever sits at this computer. Leaflets that
    are made at once are made `far` away, where there is an executor of a cluster.
    """
    remove_left_folders()
    measures = new_measures()
    makers = FairWorkers(
        workers,
        purpose="makes leaflets",
        measures=measures,
        spared=1 if entrance else 0,
        for_one=entrance is None,
        far=far,
    )
    keeper = new_keeper(files, entrance)
    context = new_context(files, makers, keeper, ahead=workers > 1 and entrance is None)
    exchanger = new_exchanger(keeper, files.order.root, files.clock)
    versions = VersionsPage(context)
    office_file, before = _door_of(entrance)
    context.renderer.told = lambda: {
        "unsent": exchanger is not None and exchanger.unsent,
        "versions": versions.count(),
        "office_faults": office_file.faults if office_file else (),
    }
    problems = _ProblemsPage(context.renderer).show
    application = new_application(
        measures.watched(
            guarded(desk_routes(context), keeper),
            is_monitor=is_from_monitor if entrance else is_local,
        ),
        listening,
        policy=_POLICY,
        methods=("GET", "POST"),
        limit=LARGEST_FORM,
        limits={"/import-translations": LARGEST_UPLOAD, **_LIMITS},
        exception_handlers=dict.fromkeys((BriefkitError, HTTPException, OSError), problems),
        lifespan=_lifespan(context, keeper, exchanger),
        before=before,
        address=entrance.office.address if entrance else "",
    )
    run_application(application, listening)


def _door_of(entrance: Entrance | None) -> tuple[OfficeFile | None, list[Middleware]]:
    """Return the file of an office's people, and what lets them alone in: nothing without one."""
    if entrance is None:
        return None, []
    office_file = OfficeFile(entrance.file, entrance.office)
    return office_file, [Middleware(Door, entrance=entrance, office_file=office_file)]


def _lifespan(
    context: DeskContext, keeper: Keeper, exchanger: Exchanger | None
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Return what is done before the first request, and what ends after the last one."""

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await keeper.record_leftovers()
        exchanging = asyncio.create_task(exchanger.run()) if exchanger else None
        yield
        if exchanging:
            exchanging.cancel()
        context.ahead.stop()
        context.jobs.cancel()
        context.drafts.end_all()
        context.workers.stop()
        keeper.close()

    return lifespan


def _told(error: Exception) -> str:
    """Return what a page says of an error that is no finding."""
    if not isinstance(error, HTTPException):
        return translatable("A file can't be read or written: %(why)s.", why=InEnglish(error))
    # An address that no route of ours has is refused by Starlette, in English.
    ours = isinstance(error.detail, Translatable)
    return NO_SUCH_FILE if error.status_code == 404 and not ours else error.detail


class _ProblemsPage:
    """The page that stands in the place of another one that could not be made."""

    def __init__(self, renderer: PageRenderer) -> None:
        self._renderer = renderer

    async def show(self, request: Request, error: Exception) -> Response:
        """What is wrong, and what was typed, so that it is not lost."""
        typed = getattr(request.state, "typed", "")
        if isinstance(error, BriefkitError):
            status, problems = 404 if error.exit_code == 2 else 422, error.diagnostics
        else:
            status = error.status_code if isinstance(error, HTTPException) else 500
            problems = (Diagnostic(check="desk", message=_told(error)),)
        return self._renderer.page(
            request, "problems.html.jinja", status, problems=problems, typed=typed
        )
