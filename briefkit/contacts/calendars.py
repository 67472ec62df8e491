"""When contacts are to be checked again, as a calendar; the only importer of icalendar."""

from collections import Counter
from collections.abc import Iterable
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
    for contact in sorted(contacts, key=lambda c: (c.check_by, c.name, repr(c))):
        who = (contact.name, contact.country, contact.region, contact.office)
        calendar.add_component(_event(contact, f"{who}{seen[who] or ''}"))
        seen[who] += 1
    return bytes(calendar.to_ical())


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
