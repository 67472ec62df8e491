"""Stamps: digests of a unit as it was exported, which tell what was changed in the file since."""

import hashlib
import re

from briefkit.catalogs.exchange.units import Stamp, Unit

__all__ = ["parse_stamp", "stamp_of", "trimmed_lines", "unix_line_ends"]

_STAMP = re.compile("([0-9a-f]{8}[-~])([0-9a-f]{8})")


def stamp_of(unit: Unit) -> Stamp:
    words = unit.target if unit.target.strip() else ""
    state = "~" if unit.fuzzy and words else "-"
    return _short_digest(unix_line_ends(words)) + state, _short_digest(trimmed_lines(unit.note))


def parse_stamp(text: str) -> Stamp | None:
    found = _STAMP.fullmatch(text.strip())
    return (found[1], found[2]) if found else None


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def trimmed_lines(note: str) -> str:
    return unix_line_ends(note).strip()


def unix_line_ends(text: str) -> str:
    # A carriage return would end a comment's line in the PO file.
    return re.sub("\r\n?", "\n", text)
