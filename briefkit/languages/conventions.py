"""How a language is written: direction, dates, plurals."""

from datetime import date

from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.plurals import get_plural

from briefkit.languages.declared import declared_language
from briefkit.languages.locales import babel_locale
from briefkit.languages.scripts import scripts_of

__all__ = [
    "direction",
    "format_day",
    "format_span",
    "plural_forms",
    "separators",
]


def direction(locale: str) -> str:
    """Return "ltr" or "rtl" (CLDR characterOrder, or as it is declared)."""
    if declared := declared_language(locale):
        return declared.direction
    return "rtl" if babel_locale(locale).character_order == "right-to-left" else "ltr"


def separators(locale: str) -> tuple[str, str]:
    """Return what parts the items of a list, and lists of lists: ", " and "; " or Arabic's."""
    return ("، ", "؛ ") if "Arab" in scripts_of(locale) else (", ", "; ")


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


def plural_forms(locale: str) -> str:
    """Return the value of a catalog's Plural-Forms header (from CLDR plural rules)."""
    return str(get_plural(babel_locale(locale)).plural_forms)
