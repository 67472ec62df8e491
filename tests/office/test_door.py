"""The door: forged names, another proxy, the desk asked past it, forms from elsewhere, caches."""

import base64
import html
import http.client
import json
import shutil
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import FEW, ROOT, Workspace, copied_project
from tests.desk.client import GOOD_CONTACT
from tests.office.houses import (
    EXAMPLE,
    HOST,
    PEOPLE,
    House,
    desk_behind,
    direct,
    free_port,
    house,
    nginx,
)

_FORGED = ("X_Remote_User", "x_remote_user", "X_REMOTE_USER")


@pytest.fixture(scope="module")
def networked(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Iterator[House]:
    """An office whose proxy calls by an address."""
    folder = tmp_path_factory.mktemp("networked")
    (folder / "project").mkdir()
    workspace = copied_project(folder / "project", font_cache, *FEW)
    with house(workspace, folder, by_network=True) as opened:
        yield opened


def test_who_has_no_password_comes_no_further_than_nginx(office: House) -> None:
    assert office.ask("", "/").status == 401
    assert office.ask("anna", "/", password="wrong").status == 401
    assert office.ask("zoe", "/").status == 401


@pytest.mark.parametrize("header", _FORGED)
def test_a_name_that_a_browser_sends_is_not_believed(office: House, header: str) -> None:
    assert office.ask("", "/author", None, **{header: "dora"}).status == 401
    answer = office.ask("anna", "/author", None, **{header: "dora"})
    assert answer.status == 403
    assert "Anna Petrova" in answer.text


@pytest.mark.parametrize(
    "forged",
    [
        "X-Remote-User: dora",
        "x-remote-user: dora\r\nX-Remote-User: dora",
        "X_Remote_User: dora",
        "X-Remote-User:dora\r\n\tanna",
        "Connection: close, X-Remote-User\r\nX-Remote-User: dora",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\nX-Remote-User: dora",
    ],
)
def test_no_form_of_a_forged_header_passes_nginx(office: House, forged: str) -> None:
    code = base64.b64encode(b"anna:correct horse").decode()
    context = ssl.create_default_context(cafile=str(office.trusted))
    with (
        socket.create_connection(("127.0.0.1", office.port), 30) as plain,
        context.wrap_socket(plain, server_hostname=HOST) as connection,
    ):
        connection.sendall(
            f"GET /author HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Basic {code}\r\n"
            f"{forged}\r\n\r\n".encode()
        )
        answer = connection.recv(65536).decode()
    assert answer.split(" ")[1] in ("400", "403"), answer


def test_no_answer_leads_past_tls(office: House) -> None:
    assert office.ask("anna", "/languages").status == 200
    answer = office.ask("anna", "/languages/")
    assert "http://" not in answer.headers.get("location", "")
    assert answer.status == 404


def test_the_proxy_logs_nobody_and_no_address(tmp_path: Path) -> None:
    with nginx(tmp_path, f"unix:{tmp_path}/none.sock") as port:
        office = House(Workspace(tmp_path, tmp_path), port, tmp_path / f"{HOST}.pem", "")
        assert office.ask("anna", "/leaflet?brief=hidden").status == 502
        assert office.ask("zoe", "/leaflet?brief=hidden").status == 401
    logs = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert [word for word in ("anna", "zoe", "hidden") if word in logs] == []


def test_the_password_does_not_reach_the_desk() -> None:
    text = (EXAMPLE / "nginx.conf").read_text(encoding="utf-8")
    assert 'proxy_set_header Authorization "";' in text


def test_a_desk_that_is_asked_past_its_proxy_by_network_answers_nobody(networked: House) -> None:
    assert networked.ask("anna", "/").status == 200
    secret = (networked.trusted.parent / "secret").read_text(encoding="utf-8")
    forged: tuple[dict[str, str], ...] = (
        {},
        {"X_Remote_User": "anna"},
        {"X_Remote_User": "anna", "X_Briefkit_Proxy": "wrong"},
        {"X_Remote_User": "anna", "X_Briefkit_Proxy": ""},
        {"X_Remote_User": "anna", "X_Briefkit_Proxy": f"{secret}, {secret}"},
        {"X_Remote_User": "anna", "X_Forwarded_For": "127.0.0.1", "Forwarded": "for=127.0.0.1"},
    )
    for headers in forged:
        assert networked.ask_desk(**headers).status == 403
    assert networked.ask_desk(X_Remote_User="anna", X_Briefkit_Proxy=secret).status == 200
    # It listens there, and nowhere else.
    host, _, port = networked.place.rpartition(":")
    assert host == "127.0.0.1"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", int(port)), timeout=5)


def test_a_second_proxy_with_another_address_is_refused(tmp_path: Path, font_cache: Path) -> None:
    (tmp_path / "project").mkdir()
    workspace = copied_project(tmp_path / "project", font_cache, *FEW)
    text = (EXAMPLE / "office.toml").read_text(encoding="utf-8")
    (workspace.root / "office.toml").write_text(
        text + '\n[proxy]\naddress = "127.0.0.9"\n', encoding="utf-8"
    )
    secret = tmp_path / "secret"
    secret.write_text("s" * 64, encoding="utf-8")
    secret.chmod(0o600)
    place = f"127.0.0.1:{free_port()}"
    known = {"Host": HOST, "X-Remote-User": "anna", "X-Briefkit-Proxy": "s" * 64}
    with desk_behind(workspace, place, "--proxy-secret", str(secret)):
        for forwarded in ({}, {"X-Forwarded-For": "127.0.0.9"}):
            assert _status(direct(place), known | forwarded) == 403
        # The one that calls from its own address is answered.
        host, _, port = place.rpartition(":")
        own = http.client.HTTPConnection(
            host, int(port), timeout=60, source_address=("127.0.0.9", 0)
        )
        assert _status(own, known) == 200


def _status(connection: http.client.HTTPConnection, headers: dict[str, str]) -> int:
    try:
        connection.request("GET", "/", headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_socket_can_be_used_by_its_owner_and_group_alone(office: House) -> None:
    mode = Path(office.place.removeprefix("unix:")).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o660


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X_Remote_User": ""},
        {"X_Remote_User": "\xff\xfe"},
    ],
)
def test_a_proxy_that_names_nobody_is_told_so(office: House, headers: dict[str, str]) -> None:
    assert office.ask_desk(**headers).status == 401


