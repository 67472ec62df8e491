"""Spaces that a program put into a text when it indented the XML around it."""

import re
from dataclasses import replace

from briefkit.catalogs.exchange.stamps import stamp_of, trimmed_lines, unix_line_ends
from briefkit.catalogs.exchange.units import Unit

__all__ = ["unindented_unit"]

# A line end with the next line's indentation.
_INDENTED = re.compile(r"[ \t]*\n[ \t\n]*")


def unindented_unit(unit: Unit, current: Unit) -> Unit:
    """Return a unit that came back, as it was before somebody indented its file.

    `current` is the unit in the catalog. Spaces that are its own stay.
    """
    exported = unit.exported or stamp_of(current)
    came = stamp_of(unit)
    target, note = unit.target, unit.note
    if came[0] != exported[0] and _has_more_indents(target, current.target):
        target = _unindented(target, current.target, current.source)
    if came[1] != exported[1] and _has_more_indents(note, current.note):
        note = _unindented(note, current.note, current.note)
    return replace(unit, target=target, note=note)


def _has_more_indents(text: str, current: str) -> bool:
    """Whether lines are indented that are not in the catalog."""
    text = unix_line_ends(text)
    return len(re.findall(r"\n[ \t]", text)) > len(re.findall(r"\n[ \t]", current))


def _unindented(text: str, current: str, model: str) -> str:
    """Return the catalog's text where the words are the same; or the new one without indents.

    Where `model` has no line ends, the text has none but after a backslash (a hard break).
    """
    text = unix_line_ends(text)
    if _flat(text) == _flat(current):
        return current
    lines = [line.strip(" \t") for line in text.strip(" \t\n").split("\n")]
    if "\n" in model.replace("\\\n", "").strip("\n"):
        return "\n".join(lines)
    joined = "\n".join(filter(None, lines))
    return re.sub(r"(?<!\\)\n", " ", joined)


def _flat(text: str) -> str:
    return _INDENTED.sub(" ", trimmed_lines(text)).strip(" \t")
