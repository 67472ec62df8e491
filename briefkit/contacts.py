"""Local help lines: nothing without a source, a verifier and a date still fresh."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from urllib.parse import urlsplit

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import ContactError
from briefkit.locales import is_known
from briefkit.source import hidden_characters

__all__ = ["SHELF_LIFE", "Contact", "parse_contacts"]

# Days after which a contact must be verified again, by kind: a rule of this project.
SHELF_LIFE = {"help line": timedelta(days=90), "organisation": timedelta(days=180)}

# Commission Decision 2007/116/EC reserves 116 numbers; 116112 is never assigned, lest it be
# dialled for 112.
NEVER_ASSIGNED = "116112"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A verified way to get help. `kind` is “help line” or “organisation”.

    `cost` is “free”, or what a call costs in the contact's own words; `languages` are the codes of
    those in which help is given.
    """

    name: str
    kind: str
    phone: str
    source: str
    verified_by: str
    verified_on: date
    hours: str = ""
    web: str = ""
    messenger: str = ""
    cost: str = ""
    languages: tuple[str, ...] = ()


def parse_contacts(text: str, path: str, today: date) -> tuple[Contact, ...]:
    """Read a TOML file of `[[contact]]` tables, in its order.

    Raises ContactError naming every contact that lacks a source, a verifier or a date, has a bad
    number or address, or was verified longer ago than its kind's shelf life (days, SHELF_LIFE).
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContactError(
            Diagnostic(
                check="contacts",
                message=f"This is not TOML: {error}.",
                location=Location(path),
                hint="See the example in docs/contacts.md.",
            )
        ) from None
    tables = data.get("contact")
    if set(data) != {"contact"} or not isinstance(tables, list):
        tables = [{}]
    lines = [n for n, line in enumerate(text.splitlines(), 1) if line.strip() == "[[contact]]"]
    lines += [0] * len(tables)
    found = [
        _contact(table, Location(path, line), today)
        for table, line in zip(tables, lines, strict=False)
    ]
    if problems := [item for item in found if isinstance(item, Diagnostic)]:
        raise ContactError(*problems)
    return tuple(item for item in found if isinstance(item, Contact))


def _contact(table: object, location: Location, today: date) -> Contact | Diagnostic:
    def refuse(message: str, hint: str) -> Diagnostic:
        return Diagnostic(check="contacts", message=message, hint=hint, location=location)

    mend = "Mend the entry, or take it out: a leaflet with 112 alone is safer than a wrong number."
    if not isinstance(table, Mapping):
        return refuse("A contact must be a [[contact]] table.", mend)
    name = table.get("name")
    label = f"The contact “{name}”" if isinstance(name, str) and name else "A contact"
    known = {field.name for field in fields(Contact)}
    if unknown := sorted(set(table) - known):
        return refuse(f"{label} has an unknown setting: {', '.join(unknown)}.", mend)
    for key in ("name", "kind", "phone", "source", "verified_by"):
        if not isinstance(table.get(key), str) or not table[key].strip():
            return refuse(f"{label} has no {key.replace('_', ' ')}.", mend)
    if type(table.get("verified_on")) is not date:
        return refuse(f"{label} has no date of verification (verified_on = 2026-01-31).", mend)
    texts = ("hours", "web", "messenger", "cost")
    if not all(isinstance(table.get(key, ""), str) for key in texts):
        return refuse(f"{label}: {', '.join(texts)} must be text.", mend)
    languages = table.get("languages", [])
    if not isinstance(languages, list) or not all(is_known(code) for code in languages):
        return refuse(f'{label}: languages must be a list of codes, such as ["bg", "en"].', mend)
    contact = Contact(**{**table, "languages": tuple(languages)})
    for value in table.values():
        if isinstance(value, str) and (hidden := hidden_characters(value)):
            return refuse(f"{label} has characters that hide text: {', '.join(hidden)}.", mend)
    if contact.kind not in SHELF_LIFE:
        return refuse(f"{label} is of an unknown kind: use {' or '.join(SHELF_LIFE)}.", mend)
    if re.sub(r"\D", "", contact.phone) == NEVER_ASSIGNED:
        return refuse(f"{label} has the number 116112, which no service will ever have.", mend)
    if not re.fullmatch(r"\+?[0-9][0-9 ()/.-]{1,24}", contact.phone):
        return refuse(f"{label} has a phone number that is not one: {contact.phone}.", mend)
    if contact.web and not _is_web_address(contact.web):
        return refuse(f"{label} has a web address that does not begin with https://.", mend)
    if contact.verified_on > today:
        return refuse(f"{label} was verified on a day that is still to come.", mend)
    shelf_life = SHELF_LIFE[contact.kind]
    if today - contact.verified_on > shelf_life:
        return refuse(
            f"{label} was last verified on {contact.verified_on}: more than {shelf_life.days} "
            "days ago.",
            "Call the number, check the source, then set verified_on and verified_by anew.",
        )
    return contact


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
