"""The names of those who wrote a work (CSL-JSON 1.0, “Name fields”)."""

from collections.abc import Mapping
from typing import Any

from briefkit.brief.reference_faults import Unreadable
from briefkit.diagnostics import translatable

__all__ = ["full_name", "short_name", "text_of"]

# Names of nobody: such a work is sorted by its medium.
_NOBODY = frozenset({"editorial", "anonymous", "anon.", "anon"})


def text_of(item: Mapping[str, Any], name: str) -> str:
    """Return a field's text, or nothing. Raises Unreadable for what is neither text nor number."""
    value = item.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable(translatable("its “%(field)s” is no text", field=name))
    return " ".join(str(value).split())


def full_name(person: Mapping[str, Any]) -> str:
    """Return a name as a note has it: “Jan van den Broek Jr.”, or that of an institution."""
    if literal := text_of(person, "literal"):
        return literal
    given, suffix = text_of(person, "given"), text_of(person, "suffix")
    family = _joined(
        text_of(person, "dropping-particle"),
        text_of(person, "non-dropping-particle"),
        text_of(person, "family"),
    )
    if person.get("static-ordering") is True:  # as Chinese and Hungarian names are written
        given, family = family, given
    comma = "," if suffix and person.get("comma-suffix") is True else ""
    name = _joined(given, family)
    return f"{name}{comma} {suffix}" if suffix else name


def short_name(person: Mapping[str, Any]) -> str:
    """Return the name that stands in short notes, and by which a work is sorted; none of nobody.

    The Chicago Manual (16.71) and CSL's default sort a non-dropping particle with the name, and
    leave a dropping one out.
    """
    literal = text_of(person, "literal")
    if literal:
        return "" if literal.casefold() in _NOBODY else literal
    family = _joined(text_of(person, "non-dropping-particle"), text_of(person, "family"))
    return family or text_of(person, "given")


def _joined(*parts: str) -> str:
    text = ""
    for part in filter(None, parts):
        # “d’Alembert”, “al-Khwarizmi”
        text += part if not text or text.endswith(("’", "'", "-")) else f" {part}"
    return text
