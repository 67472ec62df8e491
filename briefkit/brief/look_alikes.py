"""Letters of one alphabet that look like those of another: the А of “А4” may be Cyrillic."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.languages import endonym, is_known

__all__ = ["as_latin", "look_alikes"]

# Capital and small letters that are drawn as Latin ones (a part of UTS #39's confusables).
_LIKE_LATIN = {
    "CYRILLIC": ("АВЕЅІЈКМНОРСТУХԚԜаеѕіјорсухԛԝһԁ", "ABESIJKMHOPCTYXQWaesijopcyxqwhd"),
    "GREEK": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ", "ABEZHIKMNOPTYXovu"),
}
_LOOKS = {
    ("CYRILLIC", "LATIN"): frozenset(_LIKE_LATIN["CYRILLIC"][0]),
    ("GREEK", "LATIN"): frozenset(_LIKE_LATIN["GREEK"][0]),
    ("LATIN", "CYRILLIC"): frozenset(_LIKE_LATIN["CYRILLIC"][1]),
    ("LATIN", "GREEK"): frozenset(_LIKE_LATIN["GREEK"][1]),
}
_ALPHABETS = frozenset({"LATIN", *_LIKE_LATIN})
_AS_LATIN = str.maketrans(*map("".join, zip(*_LIKE_LATIN.values(), strict=True)))

# Signs of units and of science, which stand beside Latin letters.
_SIGNS = frozenset("μΩΔπαβγ")

_WORD = re.compile(r"[^\W_]+")


def as_latin(text: str) -> str:
    """Return a text with the Latin letters that those of other alphabets in it look like."""
    return text.translate(_AS_LATIN)


def look_alikes(text: str, path: str, locale: str) -> Iterator[Diagnostic]:
    """Yield the words of a source that mix alphabets, or only look as if they were in its own.

    A word in another alphabet is none: it stands for itself, as do its neighbours.
    """
    own = _alphabet_of(locale)
    for number, line in enumerate(text.split("\n"), start=1):
        words = [(word, _alphabets(word)) for word in _WORD.findall(line)]
        for position, (word, alphabets) in enumerate(words):
            around = words[max(position - 1, 0) : position] + words[position + 1 : position + 2]
            if len(alphabets) > 1:
                odd = min(sorted(alphabets), key=lambda a: (_count(word, a), a == own))
            elif _seems(word, alphabets, own) and not any(
                alphabets == others and not _seems(other, others, own) for other, others in around
            ):
                (odd,) = alphabets
            else:
                continue
            letters = ", ".join(dict.fromkeys(c for c in word if _alphabet(c) == odd))
            yield Diagnostic(
                check="mixed-script",
                message=translatable(
                    "“%(word)s” has %(script)s letters: %(letters)s.",
                    word=word,
                    script=odd.capitalize(),
                    letters=letters,
                ),
                hint=translatable("Type the word again, with the keyboard set to one script."),
                location=Location(path, number),
            )


def _seems(word: str, alphabets: frozenset[str], own: str) -> bool:
    """Whether a word of another alphabet could be one of the own."""
    alphabet = next(iter(alphabets), own)
    if alphabet == own:
        return False
    letters = [c for c in word if c.isalpha()]
    if alphabet == "LATIN" and (len(letters) > 2 or (len(letters) == 2 and word.isupper())):
        return False  # a Latin name or acronym stands in any text
    return _LOOKS.get((alphabet, own), frozenset()).issuperset(letters)


@lru_cache(4096)  # most words of a text stand in it many times
def _alphabets(word: str) -> frozenset[str]:
    alphabets = frozenset(a for c in word if (a := _alphabet(c)))
    if alphabets == {"LATIN", "GREEK"} and _SIGNS.issuperset(
        c for c in word if _alphabet(c) == "GREEK"
    ):
        return frozenset({"LATIN"})
    return alphabets


@lru_cache(1024)
def _alphabet(character: str) -> str:
    name = unicodedata.name(character, "").partition(" ")[0]
    return name if name in _ALPHABETS else ""


def _alphabet_of(locale: str) -> str:
    name = endonym(locale) if is_known(locale) else ""
    return next(filter(None, map(_alphabet, name)), "LATIN" if not name else "")


def _count(word: str, alphabet: str) -> int:
    return sum(_alphabet(c) == alphabet for c in word)
