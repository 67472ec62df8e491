"""Words that are too short to stand alone in a line, or to end one, by language."""

import re
import unicodedata

__all__ = ["binds_to_next", "has_spaces", "is_short_word", "may_bind"]

# Where words have 5.5 letters or more on average (in our own catalogs), one of five is short.
_OF_LONG_WORDS = frozenset(
    ("cs", "de", "el", "et", "fi", "hr", "hu", "lt", "lv", "pl", "ru", "sk", "tr", "uk")
)
# Written without spaces between words, and broken after nearly every character.
_WITHOUT_SPACES = ("ja", "zh")
# Prepositions and conjunctions of one letter stay with the next word (the CLDR has no such rule).
# cs: ČSN 01 6910 and the Internetová jazyková příručka; sk: STN 01 6910; pl: PWN, Zasady pisowni
# [204], 54.8.1, which wants it in titles and allows both elsewhere.
_BINDING = {"cs": frozenset("aikosuvz"), "sk": frozenset("aikosuvz"), "pl": frozenset("aiouwz")}
# Units that stay with their number (SI Brochure, 9th edition, 5.4.3, and common ones beside it).
_UNITS = frozenset(
    "% ‰ € $ £ °C °F mm cm m km m² km² g kg t ml l s min h pt px kB MB GB W kW kWh V A Hz".split()
)
_NUMBER = re.compile(r"[(„“«‘+–−-]*\d+(?:[.,:/]\d+)*")
# What may stand before a word's first letter, and after its last.
_OPENING, _CLOSING = "([„“”«»‘’‚\"'", ".,;:!?)]…”“»«’\"'"


def is_short_word(word: str, language: str) -> bool:
    """Whether a word, or a number, has four letters or fewer; five in languages of long words.

    In Chinese and Japanese, whose words no space parts, it is what has one character.

    Its punctuation is not counted, nor marks over letters, nor a note's number, which a word joiner
    holds to it. `language` is a BCP 47 tag or a locale.
    """
    alone = word.partition("\u2060")[0] or word
    letters = [sign for sign in unicodedata.normalize("NFC", alone) if sign.isalnum()]
    most = 5 if _code(language) in _OF_LONG_WORDS else 4
    return 0 < len(letters) <= (most if has_spaces(language) else 1)


def has_spaces(language: str) -> bool:
    """Whether spaces part a language's words: not in Chinese and Japanese."""
    return _code(language) not in _WITHOUT_SPACES


def binds_to_next(word: str, after: str, language: str) -> bool:
    """Whether no line may end between a word and the one after it.

    After a preposition of one letter where the language has that rule, and between a number and
    its unit. `language` is a BCP 47 tag or a locale.
    """
    if _NUMBER.fullmatch(word):
        return after.rstrip(_CLOSING) in _UNITS
    return word.lstrip(_OPENING).lower() in _BINDING.get(_code(language), ())


def may_bind(word: str, language: str) -> bool:
    """Whether there are words that `binds_to_next` keeps a word with: a quick answer."""
    return word[-1:].isdigit() or (len(word) < 3 and _code(language) in _BINDING)


def _code(language: str) -> str:
    return language[:2] if language[2:3] in ("", "-", "_") else language
