"""When contacts are to be checked again, as a calendar; the only importer of icalendar."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from briefkit.contacts.contact import SOON, Contact

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["is_check_calendar", "write_check_calendar"]

_PRODUCT = "-//briefkit//contacts to check again//EN"
# Sequence numbers are days from here: they grow with each check, and are no clock's.
_FIRST_DAY = date(2000, 1, 1)


def write_check_calendar(contacts: Iterable[Contact]) -> bytes:
    """Return a calendar (RFC 5545) with an all-day event for each contact, on its last day.

    It says the contact's name and no more. The same contacts give the same bytes; a contact that
    was checked again has the same UID and a higher SEQUENCE, so that its event moves. Raises
    ModuleNotFoundError without the extra “calendar”.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    seen: Counter[tuple[str, ...]] = Counter()
    named = []
    for contact in sorted(contacts, key=_unchecked):
        who = (contact.name, contact.country, contact.region, contact.office)
        named.append((contact, f"{who}{seen[who] or ''}"))
        seen[who] += 1
    for contact, name in sorted(named, key=lambda pair: (pair[0].check_by, pair[1])):
        calendar.add_component(_event(contact, name))
    return bytes(calendar.to_ical())


def _unchecked(contact: Contact) -> tuple[str, date, str]:
    """Return what sorts contacts alike before and after a check: those of one name keep UIDs."""
    same = replace(contact, verified_on=_FIRST_DAY, verified_by="", source="")
    return repr(same), contact.verified_on, repr(contact)


def _event(contact: Contact, who: str) -> "Event":
    from icalendar import Alarm, Event

    summary = f"Check again: {contact.name}"
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, f"briefkit:contact:{who}")))
    event.add("dtstamp", datetime.combine(contact.verified_on, time(), UTC))
    event.add("sequence", max(0, (contact.verified_on - _FIRST_DAY).days))
    event.add("dtstart", contact.check_by)
    event.add("summary", summary)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")  # nobody is busy all day
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -SOON)
    event.add_component(alarm)
    return event


def is_check_calendar(data: bytes) -> bool:
    """Whether a file is such a calendar, which may be written anew."""
    return f"PRODID:{_PRODUCT}".encode() in data
