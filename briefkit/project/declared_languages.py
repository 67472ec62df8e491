"""A project's `languages.toml`: what it declares holds wherever the project is read."""

from functools import lru_cache
from pathlib import Path

from briefkit.brief import parse_languages
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError
from briefkit.languages import DeclaredLanguage, declare_languages
from briefkit.project.files import read_text

__all__ = ["LANGUAGES", "declare_languages_of"]

# The file, in a project's root.
LANGUAGES = "languages.toml"


def declare_languages_of(root: Path) -> tuple[Diagnostic, ...]:
    """Have this process know the languages that a project declares; return all that is wrong there.

    Then those that were declared before stay.
    """
    file = root / LANGUAGES
    try:
        text = read_text(file, "") if file.is_file() else ""
        declare_languages(_parsed(text) if text else (), str(root))
    except SourceError as error:
        return tuple(error.diagnostics)
    return ()


@lru_cache(8)
def _parsed(text: str) -> tuple[DeclaredLanguage, ...]:
    return parse_languages(text, LANGUAGES)
