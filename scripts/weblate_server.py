"""A real Weblate over a copy of this project, on this computer alone, for as long as it is wanted.

    ./run weblate            # starts it and says where it is; Ctrl-C ends it, and removes all of it
    ./run weblate --walk     # walks docs/weblate.md in one: tests/walks

PostgreSQL and Redis are Debian's, Weblate is in `.venv-weblate` (requirements/weblate). What
is committed is copied, without its history; everything else is in a temporary folder.
"""

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

__all__ = ["ADDRESS", "ROOT", "RunningWeblate", "weblate_server"]

ROOT = Path(__file__).parents[1]
PROGRAMS = ROOT / ".venv-weblate" / "bin"
# An empty Weblate, made once: its database and the files for browsers.
EMPTY = ROOT / ".venv-weblate" / "empty"

ADDRESS = "https://git.example.org/briefkit.git"
"""The repository's address in weblate.json, in whose place another is put."""

PEOPLE = {"office": "The Office", "translator": "Mariya Petrova", "reviewer": "Ivan Ivanov"}

_SETTINGS = """
from weblate.settings_example import *
from weblate.checks.defaults import DEFAULT_CHECK_LIST

CHECK_LIST = (
    *DEFAULT_CHECK_LIST,
    "briefkit.weblate_checks.ErrorCheck",
    "briefkit.weblate_checks.WarningCheck",
)
SITE_TITLE = "briefkit"
SITE_DOMAIN = "127.0.0.1:{port}"
SITE_URL = "http://127.0.0.1:{port}"
ALLOWED_HOSTS = ["127.0.0.1"]
DEBUG = False
REGISTRATION_OPEN = False
DATA_DIR = "{folder}/data"
CACHE_DIR = DATA_DIR + "/cache"
MEDIA_ROOT = DATA_DIR + "/media"
STATIC_ROOT = "{folder}/static"
SECRET_KEY = "{secret}"
OTP_WEBAUTHN_RP_ID = "localhost"
OTP_WEBAUTHN_ALLOWED_ORIGINS = ["https://localhost"]
DATABASES["default"].update(HOST="{folder}/postgres", NAME="weblate", USER="weblate", PASSWORD="")
CACHES["default"]["LOCATION"] = "unix://{folder}/redis.sock?db=1"
CACHES["avatar"]["LOCATION"] = CACHE_DIR + "/avatar"
CELERY_BROKER_URL = CELERY_RESULT_BACKEND = "redis+socket://{folder}/redis.sock"
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# The copy of the project is on this computer, and served by git itself.
VCS_ALLOW_SCHEMES = {{"git"}}
VCS_RESTRICT_PRIVATE = False
"""

_USERS = """
from weblate.auth.models import User
for name, full_name in {people!r}.items():
    user = User.objects.create_user(name, name + "@example.org", {password!r}, full_name=full_name)
    user.is_superuser = name == "office"
    user.save()
    print("key", name, user.auth_token.key)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningWeblate:
    """A Weblate at `url`, with each person's key and the one password of all.

    `repository` is the address of the project's copy, `clone` the office's clone of it, `own` the
    folder with Weblate's.
    """

    url: str
    keys: Mapping[str, str]
    password: str
    repository: str
    clone: Path
    own: Path

    def ask(
        self, path: str, method: str = "", who: str = "office", **values: object
    ) -> dict[str, Any]:
        """Return what the API answers."""
        body = json.dumps(values).encode() if values else None
        headers = {"Authorization": f"Token {self.keys[who]}", "Content-Type": "application/json"}
        request = Request(f"{self.url}api/{path}", body, headers, method=method or None)
        with urlopen(request, timeout=300) as answer:
            found: dict[str, Any] = json.loads(answer.read() or "{}")
            return found


@contextmanager
def weblate_server(locales: Sequence[str] = ()) -> Iterator[RunningWeblate]:
    """Start a Weblate with the components of weblate.json, in these languages or in all."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="weblate-")))
        folder.chmod(0o711)  # PostgreSQL runs as a user of its own
        (folder / "logs").mkdir()
        port, git_port = _free_port(), _free_port()
        settings = {"folder": folder, "port": port, "secret": secrets.token_hex(32)}
        (folder / "weblate_settings.py").write_text(_SETTINGS.format(**settings))
        _start_databases(stack, folder)
        clone = _copied_project(folder, locales)
        repository = f"git://127.0.0.1:{git_port}/project.git"
        git = ["git", "daemon", "--export-all", "--enable=receive-pack", "--listen=127.0.0.1"]
        git += [f"--base-path={folder / 'git'}", f"--port={git_port}", "--reuseaddr"]
        stack.enter_context(_service(folder, "git", git))
        _git(clone, "remote", "add", "origin", repository)
        _git(clone, "config", "branch.main.remote", "origin")
        _git(clone, "config", "branch.main.merge", "refs/heads/main")
        worker = [PROGRAMS / "celery", "--app=weblate.utils", "worker", "--beat", "--pool=solo"]
        worker += ["--queues=celery,notify,memory,translate,backup"]
        # SIGQUIT: what it works at is removed with all else.
        stack.enter_context(_service(folder, "worker", worker, ends=signal.SIGQUIT))
        web = [PROGRAMS / "granian", "--interface=wsgi", "--host=127.0.0.1", f"--port={port}"]
        web += ["--workers=1", "--blocking-threads=4", "--static-path-route=/static"]
        web += [f"--static-path-mount={folder / 'static'}", "weblate.wsgi:application"]
        stack.enter_context(_service(folder, "web", web))
        password = secrets.token_urlsafe(12)
        users = _USERS.format(people=PEOPLE, password=password)
        said = _manage(folder, "shell", "--command", users).splitlines()
        keys = dict(line.split()[1:] for line in said if line.startswith("key "))
        running = RunningWeblate(
            url=f"http://127.0.0.1:{port}/",
            keys=keys,
            password=password,
            repository=repository,
            clone=clone,
            own=folder / "data" / "vcs" / "briefkit" / "cyber-trafficking",
        )
        _await(lambda: running.ask("projects/"), "Weblate to answer")
        _import(running, folder)
        yield running


