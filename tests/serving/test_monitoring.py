"""What a monitor is told: whether the desk works, figures, and logs; of nobody anything."""

import contextlib
import errno
import logging
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from briefkit.desk import DeskFiles
from briefkit.desk.health import faults_of
from briefkit.serving import HEALTH, METRICS, health_route, is_local, measured, new_measures
from briefkit.serving.logs import WithoutValues
from tests.conftest import FEW, Workspace, copied_project
from tests.desk.client import GOOD_CONTACT, ask, query, running, token
from tests.loops import run

# What a person may have typed or is known by; each is looked for in all that the desk says.
SENTINELS = ("Zaubernuss", "+359 2 981 76 86", "35929817686", "wacholder@example.org", "Ginster")


def asked(
    application: Starlette, path: str, headers: tuple[str, ...] = (), host: str = "127.0.0.1"
) -> tuple[int, str]:
    """Return the status and the text that an application answers somebody at a host with."""
    address, _, sent = path.partition("?")
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": address,
        "query_string": sent.encode(), "headers": [(h.lower().encode(), b"x") for h in headers],
        "client": (host, 50000), "server": ("127.0.0.1", 80), "scheme": "http", "root_path": "",
    }  # fmt: skip
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        messages.append(message)

    with contextlib.suppress(ValueError):  # it is raised again once it is answered
        run(application(scope, receive, send))
    return messages[0]["status"], b"".join(m.get("body", b"") for m in messages).decode()


def test_it_is_well_until_a_folder_cannot_be_written(tmp_path: Path) -> None:
    found: list[str] = []
    application = Starlette(routes=[health_route(lambda: found)])
    assert asked(application, HEALTH) == (200, "ok\n")
    found.append("The project cannot be written.")
    assert asked(application, HEALTH) == (503, "The project cannot be written.\n")


@pytest.fixture
def desk(tmp_path: Path, font_cache: Path) -> Iterator[tuple[Workspace, str]]:
    workspace = copied_project(tmp_path, font_cache, *FEW)
    with running(workspace) as address:
        yield workspace, address


