"""One entry of a file becomes a contact, or is refused."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from briefkit.brief import hidden_characters
from briefkit.contacts.addresses import require_address, require_source
from briefkit.contacts.contact import Contact
from briefkit.contacts.phones import iso_country, read_phone
from briefkit.contacts.refusals import Refused
from briefkit.languages import is_known

__all__ = ["CONTACT_FIELDS", "LISTS", "read_contact"]

_KINDS = ("help line", "organisation")
_REQUIRED = ("name", "kind", "phone", "source", "verified_by")
LISTS = ("messengers", "languages")
# All there are, in the order in which a form asks for them.
CONTACT_FIELDS = (
    "name", "kind", "phone", "dialled", "country", "region", "office", "hours", "cost", "languages",
    "messengers", "web", "source", "verified_by", "verified_on",
)  # fmt: skip
_OPTIONAL = tuple(f for f in CONTACT_FIELDS if f not in (*_REQUIRED, *LISTS, "verified_on"))


def read_contact(row: Mapping[str, object]) -> Contact:
    """Return the contact that an entry's settings make. Raises Refused for the first fault."""
    if unknown := sorted(set(row) - set(CONTACT_FIELDS)):
        raise Refused(f"has an unknown setting: {', '.join(unknown)}")
    texts = {key: _text(row, key) for key in _REQUIRED + _OPTIONAL}
    lists = {key: _list(row, key) for key in LISTS}
    settings: dict[str, Any] = {**texts, **lists}
    for key in _REQUIRED:
        if not texts[key]:
            raise Refused(f"has no {key.replace('_', ' ')}")
    verified_on = row.get("verified_on")
    if type(verified_on) is not date:
        raise Refused("has no date of verification (verified_on: 2026-01-31)")
    if hidden := hidden_characters("".join((*texts.values(), *sum(lists.values(), ())))):
        raise Refused(f"has characters that hide text: {', '.join(hidden)}")
    if texts["kind"] not in _KINDS:
        raise Refused(f"is of an unknown kind: use {' or '.join(_KINDS)}")
    if not all(map(is_known, lists["languages"])):
        raise Refused("has languages that are no codes, such as bg or en")
    require_source(texts["source"])
    if texts["web"]:
        require_address(texts["web"])
    country = iso_country(texts["country"]) if texts["country"] else ""
    phone = read_phone(texts["phone"], country, texts["cost"], settings.pop("dialled"))
    return Contact(**settings | phone._asdict() | {"verified_on": verified_on})


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key, "")
    if not isinstance(value, str):
        raise Refused(f"has a {key.replace('_', ' ')} that is no text")
    return " ".join(value.split())


def _list(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
        raise Refused(f'has {key} that are no list, such as ["one", "two"]')
    return tuple(values)
