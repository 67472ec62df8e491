"""How a contact is refused: why, and what to do about it."""

import unicodedata

from briefkit.brief import hidden_characters
from briefkit.diagnostics import Diagnostic, Location, Translatable, named, translatable

__all__ = ["EXAMPLE", "MEND", "Refusals", "Refused", "contact_fault", "shown"]

EXAMPLE = translatable("See the examples in docs/contacts.md.")
MEND = translatable(
    "Mend the entry, or take it out: a leaflet with 112 alone is safer than a wrong number."
)
_LONGEST_SHOWN = 80


class Refused(Exception):
    """Why a contact must not be printed, as words that follow its name.

    `hint` is what to do, where that is other than to mend it or to take it out; `fields` are those
    that it is about, where that is known.
    """

    def __init__(self, reason: Translatable, hint: str = "", fields: tuple[str, ...] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.hint = hint
        self.fields = fields


class Refusals:
    """Collects what is raised as Refused in each step, so that all are reported at once."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def about(self, *fields: str) -> "_Step":
        """Keep a refusal of a step that reads these fields, and go on behind it."""
        return _Step(self.found, fields)


class _Step:
    """A step of a reading, left by what refuses its fields. (Files have a million of them.)"""

    __slots__ = ("_fields", "_found")

    def __init__(self, found: list[Refused], fields: tuple[str, ...]) -> None:
        self._found, self._fields = found, fields

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Refused):
            return False
        error.fields = error.fields or self._fields
        # Its traceback would keep what the step had read.
        self._found.append(error.with_traceback(None))
        return True


def shown(value: object) -> str:
    """Return a value as a message quotes it: what nobody sees in it by its code and name."""
    text = str(value)
    text = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(
        f"<{named(c, 'CONTROL')}>"
        if hidden_characters(c) or unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")
        else c
        for c in text
    )


def contact_fault(
    message: str, hint: str, location: Location | None = None, fields: tuple[str, ...] = ()
) -> Diagnostic:
    """Return what is wrong with a contact, or a file of them, as a finding."""
    return Diagnostic(
        check="contacts", message=message, hint=hint, location=location, fields=fields
    )
