"""Names that a person chose: what to say of one that there isn't."""

from collections.abc import Iterable

from briefkit.diagnostics import Diagnostic, InEnglish, Location, Severity, translatable
from briefkit.errors import UsageError
from briefkit.languages import (
    canonical_locale,
    is_known,
    languages_meant,
    same_as,
    same_but_spelling,
)

__all__ = ["meant_locale", "misnamed", "require_choice"]


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
                message=translatable(
                    "There is no %(what)s “%(name)s”.", what=InEnglish(what), name=name
                ),
                hint=translatable("Did you mean %(meant)s?", meant=meant)
                if meant
                else translatable(
                    "%(otherwise)s, or choose one of: %(listed)s.",
                    otherwise=otherwise,
                    listed=", ".join(choices),
                ),
            )
        )


def meant_locale(name: str) -> str:
    """Return the locale that another code, or a language's name, stands for; "" for none."""
    if code := canonical_locale(name):
        return code
    codes = languages_meant(name)
    return codes[0] if len(codes) == 1 and is_known(codes[0]) else ""


def misnamed(folder: str, folders: Iterable[str]) -> Diagnostic:
    """Return the warning of a folder of catalogs that no locale has the name of.

    `folders` are those that there are.
    """
    meant = meant_locale(folder)
    same = same_as(meant, folders) if meant and meant not in folders else ""
    if not meant:
        hint = "Rename it to its language's code, as in locales/de or locales/pt_BR."
    elif meant in folders:
        hint = f"It would be locales/{meant}, which is there: move what it lacks, and delete this."
    else:
        hint = f"Rename locales/{folder} to locales/{meant}."
    if same:
        hint += f" Or move what it has to locales/{same}: that is the same language."
    return Diagnostic(
        check="locale-folder",
        message=f"Its catalogs are not read: “{folder}” is not a locale's name.",
        hint=hint,
        severity=Severity.WARNING,
        location=Location(f"locales/{folder}"),
    )
