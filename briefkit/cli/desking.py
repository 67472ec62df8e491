"""The command for outreach workers: desk."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from briefkit.cli.shell import Settings, listen_at, new_console, open_browser, reporting
from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, UsageError

__all__ = ["desk"]


@click.command(epilog="Example: briefkit desk")
@click.option(
    "--contacts",
    "contacts_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where the desk keeps local contacts (CSV).  [default: contacts.csv]",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to serve at.  [default: any that is free]",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.pass_obj
@reporting
def desk(settings: Settings, contacts_file: Path | None, port: int, no_browser: bool) -> int:
    """Choose, see and print leaflets in the browser, on this computer alone.

    Your contacts and last choices are kept for the next time. It runs until Ctrl-C.
    """
    import platformdirs

    try:
        from briefkit.desk import Shop, serve
    except ModuleNotFoundError as error:
        raise BriefkitError(
            Diagnostic(
                check="extra",
                message="The desk needs packages that are not installed, such as "
                f"“{(error.name or '').partition('.')[0]}”.",
                hint='Install it with pip install "briefkit[desk]".',
            )
        ) from None

    if not settings.project.brief_names:
        raise UsageError(
            Diagnostic(
                check="brief",
                message="There is no brief here.",
                hint="Start a project with “briefkit init FOLDER”, and go there.",
            )
        )
    listening = listen_at(port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    console = new_console()
    console.print(f"The desk is at {address}")
    console.print("Ctrl-C ends it.")
    if not no_browser:
        open_browser(address)
    state = os.environ.get("BRIEFKIT_STATE") or platformdirs.user_state_dir("briefkit", False)
    serve(
        Shop(
            order=settings.order(),
            contacts_file=(contacts_file or settings.root / "contacts.csv").absolute(),
            choice_file=Path(state) / "desk.json",
            # The desk may stay open overnight.
            clock=lambda: datetime.now(UTC).astimezone().date(),
            revised=lambda: datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000"),
            workers=min(2, os.cpu_count() or 1),
        ),
        listening,
    )
    return 0