def _start_databases(stack: ExitStack, folder: Path) -> None:
    """Start PostgreSQL and Redis, with what an empty Weblate has in them; both by sockets alone."""
    redis = shutil.which("redis-server") or shutil.which("valkey-server") or "redis-server"
    options = ["--port", "0", "--unixsocket", folder / "redis.sock", "--unixsocketperm", "700"]
    options += ["--save", "", "--appendonly", "no", "--dir", folder]
    stack.enter_context(_service(folder, "redis", [redis, *options]))
    data = folder / "postgres"
    made = (EMPTY / "static").is_dir()
    if made:
        shutil.copytree(EMPTY / "postgres", data)
        shutil.copytree(EMPTY / "static", folder / "static")
    else:
        data.mkdir(mode=0o700)
    _give_away(data)
    if not made:
        initdb = [_postgres("initdb"), "-D", data, "-U", "weblate", "--auth=trust"]
        _run([*initdb, "--encoding=UTF8", "--locale=C.UTF-8"], user=_postgres_user(), cwd=data)
        with _database(folder, data):
            _make_empty(folder, data)
        EMPTY.mkdir(exist_ok=True)
        shutil.copytree(data, EMPTY / "postgres", dirs_exist_ok=True)
        shutil.copytree(folder / "static", EMPTY / "static")
    stack.enter_context(_database(folder, data))


def _make_empty(folder: Path, data: Path) -> None:
    _say("Making an empty Weblate, once: some minutes.")
    _run([_postgres("createdb"), "-h", data, "-U", "weblate", "weblate"])
    _manage(folder, "migrate", "--noinput")
    _manage(folder, "collectstatic", "--noinput")


@contextmanager
def _database(folder: Path, data: Path) -> Iterator[None]:
    server = [_postgres("postgres"), "-D", data, "-c", "listen_addresses=", "-c", "fsync=off"]
    server += ["-c", f"unix_socket_directories={data}", "-c", "unix_socket_permissions=0700"]
    # SIGINT ends it in order without waiting for its clients.
    with _service(folder, "postgres", server, user=_postgres_user(), ends=signal.SIGINT):
        ready = [_postgres("pg_isready"), "-q", "-h", data, "-U", "weblate", "-d", "postgres"]
        _await(lambda: _run(ready), "PostgreSQL to answer")
        yield


