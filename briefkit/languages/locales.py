"""The codes of locales: which are known, which one is meant, and how HTML writes them."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.localedata import locale_identifiers
from rapidfuzz import fuzz, process

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = [
    "PSEUDO_LOCALES",
    "babel_locale",
    "canonical_locale",
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
    if locale in PSEUDO_LOCALES:
        return True
    try:
        # Babel takes any modifier (“sr@latin”), of which CLDR has none.
        return "@" not in locale and str(Locale.parse(locale)) == locale
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
            hint=f"Did you mean {_meant(locale) or _nearest(locale)}?",
        )
    )


def same_but_spelling(name: str, others: Iterable[str]) -> str:
    """Return the one of `others` that is `name` but for case, hyphens and underscores, or ""."""
    return next((other for other in others if _spelling(other) == _spelling(name)), "")


def _spelling(name: str) -> str:
    return name.casefold().replace("-", "_")


def canonical_locale(name: str) -> str:
    """Return CLDR's name of the locale that another system calls `name`, or "" for none.

    It takes BCP 47's hyphens (“pt-BR”), POSIX' charsets and modifiers (“sr_RS.UTF-8@latin”), and
    codes that CLDR replaces (“iw”, “prs”, “zh_CN”). What it returns is of the same language and
    script: a locale without data is never taken for another.
    """
    known = _by_spelling()
    if found := known.get(_spelling(name)):
        return found
    base, _, modifier = name.partition("@")
    parts = [part for part in re.split("[-_]", base.partition(".")[0]) if part]
    if not parts or not all(part.isascii() and part.isalnum() for part in parts):
        return ""
    replaced = get_global("language_aliases").get(parts[0].lower(), parts[0])
    language, *implied = replaced.split("_")
    added = _MODIFIERS.get(modifier.casefold(), modifier)
    script = [added] if len(added) == 4 else []
    variant = [added] if added and not script else []
    candidate = "_".join([language, *script, *(implied + parts[1:]), *variant])
    if found := known.get(_spelling(candidate)):
        return found
    if variant:  # CLDR has it with a territory (“ca_ES_VALENCIA”)
        ends = f"_{added}".casefold()
        like = (spelt for spelt in known if spelt.endswith(ends))
        return next((known[s] for s in like if known[s].startswith(f"{language}_")), "")
    return _likely(candidate)


@cache
def _by_spelling() -> dict[str, str]:
    """Return the locales that there are, by their names as `_spelling` makes them."""
    return {_spelling(locale): locale for locale in (*locale_identifiers(), *PSEUDO_LOCALES)}


# glibc's modifiers, as the parts of a locale's name that they stand for: a script or nothing.
_MODIFIERS = {
    "latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "iqtelif": "Latn", "euro": "",
}  # fmt: skip


def _likely(name: str) -> str:
    """Return the locale that CLDR's likely subtags make of a name, if it is of the same parts."""
    try:
        asked, found = parse_locale(name.lower()), Locale.parse(name.lower())
    except (UnknownLocaleError, ValueError):
        return ""
    language, territory, script, variant = asked[:4]
    given = ((language, found.language), (territory, found.territory), (script, found.script))
    same = all(wanted in (None, there) for wanted, there in given)
    return str(found) if same and variant is None else ""


def _meant(name: str) -> str:
    """Return the locale that another name means; with its language, where a code replaces it."""
    code = canonical_locale(name)
    if "_" in code or _spelling(code) == _spelling(name):
        return code
    return f"{code} ({Locale.parse(code).get_display_name('en')})" if code else ""


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
