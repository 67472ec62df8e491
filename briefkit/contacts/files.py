"""Files of contacts: nothing without a source, a verifier and a date still fresh."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from briefkit.contacts.contact import SHELF_LIFE, Check, Contact
from briefkit.contacts.entries import read_contact
from briefkit.contacts.refusals import EXAMPLE, MEND, Refused, contact_fault, shown
from briefkit.contacts.tables import Row, csv_rows, toml_rows
from briefkit.diagnostics import Diagnostic, Location, Translatable, translatable
from briefkit.errors import ContactError
from briefkit.model import office_slug

__all__ = ["Entry", "known_contacts", "parse_contacts", "read_entries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a file: where it stands, and its contact, however old, or what is wrong.

    `name` is what it is called, and `check` when it was verified last, where that can be read.
    """

    location: Location
    contact: Contact | None
    name: str = ""
    check: Check | None = None
    problems: tuple[Diagnostic, ...] = ()


def read_entries(text: str, path: str) -> tuple[Entry, ...]:
    """Return the entries of a file, in its order: TOML, or CSV where `path` ends in “.csv”.

    What is wrong with an entry stands with it, all at once; how old it is, is not judged: ask its
    contact's `state`. Raises ContactError for a file that cannot be read at all.
    """
    rows = csv_rows(text, path) if path.lower().endswith(".csv") else toml_rows(text, path)
    return tuple(map(_entry, rows))


def _entry(row: Row) -> Entry:
    if row.problems:
        return Entry(location=row.location, contact=None, problems=row.problems)
    contact, refusals, check = read_contact(row.settings)
    name = str(row.settings.get("name", ""))
    problems = tuple(_refusal_fault(name, refusal, row.location) for refusal in refusals)
    return Entry(location=row.location, contact=contact, name=name, check=check, problems=problems)


def known_contacts(
    text: str, path: str, *, country: str = "", region: str = ""
) -> tuple[Contact, ...]:
    """Return the contacts of a file as `parse_contacts` does, but however old: not for print.

    Raises ContactError naming all that is wrong with its entries.
    """
    entries = read_entries(text, path)
    if problems := [problem for entry in entries for problem in entry.problems]:
        raise ContactError(*problems)
    found = (entry.contact for entry in entries if entry.contact is not None)
    return tuple(contact for contact in found if _serves(contact, country, region))


def parse_contacts(
    text: str, path: str, today: date, *, country: str = "", region: str = ""
) -> tuple[Contact, ...]:
    """Return the contacts of a file, in its order: TOML, or CSV where `path` ends in “.csv”.

    `country` (ISO 3166-1) and `region` choose those of a country, and of a region or all regions.
    Raises ContactError naming every contact that lacks a source, a verifier or a date, or has a
    number or an address that is bad; every chosen one that was verified longer ago than its kind's
    shelf life (SHELF_LIFE), or after `today`; and when none is left.
    """
    contacts: list[Contact] = []
    problems: list[Diagnostic] = []
    elsewhere: set[str] = set()
    for entry in read_entries(text, path):
        problems += entry.problems
        if entry.contact is None:
            problems += filter(None, [_stale(entry, today)])
        elif not _serves(entry.contact, country, region):
            elsewhere.add(f"{entry.contact.country} {entry.contact.region}".strip())
        elif fault := _stale(entry, today):
            problems.append(fault)
        else:
            contacts.append(entry.contact)
    if not contacts and not problems:
        message, hint = translatable("There is no contact in this file."), EXAMPLE
        if elsewhere:
            message = translatable(
                "No contact here is for %(place)s.", place=" ".join(filter(None, (country, region)))
            )
            hint = translatable(
                "It has contacts for: %(places)s.", places=", ".join(sorted(elsewhere))
            )
        problems.append(contact_fault(message, hint, Location(path)))
    if not problems:
        problems = list(_same_file_names(contacts, path))
    if problems:
        raise ContactError(*sorted(problems, key=lambda p: p.location.line if p.location else 0))
    return tuple(contacts)


def _same_file_names(contacts: Iterable[Contact], path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with offices whose leaflets would have the same file names, or none."""
    seen: dict[str, str] = {}
    for office in dict.fromkeys(contact.office for contact in contacts if contact.office):
        slug = office_slug(office)
        if not slug or seen.setdefault(slug, office) != office:
            message = (
                translatable(
                    "The offices “%(name)s” and “%(other)s” can't be told apart in file names.",
                    name=seen[slug],
                    other=office,
                )
                if slug
                else translatable("The office “%(name)s” has no letters.", name=office)
            )
            yield contact_fault(message, translatable("Give it another name."), Location(path))


def _serves(contact: Contact, country: str, region: str) -> bool:
    return country in ("", contact.country) and (
        not region or not contact.region or contact.region.casefold() == region.strip().casefold()
    )


def _stale(entry: Entry, today: date) -> Diagnostic | None:
    """Return why a contact must not be printed on a day, or nothing."""
    check = entry.check
    if check is None or check.state(today) in ("fresh", "soon old"):
        return None
    if check.state(today) == "to come":
        refusal = Refused(
            translatable(
                "was verified on %(verified_on)s, a day that is still to come",
                verified_on=check.verified_on,
            ),
            fields=("verified_on",),
        )
    else:
        days = SHELF_LIFE[check.kind].days
        refusal = Refused(
            translatable(
                "was last verified on %(verified_on)s: more than %(days)s days ago",
                verified_on=check.verified_on,
                days=days,
            ),
            translatable(
                "Call the number, check the source, then set verified_on and verified_by anew."
            ),
            ("verified_on",),
        )
    return _refusal_fault(entry.name, refusal, entry.location)


def _refusal_fault(name: object, refusal: Refused, location: Location) -> Diagnostic:
    """Return a refusal as a finding, which begins with the name of its contact."""
    message = _told(str(name), refusal.reason)
    return contact_fault(message, refusal.hint or MEND, location, refusal.fields)


@lru_cache(1024)
def _told(name: str, fault: Translatable) -> Translatable:
    name = shown(" ".join(name.split()))
    # TRANSLATORS: such as “The contact “Animus” has a phone number of no country: 12.”
    if name:
        return translatable("The contact “%(name)s” %(fault)s.", name=name, fault=fault)
    return translatable("A contact %(fault)s.", fault=fault)
