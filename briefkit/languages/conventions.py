"""How a language is written: direction, quotation marks, dates, plurals, hyphenation."""

from datetime import date

from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.plurals import get_plural

from briefkit.languages.locales import babel_locale

__all__ = [
    "direction",
    "format_day",
    "format_span",
    "hyphenates",
    "plural_forms",
    "quotes",
    "separators",
]

# CLDR 47, delimiters/quotationStart and quotationEnd; Babel carries no delimiters. Our “pt” is the
# Portuguese of Europe, CLDR’s pt_PT.
_QUOTES = {
    "ar": "”“", "bg": "„“", "cs": "„“", "da": "””", "de": "„“", "el": "«»", "en": "“”",
    "es": "«»", "et": "„“", "fi": "””", "fr": "«»", "ga": "“”", "hr": "„“", "hu": "„”",
    "it": "«»", "lt": "„“", "lv": "“”", "mt": "“”", "nl": "‘’", "pl": "„”", "pt": "«»",
    "pt_BR": "“”", "ro": "„”", "sk": "„“", "sl": "„“", "sv": "””", "uk": "«»",
}  # fmt: skip

# Languages for which pyphen 0.18 has a dictionary, among those we ship or are asked for.
_HYPHENATED = frozenset("bg cs da de el en es et fr hr hu it lt lv nl pl pt ro sk sl sv uk".split())


def direction(locale: str) -> str:
    """Return "ltr" or "rtl" (CLDR characterOrder)."""
    return "rtl" if babel_locale(locale).character_order == "right-to-left" else "ltr"


def quotes(locale: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark, with French's narrow no-break spaces."""
    language = locale.partition("_")[0]
    opening, closing = tuple(_QUOTES.get(locale.replace("-", "_")) or _QUOTES.get(language, "“”"))
    if language == "fr":
        return opening + "\u202f", "\u202f" + closing
    return opening, closing


def separators(locale: str) -> tuple[str, str]:
    """Return what parts the items of a list, and lists of lists: ", " and "; " or Arabic's."""
    return ("، ", "؛ ") if locale.partition("_")[0] == "ar" else (", ", "; ")


def format_day(parts: tuple[int, ...], locale: str) -> str:
    """Return a date given as (year), (year, month) or (year, month, day) as the locale writes it.

    Long forms of the CLDR, so months stand in the case that a date needs (Greek genitive).
    """
    if len(parts) == 1:
        return str(parts[0])
    day = date(*parts) if len(parts) == 3 else date(parts[0], parts[1], 1)
    if len(parts) == 2:
        return format_skeleton("yMMMM", day, locale=babel_locale(locale))
    return format_date(day, "long", locale=babel_locale(locale))


def format_span(start: tuple[int, ...], end: tuple[int, ...], locale: str) -> str:
    """Return a span of years, months or days as the locale writes it (CLDR intervalFormats).

    Both are as exact, and `start` is the earlier.
    """
    if len(start) == 1:
        return f"{start[0]}–{end[0]}"
    first, last = (date(*(*day, 1)[:3]) for day in (start, end))
    exact = "yMMMM" if len(start) == 2 else "yMMMMd"
    return format_interval(first, last, exact, locale=babel_locale(locale))


def hyphenates(locale: str) -> bool:
    """Whether a hyphenation dictionary exists; no other language's rules are borrowed."""
    return locale.partition("_")[0] in _HYPHENATED


def plural_forms(locale: str) -> str:
    """Return the value of a catalog's Plural-Forms header (from CLDR plural rules)."""
    return str(get_plural(babel_locale(locale)).plural_forms)
