"""What a language does: its tag, direction, dates, quotation marks, sorting, hyphenation."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.messages.plurals import get_plural
from rapidfuzz import fuzz, process

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = [
    "PSEUDO_LOCALES",
    "direction",
    "endonym",
    "endonyms",
    "english_name",
    "format_day",
    "hyphenates",
    "is_known",
    "language_names",
    "language_tag",
    "name_for",
    "plural_forms",
    "quotes",
    "require_known",
    "same_but_spelling",
    "separators",
    "sort_key",
]

# CLDR 47, delimiters/quotationStart and quotationEnd; Babel carries no delimiters. Our “pt” is the
# Portuguese of Europe, CLDR’s pt_PT.
QUOTES = {
    "ar": "”“", "bg": "„“", "cs": "„“", "da": "””", "de": "„“", "el": "«»", "en": "“”",
    "es": "«»", "et": "„“", "fi": "””", "fr": "«»", "ga": "“”", "hr": "„“", "hu": "„”",
    "it": "«»", "lt": "„“", "lv": "“”", "mt": "“”", "nl": "‘’", "pl": "„”", "pt": "«»",
    "pt_BR": "“”", "ro": "„”", "sk": "„“", "sl": "„“", "sv": "””", "uk": "«»",
}  # fmt: skip

# Languages for which pyphen 0.18 has a dictionary, among those we ship or are asked for.
HYPHENATED = frozenset("bg cs da de el en es et fr hr hu it lt lv nl pl pt ro sk sl sv uk".split())

# CLDR collation: the scripts that a language puts before Latin ([reorder …]).
SCRIPTS_FIRST = {"bg": "CYRILLIC", "el": "GREEK", "uk": "CYRILLIC", "ar": "ARABIC"}


# CLDR's pseudo-locales (UTS #35, “Unicode Locale Identifiers”): accented, and right to left.
PSEUDO_LOCALES = {"en_XA": "en_150", "ar_XB": "ar"}


@cache
def _babel(locale: str) -> Locale:
    # A plain "en" means the English of Europe (day before month), not that of the United States.
    name = PSEUDO_LOCALES.get(locale, "en_150" if locale == "en" else locale.replace("-", "_"))
    return Locale.parse(name)


def require_known(locale: str) -> str:
    """Return `locale` if CLDR knows it; raise UsageError otherwise."""
    if is_known(locale):
        return locale
    raise UsageError(
        Diagnostic(
            check="locale",
            message=f"“{locale}” is not a locale that the Unicode CLDR knows.",
            hint=f"Did you mean {_respelt(locale) or _nearest(locale)}?",
        )
    )


def same_but_spelling(name: str, others: Iterable[str]) -> str:
    """Return the one of `others` that is `name` but for case, hyphens and underscores, or ""."""
    return next((other for other in others if _spelling(other) == _spelling(name)), "")


def _spelling(name: str) -> str:
    return name.casefold().replace("-", "_")


def _respelt(locale: str) -> str:
    """Return the locale that is meant by “pt-BR”, “pt_br” or, by an alias of CLDR’s, “zh-TW”."""
    if found := same_but_spelling(locale, (*locale_identifiers(), *PSEUDO_LOCALES)):
        return found
    try:
        return str(Locale.parse(_spelling(locale))) if re.search("[-_]", locale) else ""
    except (UnknownLocaleError, ValueError):
        return ""


def _nearest(locale: str) -> str:
    """Return the locales whose code or name (English, or its own) is most like `locale`."""
    names = {
        code: name
        for code in locale_identifiers()
        if "_" not in code and (name := Locale.parse(code).get_display_name("en"))
    }
    labels = {
        label.casefold(): code
        for code, name in names.items()
        for label in (code, name, Locale.parse(code).get_display_name() or code)
    }
    found = process.extract(locale.casefold(), list(labels), scorer=fuzz.WRatio, limit=8)
    codes = dict.fromkeys(labels[label] for label, *_ in found)
    return ", ".join(f"{code} ({names[code]})" for code in list(codes)[:3])


def is_known(locale: object) -> bool:
    """Whether `locale` is the code of a locale that CLDR knows."""
    if not isinstance(locale, str):
        return False
    try:
        return locale in PSEUDO_LOCALES or str(Locale.parse(locale)) == locale
    except (UnknownLocaleError, ValueError):
        return False


def language_names(codes: Iterable[str], locale: str) -> str:
    """Return the names of languages in `locale`, as a list that it would print (CLDR)."""
    names = [_babel(code).get_language_name(_babel(locale)) or code for code in codes]
    return format_list(names, locale=_babel(locale))


def separators(locale: str) -> tuple[str, str]:
    """Return what parts the items of a list, and lists of lists: ", " and "; " or Arabic's."""
    return ("، ", "؛ ") if locale.partition("_")[0] == "ar" else (", ", "; ")


