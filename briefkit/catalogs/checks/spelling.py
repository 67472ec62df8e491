"""Whether a translation's words are in a dictionary of its language."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Protocol

from briefkit.catalogs.checks.unit import Check, Finding, Unit, text_of
from briefkit.catalogs.checks.web_addresses import without_addresses
from briefkit.diagnostics import quoted, translatable
from briefkit.model import InLanguage

__all__ = ["Lexicon", "spelling_check"]

# What may stand within a word.
_APOSTROPHES = "'’"
_JOINERS = frozenset((*_APOSTROPHES, "-", "\u2010", "\u2011"))


class Lexicon(Protocol):
    """The words of a language."""

    def knows(self, word: str) -> bool:
        """Whether a word is one of them, in any of its forms."""

    def like(self, word: str) -> tuple[str, ...]:
        """Return words that somebody may have meant, the likeliest first."""


@cache
def spelling_check(lexicon: Lexicon) -> Check:
    """Return a check that finds words which a lexicon does not know.

    Names that stand in the source alike, acronyms, and what has digits are no mistakes, nor are the
    glossary's terms.
    """

    def spelling(unit: Unit) -> Iterator[Finding]:
        """Words are spelt as a dictionary of the language has them."""
        known = set(_words(unit.source_plain))
        for _, ours in unit.terms:
            known.update(_words(ours.translation))
        own = [node for node in unit.inline if not isinstance(node, InLanguage)]
        text = without_addresses(text_of(own)).replace("\u00ad", "")
        for word in dict.fromkeys(_words(text)):
            if word in known or not _is_plain(word) or _is_known(lexicon, word):
                continue
            like = lexicon.like(word)[:3]
            yield (
                translatable("“%(word)s” is not in the dictionary.", word=word),
                translatable("Did you mean %(meant)s?", meant=quoted(like))
                if like
                else translatable("See whether it is spelt as it should be."),
            )

    return spelling


def _is_known(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is known, or each of the parts that hyphens join."""
    if lexicon.knows(word) or lexicon.knows(word.replace("’", "'")):
        return True
    parts = word.replace("\u2010", "-").replace("\u2011", "-").split("-")
    return len(parts) > 1 and all(len(part) < 2 or lexicon.knows(part) for part in parts)


def _is_plain(word: str) -> bool:
    """Whether a word is none of acronyms, and has no digits, nor capitals within it."""
    letters = any(map(str.isalpha, word))
    digits = any(map(str.isdigit, word))
    capitals = any(map(str.isupper, word[1:]))
    return len(word) > 1 and letters and not digits and not capitals


def _words(text: str) -> Iterator[str]:
    """Yield a text's words: letters, digits and the marks on them, joined by what joins words."""
    word = ""
    for character in (*text, " "):
        # Vowel signs of many scripts are marks, which Python counts among no word's characters.
        if character.isalnum() or unicodedata.category(character)[0] == "M":
            word += character
        elif word and character in _JOINERS:
            word += character
        elif word:
            yield word.rstrip("".join(_JOINERS))
            word = ""
