"""Which script a character or a locale is written in (Unicode’s Script; CLDR’s likely subtags)."""

import unicodedata
from functools import cache

from babel.core import get_global
from fontTools import unicodedata as ucd

from briefkit.languages.declared import by_language, declared_language
from briefkit.languages.locales import babel_locale

__all__ = ["has_altered_letters", "script", "script_name", "scripts_of", "writing_of"]

# Codes that stand for several scripts (ISO 15924; UTS #39, 5.1, “augmented script sets”).
_SEVERAL = {
    "Hans": frozenset({"Hani", "Bopo"}),
    "Hant": frozenset({"Hani", "Bopo"}),
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Kore": frozenset({"Hani", "Hang"}),
}


@cache
def script(character: str) -> str:
    """Return the code of a character's script (ISO 15924: "Latn"); "" for what all scripts share.

    That is Unicode's Script property, where it is not Common, Inherited or Unknown: digits, marks,
    ° and µ have none.
    """
    code = str(ucd.script(character))
    return "" if code in ("Zyyy", "Zinh", "Zzzz") else code


def has_altered_letters(text: str) -> bool:
    """Whether a text has letters that are drawn otherwise than one after the other.

    In the scripts of South and South-East Asia those are about marks of their own, which move
    before a letter or around it, and about what joins consonants (Canonical_Combining_Class 9,
    virama). Marks that all scripts share (´ ¨) alter none. Text from right to left is another
    matter.
    """
    return any(map(_alters_letters, set(text)))


@cache
def _alters_letters(character: str) -> bool:
    is_mark = unicodedata.category(character) in ("Mc", "Mn")
    return (is_mark and script(character) != "") or unicodedata.combining(character) == 9


def script_name(code: str) -> str:
    """Return the English name of a script, from its code: "Cyrillic"."""
    return str(ucd.script_name(code, default=code)).replace("_", " ")


def scripts_of(locale: str) -> frozenset[str]:
    """Return the codes of the scripts that a locale is written in: Japanese has three."""
    code = writing_of(locale)
    return _SEVERAL.get(code, frozenset({code}))


@by_language
def writing_of(locale: str) -> str:
    """Return the code of a locale's writing (ISO 15924), which may use several scripts: “Jpan”."""
    if declared := declared_language(locale):
        return declared.script
    meant = babel_locale(locale)
    names = (str(meant), f"{meant.language}_{meant.territory}", meant.language)
    likely = next((found for n in names if (found := get_global("likely_subtags").get(n))), "")
    return str(meant.script or (likely.split("_")[1] if likely else "Latn"))
