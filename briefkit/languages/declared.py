"""Languages that the CLDR lacks, as a project declares them: each borrows another's rules.

What is declared holds for the whole process, as the CLDR's data do: a code alone travels through
the program. A process that is given a leaflet, and no project, is told of them first.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ParamSpec, TypeVar

__all__ = [
    "DeclaredLanguage",
    "by_language",
    "declare_languages",
    "declared_language",
    "declared_languages",
]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLanguage:
    """A language: its code as a locale, its name in itself, and a locale of the CLDR.

    The `fallback` has the rules for dates, plurals, quotation marks and order. `direction` is “ltr”
    or “rtl”, `script` a code (ISO 15924), `letters` those that its alphabet has, if they are given;
    `font` is a package “fontpkg-…” or a family in the project's `fonts/`, or empty.
    """

    code: str
    name: str
    fallback: str
    direction: str
    script: str
    letters: str = ""
    font: str = ""


# By the project that declares them: another of the same process keeps its own.
_declared: dict[str, Mapping[str, DeclaredLanguage]] = {}

# What was worked out from a code, to be forgotten when it means something else.
_caches: list[Any] = []


def declare_languages(languages: Iterable[DeclaredLanguage], owner: str = "") -> None:
    """Have this process know languages, and none that the same `owner` declared before."""
    wanted = {language.code: language for language in languages}
    if _declared.get(owner, {}) != wanted:
        _declared.pop(owner, None)  # what was declared last counts
        _declared[owner] = wanted
        for cached in _caches:
            cached.cache_clear()


def declared_languages() -> tuple[DeclaredLanguage, ...]:
    """Return all that are declared, to tell another process of them."""
    found = {code: language for each in _declared.values() for code, language in each.items()}
    return tuple(found.values())


def declared_language(locale: str) -> DeclaredLanguage | None:
    """Return the language of a code, if a project has declared it."""
    code = locale.replace("-", "_")
    found = (each[code] for each in reversed(_declared.values()) if code in each)
    return next(found, None) if _declared else None


def by_language(function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Cache what a function returns, until a language is declared."""
    cached = cache(function)
    _caches.append(cached)
    return cached  # type: ignore[return-value]
