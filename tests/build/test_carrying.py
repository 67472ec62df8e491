"""Which leaflets carry a contact that says something else now."""

from dataclasses import replace
from datetime import date

from briefkit.build import Record, outdated_leaflets
from briefkit.build.digests import contact_digest
from briefkit.build.manifest import PrintedContact
from briefkit.contacts import Contact
from briefkit.model import Edition

ANIMUS = Contact(
    name="Animus", kind="help line", country="BG", source="https://example.org",
    verified_by="A Tester", verified_on=date(2026, 11, 1), phone="+359 2 981 7686",
)  # fmt: skip
EDITION = Edition(brief="b", audience="community", locale="uk")


def record(*contacts: Contact, made: str = "2026-11-02T10:00:00+00:00", **changes: str) -> Record:
    printed = tuple(
        PrintedContact(c.name, c.check_by.isoformat(), contact_digest(c)) for c in contacts
    )
    return Record(
        made=made,
        code="CT-UK-C-A4-7Q2M9XKD",
        edition=replace(EDITION, **changes),
        state="draft",
        pages=2,
        files={},
        digests={},
        contacts=printed,
    )


def test_what_is_said_counts_and_who_checked_it_does_not() -> None:
    checked = replace(ANIMUS, verified_on=date(2026, 11, 20), verified_by="Another")
    assert outdated_leaflets([record(ANIMUS)], [checked]) == ()
    moved = replace(ANIMUS, phone="+359 2 981 7687")
    (found,) = outdated_leaflets([record(ANIMUS)], [moved])
    assert (found.changed, found.withdrawn) == (("Animus",), ())
    (found,) = outdated_leaflets([record(ANIMUS)], [])
    assert (found.changed, found.withdrawn) == ((), ("Animus",))


def test_of_each_edition_the_last_that_was_made_counts() -> None:
    moved = replace(ANIMUS, phone="+359 2 981 7687")
    later = record(moved, made="2026-11-03T10:00:00+00:00")
    # Whatever the order in which they are listed.
    assert outdated_leaflets([later, record(ANIMUS)], [moved]) == ()
    other = record(ANIMUS, locale="bg")
    assert [o.record for o in outdated_leaflets([later, other], [moved])] == [other]
    assert outdated_leaflets([record()], [moved]) == ()
    assert outdated_leaflets([replace(record(), contacts=None)], []) == ()
