"""The command for outreach workers: desk."""

import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.clusters import cluster_executor, cluster_option
from briefkit.cli.exit_codes import reporting
from briefkit.cli.proxies import Proxy, entrance_of, folder_taken, open_behind, proxy_options
from briefkit.cli.servers import (
    Server,
    open_server,
    server_options,
    show_address,
)
from briefkit.cli.services import Service, install_service
from briefkit.cli.settings import Settings, cores, state_folder
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from briefkit.desk import Claim, Entrance

__all__ = ["desk"]


# Where a bookmark finds the desk again; of those that IANA has registered for nothing.
_USUAL_PORT = 48112


@click.command(epilog="Example: briefkit desk")
@click.option(
    "--contacts",
    "contacts_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where the desk keeps local contacts (CSV).  [default: contacts.csv]",
)
@server_options
@proxy_options
@cluster_option
@click.option(
    "--install-service",
    "as_service",
    is_flag=True,
    help="Write the files that have systemd run the desk, and say what to do with them.",
)
@click.pass_obj
@reporting
def desk(
    settings: Settings,
    contacts_file: Path | None,
    server: Server,
    proxy: Proxy,
    cluster: str | None,
    as_service: bool,
) -> int:
    """Choose, see and print leaflets in the browser, on this computer alone.

    Your contacts and last choices are kept for the next time. It runs until Ctrl-C.

    An office has one for all its people, behind a web server that knows who is signed in:
    docs/desk.md#an-offices-desk.
    """
    with needing_extra("The desk", "desk"):
        from briefkit.desk import CLAIMED, DeskFiles, claim_folder, serve

    if not settings.project.brief_names:
        raise UsageError(
            Diagnostic(
                check="brief",
                message="There is no brief here.",
                hint="Start a project with “briefkit init FOLDER”, and go there.",
            )
        )
    contacts = (contacts_file or settings.root / "contacts.csv").absolute()
    entrance = entrance_of(settings.root, proxy, server)
    if as_service:
        called_from = entrance.office.proxy if entrance and entrance.secret else ""
        _install(settings.root, contacts, CLAIMED, server, proxy, called_from)
        return 0
    with cluster_executor(cluster) as far, claim_folder(settings.root, contacts) as claim:
        if claim.other:
            if entrance:
                raise folder_taken(claim.other)
            show_address("The desk is open already, at", claim.other, server)
            return 0
        listening = _opened(claim, server, proxy, entrance)
        files = DeskFiles(
            order=settings.order(),
            contacts_file=contacts,
            choice_file=state_folder() / "desk.json",
            # The desk may stay open overnight.
            clock=lambda: datetime.now(UTC).astimezone(),
            # Where Hunspell itself looks first.
            dictionaries=_folders_of(os.environ.get("DICPATH", "")),
        )
        serve(files, listening, workers=min(2, cores()), entrance=entrance, far=far)
    return 0


def _opened(
    claim: "Claim", server: Server, proxy: Proxy, entrance: "Entrance | None"
) -> socket.socket:
    """Return where the desk listens, and let those who come later know of it."""
    if entrance:
        listening = open_behind(proxy, entrance.office)
        claim.announce(0)
    else:
        listening = open_server("The desk is at", "Ctrl-C ends it.", server, usual=_USUAL_PORT)
        claim.announce(listening.getsockname()[1])
    return listening


def _install(
    root: Path, contacts: Path, own: str, server: Server, proxy: Proxy, called_from: str
) -> None:
    """Write the files of a service that runs this desk, at the same place each time.

    They are put into the folder `own` of the project, which Git leaves out. `called_from` is the
    address of a proxy on another computer.
    """
    service = Service(
        root=root,
        # As it is called: of a virtual environment, it is a link.
        python=Path(sys.executable),
        arguments=[*_place(server, proxy), "--contacts", str(contacts)],
        written=[*dict.fromkeys([root, contacts.parent])],
        proxy=called_from,
        secret=proxy.proxy_secret.absolute() if proxy.proxy_secret else None,
    )
    install_service(service, root / own / "service")


def _place(server: Server, proxy: Proxy) -> list[str]:
    """Return the options that say where a service's desk listens."""
    if proxy.behind_proxy is None:
        return ["--port", str(server.port or _USUAL_PORT)]
    return ["--behind-proxy", proxy.behind_proxy]


def _folders_of(paths: str) -> tuple[Path, ...]:
    return tuple(Path(path) for path in paths.split(os.pathsep) if path)
