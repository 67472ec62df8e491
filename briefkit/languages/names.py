"""The names of languages, in themselves and in others."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from briefkit.languages.locales import PSEUDO_LOCALES, babel_locale

__all__ = [
    "endonym",
    "endonyms",
    "english_name",
    "joining_word",
    "language_names",
    "name_for",
]


def endonym(locale: str) -> str:
    """Return the language's name in itself (CLDR languageDisplayNames)."""
    if locale in PSEUDO_LOCALES:
        return locale
    return Locale.parse(locale.replace("-", "_")).get_display_name() or locale


def endonyms(locales: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the locales with their languages' own names, sorted by these."""
    named = ((locale, endonym(locale)) for locale in locales)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def english_name(locale: str) -> str:
    """Return the language's name in English, as gettext's headers have it."""
    # The dates of “en” are Europe's; its name is its own.
    named = Locale("en") if locale == "en" else babel_locale(locale)
    return named.get_display_name("en") or locale


def name_for(locale: str, reader: str) -> str:
    """Return the language's name in the language of its reader (CLDR)."""
    if locale in PSEUDO_LOCALES:
        return locale
    return Locale.parse(locale.replace("-", "_")).get_display_name(babel_locale(reader)) or locale


def language_names(codes: Iterable[str], locale: str) -> str:
    """Return the names of languages in `locale`, as a list that it would print (CLDR).

    Codes without data of their own are named too (“rom”); a script is not: nobody speaks one.
    """
    reader = babel_locale(locale)
    names = dict.fromkeys(_spoken(code, reader) for code in codes)
    return format_list(list(names), locale=reader)


@cache
def joining_word(language: str) -> str:
    """Return the word for “and” between two things (CLDR listPatterns), in small letters.

    There is none of a language that writes it as a part of the next word, as Arabic does, or that
    the CLDR does not know.
    """
    try:
        pattern = babel_locale(language).list_patterns["standard"]["2"]
    except (UnknownLocaleError, ValueError, KeyError):
        return ""
    between = re.fullmatch(r"\{0\}\s+(\w+)\s+\{1\}", pattern)
    return between[1].lower() if between else ""


def _spoken(code: str, reader: Locale) -> str:
    language, *rest = code.replace("-", "_").split("_")
    places = [part for part in rest if len(part) < 4]
    for named in (reader.languages, Locale("en").languages):
        for wanted in ("_".join((language, *places)), language):
            if wanted in named:
                return str(named[wanted])
    return code
