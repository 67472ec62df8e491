"""The desk while files are saved under it, names are odd, briefs are spoilt, sockets half-open."""

import http.client
import io
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import quote, unquote, urlencode

import pytest

from tests.conftest import BRIEF, FEW, Workspace
from tests.desk.client import ask, query, running, token
from tests.pace import slowness


@contextmanager
def saving(workspace: Workspace, *locales: str) -> Iterator[None]:
    """Have catalogs saved all the time: by a new file that is renamed, and by writing over."""
    ended = threading.Event()
    files = [workspace.po(code) for code in locales]
    texts = [file.read_text(encoding="utf-8") for file in files]

    def save() -> None:
        chance = random.Random(14)
        while not ended.is_set():
            n = chance.randrange(len(files))
            if chance.random() < 0.5:
                new = files[n].with_name(f".{files[n].name}.{chance.randrange(9)}")
                new.write_text(texts[n], encoding="utf-8")
                new.replace(files[n])
            else:
                with files[n].open("w", encoding="utf-8") as file:
                    half = len(texts[n]) // 2
                    file.write(texts[n][:half])
                    file.flush()
                    file.write(texts[n][half:])
            backup = files[n].with_name(files[n].name + "~")
            backup.write_text("", encoding="utf-8")
            backup.unlink()
            time.sleep(0.002)

    thread = threading.Thread(target=save)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@pytest.mark.languages(*FEW)
def test_pages_and_zips_are_made_while_catalogs_are_saved(workspace: Workspace) -> None:
    with running(workspace) as address, saving(workspace, "bg", "el", "fi"):
        form = {"token": token(address), "brief": BRIEF, "audience": "community", "locale": "de",
                "format": "a4", "several": "1", "languages": "de"}  # fmt: skip
        body = urlencode([*form.items(), ("languages", "fr"), ("languages", "bg")])
        connection = http.client.HTTPConnection(address.split("/")[2], timeout=120)
        connection.request("POST", "/choose", body, {"Origin": address.rstrip("/")})
        answer = connection.getresponse()
        answer.read()
        job = answer.headers["location"]
        connection.close()
        edition = {"brief": BRIEF, "audience": "community", "locale": "bg"}
        paths = ["/", "/contacts", "/?show=1", f"/translate?{urlencode(edition)}"]
        with ThreadPoolExecutor(4) as crowd:
            found = list(crowd.map(lambda n: ask(address, paths[n % 4])[0], range(200)))
        assert set(found) <= {200, 422}
        assert {found[n] for n in range(200) if n % 4 < 2} == {200}
        end = time.monotonic() + 120
        while "data-reload" in (page := ask(address, job)[1].decode()):
            assert time.monotonic() < end
            time.sleep(0.2)
        assert "Ready: 3 of 3" in page
        status, data = ask(address, f"{job}/leaflets.zip")
        assert status == 200
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            made = {name.split(".")[1] for name in archive.namelist()}
        assert made >= {"de", "fr"}
        # What became of the third is in the zip, or on the page.
        assert ("bg" in made) != ("Not printed:" in page)


@pytest.mark.parametrize("name", ["я", "100%", "🙂", "it's", "a&b;c", "a+b=c", "a#b", "é"])
def test_every_name_of_a_brief_works_everywhere(shared: tuple[Workspace, str], name: str) -> None:
    workspace, address = shared
    briefs = workspace.root / "briefs"
    shutil.move(briefs / BRIEF, briefs / name)
    wanted = {"brief": name, "audience": "community", "locale": "en", "format": "a4"}
    form = {"token": token(address), **wanted}
    assert ask(address, "/choose", form)[0] == 303
    status, page = ask(address, "/?show=1&proofed=1")
    assert status == 200
    assert b"/page.png?" in page
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=120)
    connection.request("GET", "/leaflet.pdf?" + urlencode(wanted))
    answer = connection.getresponse()
    assert (answer.status, answer.read()[:5]) == (200, b"%PDF-")
    header = answer.headers["content-disposition"]
    connection.close()
    named = re.search(r"filename\*=UTF-8''(\S+)", header)
    plain = re.search(r'filename="([^"]*)"', header)
    assert plain
    assert (unquote(named[1]) if named else plain[1]) == f"{name}.en.community.a4.pdf"
    assert ask(address, "/page.png?" + urlencode(wanted))[0] == 200
    assert ask(address, f"/leaflet.pdf?{urlencode(wanted, quote_via=quote)}")[0] == 200


