"""Contacts that are sound, and how they are read."""

import re
from datetime import date

import pytest

from briefkit.contacts import Contact, parse_contacts
from briefkit.errors import ContactError

__all__ = ["CONTACT", "TODAY", "TWO", "changed", "parse", "refusal"]

TODAY = date(2026, 11, 24)
CONTACT = """
[[contact]]
name = "Animus"
kind = "help line"
phone = "+359 800 1 86 76"
web = "https://example.org/help"
messengers = ["Signal @animus.01"]
hours = "0–24"
cost = "free"
languages = ["bg", "en"]
source = "https://example.org/"
verified_by = "M. Petrova"
verified_on = 2026-11-01
"""


def parse(text: str, path: str = "contacts.toml", **choice: str) -> tuple[Contact, ...]:
    return parse_contacts(text, path, TODAY, **choice)


def changed(**settings: str) -> str:
    """Return CONTACT with settings changed, or added, to a TOML value."""
    text = CONTACT
    for key, value in settings.items():
        text = re.sub(f"(?m)^{key} = .*\n", "", text) + f"{key} = {value}\n"
    return text


def refusal(text: str, path: str = "contacts.toml", **choice: str) -> str:
    with pytest.raises(ContactError) as caught:
        parse(text, path, **choice)
    return str(caught.value)


TWO = changed(name='"Ξενώνας"', phone='"+30 210 998 9000"', web='"https://example.org/el"')
