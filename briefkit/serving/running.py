"""Web applications behind the guard, and their server's start and end."""

import contextlib
import logging
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ExceptionHandler, Lifespan

from briefkit.serving.connections import BoundedConnection
from briefkit.serving.guarding import Guard, own_hosts
from briefkit.serving.logs import WithoutValues

__all__ = ["listen", "new_application", "run_application"]

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
) -> Starlette:
    """Return an application that is asked at a socket's port; see `Guard` for what it lets in.

    `policy` is the Content-Security-Policy of every answer, `limit` and `limits` in bytes.
    """
    hosts = own_hosts(listening.getsockname()[1])
    return Starlette(
        routes=list(routes),
        middleware=[
            Middleware(
                Guard, hosts=hosts, policy=policy, methods=methods, limit=limit, limits=limits
            )
        ],
        exception_handlers=exception_handlers,
        lifespan=lifespan,
    )


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