@pytest.mark.parametrize(
    "user",
    [
        "Anna",
        "ANNA",
        "аnna",
        "anna,dora",
        "annа",
        "anna\u0301",
        "a" * 5000,
        "<b>anna</b>",
        "a b",
        "0",
    ],
)
def test_a_name_that_is_only_like_another_is_a_stranger_s(office: House, user: str) -> None:
    named = {"X_Remote_User": user.encode().decode("latin-1")}
    answer = office.ask_desk("/", **named)
    assert answer.status == 403
    shown = html.escape(user, quote=False)
    assert answer.text.count(shown) >= 1
    assert "<b>anna" not in answer.text
    for path in ("/contacts", "/author", "/versions"):
        assert office.ask_desk(path, **named).status == 403


@pytest.mark.parametrize(
    "user", [" ", "\u202eanna", "an\u200bna", "anna\u0085", "\ufeffanna", "anna\x7f", "\u00a0"]
)
def test_what_cannot_be_read_is_nobody_s_name(office: House, user: str) -> None:
    answer = office.ask_desk("/", X_Remote_User=user.encode().decode("latin-1"))
    assert answer.status in (400, 401)


def test_a_name_that_is_sent_twice_is_nobody_s(office: House) -> None:
    connection = direct(office.place)
    try:
        connection.putrequest("GET", "/", skip_host=True)
        for name, value in (("Host", HOST), ("X-Remote-User", "anna"), ("x-remote-user", "dora")):
            connection.putheader(name, value)
        connection.endheaders()
        assert connection.getresponse().status == 401
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
def test_a_monitor_is_nobody_and_asks_by_the_proxy_alone(
    office: House, networked: House, path: str
) -> None:
    for asked in (office, networked):
        answer = asked.ask("", path)
        assert answer.status == 200
        assert "Anna" not in answer.text
    assert networked.ask_desk(path).status == 403
    # Whoever is signed in is no monitor.
    assert office.ask_desk(path, X_Remote_User="anna").status == (200 if "health" in path else 404)
    # What else is asked for without a name is answered to nobody.
    assert office.ask_desk("/").status == 401
    assert office.ask_desk(f"{path}/").status == 401
    assert office.ask_desk(path, X_Remote_User="").status == 401


