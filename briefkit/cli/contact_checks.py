"""The command that says when contacts are to be checked again: contacts."""

from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.extras import needing_extra
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError

__all__ = ["contacts"]


@click.command(epilog="Example: briefkit contacts my-contacts.toml --calendar checks.ics")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--calendar",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The calendar to write (.ics); one that was written before is written anew.",
)
@click.pass_obj
@reporting
def contacts(settings: Settings, file: Path, calendar: Path) -> int:
    """Write a calendar of the days by which contacts must be checked again.

    It has an all-day event for each, with its name alone, and a reminder 14 days before. Import it
    anew when contacts were checked or added: the events move.
    """
    from briefkit.contacts import is_check_calendar, write_check_calendar
    from briefkit.project import read_known_contacts, write_atomically

    known = read_known_contacts(file)
    with needing_extra("The calendar", "calendar"):
        data = write_check_calendar(known)
    if calendar.exists() and not is_check_calendar(calendar.read_bytes()):
        raise UsageError(
            Diagnostic(
                check="files",
                message="There is a file of that name already, and it is no such calendar.",
                hint="Choose another name with --calendar.",
                location=Location(str(calendar)),
            )
        )
    write_atomically(calendar, data)
    said = f"{calendar}: {len(known)} contact{'s' if len(known) != 1 else ''}"
    if known:
        said += f", the first to be checked by {min(contact.check_by for contact in known)}"
    new_console().print(said)
    if old := [contact for contact in known if contact.state(settings.today) == "old"]:
        names = ", ".join(contact.name for contact in old[:5])
        more = f" and {len(old) - 5} more" if len(old) > 5 else ""
        new_console().print(
            f"Past their day, and not printed until they are checked: {names}{more}"
        )
    return 0
