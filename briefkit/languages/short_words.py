"""Words that are too short to stand alone in a line, by language."""

import re
import unicodedata

__all__ = ["is_short_word"]

# Where words have 5.5 letters or more on average (in our own catalogs), one of five is short.
_OF_LONG_WORDS = frozenset(
    ("cs", "de", "el", "et", "fi", "hr", "hu", "lt", "lv", "pl", "ru", "sk", "tr", "uk")
)


def is_short_word(word: str, language: str) -> bool:
    """Whether a word, or a number, has four letters or fewer; five in languages of long words.

    Its punctuation is not counted, nor marks over letters. `language` is a BCP 47 tag or a locale.
    """
    letters = [sign for sign in unicodedata.normalize("NFC", word) if sign.isalnum()]
    first = re.split("[-_]", language)[0]
    return 0 < len(letters) <= (5 if first in _OF_LONG_WORDS else 4)
