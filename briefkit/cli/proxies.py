"""An office's desk is started behind its proxy, or not at all."""

import socket
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.options import gathered
from briefkit.cli.output import new_console
from briefkit.cli.servers import Server
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError, UsageError

if TYPE_CHECKING:
    from briefkit.desk import Entrance
    from briefkit.office import Office

__all__ = ["Proxy", "entrance_of", "folder_taken", "open_behind", "proxy_options"]

# The secret's characters: as many as “openssl rand -hex 16” gives.
_SHORTEST_SECRET = 32
_LARGEST_SECRET = 4096


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a desk listens for its proxy, “unix:PATH” or “ADDRESS:PORT”; the file of its secret."""

    behind_proxy: str | None
    proxy_secret: Path | None


proxy_options = gathered(
    "proxy",
    Proxy,
    click.option(
        "--behind-proxy",
        metavar="PLACE",
        help="Listen for an office’s proxy at unix:PATH, or at ADDRESS:PORT; needs office.toml.",
    ),
    click.option(
        "--proxy-secret",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="What the proxy alone knows besides; needed for ADDRESS:PORT.",
    ),
)


def entrance_of(root: Path, proxy: Proxy, server: Server) -> "Entrance | None":
    """Return who comes in: an office's proxy; nobody, where a desk is for this computer alone.

    Raises SourceError for what `office.toml` has wrong, and UsageError for what is not safe.
    """
    if proxy.behind_proxy is None:
        if proxy.proxy_secret:
            raise _fault("--proxy-secret is for a desk with --behind-proxy.", "Leave it out.")
        return None
    if server.port:
        raise _fault("--port is for this computer’s browser.", "Write the port behind the address.")
    from briefkit.desk import Entrance
    from briefkit.office import OFFICE, parse_office
    from briefkit.project import read_text

    file = root / OFFICE
    if not file.is_file():
        message = f"There is no {OFFICE} here, which says who is who."
        raise _fault(message, "docs/desk.md#an-offices-desk tells what it holds.")
    office = parse_office(read_text(file, "."))
    if proxy.behind_proxy.startswith("unix:"):
        if proxy.proxy_secret:
            message = "A Unix socket needs no --proxy-secret: its mode says who may use it."
            raise _fault(message, "Leave it out.")
        return Entrance(office=office, file=file)
    secret = _secret(proxy.proxy_secret)
    if not office.proxy:
        place = Diagnostic(
            check="office",
            message=f"{OFFICE} does not say from which address the proxy calls.",
            hint='Add to [proxy]: address = "127.0.0.1", or the one that it has.',
        )
        raise SourceError(place)
    return Entrance(office=office, file=file, secret=secret)


def _secret(file: Path | None) -> str:
    """Return what the proxy alone knows. Raises UsageError where others may know it too."""
    if file is None:
        raise _fault(
            "At an address, others on the network or on this computer could pretend to be the "
            "proxy.",
            "Give --proxy-secret FILE, or listen at a Unix socket: unix:/run/briefkit/desk.sock.",
        )
    try:
        mode = file.stat().st_mode
        with file.open("rb") as stream:
            secret = stream.read(_LARGEST_SECRET).decode("ascii").strip()
    except (OSError, ValueError) as error:
        message = f"The secret cannot be read: {getattr(error, 'strerror', '') or 'no plain text'}."
        raise _fault(message, "“openssl rand -hex 32” makes one; put it into that file.") from None
    if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO) & ~stat.S_IRGRP:
        raise _fault(f"Others may read the secret in {file}.", f"Give: chmod 640 {file}")
    if len(secret) < _SHORTEST_SECRET or not secret.isprintable() or " " in secret:
        message = f"The secret has less than {_SHORTEST_SECRET} letters, or blanks in it."
        raise _fault(message, "“openssl rand -hex 32” makes a good one.")
    return secret


def open_behind(proxy: Proxy, office: "Office") -> socket.socket:
    """Return a socket that listens for the proxy, and say so. Raises UsageError."""
    from briefkit.serving import listen_behind

    place = proxy.behind_proxy or ""
    try:
        listening = listen_behind(place)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or "it is neither a path nor an address"
        hint = "Write unix:/run/briefkit/desk.sock, or an address in numbers: 127.0.0.1:8000."
        raise _fault(f"{place} cannot be listened at: {why}.", hint) from None
    console = new_console()
    console.print(f"The desk of {office.address} listens for its proxy at {place}")
    return listening


def folder_taken(other: str) -> UsageError:
    """Return the error where a desk for this computer alone has the folder, at an address."""
    return _fault(f"The desk that is open at {other} has this folder.", "End it first.")


def _fault(message: str, hint: str) -> UsageError:
    return UsageError(Diagnostic(check="desk", message=message, hint=hint))
