"""Which language a person means by what she typed: a code, an old code, or a name."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import chain

from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from rapidfuzz import fuzz, process

from briefkit.diagnostics import Diagnostic, Translatable, translatable
from briefkit.errors import UsageError
from briefkit.languages.declared import by_language, declared_language, declared_languages
from briefkit.languages.locales import (
    babel_locale,
    canonical_locale,
    cldr_locale,
    in_cldr,
    is_known,
    locale_in,
    same_but_spelling,
)

__all__ = [
    "languages_like",
    "languages_meant",
    "languages_named",
    "months_meant",
    "require_known",
]

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

# Codes that stand for no language (ISO 639-2).
_NONE = frozenset({"mis", "mul", "root", "und", "zxx"})

# Below this likeness (of 100) a name is not one that was mistyped.
_ALIKE = 70

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


def languages_named(text: str, reader: str) -> tuple[str, ...]:
    """Return the codes of the languages that have `text` in their name in a reader's language.

    Those whose name it begins come first. Of fewer than three letters there are too many.
    """
    wanted = _folded(text)
    if len(wanted) < 3:
        return ()
    named = babel_locale(reader).languages
    declared = ((language.code, language.name) for language in declared_languages())
    labels = {code: _folded(str(name)) for code, name in (*named.items(), *declared)}
    found = [code for code in labels if wanted in labels[code] and is_known(code)]
    return tuple(sorted(found, key=lambda code: (labels[code].find(wanted) > 0, labels[code])))


def require_known(locale: str) -> str:
    """Return `locale` if CLDR knows it, or a project declares it; raise UsageError otherwise."""
    if is_known(locale):
        return locale
    raise UsageError(
        Diagnostic(
            check="locale",
            message=translatable(
                "“%(locale)s” is not a locale that the Unicode CLDR knows.",
                locale=locale,
            ),
            hint=_hint(locale),
        )
    )


def _hint(locale: str) -> Translatable:
    named = languages_meant(locale)
    meant = _meant(locale) or (_listed(named) if named and all(map(is_known, named)) else "")
    nearest = translatable(
        "Did you mean %(meant)s?", meant=meant or languages_like(locale) or _nearest(locale)
    )
    if meant:
        return nearest
    # Three letters at most name a language (ISO 639); a name typed in full is another matter.
    if re.fullmatch(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,4})*", locale) is None:
        return nearest
    return translatable(
        "%(hint)s A language that it lacks is declared in %(file)s: %(page)s.",
        hint=nearest,
        file="languages.toml",
        page="docs/languages.md",
    )


def _meant(name: str) -> str:
    """Return the locale that another name means; with its language, where a code replaces it."""
    code = canonical_locale(name)
    if "_" in code or same_but_spelling(name, [code]):
        return code
    return f"{code} ({cldr_locale(code).get_display_name('en')})" if code else ""


def _nearest(locale: str) -> str:
    """Return the locales whose code or name (English, or its own) is most like `locale`."""
    names = {
        code: name
        for code in locale_identifiers()
        if "_" not in code and (name := cldr_locale(code).get_display_name("en"))
    }
    # A few with a territory have names of their own: “Dari” is fa_AF.
    named = {str(code): str(name) for code, name in cldr_locale("en").languages.items()}
    names |= {code: named[code] for code in named if "_" in code and in_cldr(code)}
    own = {code: cldr_locale(code).get_display_name() or code for code in names}
    for language in declared_languages():
        names[language.code] = own[language.code] = language.name
    labels = {
        label.casefold(): code for code, name in names.items() for label in (code, name, own[code])
    }
    found = process.extract(locale.casefold(), list(labels), scorer=fuzz.WRatio, limit=8)
    codes = dict.fromkeys(labels[label] for label, *_ in found)
    return ", ".join(f"{code} ({names[code]})" for code in list(codes)[:3])


def languages_like(text: str) -> str:
    """Return up to three languages that are like `text`, as “zh (Chinese)”, the nearest first.

    A country's code stands for the languages that are official there (CLDR).
    """
    official = get_official_languages(text.strip().upper()) if len(text.strip()) == 2 else ()
    found = [re.split("[-_]", code)[0] for code in official]
    if re.search("[-_@(]", text):
        found = list(languages_meant(re.split("[-_@(]", text)[0]))
    if not found:
        labels = _codes_by_name()
        codes = {code: (code,) for code in locale_identifiers() if "_" not in code}
        near = process.extract(
            _folded(text),
            [*labels, *codes],
            scorer=fuzz.token_sort_ratio,
            limit=8,
            score_cutoff=_ALIKE,
        )
        found = list(chain.from_iterable({**labels, **codes}[label] for label, *_ in near))
    return _listed(dict.fromkeys(found))


def _listed(codes: Iterable[str]) -> str:
    """Return up to three codes with their languages' English names: “zh (Chinese)”."""
    declared = {language.code: language.name for language in declared_languages()}
    named = {**cldr_locale("en").languages, **declared}
    return ", ".join(f"{code} ({named.get(code, code)})" for code in list(codes)[:3])


