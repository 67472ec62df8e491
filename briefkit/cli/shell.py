"""What every command shares: settings, errors turned into exit codes, tables and JSON."""

import json
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

import click

from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import BriefkitError, ContactError, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from briefkit.build import Order
    from briefkit.contacts import Contact
    from briefkit.project import Project

__all__ = [
    "Settings",
    "contact_options",
    "cores",
    "diagnostics_as_json",
    "gettext_now",
    "needing_extra",
    "new_console",
    "open_server",
    "print_json",
    "read_contacts",
    "report",
    "reporting",
    "server_options",
]

P = ParamSpec("P")

# The most findings that are shown: a broken file of contacts can have one a line.
REPORT_LIMIT = 1_000


def new_console(*, stderr: bool = False) -> "Console":
    from rich.console import Console

    # Paths and messages stand as they are: no markup, no colouring of numbers.
    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    console = new_console(stderr=True)
    found = tuple(diagnostics)
    for diagnostic in found[:REPORT_LIMIT]:
        style = "bold red" if diagnostic.severity is Severity.ERROR else "yellow"
        console.print(f"{diagnostic.severity}: ", style=style, end="")
        console.print(str(diagnostic))
    if len(found) > REPORT_LIMIT:
        console.print(f"… and {len(found) - REPORT_LIMIT} more.")


def reporting(function: Callable[P, int]) -> Callable[P, None]:
    """Turn a command's result and its errors into an exit code."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = function(*args, **kwargs)
        except BriefkitError as error:
            report(error.diagnostics)
            code = error.exit_code
        except BrokenPipeError:
            raise  # whoever read our output has seen enough: click ends quietly
        except OSError as error:
            # A disk that is full, a folder that may not be written: the stages leave it to us.
            report(
                [
                    Diagnostic(
                        check="files",
                        message=f"The computer says: {error.strerror or error}.",
                        hint="Check that there is room, and that you may read and write there.",
                        location=Location(str(error.filename)) if error.filename else None,
                    )
                ]
            )
            code = 1
        sys.exit(code)

    return run


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    return [
        {
            "check": item.check,
            "severity": str(item.severity),
            "message": item.message,
            "hint": item.hint,
            "path": item.location.path if item.location else None,
            "line": item.location.line if item.location else None,
            "locale": item.locale or None,
            "msgid": item.msgid or None,
        }
        for item in diagnostics
    ]


def print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


class Settings:
    def __init__(self, root: Path, today: date) -> None:
        self.root = root
        self.today = today

    @property
    def project(self) -> "Project":
        from briefkit.project import Project, bundled_folder

        return Project(self.root, bundled_folder())

    @property
    def leaflets(self) -> Path:
        """Where leaflets are made, if nowhere else is named."""
        return self.root / "leaflets"

    def order(self, **changes: Any) -> "Order":
        import platformdirs

        from briefkit.build import Order
        from briefkit.project import bundled_folder

        cache = os.environ.get("BRIEFKIT_CACHE") or platformdirs.user_cache_dir("briefkit", False)
        defaults: dict[str, Any] = {
            "root": self.root,
            "bundled": bundled_folder(),
            "output": self.leaflets,
            "font_cache": Path(cache),
        }
        return Order(**{**defaults, **changes})


def gettext_now() -> str:
    """Return the time as gettext's headers have it."""
    from briefkit.model import gettext_time

    return gettext_time(datetime.now(UTC))


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def needing_extra(what: str, extra: str) -> Iterator[None]:
    """Say what to install where something imported within is not there."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise BriefkitError(
            Diagnostic(
                check="extra",
                message=f"{what} needs packages that are not installed, such as "
                f"“{(error.name or '').partition('.')[0]}”.",
                hint=f'Install it with pip install "briefkit[{extra}]".',
            )
        ) from None


def server_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that `open_server` takes."""
    port = click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=0,
        metavar="N",
        help="The port to serve at.  [default: any that is free]",
    )
    no_browser = click.option("--no-browser", is_flag=True, help="Only print the address.")
    return port(no_browser(command))


def open_server(
    what: str, end: str, *, port: int, no_browser: bool, usual: int = 0
) -> socket.socket:
    """Return a socket that listens at a port, its address told and opened in a browser.

    `what` is there; `end` says how it ends. For a port of 0 it is the `usual` one, so that the
    address is the same the next time, or any if that is taken. Raises UsageError for another that
    is taken.
    """
    listening = _listen_at(port or usual, other=not port)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    console = new_console()
    console.print(f"{what} {address}")
    console.print(end)
    if not no_browser:
        # A text browser would hold up the server that it waits for.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    return listening


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


def contact_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that `read_contacts` takes."""
    for option in reversed(
        (
            click.option(
                "--contacts",
                "path",
                type=click.Path(dir_okay=False, path_type=Path),
                metavar="FILE",
                help="Verified local contacts for the help box (TOML or CSV).",
            ),
            click.option(
                "--country",
                default="",
                metavar="CODE",
                help="Only the contacts of this country, such as BG (ISO 3166).",
            ),
            click.option(
                "--region",
                default="",
                metavar="NAME",
                help="Only the contacts of this region, and of the whole country.",
            ),
            click.option(
                "--with-116",
                "numbers",
                multiple=True,
                metavar="NUMBER",
                help="This EU number too, where a source says that it works in the --country: "
                "116000, 116006 or 116111; “all” for all that do.",
            ),
            click.option(
                "--allow-dated",
                "dated",
                is_flag=True,
                help="Print a 116 number whose source is old, with its year.",
            ),
        )
    ):
        command = option(command)
    return command


def read_contacts(
    settings: Settings,
    *,
    fall_back: bool,
    path: Path | None,
    country: str = "",
    region: str = "",
    numbers: Sequence[str] = (),
    dated: bool = False,
) -> tuple["Contact", ...]:
    if not country and not region and not numbers and path is None:
        return ()
    from briefkit.contacts import HARMONISED, country_code, offer_harmonised
    from briefkit.project import read_contact_file, read_harmonised_numbers

    country = country_code(country) if country else ""
    _require_together(path, country, region, numbers)
    everything = "all" in numbers
    offered, refused = offer_harmonised(
        read_harmonised_numbers(),
        HARMONISED if everything else numbers,
        country,
        settings.today,
        dated=dated,
    )
    try:
        if refused and not (everything and offered):
            raise ContactError(*refused)
        report(replace(item, severity=Severity.WARNING) for item in refused)
        if path is None:
            return offered
        local = read_contact_file(path, settings.today, country=country, region=region)
        return (*offered, *local)
    except ContactError as error:
        if not fall_back:
            raise
        report(error.diagnostics)
        new_console(stderr=True).print("The leaflets show 112 alone.", style="bold")
        return ()


def _require_together(path: Path | None, country: str, region: str, numbers: Sequence[str]) -> None:
    if numbers and not country:
        message, hint = "A 116 number works in some countries.", "Say in which: --country BG."
    elif path is None and (region or not numbers):
        message, hint = "There are no contacts to choose from.", "Give a file: --contacts FILE."
    else:
        return
    raise UsageError(Diagnostic(check="contacts", message=message, hint=hint))
