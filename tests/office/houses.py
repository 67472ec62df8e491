"""An office: its people, a real nginx with TLS before a real desk, and whoever asks it."""

import base64
import http.client
import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.conftest import ROOT, Workspace, interrupted

__all__ = ["PASSWORD", "PEOPLE", "Answer", "House", "certificate", "desk_behind", "house", "nginx"]

EXAMPLE = ROOT / "examples" / "office"
HOST = "desk.example.org"
PEOPLE = ("anna", "boris", "carla", "dora", "nobody")
PASSWORD = "correct horse"
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    """What came back: its status, headers in small letters, and body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class House:
    """A desk of an office behind its nginx, which listens at a port of this computer."""

    workspace: Workspace
    port: int
    trusted: Path
    place: str

    def ask(
        self,
        user: str,
        path: str,
        form: dict[str, str] | bytes | None = None,
        password: str = PASSWORD,
        **headers: str,
    ) -> Answer:
        """Ask as a browser does that knows a password; a form is sent from the desk's own page."""
        context = ssl.create_default_context(cafile=str(self.trusted))
        connection = _Connection(HOST, self.port, context)
        about = {"Host": HOST, **{k.replace("_", "-"): v for k, v in headers.items()}}
        if user:
            code = base64.b64encode(f"{user}:{password}".encode()).decode()
            about["Authorization"] = f"Basic {code}"
        try:
            if form is None:
                connection.request("GET", path, headers=about)
            else:
                body = form if isinstance(form, bytes) else urlencode(form).encode()
                sent = {"Origin": f"https://{HOST}", "Content-Type": _FORM} | about
                connection.request("POST", path, body, sent)
            return _read(connection)
        finally:
            connection.close()

    def token(self, user: str) -> str:
        found = re.search(r'name="token" value="([^"]+)"', self.ask(user, "/").text)
        assert found
        return found[1]

    def send(self, user: str, path: str, /, **fields: str) -> Answer:
        """Send a form with the person's own token."""
        return self.ask(user, path, {"token": self.token(user), **fields})

    def ask_desk(
        self, path: str = "/", form: dict[str, str] | bytes | None = None, /, **headers: str
    ) -> Answer:
        """Ask the desk itself, past nginx; a form is sent from the desk's own page."""
        connection = direct(self.place)
        about = {"Host": HOST, **{k.replace("_", "-"): v for k, v in headers.items()}}
        try:
            if form is None:
                connection.request("GET", path, headers=about)
            else:
                sent = {"Origin": f"https://{HOST}", "Content-Type": _FORM} | about
                body = form if isinstance(form, bytes) else urlencode(form).encode()
                connection.request("POST", path, body, sent)
            return _read(connection)
        finally:
            connection.close()


class _Connection(http.client.HTTPSConnection):
    """Goes to this computer, and expects the certificate of the office's name."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(host, timeout=120, context=context)
        self._to = port
        self._trusting = context

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self._to), self.timeout)
        self.sock = self._trusting.wrap_socket(plain, server_hostname=self.host)


class _Direct(http.client.HTTPConnection):
    """Goes to a Unix socket."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=120)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(120)
        self.sock.connect(self._path)


def direct(place: str) -> http.client.HTTPConnection:
    """Return a connection to where a desk listens for its proxy."""
    if place.startswith("unix:"):
        return _Direct(place.removeprefix("unix:"))
    return http.client.HTTPConnection(place, timeout=120)


def _read(connection: http.client.HTTPConnection) -> Answer:
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, headers, answer.read())


def free_port() -> int:
    """Return a port that is free, of those that no system gives to whoever asks for any."""
    while True:
        port = secrets.choice(range(10_000, 32_000))
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def certificate(folder: Path) -> tuple[Path, Path]:
    """Return a certificate that signs itself, and its key, made by OpenSSL."""
    pem, key = folder / f"{HOST}.pem", folder / f"{HOST}.key"
    command = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
    about = (
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HOST}",
        "-addext",
        f"subjectAltName=DNS:{HOST}",
    )
    subprocess.run(
        ["openssl", *command, *about, "-keyout", str(key), "-out", str(pem)],
        check=True,
        capture_output=True,
    )
    return pem, key


