"""Which leaflets that were made carry a contact that has changed since: they must be made anew."""

from collections.abc import Iterable
from dataclasses import dataclass

from briefkit.build.digests import contact_digest
from briefkit.build.manifest import Record
from briefkit.contacts import Contact
from briefkit.model import Edition

__all__ = ["Outdated", "outdated_leaflets"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A leaflet, as it was made last, that has contacts that say something else now.

    `changed` are their names, `withdrawn` those of contacts that are not given any more.
    """

    record: Record
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]


def outdated_leaflets(
    records: Iterable[Record], contacts: Iterable[Contact]
) -> tuple[Outdated, ...]:
    """Return the leaflets of some records whose contacts are not as `contacts` are now.

    Of each edition its last record counts. One that was only checked again, later, is as it was.
    """
    said = {contact_digest(contact): contact.name for contact in contacts}
    names = set(said.values())
    last: dict[Edition, Record] = {}
    for record in sorted(records, key=lambda record: record.made):
        last[record.edition] = record
    found = []
    for record in last.values():
        gone = [c.name for c in record.contacts or () if c.digest not in said]
        if gone:
            changed = tuple(name for name in gone if name in names)
            withdrawn = tuple(name for name in gone if name not in names)
            found.append(Outdated(record=record, changed=changed, withdrawn=withdrawn))
    return tuple(found)
