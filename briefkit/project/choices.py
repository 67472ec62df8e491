"""Names that a person chose: what to say of one that there isn't."""

from collections.abc import Iterable

from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import UsageError
from briefkit.languages import canonical_locale, same_but_spelling

__all__ = ["misnamed", "require_choice"]


def require_choice(
    name: str, known: Iterable[str], what: str, otherwise: str, meant: str = ""
) -> None:
    """Raise UsageError unless `name` is known.

    `what` says what it names, in the singular; `otherwise` is what else a person can do; `meant` is
    another name of the same.
    """
    choices = sorted(known)
    if name not in choices:
        meant = meant if meant in choices else same_but_spelling(name, choices)
        raise UsageError(
            Diagnostic(
                check=what,
                message=f"There is no {what} “{name}”.",
                hint=f"Did you mean {meant}?"
                if meant
                else f"{otherwise}, or choose one of: {', '.join(choices)}.",
            )
        )


def misnamed(folder: str, folders: Iterable[str]) -> Diagnostic:
    """Return the warning of a folder of catalogs that no locale has the name of.

    `folders` are those that there are.
    """
    meant = canonical_locale(folder)
    if not meant:
        hint = "Rename it to its language's code, as in locales/de or locales/pt_BR."
    elif meant in folders:
        hint = f"It would be locales/{meant}, which is there: move what it lacks, and delete this."
    else:
        hint = f"Rename locales/{folder} to locales/{meant}."
    return Diagnostic(
        check="locale-folder",
        message=f"Its catalogs are not read: “{folder}” is not a locale's name.",
        hint=hint,
        severity=Severity.WARNING,
        location=Location(f"locales/{folder}"),
    )