def test_only_the_desk_s_own_pages_send_forms(office: House) -> None:
    form = {"token": office.token("anna"), **GOOD_CONTACT, "name": "Forged"}
    for origin in (
        "https://evil.example",
        "null",
        f"http://{HOST}",
        f"https://{HOST}:8443",
        f"https://{HOST}.evil.example",
        "",
    ):
        assert office.ask("anna", "/contacts/add", form, Origin=origin).status == 403, origin
    # Another's token is no use, even to somebody who is signed in.
    other = {**form, "token": office.token("dora")}
    assert office.ask("anna", "/contacts/add", other).status == 403
    for host in ("evil.example", "127.0.0.1", f"{HOST}.evil.example"):
        assert office.ask("anna", "/contacts/add", form, Host=host).status in (400, 421), host
    assert "Forged" not in office.ask("anna", "/contacts").text


@pytest.mark.parametrize(
    "path",
    [
        "/assets/..%2f..%2foffice.toml",
        "/assets/../author",
        "/%61uthor",
        "//author",
        "/./author",
        "/author/",
        "/author%2f",
        "/AUTHOR",
        "/author;x=1",
        "/author%00",
        "/contacts/../author/new",
        "/fonts/..%2f..%2f..%2foffice.toml",
        "/languages/..%2f..%2foffice.toml/export",
    ],
)
def test_no_way_of_writing_an_address_passes_the_table(office: House, path: str) -> None:
    answer = office.ask("anna", path)
    assert answer.status in (307, 400, 403, 404), answer.text
    assert "anna@example.org" not in answer.text
    assert "Start a subject" not in answer.text


def test_no_cache_keeps_what_somebody_was_answered(tmp_path: Path, office: House) -> None:
    """An nginx that caches keeps nothing: what anna sees is not shown to carla."""
    cache = f"proxy_cache_path {tmp_path}/cache keys_zone=all:1m;\n\nserver {{"
    caching = {
        "\nserver {": f"\n{cache}",
        "proxy_http_version 1.1;": "proxy_http_version 1.1; proxy_cache all; "
        'proxy_cache_key "$uri"; add_header X-Cache $upstream_cache_status always;',
    }
    with nginx(tmp_path, office.place, PEOPLE, **caching) as port:
        cached = House(office.workspace, port, tmp_path / f"{HOST}.pem", office.place)
        for path in ("/", "/contacts", "/assets/desk.css", "/pictograms"):
            first = cached.ask("anna", path)
            again = cached.ask("carla", path)
            assert first.headers["cache-control"] == "no-store"
            assert again.headers["x-cache"] == "MISS"
            assert "Anna Petrova" not in again.text
    assert not [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]


# Give commands one after the other; print the exit code of each, and what it says.
_ONE_BY_ONE = """
import json, os, sys
from pathlib import Path
from tests.commands import give
done = (give(command, Path.cwd(), os.environ) for command in json.loads(sys.argv[1]))
print(json.dumps([(each.returncode, each.stderr) for each in done]))
"""


