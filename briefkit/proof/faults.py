"""A fault of a leaflet's PDF, as it is reported."""

from briefkit.diagnostics import Diagnostic
from briefkit.proof.expectations import Expectation

__all__ = ["fault"]


def fault(wanted: Expectation, check: str, message: str) -> Diagnostic:
    """Return the diagnostic of a check; `message` says what is wrong, without its full stop."""
    return Diagnostic(
        check=f"proof-{check}",
        message=f"{wanted.label}: {message}.",
        hint="The leaflet is not let out. Mend its template or its texts, then build again.",
    )
