"""The names of languages, in themselves and in others."""

from collections.abc import Iterable

from babel import Locale
from babel.lists import format_list

from briefkit.languages.locales import PSEUDO_LOCALES, babel_locale

__all__ = [
    "endonym",
    "endonyms",
    "english_name",
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
    return babel_locale(locale).get_display_name("en") or locale


def name_for(locale: str, reader: str) -> str:
    """Return the language's name in the language of its reader (CLDR)."""
    if locale in PSEUDO_LOCALES:
        return locale
    return Locale.parse(locale.replace("-", "_")).get_display_name(babel_locale(reader)) or locale


def language_names(codes: Iterable[str], locale: str) -> str:
    """Return the names of languages in `locale`, as a list that it would print (CLDR)."""
    names = [babel_locale(code).get_language_name(babel_locale(locale)) or code for code in codes]
    return format_list(names, locale=babel_locale(locale))
