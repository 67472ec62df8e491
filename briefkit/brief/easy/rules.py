"""The rules of “Information for all” that hold for a sentence in any language.

Each says which of the standards it is, by the numbers of the rules for written information.
"""

import re
from collections.abc import Callable, Iterator

from briefkit.brief.easy.english import double_negatives, figures_of_speech, passives
from briefkit.brief.easy.sentence import Finding, Sentence
from briefkit.diagnostics import quoted, translatable
from briefkit.languages import syllables

__all__ = ["RULES", "listed"]

# The standards say “short”; the figures are what easy texts are commonly held to.
_MOST_WORDS, _MOST_SYLLABLES, _MOST_COMMAS = 12, 3, 1


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Return words in quotation marks, each once."""
    return quoted(dict.fromkeys(words))


def long_words(sentence: Sentence) -> Iterator[Finding]:
    """Words are easy, of 3 syllables at most; names may be longer."""
    first, *others = sentence.words or ("",)
    # German writes all nouns like names, so there none passes for one.
    names = () if sentence.language == "de" else [w for w in others if w[:1].isupper()]
    long = [
        word
        for word in (first, *others)
        if word not in names and syllables(word, sentence.locale) > _MOST_SYLLABLES
    ]
    if long:
        yield (
            "easy-words",
            translatable(
                "Words of more than %(most)s syllables: %(words)s.",
                most=_MOST_SYLLABLES,
                words=listed(long),
            ),
            translatable(
                "Take a shorter word that people use every day, or say what it means in a "
                "sentence of its own."
            ),
        )


def long_sentences(sentence: Sentence) -> Iterator[Finding]:
    """A sentence is short: 12 words at most, numbers counted."""
    count = len(re.findall(r"[^\W_]+(?:[’'‑-][^\W_]+)*", sentence.text))
    if count > _MOST_WORDS:
        yield (
            "easy-sentences",
            translatable(
                "A sentence of %(count)s words: “%(text)s”", count=count, text=sentence.text
            ),
            translatable(
                "Make two of it: easy sentences have %(most)s words at most, and one thought.",
                most=_MOST_WORDS,
            ),
        )


# Of I, V and X alone: other letters make words and short forms too (“CD”, “MIX”).
_ROMAN = re.compile(r"\b(?=[IVX]{2})(?:X{0,3}(?:IX|IV|V?I{0,3}))\b")


def roman_numerals(sentence: Sentence) -> Iterator[Finding]:
    """Numbers are digits, never Roman ones."""
    if found := _ROMAN.findall(sentence.text):
        yield (
            "easy-numbers",
            translatable("Roman numbers: %(words)s.", words=listed(found)),
            translatable("Write it in digits: 2, not II."),
        )


# A sign, or the word in the languages that most sources are written in.
_PERCENT = re.compile(
    r"\d+(?:[.,]\d+)?[\s\u00a0\u202f]*(?:[%٪‰]|per ?cent\b|Prozent\b|procent\w*|pour cent\b|"
    r"por ciento\b|per cento\b|процент\w*|τοις εκατό)"
)
# Of five digits, or parted into thousands: a year has four, and a telephone’s are parted by blanks.
_LARGE = re.compile(r"(?<![\d+])(?:\d{1,3}(?:[.,’'\u00a0\u202f]\d{3})+|\d{5,})(?![\d%])")


def large_numbers(sentence: Sentence) -> Iterator[Finding]:
    """No percentages and no large numbers: “many” and “few” say it."""
    if found := [*_PERCENT.findall(sentence.text), *_LARGE.findall(sentence.text)]:
        yield (
            "easy-numbers",
            translatable("Numbers that are hard to picture: %(words)s.", words=listed(found)),
            translatable(
                "Say “many”, “few” or “half of them”; or compare it with what people know."
            ),
        )


_CAPITALS = re.compile(r"\b[^\W\d_]{2,}\b")
_DOTTED = re.compile(
    r"(?<![\w.])(?:[^\W\d_]\.[\s\u00a0]?){2,}|\b(?:etc|approx|usw|bzw|ca|κτλ|κ\.λπ)\."
)


def abbreviations(sentence: Sentence) -> Iterator[Finding]:
    """No abbreviations and no initials: words stand in full."""
    capitals = [
        word
        for word in _CAPITALS.findall(sentence.text)
        if word.isupper() and not word.islower() and not _ROMAN.fullmatch(word)
    ]
    if found := [*capitals, *(each.strip() for each in _DOTTED.findall(sentence.text))]:
        yield (
            "easy-abbreviations",
            translatable("Abbreviations, or words in capitals: %(words)s.", words=listed(found)),
            translatable("Write the word in full, in small letters."),
        )


def punctuation(sentence: Sentence) -> Iterator[Finding]:
    """Punctuation is simple: one comma at most, no semicolons, no special signs."""
    commas = len(re.findall(r"[,،、，](?!\d)", sentence.text))
    if commas > _MOST_COMMAS:
        yield (
            "easy-punctuation",
            translatable(
                "A sentence of %(count)s commas: “%(text)s”", count=commas, text=sentence.text
            ),
            translatable("Make sentences of its parts, or a list."),
        )
    marks = "⁏؛" if sentence.language == "el" else ";؛"
    if any(mark in sentence.text for mark in marks):
        yield (
            "easy-punctuation",
            translatable("A semicolon: “%(text)s”", text=sentence.text),
            translatable("End the sentence there."),
        )
    if found := re.findall(r"[&§#<>\\/()\[\]…]", sentence.text):
        yield (
            "easy-punctuation",
            translatable("Special signs: %(words)s.", words=listed(found)),
            translatable("Say it in words."),
        )


Rule = Callable[[Sentence], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    long_words,
    long_sentences,
    passives,
    figures_of_speech,
    double_negatives,
    roman_numerals,
    large_numbers,
    abbreviations,
    punctuation,
)
"""All rules for a sentence, in the order in which they are told."""
