"""Files of contacts: nothing without a source, a verifier and a date still fresh."""

from collections.abc import Iterable, Iterator
from datetime import date

from briefkit.contacts.contact import SHELF_LIFE, Contact
from briefkit.contacts.entries import read_contact
from briefkit.contacts.refusals import EXAMPLE, Refused, contact_fault
from briefkit.contacts.tables import csv_rows, toml_rows
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import ContactError
from briefkit.model import office_slug

__all__ = ["parse_contacts"]


def parse_contacts(
    text: str, path: str, today: date, *, country: str = "", region: str = ""
) -> tuple[Contact, ...]:
    """Return the contacts of a file, in its order: TOML, or CSV where `path` ends in “.csv”.

    `country` (ISO 3166-1) and `region` choose those of a country, and of a region or all regions.
    Raises ContactError naming every contact that lacks a source, a verifier or a date, or has a
    number or an address that is bad; every chosen one that was verified longer ago than its kind's
    shelf life (SHELF_LIFE), or after `today`; and when none is left.
    """
    rows = csv_rows(text, path) if path.lower().endswith(".csv") else toml_rows(text, path)
    contacts: list[Contact] = []
    problems: list[Diagnostic] = []
    elsewhere: set[str] = set()
    for location, row in rows:
        try:
            contact = read_contact(row)
            if _serves(contact, country, region):
                _require_fresh(contact, today)
                contacts.append(contact)
            else:
                elsewhere.add(f"{contact.country} {contact.region}".strip())
        except Refused as refusal:
            name = " ".join(str(row.get("name", "")).split())
            label = f"The contact “{name}”" if name else "A contact"
            problems.append(contact_fault(f"{label} {refusal}.", refusal.hint, location))
    if not contacts and not problems:
        message = (
            f"No contact here is for {' '.join(filter(None, (country, region)))}."
            if elsewhere
            else "There is no contact in this file."
        )
        hint = f"It has contacts for: {', '.join(sorted(elsewhere))}." if elsewhere else EXAMPLE
        problems.append(contact_fault(message, hint, Location(path)))
    if not problems:
        problems = list(_same_file_names(contacts, path))
    if problems:
        raise ContactError(*problems)
    return tuple(contacts)


def _same_file_names(contacts: Iterable[Contact], path: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with offices whose leaflets would have the same file names, or none."""
    seen: dict[str, str] = {}
    for office in dict.fromkeys(contact.office for contact in contacts if contact.office):
        slug = office_slug(office)
        if not slug or seen.setdefault(slug, office) != office:
            message = (
                f"The offices “{seen[slug]}” and “{office}” cannot be told apart in file names."
                if slug
                else f"The office “{office}” has no letters."
            )
            yield contact_fault(message, "Give it another name.", Location(path))


def _serves(contact: Contact, country: str, region: str) -> bool:
    return country in ("", contact.country) and (
        not region or not contact.region or contact.region.casefold() == region.strip().casefold()
    )


def _require_fresh(contact: Contact, today: date) -> None:
    if contact.verified_on > today:
        raise Refused("was verified on a day that is still to come")
    if today > contact.check_by:
        days = SHELF_LIFE[contact.kind].days
        raise Refused(
            f"was last verified on {contact.verified_on}: more than {days} days ago",
            "Call the number, check the source, then set verified_on and verified_by anew.",
        )
