"""The codes of locales: which are known, which one is meant, and how HTML writes them."""

import re
from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.localedata import locale_identifiers

from briefkit.languages.declared import by_language, declared_language, declared_languages

__all__ = [
    "PSEUDO_LOCALES",
    "babel_locale",
    "canonical_locale",
    "cldr_locale",
    "in_cldr",
    "is_known",
    "language_tag",
    "locale_in",
    "same_as",
    "same_but_spelling",
]

# CLDR's pseudo-locales (UTS #35, “Unicode Locale Identifiers”): accented, and right to left.
PSEUDO_LOCALES = {"en_XA": "en_150", "ar_XB": "ar"}


@by_language
def babel_locale(locale: str) -> Locale:
    """Return CLDR's data of a locale. Raises UnknownLocaleError or ValueError.

    Of a language that a project declares, those are its fallback's.
    """
    # A plain "en" means the English of Europe (day before month), not that of the United States.
    name = PSEUDO_LOCALES.get(locale, locale)
    return Locale.parse("en_150") if name == "en" else cldr_locale(name)


def cldr_locale(name: str) -> Locale:
    """Return the locale of a name as CLDR has it, or the fallback of a language that is declared.

    Raises UnknownLocaleError or ValueError.
    """
    declared = declared_language(name)
    return Locale.parse(declared.fallback if declared else name.replace("-", "_"))


def locale_in(name: str) -> Locale | None:
    """Return the locale of a name, or None where neither CLDR nor a project has one."""
    try:
        return cldr_locale(name)
    except (UnknownLocaleError, ValueError):
        return None


def is_known(locale: object) -> bool:
    """Whether `locale` is the code of a locale that CLDR knows, or that a project declares."""
    if not isinstance(locale, str):
        return False
    if locale in PSEUDO_LOCALES:
        return True
    declared = declared_language(locale)
    return declared.code == locale if declared else in_cldr(locale)


def in_cldr(locale: str) -> bool:
    """Whether `locale` is the code of a locale that CLDR knows."""
    try:
        # Babel takes any modifier (“sr@latin”), of which CLDR has none.
        return "@" not in locale and str(Locale.parse(locale)) == locale
    except (UnknownLocaleError, ValueError):
        return False


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
    implied += [part for part in parts[1:] if part not in implied]
    candidate = "_".join([language, *script, *implied, *variant])
    if found := known.get(_spelling(candidate)):
        return found
    if variant:  # CLDR has it with a territory (“ca_ES_VALENCIA”)
        ends = f"_{added}".casefold()
        like = (spelt for spelt in known if spelt.endswith(ends))
        return next((known[s] for s in like if known[s].startswith(f"{language}_")), "")
    return _likely(candidate) or _without_likely(candidate)


@by_language
def _by_spelling() -> dict[str, str]:
    """Return the locales that there are, by their names as `_spelling` makes them."""
    declared = (language.code for language in declared_languages())
    locales = (*locale_identifiers(), *PSEUDO_LOCALES, *declared)
    return {_spelling(locale): locale for locale in locales}


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


def _without_likely(name: str) -> str:
    """Return the language of a name alone, where the rest is what CLDR's likely subtags add."""
    try:
        language, territory, script, variant = parse_locale(name)[:4]
    except ValueError:
        return ""
    likely = _likely_parts(language)
    same = territory in (None, likely[1]) and script in (None, likely[0]) and variant is None
    return language if same and in_cldr(language) else ""


def _likely_parts(*names: str) -> tuple[str, str]:
    """Return the script and the territory of the first name that CLDR has likely subtags of."""
    found = next((known for n in names if (known := get_global("likely_subtags").get(n))), "")
    _, script, territory = found.split("_") if found.count("_") == 2 else ("", "", "")
    return script, territory


def same_as(locale: str, others: Iterable[str]) -> str:
    """Return the one of `others` that is the same language, script and territory, or "".

    So “de_DE” is the same as “de”, and “zh” as “zh_Hans” (CLDR's likely subtags).
    """
    if not in_cldr(locale):
        return ""
    wanted = _whole(locale)
    found = (o for o in others if o != locale and in_cldr(o) and _whole(o) == wanted)
    return next(found, "")


# Those that are of Europe here, without a territory.
_TERRITORIES = {"en": "150", "pt": "PT"}


@cache
def _whole(locale: str) -> tuple[str, str, str, str]:
    """Return a locale's language, script, territory and variant, all that it implies."""
    known = Locale.parse(locale)
    language, script, territory = known.language, known.script or "", known.territory or ""
    names = (f"{language}_{script}", f"{language}_{territory}", language)
    likely = _likely_parts(*names)
    place = territory or _TERRITORIES.get(locale) or likely[1]
    return language, script or likely[0], place, known.variant or ""


def language_tag(locale: str) -> str:
    """Return a locale as HTML and PDF name its language (BCP 47)."""
    return locale.replace("_", "-")
