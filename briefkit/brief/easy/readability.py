"""How readable a text is, by the formula that is accepted for its language.

The library textstat has most of these formulas, but needs NLTK, which fetches the CMU dictionary
when it is first used; and it installs a package “tests” beside itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefkit.brief.easy.sentence import WORD
from briefkit.languages import syllables

__all__ = ["Readability", "readability"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readability:
    """A figure, the name of its formula, and what easy texts have: “80 or more”."""

    figure: float
    formula: str
    easy: str


@dataclass(frozen=True, slots=True)
class _Counts:
    """What of a text is counted."""

    sentences: int
    words: int
    letters: int
    long: int  # words of more than 6 letters
    syllables: int


_Formula = Callable[[_Counts], float]


def _flesch(base: float, sentence: float, syllable: float) -> _Formula:
    """Return a formula of the form that Flesch gave it (1948), with a language's own weights."""

    def formula(counts: _Counts) -> float:
        per_sentence = counts.words / counts.sentences
        return base - sentence * per_sentence - syllable * counts.syllables / counts.words

    return formula


def _gulpease(counts: _Counts) -> float:
    return 89 + (300 * counts.sentences - 10 * counts.letters) / counts.words


def _lix(counts: _Counts) -> float:
    return counts.words / counts.sentences + 100 * counts.long / counts.words


_EASY = "80 or more"
_FORMULAS: dict[str, tuple[str, str, _Formula]] = {
    "da": ("LIX, Björnsson 1968", "30 or less", _lix),
    "de": ("Flesch, Amstad 1978", _EASY, _flesch(180, 1, 58.5)),
    "en": ("Flesch 1948", _EASY, _flesch(206.835, 1.015, 84.6)),
    "es": ("Szigriszt-Pazos 1993", _EASY, _flesch(206.835, 1, 62.3)),
    "fr": ("Flesch, Kandel and Moles 1958", _EASY, _flesch(207, 1.015, 73.6)),
    "it": ("Gulpease, Lucisano and Piemontese 1988", _EASY, _gulpease),
    "nl": ("Flesch, Douma 1960", _EASY, _flesch(206.835, 0.93, 77)),
    "pt": ("Flesch, Martins 1996", _EASY, _flesch(248.835, 1.015, 84.6)),
    "ru": ("Flesch, Oborneva 2006", _EASY, _flesch(206.835, 1.3, 60.1)),
    "sv": ("LIX, Björnsson 1968", "30 or less", _lix),
}


def readability(sentences: Sequence[str], locale: str) -> Readability | None:
    """Return how readable sentences are; nothing for a language that has no accepted formula."""
    found = _FORMULAS.get(locale.partition("_")[0])
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    if found is None or not words:
        return None
    name, easy, formula = found
    counts = _Counts(
        sentences=len(sentences),
        words=len(words),
        letters=sum(map(len, words)),
        long=sum(len(word) > 6 for word in words),
        syllables=sum(syllables(word, locale) for word in words),
    )
    return Readability(figure=round(formula(counts), 1), formula=name, easy=easy)