def test_a_desk_with_a_full_disk_is_not_well(
    tmp_path: Path, font_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(tmp_path / "project", font_cache)
    files = DeskFiles(
        order=workspace.order(),
        contacts_file=workspace.root / "contacts.csv",
        choice_file=tmp_path / "state" / "desk.json",
        clock=lambda: datetime.now(UTC),
    )
    # A folder that is gone can't be written; nothing was chosen yet, so nothing else was tried.
    assert list(faults_of(files)) == ["The project cannot be written."]
    for folder in (workspace.root, files.choice_file.parent):
        folder.mkdir()
    assert list(faults_of(files)) == []

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        assert len(list(faults_of(files))) == 2
    # Nothing of the trial stays.
    assert list(workspace.root.iterdir()) == list(files.choice_file.parent.iterdir()) == []


def test_a_running_desk_tells_a_monitor(desk: tuple[Workspace, str]) -> None:
    workspace, address = desk
    assert ask(address, HEALTH) == (200, b"ok\n")
    assert not list(workspace.root.glob(".briefkit/.health*"))
    assert ask(address, query(locale="de"))[0] == 200
    status, text = ask(address, METRICS)
    assert status == 200
    figures = text.decode()
    assert 'briefkit_request_seconds_count{route="/leaflet.pdf",status="200"} 1.0' in figures
    assert re.search(r"briefkit_work_seconds_count [1-9]", figures)
    assert "briefkit_work_waiting 0.0" in figures
    assert "process_resident_memory_bytes" in figures
    # No name of a brief, a language or a format stands in a label.
    for name in ("trafficking", "=de", '"de"', "a4"):
        assert name not in figures


def test_figures_are_for_this_computer_alone() -> None:
    application = Starlette(routes=new_measures().watched([], is_monitor=is_local))
    assert asked(application, METRICS)[0] == 200
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP", "X-Forwarded-Host"):
        assert asked(application, METRICS, (name,))[0] == 404
    assert asked(application, METRICS, host="10.0.0.7")[0] == 404


def test_labels_are_routes_and_never_what_was_asked_for() -> None:
    async def shown(request: Request) -> Response:
        if request.path_params["name"] == "Wicke":
            raise ValueError("Wicke")
        return PlainTextResponse("here")

    routes = new_measures().watched([Route("/of/{name}", shown)], is_monitor=is_local)
    application = Starlette(routes=routes)
    assert asked(application, "/of/Zaubernuss?find=Ginster")[0] == 200
    assert asked(application, "/of/Wicke")[0] == 500
    _, figures = asked(application, METRICS)
    assert 'route="/of/{name}",status="200"' in figures
    assert 'route="/of/{name}",status="500"' in figures
    for typed in ("Zaubernuss", "Ginster", "Wicke"):
        assert typed not in figures


def test_work_that_failed_waits_no_more() -> None:
    noted: list[float] = []

    class Noting:
        def watched(self, routes: Any, *, is_monitor: Any) -> list[Route]:
            return [*routes]

        def began(self) -> None:
            noted.append(-1)

        def ended(self, seconds: float) -> None:
            noted.append(seconds)

    with pytest.raises(ZeroDivisionError), measured(Noting()):
        divmod(1, 0)
    assert noted[0] == -1
    assert noted[1] > 0
    assert len(noted) == 2


def test_without_the_extra_the_figures_say_what_they_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    status, text = asked(Starlette(routes=new_measures().watched([], is_monitor=is_local)), METRICS)
    assert status == 404
    assert "extra “metrics”" in text


def test_an_error_is_logged_with_its_place_and_without_its_message() -> None:
    def fail(name: str) -> None:
        try:
            _ = os.environ[name]
        except KeyError as error:
            raise ValueError(f"no {name}") from error

    try:
        fail(SENTINELS[0])
    except ValueError:
        record = logging.LogRecord(
            "uvicorn.error",
            logging.ERROR,
            __file__,
            1,
            "Exception in %s",
            ("ASGI",),
            sys.exc_info(),
        )
    assert WithoutValues().filter(record)
    said = logging.Formatter().format(record)
    assert SENTINELS[0] not in said
    for told in ("Exception in ASGI", "builtins.ValueError", "builtins.KeyError", "in fail"):
        assert told in said


def test_what_a_desk_says_while_it_runs_names_nobody(tmp_path: Path, font_cache: Path) -> None:
    name, phone, _, email, search = SENTINELS
    workspace = copied_project(tmp_path, font_cache, *FEW)
    said = walked(workspace, GOOD_CONTACT | {"name": name, "phone": phone, "email": email}, search)
    assert "http://127.0.0.1:" in said
    for sentinel in SENTINELS:
        assert sentinel not in said
        assert quote(sentinel) not in said


def walked(workspace: Workspace, contact: dict[str, str], search: str) -> str:
    """Return all that a desk printed while pages with these values were asked for."""
    command = [sys.executable, "-m", "briefkit", "desk", "--no-browser"]
    environment = workspace.environment | {"BRIEFKIT_STATE": str(workspace.root / "state")}
    process = subprocess.Popen(
        command, cwd=workspace.root, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    said: list[str] = []
    assert process.stdout is not None
    said.append(process.stdout.readline())
    reading = threading.Thread(target=lambda: said.extend(process.stdout or ()))
    reading.start()
    found = re.search(r"http://127\.0\.0\.1:\d+/", said[0])
    assert found, said
    address = found[0]
    named = {"token": token(address), **contact}
    headers = {"User-Agent": search, "X-Forwarded-For": search, "Cookie": f"a={search}"}
    assert ask(address, "/contacts/add", named)[0] in (200, 303)
    assert ask(address, "/contacts/add", named | {"phone": "116112"})[0] == 422
    assert ask(address, "/contacts/add", {**contact, "token": search})[0] == 403
    choice = f"brief={search}&audience={search}&locale=de&format=a4&contacts={search}"
    for path in ("/", "/leaflet.pdf", "/kept", "/page.png", "/translate", "/review", "/author"):
        ask(address, f"{path}?{choice}&find={search}", None, **headers)
        ask(address, f"{path}/{search}", None, **headers)
    for path in ("/fonts/", "/assets/", "/languages/", "/screen/", "/several/"):
        ask(address, f"{path}{search}/0", None, **headers)
    # A file that cannot be read, and a request that is none.
    (workspace.root / "contacts.csv").write_bytes(b"\xff" + search.encode())
    ask(address, "/contacts")
    ask(address, "/contacts/add", named)
    (workspace.po("de")).write_text(f'msgid "{search}', encoding="utf-8")
    ask(address, query(locale="de"))
    host = address.split("/")[2]
    connection = HTTPConnection(host)
    connection.connect()
    assert connection.sock is not None
    connection.sock.sendall(f"{search} {search}\r\n\r\n".encode())
    connection.sock.recv(100)
    connection.close()
    process.terminate()
    process.wait(60)
    reading.join(60)
    process.stdout.close()
    return "".join(said)