def passwords(people: tuple[str, ...]) -> str:
    """Return lines as htpasswd writes them."""
    done = subprocess.run(
        ["openssl", "passwd", "-apr1", "-stdin"],
        input=PASSWORD,
        capture_output=True,
        text=True,
        check=True,
    )
    return "".join(f"{name}:{done.stdout.strip()}\n" for name in people)


def configured(folder: Path, place: str, port: int, **changes: str) -> str:
    """Return the example's configuration with this computer's paths in the place of a server's."""
    text = (EXAMPLE / "nginx.conf").read_text(encoding="utf-8")
    ours = {
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        f"/etc/ssl/{HOST}.pem": str(folder / f"{HOST}.pem"),
        f"/etc/ssl/private/{HOST}.key": str(folder / f"{HOST}.key"),
        "/etc/nginx/briefkit.htpasswd;": f"{folder}/people;",
        "unix:/run/briefkit/desk.sock": place,
        "/var/log/nginx/error.log": f"{folder}/error.log",
        **changes,
    }
    for theirs, own in ours.items():
        assert text.count(theirs) == 1, theirs
        text = text.replace(theirs, own)
    return text


@contextmanager
def nginx(
    folder: Path, place: str, people: tuple[str, ...] = PEOPLE, **changes: str
) -> Iterator[int]:
    """Yield the port of an nginx with the example's configuration, for a desk at a place."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "nginx is not installed: ./run test installs it"
    certificate(folder)
    (folder / "people").write_text(passwords(people), encoding="utf-8")
    port = free_port()
    (folder / "desk.conf").write_text(configured(folder, place, port, **changes), encoding="utf-8")
    # Its helpers have the same right to this folder's socket as a server's www-data has by a group.
    user = "user root;" if os.geteuid() == 0 else ""
    paths = " ".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; {user} worker_processes 2;\n"
        f"error_log {folder}/error.log;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log {folder}/access.log; {paths} include {folder}/desk.conf; }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    )
    try:
        _await_port(port, process)
        yield port
    finally:
        process.send_signal(signal.SIGQUIT)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_port(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        assert process.poll() is None, "nginx has ended"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("nginx does not answer")


@contextmanager
def desk_behind(
    workspace: Workspace, place: str, *options: str
) -> Iterator["subprocess.Popen[str]"]:
    """Run a desk that listens at a place; it is interrupted in the end, as by Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", "briefkit", "desk", "--behind-proxy", place, *options],
        cwd=workspace.root,
        env=workspace.environment | {"BRIEFKIT_STATE": str(workspace.root.parent / "state")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        assert place in said, (said, process.communicate())
        yield process
    finally:
        complaints = interrupted(process)
    assert "Traceback" not in complaints, complaints


@contextmanager
def house(workspace: Workspace, folder: Path, *, by_network: bool = False) -> Iterator[House]:
    """Yield a desk of the example's office, at a Unix socket or `by_network`, and its nginx."""
    text = (EXAMPLE / "office.toml").read_text(encoding="utf-8")
    options: tuple[str, ...] = ()
    changes: dict[str, str] = {}
    place = f"unix:{folder}/desk.sock"
    if by_network:
        text += '\n[proxy]\naddress = "127.0.0.1"\n'
        secret = folder / "secret"
        secret.write_text(secrets.token_hex(32), encoding="utf-8")
        secret.chmod(0o600)
        options = ("--proxy-secret", str(secret))
        place = f"127.0.0.1:{free_port()}"
        for user in ("$remote_user", '""'):
            known = f"proxy_set_header X-Briefkit-Proxy {secret.read_text()};"
            changes[f"X-Remote-User {user};"] = f"X-Remote-User {user};\n {known}"
    (workspace.root / "office.toml").write_text(text, encoding="utf-8")
    with ExitStack() as stack:
        stack.enter_context(desk_behind(workspace, place, *options))
        port = stack.enter_context(nginx(folder, place, PEOPLE, **changes))
        yield House(workspace, port, folder / f"{HOST}.pem", place)
