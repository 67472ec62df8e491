"""Which language a person means by what she typed: a code, an old code, or a name."""

import re
from functools import cache
from itertools import chain

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from rapidfuzz import fuzz, process

from briefkit.languages.locales import same_but_spelling

__all__ = ["languages_like", "languages_meant", "months_meant"]

# Names that are in use where CLDR has another (ISO 639, alternative names).
_OTHER_NAMES = (
    ("es", "castilian"),
    ("fa", "farsi"),
    ("ku", "kurmanji"),
    ("zh", "mandarin"),
    ("ro", "moldovan"),
    ("rom", "romanes"),
    ("rom", "romani"),
    ("ckb", "sorani"),
    ("ca", "valencian"),
)

# Locales whose months' names people write: Europe's, and their neighbours'.
_MONTHS_OF = (
    "ar bg bs ca cs da de el en es et fi fr ga hr hu is it lt lv mk mt nb nl pl pt ro ru sk sl sq "
    "sr sr_Latn sv tr uk"
).split()


def languages_meant(text: str) -> tuple[str, ...]:
    """Return the codes of the languages that `text` is a code or a name of, or none.

    A code may be written in any case, with hyphens, or be one that CLDR replaces (“iw”, “prs”). A
    name is the English one or the language's own; one that several languages have gives them all.
    """
    if code := _code(text.strip()):
        return (code,)
    name = _folded(text)
    return _english().get(name) or _codes_by_name().get(name, ())


def languages_like(text: str) -> str:
    """Return up to three languages that may have been meant, as “zh (Chinese)”, nearest first.

    A country's code stands for the languages that are official there (CLDR).
    """
    named = Locale("en").languages
    official = get_official_languages(text.strip().upper()) if len(text.strip()) == 2 else ()
    found = [re.split("[-_]", code)[0] for code in official]
    if not found:
        labels = _codes_by_name()
        codes = {code: (code,) for code in locale_identifiers() if "_" not in code}
        near = process.extract(_folded(text), [*labels, *codes], scorer=fuzz.WRatio, limit=8)
        found = list(chain.from_iterable({**labels, **codes}[label] for label, *_ in near))
    return ", ".join(f"{code} ({named.get(code, code)})" for code in list(dict.fromkeys(found))[:3])


def months_meant(name: str) -> tuple[int, ...]:
    """Return the months that a word is the name of in any of Europe's languages, or none.

    “listopad” is November in Polish and October in Croatian, so it is both.
    """
    return _months_by_name().get(_folded(name).strip("."), ())


def _code(text: str) -> str:
    """Return the code that `text` is but for its spelling, or the one that replaces it, or ""."""
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,2}", text):
        return ""
    language, *rest = re.split("[-_]", text)
    replaced = get_global("language_aliases").get(language.lower(), language.lower())
    wanted = "_".join((replaced, *rest)) if "_" not in replaced or not rest else text
    if found := same_but_spelling(wanted, (*locale_identifiers(), *Locale("en").languages)):
        return found
    try:
        return str(Locale.parse("_".join((replaced, *rest)))) if rest else ""
    except (UnknownLocaleError, ValueError):
        return ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@cache
def _english() -> dict[str, tuple[str, ...]]:
    """Return the codes of languages by their English names."""
    found: dict[str, list[str]] = {}
    for code, name in (*Locale("en").languages.items(), *_OTHER_NAMES):
        found.setdefault(_folded(name), []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


@cache
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """Return the codes of languages by their names in themselves, which takes 0.4 s, and English.

    Source: CLDR's data of all locales.
    """
    found = {name: list(codes) for name, codes in _english().items()}
    for code in (code for code in locale_identifiers() if "_" not in code):
        found.setdefault(_folded(Locale.parse(code).get_display_name() or code), []).append(code)
    for code in (code for code in locale_identifiers() if re.fullmatch("[a-z]+_[A-Z][a-z]+", code)):
        language = code.partition("_")[0]  # “srpski” is what sr_Latn calls sr
        if name := Locale.parse(code).languages.get(language):
            found.setdefault(_folded(name), []).append(language)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


@cache
def _months_by_name() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for code in _MONTHS_OF:
        forms = Locale.parse(code).months
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for number, name in forms[form][width].items():
                    found.setdefault(_folded(name).strip("."), set()).add(number)
    return {name: tuple(sorted(months)) for name, months in found.items()}
