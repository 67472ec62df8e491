"""The codes of locales: which are known, which one is meant, and how HTML writes them."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from rapidfuzz import fuzz, process

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = [
    "PSEUDO_LOCALES",
    "babel_locale",
    "is_known",
    "language_tag",
    "require_known",
    "same_but_spelling",
]

# CLDR's pseudo-locales (UTS #35, “Unicode Locale Identifiers”): accented, and right to left.
PSEUDO_LOCALES = {"en_XA": "en_150", "ar_XB": "ar"}


@cache
def babel_locale(locale: str) -> Locale:
    """Return CLDR's data of a locale. Raises UnknownLocaleError or ValueError."""
    # A plain "en" means the English of Europe (day before month), not that of the United States.
    name = PSEUDO_LOCALES.get(locale, "en_150" if locale == "en" else locale.replace("-", "_"))
    return Locale.parse(name)


def is_known(locale: object) -> bool:
    """Whether `locale` is the code of a locale that CLDR knows."""
    if not isinstance(locale, str):
        return False
    try:
        return locale in PSEUDO_LOCALES or str(Locale.parse(locale)) == locale
    except (UnknownLocaleError, ValueError):
        return False


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


def language_tag(locale: str) -> str:
    """Return a locale as HTML and PDF name its language (BCP 47)."""
    return locale.replace("_", "-")
