"""What a person says of a brief that is to be made, and what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from briefkit.brief import hidden_characters
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import SourceError, UsageError
from briefkit.languages import canonical_locale, require_known
from briefkit.model import Level, Preset
from briefkit.project import Project, require_usable_name

__all__ = [
    "FUNDERS",
    "NO_FUNDER",
    "OTHER_FUNDER",
    "Wishes",
    "language_faults",
    "name_faults",
    "text_faults",
    "typed_locales",
    "wish_faults",
]

# Whose notice a brief carries: nobody's, that of an EU programme, another's.
NO_FUNDER, OTHER_FUNDER = "none", "other"
FUNDERS = (NO_FUNDER, Preset.EU.value, OTHER_FUNDER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person says of a brief that is to be made; what isn't said is empty.

    The first of its `locales` is the one that it is written in; `funder` is one of FUNDERS, and
    `notice` has the words of another one. Each of `levels` is that of an audience with a text of
    its own.
    """

    title: str = ""
    locales: tuple[str, ...] = ()
    funder: str = ""
    notice: str = ""
    levels: tuple[Level, ...] = (Level.PLAIN,)


def typed_locales(text: str) -> tuple[str, ...]:
    """Return the codes that a person typed with commas between them; CLDR’s for those it knows."""
    typed = [part.strip() for part in text.split(",")]
    return tuple(canonical_locale(part) or part for part in typed if part)


def name_faults(project: Project, name: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with the name of a brief that is to be made."""
    if not name:
        yield _fault(
            "name",
            translatable("The brief has no name."),
            translatable("Give it one, such as heat."),
        )
        return
    try:
        require_usable_name(name, project.brief_names)
        if (project.root / "briefs" / name).exists():
            yield _fault(
                "name",
                translatable("There is a brief “%(name)s” already.", name=name),
                translatable("Choose another name: nothing of yours is overwritten."),
            )
    except SourceError as error:
        for fault in error.diagnostics:
            yield replace(fault, location=None, fields=("name",))


def wish_faults(wishes: Wishes) -> Iterator[Diagnostic]:
    """Yield what is wrong with what is said of a brief, or missing; each names its field."""
    yield from text_faults("title", wishes.title)
    if wishes.funder == OTHER_FUNDER:
        yield from text_faults("notice", wishes.notice)
    if wishes.funder not in FUNDERS:
        yield _fault(
            "funder",
            translatable("It is not said who paid."),
            translatable("Say it, or that nobody did."),
        )
    if not wishes.levels:
        yield _fault(
            "levels",
            translatable("It is not said whom the brief is for."),
            translatable("Choose one at least."),
        )
    yield from language_faults(wishes.locales)


_MISSING = {
    "title": translatable("The title is missing."),
    "notice": translatable("The notice is missing."),
}


def text_faults(field: str, text: str) -> Iterator[Diagnostic]:
    """Yield what is wrong with words that are to be printed: a title, or a notice."""
    if not text.strip():
        yield _fault(field, _MISSING[field], translatable("Type it."))
    elif hidden := hidden_characters(text):
        found = ", ".join(hidden)
        yield _fault(
            field,
            translatable(
                "The title has characters that hide or reorder it: %(characters)s.",
                characters=found,
            )
            if field == "title"
            else translatable(
                "The notice has characters that hide or reorder it: %(characters)s.",
                characters=found,
            ),
            translatable("Type it again without them."),
        )


def language_faults(locales: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the codes of a brief's languages."""
    named = list(dict.fromkeys(locales))
    if not named:
        yield _fault(
            "languages",
            translatable("The languages are missing."),
            translatable("Give them, the one that you write in first."),
        )
    for locale in named:
        try:
            require_known(locale)
        except UsageError as error:
            yield from (replace(fault, fields=("languages",)) for fault in error.diagnostics)


def _fault(field: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(check="brief", message=message, hint=hint, fields=(field,))
