"""The options that choose contacts, and the contacts that they mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.options import gathered
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.errors import ContactError, UsageError

if TYPE_CHECKING:
    from briefkit.contacts import Contact

__all__ = ["ContactChoice", "contact_options", "read_contacts"]


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A file of contacts, which of them are wanted, and the EU's numbers that are."""

    path: Path | None
    country: str
    region: str
    numbers: Sequence[str]
    dated: bool


contact_options = gathered(
    "contacts",
    ContactChoice,
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
        type=str.lower,
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


def read_contacts(
    settings: Settings, choice: ContactChoice, *, fall_back: bool = False
) -> tuple["Contact", ...]:
    """Return the contacts that are chosen; without a choice there are none.

    Raises ContactError for those that must not be printed, unless it is to `fall_back` on none, and
    UsageError for a choice that can't be.
    """
    path, country, region, numbers = choice.path, choice.country, choice.region, choice.numbers
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
        dated=choice.dated,
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
