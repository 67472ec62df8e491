"""How a contact is refused: why, and what to do about it."""

import unicodedata
from types import TracebackType

from briefkit.brief import hidden_characters
from briefkit.diagnostics import Diagnostic, Location, named

__all__ = ["EXAMPLE", "MEND", "Refusals", "Refused", "contact_fault", "shown"]

EXAMPLE = "See the examples in docs/contacts.md."
MEND = "Mend the entry, or take it out: a leaflet with 112 alone is safer than a wrong number."
_LONGEST_SHOWN = 80


class Refused(Exception):
    """Why a contact must not be printed, as words that follow its name.

    `hint` is what to do, where that is other than to mend it or to take it out.
    """

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


class Refusals:
    """Collects what is raised as Refused in each `with` of it, so that all are reported at once."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def __enter__(self) -> None:
        """Begin a step that may be refused."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> bool:
        """Keep a refusal, and go on behind the step."""
        if isinstance(error, Refused):
            self.found.append(error)
            return True
        return False


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


def contact_fault(message: str, hint: str, location: Location | None = None) -> Diagnostic:
    """Return what is wrong with a contact, or a file of them, as a finding."""
    return Diagnostic(check="contacts", message=message, hint=hint, location=location)
