"""How a contact is refused: why, and what to do about it."""

from briefkit.diagnostics import Diagnostic, Location

__all__ = ["EXAMPLE", "Refused", "contact_fault"]

EXAMPLE = "See the examples in docs/contacts.md."
_MEND = "Mend the entry, or take it out: a leaflet with 112 alone is safer than a wrong number."


class Refused(Exception):
    """Why a contact must not be printed, as words that follow its name; `hint` is what to do."""

    def __init__(self, reason: str, hint: str = _MEND) -> None:
        super().__init__(reason)
        self.hint = hint


def contact_fault(message: str, hint: str, location: Location | None = None) -> Diagnostic:
    """Return what is wrong with a contact, or a file of them, as a finding."""
    return Diagnostic(check="contacts", message=message, hint=hint, location=location)