def refused(workspace: Workspace, *commands: Sequence[str]) -> list[tuple[int, str]]:
    """Start desks that are refused, in one process, and return how each ended and what it said."""
    given = [["desk", "--no-browser", *command] for command in commands]
    done = subprocess.run(
        [sys.executable, "-c", _ONE_BY_ONE, json.dumps(given)],
        cwd=workspace.root,
        env=workspace.environment | {"BRIEFKIT_STATE": str(workspace.root.parent / "state")},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return [(code, said) for code, said in json.loads(done.stdout)]


def start(workspace: Workspace, *options: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "briefkit", "desk", "--no-browser", *options],
        cwd=workspace.root,
        env=workspace.environment | {"BRIEFKIT_STATE": str(workspace.root.parent / "state")},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def small(tmp_path: Path, font_cache: Path) -> Workspace:
    (tmp_path / "project").mkdir()
    shutil.copytree(ROOT / "briefs", tmp_path / "project" / "briefs")
    (tmp_path / "project" / "locales").mkdir()
    shutil.copy(EXAMPLE / "office.toml", tmp_path / "project")
    return Workspace(tmp_path / "project", font_cache)


def test_a_desk_starts_behind_its_proxy_or_not_at_all(small: Workspace) -> None:
    socket_at = f"unix:{small.root.parent}/desk.sock"
    secret = small.root.parent / "secret"
    secret.write_text("s" * 64, encoding="utf-8")
    secret.chmod(0o604)
    cases = (
        (["--behind-proxy", "0.0.0.0:0"], "could pretend to be the proxy"),
        (["--behind-proxy", "0.0.0.0:0", "--proxy-secret", str(secret)], "Others may read"),
        (["--behind-proxy", "0.0.0.0:0", "--proxy-secret", "nowhere"], "No such file"),
        (["--behind-proxy", socket_at, "--proxy-secret", str(secret)], "needs no --proxy-secret"),
        (["--proxy-secret", str(secret)], "is for a desk with --behind-proxy"),
        (["--behind-proxy", socket_at, "--port", "8000"], "--port is for"),
        (["--behind-proxy", "unix:/nowhere/desk.sock"], "cannot be listened at"),
        (["--behind-proxy", "unix:/tmp/desk.sock"], "everybody may write into its folder"),
    )
    ended = refused(small, *(options for options, _ in cases))
    for (options, why), (code, said) in zip(cases, ended, strict=True):
        assert code == 2, (options, said)
        assert why in said.replace("\n", " "), said
        assert "Traceback" not in said
    secret.chmod(0o600)
    done = start(small, "--behind-proxy", "127.0.0.1:0", "--proxy-secret", str(secret))
    assert "does not say from which address the proxy calls" in done.stderr
    secret.write_text("short", encoding="utf-8")
    done = start(small, "--behind-proxy", "127.0.0.1:0", "--proxy-secret", str(secret))
    assert "less than 32" in done.stderr


def test_what_is_wrong_with_office_toml_stops_the_start(small: Workspace) -> None:
    place = f"unix:{small.root.parent}/desk.sock"
    file = small.root / "office.toml"
    file.write_text('address = 3\n[people.anna]\nname = ""\n', encoding="utf-8")
    done = start(small, "--behind-proxy", place)
    assert done.returncode == 1
    for line in ("office.toml:1: address", "office.toml:3: [people.anna] name", "has no role"):
        assert line in done.stderr
    file.unlink()
    done = start(small, "--behind-proxy", place)
    assert done.returncode == 2
    assert "There is no office.toml here" in done.stderr


def test_a_folder_has_one_desk(small: Workspace) -> None:
    place = f"unix:{small.root.parent}/desk.sock"
    with ExitStack() as stack:
        stack.enter_context(desk_behind(small, place))
        alone = start(small)
        assert alone.returncode == 2
        assert "The office’s desk has this folder" in alone.stderr
        again = start(small, "--behind-proxy", place)
        assert again.returncode == 2
        assert "The office’s desk has this folder" in again.stderr


def test_a_socket_that_was_left_by_a_desk_that_was_killed_is_replaced(small: Workspace) -> None:
    place = f"unix:{small.root.parent}/desk.sock"
    with desk_behind(small, place) as process:
        process.kill()
        process.wait()
    with desk_behind(small, place):
        connection = direct(place)
        assert _status(connection, {"Host": HOST, "X-Remote-User": "anna"}) == 200