@pytest.mark.parametrize("spoilt", ["aaa", "zzz"])
def test_a_mistake_in_one_brief_leaves_the_others_leaflets_alone(
    shared: tuple[Workspace, str], spoilt: str
) -> None:
    workspace, address = shared
    folder = workspace.root / "briefs" / spoilt
    shutil.copytree(workspace.root / "briefs" / BRIEF, folder)
    workspace.replace(folder / "brief.toml", 'code = "CT"', 'code = "OTHER"')
    secret = token(address)
    names = {"audience": "community", "locale": "bg", "format": "a4"}
    assert ask(address, "/choose", {"token": secret, "brief": spoilt, **names})[0] in (303, 422)
    (folder / "brief.toml").write_text("nonsense", encoding="utf-8")
    for path in ("/", "/?show=1"):
        status, page = ask(address, path)
        assert status == 200
        assert b"briefs/" in page or b"brief.toml" in page or b"TOML" in page
        assert BRIEF.encode() in page
    # The form of that page asks for no audience and no language.
    form = {"token": secret, "brief": BRIEF, "format": "a4"}
    assert ask(address, "/choose", form)[0] == 303
    status, page = ask(address, "/?show=1&proofed=1")
    assert status == 200
    assert b"/page.png?" in page
    assert ask(address, query())[0] == 200
    assert ask(address, query(brief=spoilt))[0] == 422
    assert ask(address, "/choose", {"token": secret, "brief": spoilt, **names})[0] == 422
    (workspace.root / "state" / "desk.json").unlink()
    # Nobody has chosen yet: the first that can be read is offered.
    status, page = ask(address, "/")
    assert status == 200
    assert f'<option value="{BRIEF}" selected>' in page.decode()


@pytest.mark.languages(*FEW)
@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("limit", ["-S", "-SH"])
@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: x"])
def test_half_open_connections_hold_up_nothing(
    workspace: Workspace, sent: bytes, limit: str
) -> None:
    # As many files as Linux lets a program have open; it may ask for more only with “-S”.
    desk = subprocess.Popen(
        ["sh", "-c", f'ulimit {limit} -n 1024; exec "$@"', "sh",
         sys.executable, "-m", "briefkit", "desk", "--no-browser"],
        cwd=workspace.root,
        env=workspace.environment | {"BRIEFKIT_STATE": str(workspace.root / "state")},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert desk.stdout is not None
        address = desk.stdout.readline().split()[-1]
        assert ask(address, "/")[0] == 200
        host, port = address.split("/")[2].split(":")
        with ExitStack() as stack:
            for _ in range(1100):
                half = stack.enter_context(socket.create_connection((host, int(port)), timeout=10))
                with suppress(OSError):  # it may have been closed already
                    half.sendall(sent)
            begun = time.monotonic()
            assert ask(address, "/")[0] == 200
            assert time.monotonic() - begun < 2 * slowness()
        assert ask(address, "/")[0] == 200
    finally:
        desk.send_signal(signal.SIGINT)
        _, complaints = desk.communicate(timeout=60)
    assert len(complaints.splitlines()) < 10


def test_a_connection_that_sends_no_whole_request_is_closed(shared: tuple[Workspace, str]) -> None:
    _, address = shared
    host, port = address.split("/")[2].split(":")
    head = (
        f"POST /contacts/add HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: http://{host}:{port}\r\n"
        "Content-Length: 100\r\n\r\nhalf"
    )
    halves = [b"", b"GET / HTT", head.encode()]
    with ExitStack() as stack:
        opened = [
            stack.enter_context(socket.create_connection((host, int(port)), timeout=60))
            for _ in halves
        ]
        for half, data in zip(opened, halves, strict=True):
            half.sendall(data)
        begun = time.monotonic()
        for half in opened:
            try:
                assert half.recv(1) == b""
            except ConnectionResetError:
                pass
        assert 5 < time.monotonic() - begun < 14 * slowness()
