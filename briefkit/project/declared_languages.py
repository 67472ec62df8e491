"""A project's `languages.toml`: what it declares holds wherever the project is read."""

from functools import lru_cache
from pathlib import Path

from briefkit.brief import font_fault, parse_languages
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError
from briefkit.languages import (
    DeclaredLanguage,
    FontSource,
    UnusableFontError,
    brand_sources,
    declare_languages,
)
from briefkit.project.files import read_text

__all__ = ["LANGUAGES", "declare_languages_of", "fonts_of_languages"]

# The file, in a project's root.
LANGUAGES = "languages.toml"


def declare_languages_of(root: Path) -> tuple[Diagnostic, ...]:
    """Have this process know the languages that a project declares; return all that is wrong there.

    Then those that were declared before stay.
    """
    try:
        declare_languages(_parsed(_text(root)), str(root))
    except SourceError as error:
        return tuple(error.diagnostics)
    return ()


def fonts_of_languages(root: Path, folder: Path) -> dict[str, tuple[FontSource, ...]]:
    """Return the fonts that a project's languages name, by their codes: packages, or files of a
    folder. Raises SourceError for those that can't be used, with their lines.
    """
    text = _text(root)
    found, faults = dict[str, tuple[FontSource, ...]](), list[Diagnostic]()
    for language in (language for language in _parsed(text) if language.font):
        try:
            found[language.code] = brand_sources(language.font, folder)
        except UnusableFontError as error:
            faults.append(font_fault(text, LANGUAGES, language.code, error.problem, error.hint))
    if faults:
        raise SourceError(*faults)
    return found


def _text(root: Path) -> str:
    file = root / LANGUAGES
    return read_text(file, "") if file.is_file() else ""


@lru_cache(8)
def _parsed(text: str) -> tuple[DeclaredLanguage, ...]:
    return parse_languages(text, LANGUAGES) if text else ()
