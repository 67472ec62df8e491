"""Quotation marks of each language, from the CLDR."""

from functools import cache
from pathlib import Path

from briefkit.languages.declared import by_language
from briefkit.languages.locales import babel_locale

__all__ = ["quotation_pairs", "quotes"]

# CLDR 48.2, delimiters; then what 45 and 41 had otherwise: a catalog may follow either. Babel has
# none; scripts/quotation_marks.py writes the file from Unicode’s own packages.
_FILE = Path(__file__).with_name("quotation_marks.csv")

_DEFAULT = "“”"

# What we print before CLDR’s own: the marks of Danish print, and those that the Real Academia
# Española recommends (Diccionario panhispánico de dudas, “comillas”). “pt” is Europe’s Portuguese.
_FIRST = {"da": "””", "es": "«»"}
_ALIASES = {"pt": "pt_PT"}

# What is usual as well: in Switzerland and Liechtenstein; in Dutch (CLDR 36, marks within marks).
_BESIDES = {"de_CH": ("«»", "‹›"), "de_LI": ("«»", "‹›"), "nl": ("“”",)}


def quotes(locale: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark, with French's narrow no-break spaces."""
    opening, closing = next(iter(quotation_pairs(locale)), (_DEFAULT[0], _DEFAULT[1]))
    if locale.partition("_")[0] == "fr":
        return opening + "\u202f", "\u202f" + closing
    return opening, closing


@by_language
def quotation_pairs(locale: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of marks that a locale writes with, without spaces: the usual one first.

    There are none for a language of which the CLDR does not know them well.
    """
    name = str(babel_locale(locale))
    name = _ALIASES.get(name, name)
    rows, found = _rows(), name
    while found and found not in rows:
        found = found.rpartition("_")[0]
    first = [_FIRST[name]] if name in _FIRST else []
    pairs = dict.fromkeys([*first, *rows.get(found, ()), *_BESIDES.get(name, ())])
    return tuple((pair[0], pair[1]) for pair in pairs)


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return {locale: tuple(pairs) for locale, *pairs in (line.split(",") for line in lines)}