def months_meant(name: str) -> tuple[int, ...]:
    """Return the months that a word is the name of in any of Europe's languages, or none.

    “listopad” is November in Polish and October in Croatian, so it is both.
    """
    return _months_by_name().get(_folded(name).strip("."), ())


def _code(text: str) -> str:
    """Return the code that `text` is but for its spelling, or the one that replaces it, or ""."""
    if declared := declared_language(text) or declared_language(text.lower()):
        return declared.code
    # gettext's names of scripts
    text = re.sub("@latin$", "_Latn", re.sub("@cyrillic$", "_Cyrl", text))
    if not re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?", text):
        return ""
    language, *rest = re.split("[-_]", text)
    if language.lower() in _NONE:
        return ""
    replaced = get_global("language_aliases").get(language.lower(), language.lower())
    wanted = "_".join((replaced, *rest)) if "_" not in replaced or not rest else text
    if found := same_but_spelling(wanted, (*locale_identifiers(), *cldr_locale("en").languages)):
        return found
    locale = locale_in("_".join((replaced, *rest))) if rest else None
    return str(locale) if locale else ""


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@by_language
def _english() -> dict[str, tuple[str, ...]]:
    """Return the codes of languages by their English names."""
    found: dict[str, list[str]] = {}
    declared = ((language.code, language.name) for language in declared_languages())
    for code, name in (*cldr_locale("en").languages.items(), *_OTHER_NAMES, *declared):
        if code in _NONE:
            continue
        found.setdefault(_folded(name), []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


@by_language
def _codes_by_name() -> dict[str, tuple[str, ...]]:
    """Return the codes of languages by their names in themselves, which takes 0.4 s, and English.

    Source: CLDR's data of all locales.
    """
    found = {name: list(codes) for name, codes in _english().items()}
    named = cldr_locale("en").languages
    for locale in locale_identifiers():
        language, *rest = locale.split("_")
        if not rest:
            code, name = locale, cldr_locale(locale).get_display_name()
        elif locale in named:  # “دری” is fa_AF
            code, name = locale, cldr_locale(locale).languages.get(locale)
        elif len(rest) == 1 and len(rest[0]) == 4:  # “srpski” is what sr_Latn calls sr
            code, name = language, cldr_locale(locale).languages.get(language)
        else:
            continue
        if name:
            found.setdefault(_folded(str(name)), []).append(code)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


@cache
def _months_by_name() -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for code in _MONTHS_OF:
        forms = cldr_locale(code).months
        for width in ("wide", "abbreviated"):
            for form in ("format", "stand-alone"):
                for number, name in forms[form][width].items():
                    found.setdefault(_folded(name).strip("."), set()).add(number)
    return {name: tuple(sorted(months)) for name, months in found.items()}
