"""The start of a server for this computer's browser: its options, its port, its address."""

import socket
import threading
import webbrowser
from dataclasses import dataclass

import click

from briefkit.cli.options import gathered
from briefkit.cli.output import new_console
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["Server", "open_server", "server_options", "show_address"]

# How long a browser may take to be given an address that another process serves, in seconds.
_LONGEST_OPENING = 5.0


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server is to listen: at a port, 0 for any, and whether a browser is opened."""

    port: int
    no_browser: bool


server_options = gathered(
    "server",
    Server,
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=0,
        metavar="N",
        help="The port to serve at.  [default: any that is free]",
    ),
    click.option("--no-browser", is_flag=True, help="Only print the address."),
)


def open_server(what: str, end: str, server: Server, *, usual: int = 0) -> socket.socket:
    """Return a socket that listens at a port, its address printed and opened in a browser.

    `what` is there; `end` says how it ends. For a port of 0 it is the `usual` one, so that the
    address is the same the next time, or any if that is taken. Raises UsageError for another that
    is taken.
    """
    listening = _listen_at(server.port or usual, other=not server.port)
    show_address(what, _address_of(listening), server, end)
    return listening


def _address_of(listening: socket.socket) -> str:
    """Return the address that a browser is to open."""
    return f"http://127.0.0.1:{listening.getsockname()[1]}/"


def show_address(what: str, address: str, server: Server, end: str = "") -> None:
    """Print what is at an address, and `end`; open the address in a browser."""
    console = new_console()
    console.print(f"{what} {address}")
    if end:
        console.print(end)
    if not server.no_browser:
        # A text browser would hold up the server that it waits for.
        opening = threading.Thread(target=webbrowser.open, args=(address,), daemon=True)
        opening.start()
        if not end:
            opening.join(_LONGEST_OPENING)


def _listen_at(port: int, *, other: bool) -> socket.socket:
    from briefkit.serving import listen

    try:
        return listen(port)
    except OSError as error:
        if other:
            return listen(0)
        raise UsageError(
            Diagnostic(
                check="port",
                message=f"Port {port} cannot be used: {error.strerror}.",
                hint="Leave --port out, and a free one is found.",
            )
        ) from None
