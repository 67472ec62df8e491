"""Names that a person chose: what to say of one that there isn't."""

from collections.abc import Iterable

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.languages import same_but_spelling

__all__ = ["require_choice"]


def require_choice(name: str, known: Iterable[str], what: str, otherwise: str) -> None:
    """Raise UsageError unless `name` is known.

    `what` says what it names, in the singular; `otherwise` is what else a person can do.
    """
    choices = sorted(known)
    if name not in choices:
        meant = same_but_spelling(name, choices)
        raise UsageError(
            Diagnostic(
                check=what,
                message=f"There is no {what} “{name}”.",
                hint=f"Did you mean {meant}?"
                if meant
                else f"{otherwise}, or choose one of: {', '.join(choices)}.",
            )
        )
