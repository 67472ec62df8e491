"""What came back is joined with what the catalog has: a unit with a unit, units with an entry."""

import re
from collections.abc import Mapping
from dataclasses import replace

from briefkit.catalogs.exchange.stamps import stamp_of, trimmed_lines, unix_line_ends
from briefkit.catalogs.exchange.units import Unit, unit_ids
from briefkit.model import Entry

__all__ = ["entry_with_state", "entry_with_units", "is_emptied", "merged_unit"]

# What silences a check in a translator's comment: see briefkit.catalogs.checks.
_SILENCING = re.compile(r"\bignore-+(?=[a-z])")


def merged_unit(unit: Unit, today: Unit) -> Unit:
    """Return a unit that came back, with today's words and state, or note, where it has no new."""
    words, note = unit.exported or stamp_of(today)
    if unit.fuzzy is None:
        # As it was, if the words are; nobody has confirmed others.
        unit = replace(unit, fuzzy=stamp_of(replace(unit, fuzzy=False))[0] != words)
    came_words, came_note = stamp_of(unit)
    if came_words == words:
        unit = replace(unit, target=today.target, fuzzy=today.fuzzy)
    elif unit.target != today.target:
        unit = replace(unit, target=_broken_as(today.source, unit.target))
    new_note = today.note if came_note == note else _as_words(unit.note, today.note)
    return replace(unit, note=new_note)


def _as_words(note: str, today: str) -> str:
    """Return a note without any “ignore-NAME” that is not in today's: it would silence a check."""
    kept = set(trimmed_lines(today).split("\n"))
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
    return entry_with_state(
        entry.change(
            translations=entry.translations if new == old else new,
            translator_comment=notes
            if notes and notes != trimmed_lines(entry.translator_comment)
            else entry.translator_comment,
        ),
        fuzzy=any(states) if states else entry.fuzzy,
    )


def entry_with_state(entry: Entry, *, fuzzy: bool) -> Entry:
    if fuzzy == entry.fuzzy:
        return entry
    flags = tuple(flag for flag in entry.message.flags if flag != "fuzzy")
    message = replace(entry.message, flags=("fuzzy", *flags) if fuzzy else flags)
    return entry.change(message=message, previous=entry.previous if fuzzy else (None, None, None))
