"""Lists of languages and of countries to choose from, in the words of their reader (CLDR)."""

from collections.abc import Iterable
from functools import lru_cache

from babel.localedata import locale_identifiers

from briefkit.languages.locales import babel_locale
from briefkit.languages.names import language_names
from briefkit.languages.sorting import sort_key

__all__ = ["country_list", "language_list", "spoken_languages"]

# Spoken by many whom leaflets are for: one has no data of its own in the CLDR, the other’s code has
# a territory.
_BESIDES = ("rom", "fa_AF")


@lru_cache(1)
def spoken_languages() -> tuple[str, ...]:
    """Return the codes of languages to choose from: those that the CLDR has data of, and a few."""
    own = dict.fromkeys(name.partition("_")[0] for name in locale_identifiers())
    return (*own, *_BESIDES)


@lru_cache(64)
def language_list(codes: tuple[str, ...], reader: str) -> tuple[tuple[str, str], ...]:
    """Return codes of languages with their names for a reader, sorted by these."""
    return _in_order(((code, language_names([code], reader)) for code in codes), reader)


@lru_cache(64)
def country_list(codes: tuple[str, ...], reader: str) -> tuple[tuple[str, str], ...]:
    """Return countries (ISO 3166-1) with their names for a reader, sorted by these."""
    names = babel_locale(reader).territories
    return _in_order(((code, str(names.get(code, code))) for code in codes), reader)


def _in_order(pairs: Iterable[tuple[str, str]], reader: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: sort_key(pair[1], reader)))
