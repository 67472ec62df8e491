"""Tables of contacts in CSV, and what is read from them."""

import csv
import io
from datetime import date

import pytest

from briefkit.contacts import Contact, parse_contacts
from briefkit.errors import ContactError
from tests.contacts.examples import TODAY

__all__ = ["ROW", "TODAY", "contacts_of", "days_of", "refusal_of", "table"]

ROW = {
    "name": "Animus",
    "kind": "help line",
    "phone": "02 981 7686",
    "country": "BG",
    "cost": "",
    "languages": "bg, en",
    "source": "Letter of the centre",
    "verified_by": "M. Petrova",
    "verified_on": "2026-11-20",
}


def table(**cells: str) -> str:
    """Return a CSV of ROW with some cells changed, or added."""
    row = ROW | cells
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\n")
    writer.writerows([row, row.values()])
    return file.getvalue()


def contacts_of(text: str) -> tuple[Contact, ...]:
    return parse_contacts(text, "contacts.csv", TODAY)


def days_of(text: str) -> list[date]:
    return [contact.verified_on for contact in contacts_of(text)]


def refusal_of(text: str) -> str:
    with pytest.raises(ContactError) as caught:
        contacts_of(text)
    return str(caught.value)
