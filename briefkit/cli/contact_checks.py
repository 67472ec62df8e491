"""The command that says when contacts are to be checked again: contacts."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import ContactError, UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from briefkit.contacts import Contact

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
    _require_checked(known, file, settings.today)
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
    said += f", the first to be checked by {min(contact.check_by for contact in known)}"
    new_console().print(said)
    if old := [contact for contact in known if contact.state(settings.today) == "old"]:
        names = ", ".join(contact.name for contact in old[:5])
        more = f" and {len(old) - 5} more" if len(old) > 5 else ""
        new_console().print(
            f"Past their day, and not printed until they are checked: {names}{more}"
        )
    return 0


def _require_checked(known: Sequence["Contact"], file: Path, today: date) -> None:
    """Raise ContactError where there is no contact, or one was checked on a day to come."""
    said = [
        f"The contact “{contact.name}” was verified on {contact.verified_on}, a day that is still "
        "to come."
        for contact in known
        if contact.state(today) == "to come"
    ]
    if not known:
        said = ["There is no contact in this file."]
    hint = "Mend verified_on." if known else "See the examples in docs/contacts.md."
    if said:
        where = Location(str(file))
        raise ContactError(
            *(Diagnostic(check="contacts", message=m, hint=hint, location=where) for m in said)
        )
