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

__all__ = [
    "ContactChoice",
    "contact_options",
    "read_contacts",
    "read_known_contacts",
]


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """A file of contacts, which of them are wanted, and the EU's numbers that are."""

    path: Path | None
    country: str
    region: str
    numbers: Sequence[str]
    dated: bool

    @property
    def is_made(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.path or self.country or self.region or self.numbers)


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
    if not choice.is_made:
        return ()
    from briefkit.project import read_contact_file

    try:
        country, offered, refused = _offered(settings, choice)
        if refused and not ("all" in choice.numbers and offered):
            raise ContactError(*refused)
        report(replace(item, severity=Severity.WARNING) for item in refused)
        if choice.path is None:
            return offered
        local = read_contact_file(
            choice.path, settings.today, country=country, region=choice.region
        )
        return (*offered, *local)
    except ContactError as error:
        if not fall_back:
            raise
        report(error.diagnostics)
        new_console(stderr=True).print("The leaflets show 112 alone.", style="bold")
        return ()


def read_known_contacts(settings: Settings, choice: ContactChoice) -> tuple["Contact", ...]:
    """Return the contacts that are chosen, however old, to compare printed ones with.

    Raises ContactError for those that are malformed, and UsageError for a choice that can't be.
    """
    if not choice.is_made:
        return ()
    from briefkit.project import read_known_contacts as read_file

    country, offered, refused = _offered(settings, choice)
    report(replace(item, severity=Severity.WARNING) for item in refused)
    if choice.path is None:
        return offered
    return (*offered, *read_file(choice.path, country=country, region=choice.region))


def _offered(
    settings: Settings, choice: ContactChoice
) -> tuple[str, tuple["Contact", ...], Sequence[Diagnostic]]:
    """Return the country of a choice, the EU's numbers in it, and why others are refused."""
    from briefkit.contacts import HARMONISED, country_code, offer_harmonised
    from briefkit.project import read_harmonised_numbers

    country = country_code(choice.country) if choice.country else ""
    _require_together(choice.path, country, choice.region, choice.numbers)
    offered, refused = offer_harmonised(
        read_harmonised_numbers(),
        HARMONISED if "all" in choice.numbers else choice.numbers,
        country,
        settings.today,
        dated=choice.dated,
    )
    return country, offered, refused


def _require_together(path: Path | None, country: str, region: str, numbers: Sequence[str]) -> None:
    if numbers and not country:
        message, hint = "A 116 number works in some countries.", "Say in which: --country BG."
    elif path is None and (region or not numbers):
        message, hint = "There are no contacts to choose from.", "Give a file: --contacts FILE."
    else:
        return
    raise UsageError(Diagnostic(check="contacts", message=message, hint=hint))
