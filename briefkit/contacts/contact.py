"""A way to get help that may be printed, until when it may be, and on which office's leaflets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

__all__ = ["SHELF_LIFE", "SOON", "Contact", "State", "by_office"]

# Days after which a contact must be verified again, by kind: a rule of this project.
SHELF_LIFE = {
    "help line": timedelta(days=90),
    "organisation": timedelta(days=180),
    "116 number": timedelta(days=180),
}

# Within this time of its last day, whoever looks at a contact sees that it grows old.
SOON = timedelta(days=14)

State = Literal["fresh", "soon old", "old", "to come"]
"""How a contact stands on a day: it is printed while “fresh” or “soon old”."""


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

    def state(self, today: date) -> State:
        """Return how it stands on a day: “soon old” from 14 days before `check_by` to that day."""
        if self.verified_on > today:
            return "to come"
        if today > self.check_by:
            return "old"
        return "soon old" if self.check_by - today <= SOON else "fresh"


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