def _postgres(name: str) -> str:
    """Return the path of a program of PostgreSQL: Debian keeps them out of PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else name


def _postgres_user() -> str | None:
    """Return who runs PostgreSQL, which refuses root; nothing where that is this user."""
    return "postgres" if os.geteuid() == 0 else None


def _give_away(data: Path) -> None:
    if user := _postgres_user():
        entry = pwd.getpwnam(user)
        for path in (data, *data.rglob("*")):
            os.chown(path, entry.pw_uid, entry.pw_gid)


def _copied_project(folder: Path, locales: Sequence[str]) -> Path:
    """Put what is committed into a repository of its own, and return a clone of that."""
    clone, bare = folder / "clone", folder / "git" / "project.git"
    clone.mkdir()
    files = subprocess.run(
        ["git", "archive", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True
    ).stdout
    subprocess.run(["tar", "-x"], cwd=clone, input=files, check=True)
    for path in (clone / "locales").iterdir():
        if locales and path.is_dir() and path.name not in locales:
            shutil.rmtree(path)
    _git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    _git(clone, "init", "--quiet", "--initial-branch=main")
    _git(clone, "config", "user.name", PEOPLE["office"])
    _git(clone, "config", "user.email", "office@example.org")
    _git(clone, "add", "--all")
    _git(clone, "commit", "--quiet", "--message=Begin")
    _git(clone, "push", "--quiet", str(bare), "main")
    return clone


def _import(running: RunningWeblate, folder: Path) -> None:
    """Make the project, and its components by Weblate's own command."""
    web = "https://example.org/"
    running.ask("projects/", name="briefkit", slug="briefkit", web=web, translation_review=True)
    group = next(
        g for g in running.ask("groups/?page_size=100")["results"] if g["name"] == "Review"
    )
    running.ask("users/reviewer/groups/", group_id=group["id"])
    described = folder / "weblate.json"
    text = (ROOT / "weblate.json").read_text("utf-8")
    described.write_text(text.replace(ADDRESS, running.repository), "utf-8")
    _manage(folder, "import_json", "--project", "briefkit", str(described))
    for component in json.loads(text):
        catalogs = list(running.clone.glob(component["filemask"]))
        path = f"components/briefkit/{component['slug']}/translations/"

        def is_whole(path: str = path, count: int = len(catalogs) + 1) -> None:
            found = running.ask(path)
            if found["count"] < count or not all(t["total"] for t in found["results"]):
                raise OSError

        _await(is_whole, f"the component {component['slug']}")


def _manage(folder: Path, *arguments: str) -> str:
    """Give Weblate a management command; return what it printed."""
    done = subprocess.run(
        [PROGRAMS / "weblate", *arguments],
        env=_environment(folder), capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"weblate {arguments[0]}: {done.stderr[-2000:]}")
    return done.stdout


def _environment(folder: Path) -> dict[str, str]:
    program = {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "weblate_settings"}
    return os.environ | program | {"PATH": f"{PROGRAMS}:{os.environ['PATH']}"}


@contextmanager
def _service(
    folder: Path,
    name: str,
    command: Sequence[object],
    *,
    user: str | None = None,
    ends: signal.Signals = signal.SIGTERM,
) -> Iterator[None]:
    """Run a program until it is no longer wanted, or this ends; what it says goes into a log."""
    command = ["setpriv", "--pdeathsig", "TERM", *command]
    with (folder / "logs" / name).open("ab") as log:
        process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, env=_environment(folder), stdout=log,
            stderr=log, start_new_session=True, **_as(user),
        )  # fmt: skip
    try:
        yield
    finally:
        process.send_signal(ends)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        with suppress(ProcessLookupError):  # its own children too
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _await(ready: Any, what: str, seconds: float = 600) -> None:
    """Wait until a call raises nothing more."""
    end = time.monotonic() + seconds
    while True:
        try:
            ready()
            return
        except (OSError, HTTPException, subprocess.CalledProcessError):
            if time.monotonic() > end:
                raise SystemExit(f"Waited in vain for {what}.") from None
        time.sleep(0.5)


def _run(command: Sequence[object], user: str | None = None, cwd: Path = ROOT) -> None:
    subprocess.run(
        [str(word) for word in command], check=True, cwd=cwd, stdout=subprocess.DEVNULL,
        **_as(user),
    )  # fmt: skip


def _as(user: str | None) -> dict[str, Any]:
    return {"user": user, "group": user, "extra_groups": []} if user else {}


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def main() -> None:
    """Run one until Ctrl-C."""
    for ends in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ends, _interrupted)
    _say("Starting Weblate: some minutes.")
    with suppress(KeyboardInterrupt), weblate_server() as running:
        _say(
            f"Weblate is at {running.url}: sign in as {', '.join(PEOPLE)}, "
            f"with the password {running.password}\nIts repository is {running.repository}, "
            f"a clone of that is {running.clone}.\nCtrl-C ends it, and removes all of it."
        )
        signal.pause()


def _interrupted(*_: object) -> None:
    """End once: who presses Ctrl-C again and again must not leave anything behind by it."""
    for ends in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ends, signal.SIG_IGN)
    _say("Ending it: a minute at most.")
    raise KeyboardInterrupt


if __name__ == "__main__":
    main()
