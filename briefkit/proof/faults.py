"""A fault of a leaflet's PDF, as it is reported."""

from dataclasses import dataclass

from briefkit.diagnostics import Diagnostic
from briefkit.proof.expectations import Expectation, Passage

__all__ = ["Mendable", "fault"]


@dataclass(frozen=True, slots=True)
class Mendable:
    """A fault that a translator can mend: what is wrong, what to do, and where if it is known."""

    message: str
    hint: str
    passage: Passage | None


def fault(wanted: Expectation, check: str, found: str | Mendable) -> Diagnostic:
    """Return the diagnostic of a check; `found` says what is wrong, without its full stop."""
    if isinstance(found, str):
        hint = "The leaflet is not let out. Mend its template or its texts, then build again."
        return Diagnostic(check=f"proof-{check}", message=f"{wanted.label}: {found}.", hint=hint)
    return Diagnostic(
        check=f"proof-{check}",
        message=f"{wanted.label}: {found.message}.",
        hint=found.hint,
        location=found.passage.location if found.passage else None,
        msgid=found.passage.msgid if found.passage else "",
    )
