"""Ways to get help that may be printed, and the EU's harmonised numbers among them."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = [
    "HARMONISED",
    "SHELF_LIFE",
    "Contact",
    "HarmonisedNumber",
    "by_office",
    "offer_harmonised",
    "parse_harmonised",
]

# The numbers of Decision 2007/116/EC (amended by 2007/698/EC and 2009/884/EC) that leaflets know.
HARMONISED = ("116000", "116006", "116111")

# Days after which a contact must be verified again, by kind: a rule of this project.
SHELF_LIFE = {
    "help line": timedelta(days=90),
    "organisation": timedelta(days=180),
    "116 number": timedelta(days=180),
}

CALL_IT = (
    "Call it in that country; if somebody answers, write it into your contacts with the day and "
    "your name."
)
LEAVE_IT = "Print another number for that country."


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A verified way to get help.

    `kind` is a key of SHELF_LIFE, `phone` the number as it is printed and `dial` its “tel:”
    address (RFC 3966), `country` an ISO 3166-1 code. `cost` is “free”, or what a call costs in the
    contact's own words; `languages` are the codes of those in which help is given. A contact
    without a region serves its whole country. One with an `office` stands on that office's leaflets
    alone.
    """

    name: str
    kind: str
    phone: str
    dial: str
    country: str
    source: str
    verified_by: str
    verified_on: date
    region: str = ""
    web: str = ""
    hours: str = ""
    cost: str = ""
    messengers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    office: str = ""

    @property
    def check_by(self) -> date:
        """The last day on which it may be printed without being checked again."""
        return self.verified_on + SHELF_LIFE[self.kind]


def by_office(contacts: Iterable[Contact]) -> dict[str, tuple[Contact, ...]]:
    """Return the contacts of each office, with those that stand on all leaflets, in their order.

    Where no contact has an office, they are all those of the one that has no name.
    """
    contacts = tuple(contacts)
    offices = dict.fromkeys(contact.office for contact in contacts if contact.office) or {"": None}
    found: dict[str, list[Contact]] = {office: [] for office in offices}
    for contact in contacts:
        for office in [contact.office] if contact.office else offices:
            found[office].append(contact)
    return {office: tuple(listed) for office, listed in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmonisedNumber:
    """Whether a 116 number works in a country, who says so, and since when we know.

    `verified_on` is a day, or the last of the year that is known.
    """

    number: str
    country: str
    works: bool
    source: str
    address: str
    verified_by: str
    verified_on: date


def parse_harmonised(text: str) -> tuple[HarmonisedNumber, ...]:
    """Read briefkit's own harmonised_numbers.csv."""
    return tuple(
        HarmonisedNumber(
            number=row["number"],
            country=row["country"],
            works={"yes": True, "no": False}[row["works"]],
            source=row["source"],
            address=row["address"],
            verified_by=row["verified_by"],
            verified_on=date.fromisoformat(
                f"{day}-12-31" if len(day := row["verified_on"]) == 4 else day
            ),
        )
        for row in csv.DictReader(text.splitlines())
    )


def offer_harmonised(
    rows: Iterable[HarmonisedNumber],
    numbers: Iterable[str],
    country: str,
    today: date,
    *,
    dated: bool = False,
) -> tuple[tuple[Contact, ...], tuple[Diagnostic, ...]]:
    """Return those of `numbers` that work in `country`, and why the others are not offered.

    `numbers` are of HARMONISED, in any spelling. A row past its shelf life is no longer believed,
    unless `dated` asks for its number all the same: it is printed with its source and year.
    Raises UsageError for another number.
    """
    known = {(row.number, row.country): row for row in rows}
    offered: list[Contact] = []
    refused: list[Diagnostic] = []
    for asked in dict.fromkeys(numbers):
        digits = re.sub(r"\D", "", asked)
        if digits not in HARMONISED:
            message = f"“{asked}” is none of the EU’s numbers that leaflets can print."
            raise UsageError(_fault(message, f"Give one of: {', '.join(HARMONISED)}."))
        printed = f"{digits[:3]} {digits[3:]}"
        row = known.get((digits, country))
        if reason := _not_offered(row, printed, country, today, dated=dated):
            refused.append(_fault(reason, CALL_IT if row is None or row.works else LEAVE_IT))
        elif row is not None:
            offered.append(
                Contact(
                    name=printed,
                    kind="116 number",
                    phone=printed,
                    dial=f"tel:{digits}",
                    country=country,
                    source=row.source,
                    verified_by=row.verified_by,
                    verified_on=row.verified_on,
                )
            )
    return tuple(offered), tuple(refused)


def _fault(message: str, hint: str) -> Diagnostic:
    return Diagnostic(check="contacts", message=message, hint=hint)


def _not_offered(
    row: HarmonisedNumber | None, printed: str, country: str, today: date, *, dated: bool
) -> str:
    if row is None:
        return f"{printed}: no source of ours says that it works in {country}."
    says = f"{row.source} ({row.verified_on.year}, {row.address})"
    if not row.works:
        return f"{printed} does not work in {country}, says {says}."
    shelf_life = SHELF_LIFE["116 number"]
    if today - row.verified_on > shelf_life and not dated:
        return (
            f"{printed}: that it works in {country} was last said by {says}, more than "
            f"{shelf_life.days} days ago; --allow-dated prints it with that year."
        )
    return ""
