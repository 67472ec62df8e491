"""Web applications behind the guard, and their server's start and end."""

import contextlib
import socket
from collections.abc import Iterable, Mapping

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette.types import ExceptionHandler, Lifespan

from briefkit.serving.guarding import Guard, own_hosts

__all__ = ["listen", "new_application", "run_application"]


def listen(port: int) -> socket.socket:
    """Return a socket that listens on this computer's own address, at any free port for 0.

    Raises OSError where the port is taken.
    """
    return socket.create_server(("127.0.0.1", port), backlog=512)


def new_application(
    routes: Iterable[BaseRoute],
    listening: socket.socket,
    *,
    policy: str,
    lifespan: Lifespan[Starlette],
    methods: tuple[str, ...] = ("GET",),
    limit: int = 0,
    exception_handlers: Mapping[type[Exception], ExceptionHandler] | None = None,
) -> Starlette:
    """Return an application that is asked at a socket's port; see `Guard` for what it lets in.

    `policy` is the Content-Security-Policy of every answer, `limit` in bytes.
    """
    hosts = own_hosts(listening.getsockname()[1])
    return Starlette(
        routes=list(routes),
        middleware=[Middleware(Guard, hosts=hosts, policy=policy, methods=methods, limit=limit)],
        exception_handlers=exception_handlers,
        lifespan=lifespan,
    )


def run_application(application: Starlette, listening: socket.socket) -> None:
    """Serve an application at a socket until the process is interrupted.

    Its `state.server` is the server: a stream ends when that says `should_exit`.
    """
    server = uvicorn.Server(
        uvicorn.Config(application, access_log=False, log_config=None, ws="none", lifespan="on")
    )
    application.state.server = server
    # Uvicorn ends in good order, then raises the interrupt again for whoever started it.
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
