"""The names of languages, in themselves and in others."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from babel.lists import format_list

from briefkit.languages.declared import DeclaredLanguage, by_language, declared_language
from briefkit.languages.locales import PSEUDO_LOCALES, babel_locale, cldr_locale, locale_in

if TYPE_CHECKING:
    from babel import Locale

__all__ = [
    "LanguageName",
    "endonym",
    "endonyms",
    "english_name",
    "joining_prefix",
    "joining_word",
    "language_names",
    "name_for",
]


def endonym(locale: str) -> str:
    """Return the language's name in itself (CLDR languageDisplayNames, or as it is declared)."""
    if locale in PSEUDO_LOCALES:
        return locale
    if declared := declared_language(locale):
        return declared.name
    return cldr_locale(locale).get_display_name() or locale


def endonyms(locales: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the locales with their languages' own names, sorted by these."""
    named = ((locale, endonym(locale)) for locale in locales)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def english_name(locale: str) -> str:
    """Return the language's name in English, as gettext's headers have it."""
    if declared_language(locale):
        return name_for(locale, "en")
    # The dates of “en” are Europe's; its name is its own.
    named = cldr_locale(locale) if locale == "en" else babel_locale(locale)
    return named.get_display_name("en") or locale


class LanguageName(str):
    """The English name of a language, whose name in others can be told by its `locale`."""

    __slots__ = ("locale",)

    locale: str

    def __new__(cls, locale: str, name: str = "") -> "LanguageName":
        """Return the name of the language of a locale: the one given, or as it is known here."""
        named = super().__new__(cls, name or english_name(locale))
        named.locale = locale
        return named

    def __reduce__(self) -> tuple[type["LanguageName"], tuple[str, str]]:
        # Another process may not know of a declared language yet.
        return LanguageName, (self.locale, str(self))


def name_for(locale: str, reader: str) -> str:
    """Return the language's name in the language of its reader (CLDR), or, without one, its own."""
    if locale in PSEUDO_LOCALES:
        return locale
    if declared := declared_language(locale):
        return _declared_name(declared, babel_locale(reader))
    return cldr_locale(locale).get_display_name(babel_locale(reader)) or locale


def language_names(codes: Iterable[str], locale: str) -> str:
    """Return the names of languages in `locale`, as a list that it would print (CLDR).

    Codes without data of their own are named too (“rom”); a script is not: nobody speaks one.
    """
    reader = babel_locale(locale)
    names = dict.fromkeys(_spoken(code, reader) for code in codes)
    return format_list(list(names), locale=reader)


@by_language
def joining_word(language: str) -> str:
    """Return the word for “and” between two things (CLDR listPatterns), in small letters.

    There is none of a language that writes it as a part of the next word, as Arabic does, or that
    the CLDR does not know.
    """
    return _between_two(language, r"\{0\}\s+(\w+)\s+\{1\}")


@by_language
def joining_prefix(language: str) -> str:
    """Return what a language writes for “and” as the beginning of the next word, as Arabic does."""
    return _between_two(language, r"\{0\}\s+(\w+)\{1\}")


def _between_two(language: str, expression: str) -> str:
    """Return the first group of what the CLDR’s pattern of two things matches, or nothing."""
    if locale_in(language) is None:
        return ""
    try:
        pattern = babel_locale(language).list_patterns["standard"]["2"]
    except KeyError:
        return ""
    between = re.fullmatch(expression, pattern)
    return between[1].lower() if between else ""


def _declared_name(declared: DeclaredLanguage, reader: "Locale") -> str:
    return str(reader.languages.get(declared.code) or declared.name)


def _spoken(code: str, reader: "Locale") -> str:
    if declared := declared_language(code):
        return _declared_name(declared, reader)
    language, *rest = code.replace("-", "_").split("_")
    places = [part for part in rest if len(part) < 4]
    for named in (reader.languages, cldr_locale("en").languages):
        for wanted in ("_".join((language, *places)), language):
            if wanted in named:
                return str(named[wanted])
    return code
