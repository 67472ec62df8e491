"""How much the desk looks at for each request: a crowd waits for all of it."""

import asyncio
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.requests import Request

from briefkit.desk import DeskFiles, shared_routes
from briefkit.desk.authoring_page import AuthoringPage
from briefkit.desk.contacts_page import ContactsPage
from briefkit.desk.context import new_context
from briefkit.desk.files import Stamp
from briefkit.desk.keeping import new_keeper
from briefkit.desk.languages_page import LanguagesPage
from briefkit.desk.leaflet_page import LeafletPage
from briefkit.desk.notes_page import NotesPage
from briefkit.desk.orders_page import OrdersPage
from briefkit.desk.review_page import ReviewPage
from briefkit.desk.shared_routes import SharedRoutes
from briefkit.desk.translation_page import TranslationPage
from briefkit.languages import SOURCES
from tests.conftest import BRIEF, Workspace
from tests.held_workers import HeldWorkers
from tests.loops import run


def desk_files(workspace: Workspace) -> DeskFiles:
    return DeskFiles(
        order=workspace.order(),
        contacts_file=workspace.root / "contacts.csv",
        choice_file=workspace.root / "desk.json",
        clock=lambda: datetime.now(UTC),
    )


def request(path: str = "/", query: str = "") -> Request:
    scope = {"type": "http", "method": "GET", "path": path, "headers": []}
    return Request({**scope, "query_string": query.encode()})


def test_the_projects_files_are_looked_at_once_a_request(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks, real = list[DeskFiles](), DeskFiles.stamp

    def counted(files: DeskFiles) -> Stamp:
        looks.append(files)
        return real(files)

    monkeypatch.setattr(DeskFiles, "stamp", counted)
    files = desk_files(workspace)
    context = new_context(files, HeldWorkers(), new_keeper(files, None))
    page = LeafletPage(context)
    where = f"brief={BRIEF}&audience=community&locale=de"
    chosen = f"{where}&format=a4"
    run(page.home(request()))  # which looks once more, at what the languages depend on
    for query in ("", chosen):
        for _ in range(2):
            looks.clear()
            answer = run(page.home(request(query=query)))
            assert answer.status_code == 200
            assert len(looks) == 1
    # So it is where somebody translates, keeps contacts, or looks at anything else.
    for page_of, path, query in (
        (TranslationPage(context).show, "/translate", f"{where}&show=all"),
        (TranslationPage(context).sheet, "/translate/sheet", where),
        (ContactsPage(context).show, "/contacts", ""),
        (OrdersPage(context).show, "/orders", ""),
        (LanguagesPage(context).overview, "/languages", ""),
        (ReviewPage(context).show, "/review", where),
        (NotesPage(context).show, "/notes", f"brief={BRIEF}"),
        (AuthoringPage(context).show, "/author", ""),
    ):
        for _ in range(2):
            looks.clear()
            answer = run(page_of(request(path, query)))
            assert answer.status_code == 200
        assert len(looks) == 1, path
    # What is saved is seen by the next request all the same.
    workspace.replace(workspace.po("de"), 'msgstr "Warnzeichen"', 'msgstr ""')
    before = bytes(answer.body)
    assert bytes(run(page.home(request(query=chosen))).body) != before


def test_fonts_that_are_being_made_leave_threads_for_others(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = threading.Event()

    def install(cache: Path, sources: object) -> Path:
        assert made.wait(60)
        return cache

    monkeypatch.setattr(shared_routes, "install_fonts", install)
    files = desk_files(workspace)
    routes = SharedRoutes(new_context(files, HeldWorkers(), new_keeper(files, None)))

    async def asked() -> int:
        scope = {**request("/fonts/x").scope, "path_params": {"name": SOURCES[0].name}}
        fonts = [asyncio.ensure_future(routes.font(Request(scope))) for _ in range(60)]
        await asyncio.sleep(0.2)
        try:
            return await asyncio.wait_for(asyncio.to_thread(lambda: 7), 20)
        finally:
            made.set()
            await asyncio.gather(*fonts)

    assert run(asked()) == 7
