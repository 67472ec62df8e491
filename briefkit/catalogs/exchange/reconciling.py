"""What came back is joined with what the catalog has: a unit with a unit, units with an entry."""

import re
from collections.abc import Mapping
from dataclasses import replace

from briefkit.catalogs import unconfirmed
from briefkit.catalogs.exchange.stamps import stamp_of, trimmed_lines, unix_line_ends
from briefkit.catalogs.exchange.units import Unit, unit_ids
from briefkit.model import Entry

__all__ = ["entry_with_state", "entry_with_units", "is_emptied", "merged_unit"]

# What silences a check in a translator's comment: see briefkit.catalogs.checks.
_SILENCING = re.compile(r"\bignore-+(?=[a-z])")


def merged_unit(unit: Unit, current: Unit) -> Unit:
    """Return a unit that came back; what was not changed in the file is as in the catalog."""
    words, note = unit.exported or stamp_of(current)
    if unit.fuzzy is None:
        # The state as exported, if the words are; nobody has confirmed others.
        unit = replace(unit, fuzzy=stamp_of(replace(unit, fuzzy=False))[0] != words)
    came_words, came_note = stamp_of(unit)
    if came_words == words:
        unit = replace(unit, target=current.target, fuzzy=current.fuzzy)
    elif unit.target != current.target:
        unit = replace(unit, target=_broken_as(current.source, unit.target))
    new_note = current.note if came_note == note else _as_words(unit.note, current.note)
    return replace(unit, note=new_note)


def _as_words(note: str, current: str) -> str:
    """Return a note in which no “ignore-NAME” silences a check, but those of the catalog's note."""
    kept = set(trimmed_lines(current).split("\n"))
    return "\n".join(
        line if line in kept else _SILENCING.sub("note: ignore ", line)
        for line in trimmed_lines(note).split("\n")
    )


def _broken_as(source: str, text: str) -> str:
    """Return a text whose line ends are LF, and begin and end it as its source: msgfmt insists."""
    words = unix_line_ends(text).strip("\n")
    if not words.strip():
        return words
    start, end = len(source) - len(source.lstrip("\n")), len(source.rstrip("\n"))
    return f"{source[:start]}{words}{source[end:]}"


def is_emptied(unit: Unit, known: Unit) -> bool:
    """Whether a unit came back without the words that the catalog has."""
    return bool(known.target.strip()) and not unit.target.strip()


def entry_with_units(entry: Entry, units: Mapping[str, Unit]) -> Entry:
    """Return an entry with the words, the state and the note that came back for it."""
    if entry.obsolete:
        return entry
    came = [units.get(name) for name in unit_ids(entry)]
    old = entry.translations or ("",)
    filled = [unit if unit and unit.target.strip() else None for unit in came]
    new = tuple(unit.target if unit else text for unit, text in zip(filled, old, strict=True))
    states = [
        bool(unit.fuzzy) if unit else entry.fuzzy
        for unit, text in zip(filled, new, strict=True)
        if unit or text
    ]
    notes = "\n".join(filter(None, (trimmed_lines(unit.note) for unit in came if unit)))
    changed = entry.change(translations=entry.translations if new == old else new)
    if notes and notes != trimmed_lines(entry.remarks):
        changed = changed.with_remarks(notes)
    if changed.translations != entry.translations:
        changed = unconfirmed(changed)
    return entry_with_state(changed, fuzzy=any(states) if states else entry.fuzzy)


def entry_with_state(entry: Entry, *, fuzzy: bool) -> Entry:
    """Return an entry marked fuzzy, or confirmed: then without its previous message."""
    if fuzzy == entry.fuzzy:
        return entry
    flags = tuple(flag for flag in entry.message.flags if flag != "fuzzy")
    message = replace(entry.message, flags=("fuzzy", *flags) if fuzzy else flags)
    return entry.change(message=message, previous=entry.previous if fuzzy else (None, None, None))
