"""The command that tells where a printed sheet comes from: trace."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.contacts import (
    ContactChoice,
    contact_options,
    read_contacts,
    read_known_contacts,
)
from briefkit.cli.edition_words import edition_words
from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import json_option, site_option
from briefkit.cli.output import new_console, print_json
from briefkit.cli.recalling import trace_pile
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from briefkit.build import Trace

__all__ = ["trace"]

# What stands between a code's hyphens is shorter, and a whole one longer.
_LONGEST_PART = 12


@click.command(epilog="Example: briefkit trace CT-BG-C-A4-7Q2M9XKD")
@click.argument("codes", nargs=-1, required=True, metavar="CODE...")
@click.option(
    "--list",
    "is_pile",
    is_flag=True,
    help="Tell of a pile of sheets which to withdraw, and why: give codes, files of codes (text, "
    "CSV), photographs or scans of sheets with QR codes, or “-” for codes that are piped in.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the leaflets were put.  [default: leaflets]",
)
@contact_options
@site_option
@json_option
@click.pass_obj
@reporting
def trace(
    settings: Settings,
    codes: Sequence[str],
    is_pile: bool,
    output: Path | None,
    contacts: ContactChoice,
    site: str,
    as_json: bool,
) -> int:
    """Tell what a printed sheet is, by the code in its foot, and whether it is current.

    Letter case, blanks and hyphens don't matter. Give the contacts that a leaflet would have now,
    and the address of its QR code if it has one. What has changed since is listed where the folder
    of leaflets knows of its making.
    """
    from briefkit.build import MANIFEST, trace_code

    if not is_pile and sum(len(code) > _LONGEST_PART for code in codes) > 1:
        message = f"{len(codes)} codes were given."
        hint = "For a pile of sheets, add --list."
        raise UsageError(Diagnostic(check="edition-code", message=message, hint=hint))
    read = read_known_contacts if is_pile else read_contacts
    order = settings.order(
        contacts=read(settings, contacts),
        site=site,
        **({"output": output.absolute()} if output else {}),
    )
    manifest = order.output / MANIFEST
    text = manifest.read_text(encoding="utf-8", errors="replace") if manifest.is_file() else ""
    if is_pile:
        return trace_pile(settings, codes, order, text, contacts, as_json=as_json)
    found = trace_code(" ".join(codes), order, text)
    if as_json:
        print_json(_as_json(found))
    else:
        for line in _lines(found):
            new_console().print(line)
    return 0 if found.current else 1


def _lines(found: "Trace") -> list[str]:
    from briefkit.build import PARTS

    lines = [f"{found.code}: {edition_words(found.edition)}"]
    for record in found.records:
        lines.append(f"Made {_day(record.made)}, {record.state}: {', '.join(record.files)}")
    if found.current:
        return [*lines, "It is current: the same sheet would be made now."]
    lines.append(f"It is NOT current: now it would be {found.now}.")
    if found.replaced:
        lines.append(f"It was first replaced {_day(found.replaced)}.")
    if not found.records:
        lines.append("Nothing is known here of its making; it may have had other contacts.")
    elif found.changed:
        lines.append(f"Changed since: {', '.join(PARTS[part] for part in found.changed)}.")
    return lines


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).astimezone().strftime("on %Y-%m-%d at %H:%M")


def _as_json(found: "Trace") -> dict[str, object]:
    return {
        "code": found.code,
        "brief": found.edition.brief,
        "locale": found.edition.locale,
        "second": found.edition.second or None,
        "twin": found.edition.twin or None,
        "audience": found.edition.audience,
        "format": found.edition.format,
        "discreet": found.edition.discreet,
        "current": found.current,
        "code_now": found.now,
        "changed": list(found.changed),
        "replaced": found.replaced or None,
        "made": [
            {"on": record.made, "state": record.state, "files": dict(record.files)}
            for record in found.records
        ],
    }
