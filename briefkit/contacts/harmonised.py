"""The EU's harmonised numbers: in which countries they are known to work."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from briefkit.contacts.contact import SHELF_LIFE, Contact
from briefkit.contacts.refusals import contact_fault
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["HARMONISED", "HarmonisedNumber", "offer_harmonised", "parse_harmonised"]

# The numbers of Decision 2007/116/EC (amended by 2007/698/EC and 2009/884/EC) that leaflets know.
HARMONISED = ("116000", "116006", "116111")

_CALL_IT = (
    "Call it in that country; if somebody answers, write it into your contacts with the day and "
    "your name."
)
_LEAVE_IT = "Print another number for that country."


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

    `numbers` are of HARMONISED, in any spelling. A row past its shelf life counts for nothing,
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
            raise UsageError(contact_fault(message, f"Give one of: {', '.join(HARMONISED)}."))
        printed = f"{digits[:3]} {digits[3:]}"
        row = known.get((digits, country))
        if reason := _not_offered(row, printed, country, today, dated=dated):
            refused.append(
                contact_fault(reason, _CALL_IT if row is None or row.works else _LEAVE_IT)
            )
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
