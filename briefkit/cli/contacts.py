"""The options that choose contacts, and the contacts that they mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    from briefkit.model import Edition

__all__ = [
    "ContactChoice",
    "contact_options",
    "contact_warnings",
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


# How many names a warning lists.
_NAMED = 5


def contact_warnings(
    editions: Iterable["Edition"], contacts: Sequence["Contact"]
) -> Iterator[Diagnostic]:
    """Yield which contacts the leaflets leave out, and the languages in which nobody answers."""
    from briefkit.contacts import by_office
    from briefkit.leaflet import find_format

    if not contacts:
        return
    wanted: dict[str, dict[str, None]] = {}
    for edition in editions:
        wanted.setdefault(edition.format, {})[edition.locale] = None
    offices = by_office(contacts)
    for name, locales in wanted.items():
        yield from _without_room(name, tuple(locales), tuple(offices.values()))
    with_contacts = [codes for name, codes in wanted.items() if find_format(name).has_contacts]
    read = dict.fromkeys(code for codes in with_contacts for code in codes)
    yield from _unanswered(tuple(read), offices)


def _without_room(
    name: str, locales: Sequence[str], offices: Sequence[Sequence["Contact"]]
) -> Iterator[Diagnostic]:
    """Yield whom a format leaves out: for all languages at once, where they are the same."""
    from briefkit.contacts import in_their_order
    from briefkit.leaflet import find_format

    fmt = find_format(name)
    left_out: dict[tuple[str, ...], list[str]] = {}
    for locale in locales:
        left = [c for mine in offices for c in fmt.left_out(in_their_order(mine, locale))]
        left_out.setdefault(tuple(dict.fromkeys(c.name for c in left)), []).append(locale)
    for names, codes in left_out.items():
        if names:
            where = f"The {name}" if len(left_out) == 1 else f"The {name} in {_listed(codes)}"
            yield Diagnostic(
                check="contacts",
                message=f"{where} has no room for {_listed(names)}.",
                hint="They stand on the leaflets of other formats.",
                severity=Severity.WARNING,
            )


def _unanswered(
    locales: Sequence[str], offices: Mapping[str, Sequence["Contact"]]
) -> Iterator[Diagnostic]:
    """Yield the languages of leaflets in which none of their contacts is known to answer."""
    from briefkit.contacts import unanswered
    from briefkit.languages import name_for

    lacking: dict[str, list[str]] = {}
    for office, contacts in offices.items():
        for locale in unanswered(contacts, locales):
            lacking.setdefault(locale, []).append(office)
    told: dict[tuple[str, ...], list[str]] = {}
    for locale, lonely in lacking.items():
        told.setdefault(tuple(lonely), []).append(name_for(locale, "en"))
    for names, languages in told.items():
        whose = "" if len(names) == len(offices) else f" of {_listed(names)}"
        yield Diagnostic(
            check="contacts",
            message=f"None of the contacts{whose} is known to answer in {_listed(languages)}.",
            hint="They are printed all the same. Write the languages in which each of them answers "
            "to “languages”, or look for one who answers in these.",
            severity=Severity.WARNING,
        )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
