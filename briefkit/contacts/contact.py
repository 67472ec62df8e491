"""A way to get help that may be printed, until when it may be, and on which office's leaflets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

__all__ = [
    "SHELF_LIFE",
    "SOON",
    "Chat",
    "Check",
    "Contact",
    "State",
    "Way",
    "by_office",
    "in_their_order",
    "unanswered",
]

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


WayKind = Literal["phone", "whatsapp", "signal", "email", "web", "messenger", "address"]


class Check(NamedTuple):
    """When a contact of a kind, a key of SHELF_LIFE, was verified last."""

    kind: str
    verified_on: date

    @property
    def good_until(self) -> date:
        """The last day on which the contact may be printed without being checked again."""
        lasts = SHELF_LIFE[self.kind]
        return min(self.verified_on, date.max - lasts) + lasts

    def state(self, today: date) -> State:
        """Return how it stands on a day: “soon old” in the 14 days before it is to be checked."""
        if self.verified_on > today:
            return "to come"
        if today > self.good_until:
            return "old"
        return "soon old" if self.good_until - today <= SOON else "fresh"


class Chat(NamedTuple):
    """An account that is a telephone number: as it is printed, and the link that opens a chat."""

    number: str
    link: str


class Way(NamedTuple):
    """A way to reach a contact: as it is printed, and its link, which is empty where it has none.

    Whether the link is a `code` too, which a telephone reads off the paper.
    """

    kind: WayKind
    text: str
    link: str = ""
    code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A verified way to get help, which is reached in one of its `ways` at least.

    `kind` is a key of SHELF_LIFE, `phone` the number as it is printed and `dial` its “tel:”
    address (RFC 3966), `country` an ISO 3166-1 code. `cost` is “free”, or what a call costs in the
    contact's own words; `languages` are the codes of those in which help is given. A contact
    without a region serves its whole country. One with an `office` stands on that office's leaflets
    alone.
    """

    name: str
    kind: str
    country: str
    source: str
    verified_by: str
    verified_on: date
    phone: str = ""
    dial: str = ""
    region: str = ""
    address: str = ""
    email: str = ""
    whatsapp: Chat | None = None
    signal: Chat | None = None
    web: str = ""
    hours: str = ""
    cost: str = ""
    messengers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    office: str = ""

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways to reach it: what can be called first, then written to, then gone to."""
        ways: list[Way] = []
        if self.phone:
            ways.append(Way("phone", self.phone, self.dial))
        if self.whatsapp:
            ways.append(Way("whatsapp", *self.whatsapp, code=True))
        if self.signal:
            ways.append(Way("signal", *self.signal, code=True))
        if self.email:
            ways.append(Way("email", self.email, f"mailto:{self.email}", code=True))
        if self.web:
            ways.append(Way("web", self.web, self.web, code=True))
        ways += [Way("messenger", messenger) for messenger in self.messengers]
        if self.address:
            ways.append(Way("address", self.address))
        return tuple(ways)

    def answers_in(self, locale: str) -> bool:
        """Whether help is given in the language of a locale, whatever its country and script."""
        return _language(locale) in map(_language, self.languages)

    @property
    def check(self) -> Check:
        """The last check of it."""
        return Check(self.kind, self.verified_on)

    @property
    def check_by(self) -> date:
        """The last day on which it may be printed without being checked again."""
        return self.check.good_until

    def state(self, today: date) -> State:
        """Return how it stands on a day."""
        return self.check.state(today)


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


def in_their_order(contacts: Iterable[Contact], locale: str) -> tuple[Contact, ...]:
    """Return contacts as a leaflet of a locale has them: those first who answer in its language.

    The EU's 116 numbers stand before all; the others keep their order.
    """

    def place(contact: Contact) -> tuple[bool, bool]:
        return contact.kind != "116 number", not contact.answers_in(locale)

    return tuple(sorted(contacts, key=place))


def unanswered(contacts: Iterable[Contact], locales: Iterable[str]) -> tuple[str, ...]:
    """Return the locales in whose language none of the contacts is known to answer.

    There are none where there are no contacts: the EU's 116 numbers are not counted.
    """
    own = [contact for contact in contacts if contact.kind != "116 number"]
    lacking = (code for code in locales if not any(c.answers_in(code) for c in own))
    return tuple(lacking) if own else ()


def _language(code: str) -> str:
    return code.replace("-", "_").partition("_")[0]
