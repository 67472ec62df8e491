"""Names that a person chose: what to say of one that there isn't."""

from collections.abc import Iterable

from briefkit.diagnostics import (
    Diagnostic,
    InEnglish,
    Location,
    Severity,
    translatable,
)
from briefkit.errors import UsageError
from briefkit.languages import (
    canonical_locale,
    is_known,
    languages_meant,
    same_as,
    same_but_spelling,
)

__all__ = ["meant_locale", "misnamed", "require_choice"]


# What pages ask for by name, as they call it.
_CALLED = {
    # TRANSLATORS: the folder of a subject, with its texts and settings
    "brief": translatable("brief"),
    # TRANSLATORS: whom a text is for
    "audience": translatable("audience"),
    # TRANSLATORS: the code of a language
    "locale": translatable("locale"),
    # TRANSLATORS: a set of messages that are translated together, such as those of a brief
    "domain": translatable("domain"),
    # TRANSLATORS: a way to print or to save
    "format": translatable("format"),
}


def require_choice(
    name: str, known: Iterable[str], what: str, otherwise: str, meant: str = ""
) -> None:
    """Raise UsageError unless `name` is known.

    `what` says what it names, in the singular, in English; `otherwise` is what else a person can
    do; `meant` is another name of the same.
    """
    choices = sorted(known)
    if name not in choices:
        meant = meant if meant in choices else same_but_spelling(name, choices)
        called = _CALLED.get(what, InEnglish(what))
        raise UsageError(
            Diagnostic(
                check=what,
                message=translatable("There is no %(what)s “%(name)s”.", what=called, name=name)
                if name
                # TRANSLATORS: %(what)s is “brief”, “audience” or the like
                else translatable("A name is missing: %(what)s.", what=called),
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
        hint = translatable(
            "Rename it to its language's code, as in %(name)s or %(other)s.",
            name="locales/de",
            other="locales/pt_BR",
        )
    elif meant in folders:
        hint = translatable(
            "Move what %(name)s lacks of it there, and delete this.", name=f"locales/{meant}"
        )
    else:
        hint = translatable(
            "Rename %(old)s to %(name)s.", old=f"locales/{folder}", name=f"locales/{meant}"
        )
    if same:
        hint = translatable(
            "%(hint)s Or move what it has to %(name)s: that is the same language.",
            hint=hint,
            name=f"locales/{same}",
        )
    return Diagnostic(
        check="locale-folder",
        message=translatable(
            "Its catalogs are not read: “%(folder)s” is no code of a language.", folder=folder
        ),
        hint=hint,
        severity=Severity.WARNING,
        location=Location(f"locales/{folder}"),
    )
