"""Stamps: digests of a unit as it was exported, which tell what was changed in the file since."""

import hashlib
import re

from briefkit.catalogs.exchange.units import Stamp, Unit

__all__ = ["parse_stamp", "stamp_of", "trimmed_lines", "unix_line_ends"]

_STAMP = re.compile("([0-9a-f]{8}[-~])([0-9a-f]{8})")


def stamp_of(unit: Unit) -> Stamp:
    """Return the stamp of a unit: the same for words that are all spaces as for none."""
    words = unit.target if unit.target.strip() else ""
    state = "~" if unit.fuzzy and words else "-"
    return _short_digest(unix_line_ends(words)) + state, _short_digest(trimmed_lines(unit.note))


def parse_stamp(text: str) -> Stamp | None:
    """Return the stamp that a file has for a unit, or nothing where that is none."""
    found = _STAMP.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def trimmed_lines(note: str) -> str:
    """Return a note with LF for its line ends, without space around it."""
    return unix_line_ends(note).strip()


def unix_line_ends(text: str) -> str:
    """Return a text with LF for its line ends."""
    # A carriage return would end a comment's line in the PO file.
    return re.sub("\r\n?", "\n", text)
