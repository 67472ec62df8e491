"""Words that are drawn otherwise than letter by letter: joined, or in another order."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from briefkit.languages import has_altered_letters, has_right_to_left

__all__ = ["arabic_words", "reordered_words"]

# Arabic and its supplements, letters and marks: what is shaped from right to left.
_ARABIC_WORD = re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]+")

# Joiners of letters, which stand in words (Unicode 15, 9.2 and 12.1).
_JOINERS = "\u200c\u200d"


def arabic_words(text: str) -> Iterator[str]:
    """Yield the words in Arabic letters."""
    yield from _ARABIC_WORD.findall(text)


def reordered_words(text: str) -> Iterator[str]:
    """Yield the words of scripts that put vowels before or around their letters, or join these."""
    for in_word, characters in groupby(text, _is_of_word) if has_altered_letters(text) else ():
        word = "".join(characters)
        if in_word and has_altered_letters(word) and not has_right_to_left(word):
            yield word


def _is_of_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LM" or character in _JOINERS
