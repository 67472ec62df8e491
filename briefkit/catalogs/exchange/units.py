"""A catalog's messages as units, one a plural form, each named by a digest of its source.

What comes back is matched by the words that were translated: a translation of words that have
changed since has another id.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.model import Catalog, Entry, Message

__all__ = [
    "Stamp",
    "Unit",
    "catalog_units",
    "message_id",
    "source_digest",
    "unit_ids",
    "wanted_entries",
]

# Digests of a unit's words and state, and of its note.
Stamp = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One form of a message in a file; `line` is its line (or row) in the file that came back.

    `comment` is for the translator and is only exported; her own `note` is imported as well.
    `reference` are its words in a language that the translator reads beside the source.
    `fuzzy` is None where the file does not say; `exported` is the stamp of the unit as it was
    exported, or None where the file has none.
    """

    id: str
    source: str
    target: str
    context: str | None = None
    fuzzy: bool | None = False
    note: str = ""
    comment: str = ""
    reference: str = ""
    line: int = 0
    exported: Stamp | None = None


def message_id(message: Message) -> str:
    """Return a message's id: a digest of its context, its words and its plural."""
    key = json.dumps([message.context, message.msgid, message.plural]).encode()
    # A letter first, so that no spreadsheet takes it for a number.
    return f"m{hashlib.sha256(key).hexdigest()[:12]}"


def unit_ids(entry: Entry) -> tuple[str, ...]:
    """Return the ids of an entry's units, one a plural form."""
    name = message_id(entry.message)
    if entry.message.plural is None:
        return (name,)
    return tuple(f"{name}[{form}]" for form in range(max(1, len(entry.translations))))


def wanted_entries(catalog: Catalog) -> Iterator[Entry]:
    """Return the entries that a catalog asks for: all but obsolete ones."""
    return (entry for entry in catalog.entries if not entry.obsolete)


def source_digest(catalog: Catalog) -> str:
    """Return a SHA-256 (hexadecimal) of the messages that a catalog asks for, in any order."""
    ids = sorted(message_id(entry.message) for entry in wanted_entries(catalog))
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def catalog_units(catalog: Catalog, reference: Catalog | None = None) -> Iterator[Unit]:
    """Yield the units of a catalog's messages, in their order, without obsolete ones.

    What `reference`, a catalog of another language, has that may be printed goes with them.
    """
    for entry in wanted_entries(catalog):
        message = entry.message
        ids = unit_ids(entry)
        beside = reference.entry(message.key) if reference else None
        others = beside.translations if beside and beside.current else ("",)
        for form, (name, text) in enumerate(zip(ids, entry.translations or ("",), strict=True)):
            about = [*message.comments]
            if message.context is not None:
                about.append(f"context: {message.context}")
            if message.plural is not None:
                about.append(f"plural form {form + 1} of {len(ids)}")
            if entry.fuzzy and entry.previous[1] is not None:
                about.append(f"translated when the source was: {entry.previous[1]}")
            yield Unit(
                id=name,
                source=message.plural if form and message.plural is not None else message.msgid,
                target=text,
                context=message.context,
                fuzzy=entry.fuzzy,
                note="" if form else entry.remarks,
                comment="\n".join(about),
                reference=others[min(form, len(others) - 1)],
            )