def direction(locale: str) -> str:
    """Return "ltr" or "rtl" (CLDR characterOrder)."""
    return "rtl" if _babel(locale).character_order == "right-to-left" else "ltr"


def endonym(locale: str) -> str:
    """Return the language's name in itself (CLDR languageDisplayNames)."""
    if locale in PSEUDO_LOCALES:
        return locale
    return Locale.parse(locale.replace("-", "_")).get_display_name() or locale


def endonyms(locales: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the locales with their languages' own names, sorted by these."""
    named = ((locale, endonym(locale)) for locale in locales)
    return tuple(sorted(named, key=lambda pair: pair[1].casefold()))


def language_tag(locale: str) -> str:
    """Return a locale as HTML and PDF name its language (BCP 47)."""
    return locale.replace("_", "-")


def english_name(locale: str) -> str:
    """Return the language's name in English, as gettext's headers have it."""
    return _babel(locale).get_display_name("en") or locale


def name_for(locale: str, reader: str) -> str:
    """Return the language's name in the language of its reader (CLDR)."""
    if locale in PSEUDO_LOCALES:
        return locale
    return Locale.parse(locale.replace("-", "_")).get_display_name(_babel(reader)) or locale


def format_day(parts: tuple[int, ...], locale: str) -> str:
    """Return a date given as (year), (year, month) or (year, month, day) as the locale writes it.

    Long forms of the CLDR, so months stand in the case that a date needs (Greek genitive).
    """
    if len(parts) == 1:
        return str(parts[0])
    day = date(*parts) if len(parts) == 3 else date(parts[0], parts[1], 1)
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=_babel(locale))
    return format_date(day, "long", locale=_babel(locale))


def quotes(locale: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark, with French's narrow no-break spaces."""
    language = locale.partition("_")[0]
    opening, closing = tuple(QUOTES.get(locale.replace("-", "_")) or QUOTES.get(language, "“”"))
    if language == "fr":
        return opening + "\u202f", "\u202f" + closing
    return opening, closing


def hyphenates(locale: str) -> bool:
    """Whether a hyphenation dictionary exists; no other language's rules are borrowed."""
    return locale.partition("_")[0] in HYPHENATED


def plural_forms(locale: str) -> str:
    """Return the value of a catalog's Plural-Forms header (from CLDR plural rules)."""
    return str(get_plural(_babel(locale)).plural_forms)


def sort_key(text: str, locale: str) -> tuple[tuple[bool, str], ...]:
    """Return a key that sorts `text` in the locale's order.

    Letters compare by their base letter, and the locale's own script goes before Latin, as CLDR's
    collation reorders it. Letters that a language sorts apart (Swedish å ä ö) are not told apart.
    """
    script = SCRIPTS_FIRST.get(locale.partition("_")[0], "LATIN")
    base = (c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isalnum() or c == " ")
    return tuple((not unicodedata.name(c, "").startswith(script), c) for c in base)
