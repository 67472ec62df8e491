"""Web applications behind the guard, and their server's start and end."""

import contextlib
import errno
import ipaddress
import logging
import os
import signal
import socket
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ExceptionHandler, Lifespan

from briefkit.serving.connections import BoundedConnection
from briefkit.serving.guarding import Guard, own_addresses
from briefkit.serving.logs import WithoutValues

__all__ = ["listen", "listen_behind", "new_application", "run_application"]

# Connections that are taken in at once, before those that are open get their turn.
_BACKLOG = 256

# How many files a server wants to be free to have open: each connection is one.
_FILES = 4096

# How long answers that are being given may take when the server ends, in seconds.
_LAST_ANSWERS = 5

# How long a message is not repeated in the log, in seconds.
_QUIET = 60.0


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this computer's own address, at any free port for 0.

    Raises OSError where the port is taken.
    """
    return socket.create_server(("127.0.0.1", port), backlog=_BACKLOG)


def listen_behind(place: str) -> socket.socket:
    """Return a socket for a proxy alone: “unix:PATH”, or an address in numbers and a port.

    A Unix socket can be used by its owner and its group (mode 0660). Raises OSError where the place
    is taken or cannot be used, and ValueError for what is none.
    """
    if path := place.removeprefix("unix:") if place.startswith("unix:") else "":
        return _listen_at_path(Path(path))
    host, _, port = place.rpartition(":")
    address = ipaddress.ip_address(host.strip("[]"))
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    return socket.create_server((str(address), int(port)), family=family, backlog=_BACKLOG)


def _listen_at_path(path: Path) -> socket.socket:
    """Listen at a path. Raises OSError where others could put a socket of theirs there."""
    if sys.platform == "win32":
        raise OSError(errno.ENOTSUP, "there are no such sockets on Windows", str(path))
    if path.parent.stat().st_mode & stat.S_IWOTH:
        raise PermissionError(errno.EPERM, "everybody may write into its folder", str(path))
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    # What a desk has left that was killed is replaced; where one answers, it stays.
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as asked:
        if stat.S_ISSOCK(path.stat().st_mode) and asked.connect_ex(str(path)):
            path.unlink()
    before = os.umask(0o117)
    try:
        listening.bind(str(path))
    except OSError:
        listening.close()
        raise
    finally:
        os.umask(before)
    listening.listen(_BACKLOG)
    return listening


def new_application(
    routes: Iterable[BaseRoute],
    listening: socket.socket,
    *,
    policy: str,
    lifespan: Lifespan[Starlette],
    methods: tuple[str, ...] = ("GET",),
    limit: int = 0,
    limits: Mapping[str, int] | None = None,
    exception_handlers: Mapping[type[Exception], ExceptionHandler] | None = None,
    before: Sequence[Middleware] = (),
    address: str = "",
) -> Starlette:
    """Return an application that is asked at a socket's port; see `Guard` for what it lets in.

    `policy` is the Content-Security-Policy of every answer, `limit` and `limits` in bytes. What
    stands `before` the guard is asked first; with an `address`, browsers ask there, and only there.
    """
    addresses = frozenset({address}) if address else own_addresses(listening.getsockname()[1])
    application = Starlette(
        routes=list(routes),
        middleware=[
            *before,
            Middleware(
                Guard,
                addresses=addresses,
                policy=policy,
                methods=methods,
                limit=limit,
                limits=limits,
            ),
        ],
        exception_handlers=exception_handlers,
        lifespan=lifespan,
    )
    # A redirection would name the scheme that a proxy uses, and not the browser's.
    application.router.redirect_slashes = not address
    return application


def run_application(application: Starlette, listening: socket.socket) -> None:
    """Serve an application at a socket until the process is interrupted, or told to end.

    Its `state.server` is the server: a stream ends when that says `should_exit`.
    """
    server = uvicorn.Server(
        uvicorn.Config(
            application,
            access_log=False,
            log_config=None,
            ws="none",
            # Who calls is whom the system says, whatever a header says of it.
            proxy_headers=False,
            lifespan="on",
            http=BoundedConnection,
            backlog=_BACKLOG,
            limit_concurrency=_allowed_files() * 3 // 4,
            timeout_graceful_shutdown=_LAST_ANSWERS,
        )
    )
    application.state.server = server
    # Uvicorn ends in good order, then raises the signal again for whoever started it.
    with _quiet_log(), _ending_in_good_order(server), contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


@contextlib.contextmanager
def _ending_in_good_order(server: uvicorn.Server) -> Iterator[None]:
    """Have SIGTERM end a server as Ctrl-C does, and SIGHUP too: its terminal was closed."""
    handlers: dict[signal.Signals, Callable[[int, FrameType | None], Any]] = {
        signal.SIGTERM: signal.default_int_handler
    }
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        # Uvicorn does not know this one: whoever says “nohup” wants it ignored.
        handlers[signal.SIGHUP] = server.handle_exit
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _allowed_files() -> int:
    """Return how many files may be open, raised to what a server wants as far as it is free to."""
    if sys.platform == "win32":
        return _FILES
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted


# What Uvicorn 0.54 logs (its `Server.shutdown`).
_NOTHING_CANCELLED = "Cancel 0 running task(s)"


class _SeldomRepeated(logging.Filter):
    """Lets a message pass once in a while: whoever sends a thousand bad requests fills no log."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[object, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a message is new, or was not logged for a minute."""
        # At its end, of a browser that was slow to hang up: no answer was lost.
        if record.getMessage().startswith(_NOTHING_CANCELLED):
            return False
        kind = record.exc_info[0] if record.exc_info else None
        key, now = (record.getMessage(), kind), time.monotonic()
        passes = now - self._last.get(key, -_QUIET) >= _QUIET
        if passes:
            self._last[key] = now
        return passes


@contextlib.contextmanager
def _quiet_log() -> Iterator[None]:
    """Have what the server and its event loop log repeated seldom, and without what was typed."""
    filters = (_SeldomRepeated(), WithoutValues())
    loggers = [logging.getLogger(name) for name in ("uvicorn.error", "asyncio")]
    for logger, each in product(loggers, filters):
        logger.addFilter(each)
    try:
        yield
    finally:
        for logger, each in product(loggers, filters):
            logger.removeFilter(each)
