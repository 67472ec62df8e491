"""What a translation says: that it is one, in its language, with the agreed terms, and fits."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefkit.catalogs import BANDS, DISCLAIMER, EU_DISCLAIMERS, term_pattern
from briefkit.catalogs.checks.unit import SOURCES, Finding, Unit, parsed, text_of
from briefkit.catalogs.checks.web_addresses import without_addresses
from briefkit.diagnostics import translatable
from briefkit.languages import SENTENCE_END, script, scripts_of
from briefkit.model import InLanguage, Inline

__all__ = ["copied", "length", "sentences", "terms", "too_short"]

_WORD = re.compile(r"[^\W\d_]+")

# Successive words that only a sentence left untranslated shares with its source: between English
# and the languages that we ship two is the most (Dutch “contact in”).
_COPIED_WORDS = 3


def copied(unit: Unit) -> Iterator[Finding]:
    """No passage is left in the source’s language; names, acronyms and addresses may be."""
    if unit.language == unit.source_locale.partition("_")[0]:
        return
    ours = _own_words(unit.inline)
    lower, runs = _words_of_source(unit.source)
    for i in range(len(ours) - _COPIED_WORDS + 1):
        run = ours[i : i + _COPIED_WORDS]
        if tuple(word.casefold() for word in run) in runs and _common(run) > 1:
            yield (
                translatable("“%(run)s …” is the source’s text.", run=" ".join(run)),
                translatable("Translate it."),
            )
            return
    if tuple(word.casefold() for word in ours) != lower:
        return
    # One word may be the same in both languages, unless they are written in different scripts.
    foreign = scripts_of(unit.locale) != scripts_of(unit.source_locale)
    if (len(ours) > 1 and _common(ours)) or (foreign and not all(map(str.isupper, ours))):
        yield (
            translatable("The translation is a copy of the source."),
            translatable("Translate it."),
        )


@lru_cache(SOURCES)
def _words_of_source(text: str) -> tuple[tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Return the words to translate of a source, in small letters, and its runs of them."""
    lower = tuple(word.casefold() for word in _own_words(parsed(text)))
    runs = (lower[i : i + _COPIED_WORDS] for i in range(len(lower) - _COPIED_WORDS + 1))
    return lower, frozenset(runs)


def _own_words(inline: Sequence[Inline]) -> list[str]:
    """Return the words to translate: none that are marked as another language’s, no address’s."""
    own = [node for node in inline if not isinstance(node, InLanguage)]
    return _WORD.findall(without_addresses(text_of(own)))


def _common(run: list[str]) -> int:
    """Return how many of the words are no names or acronyms."""
    return sum(word.islower() for word in run)


# Thai and Lao part sentences by a space alone.
_WITHOUT_MARKS = frozenset({"lo", "th"})


def sentences(unit: Unit) -> Iterator[Finding]:
    """No sentence of the source is left out; two may be made of one."""
    missing = _missing_sentences(unit)
    if missing > 0:
        yield (
            translatable(
                "Sentences that it has less than the source: %(missing)s.", missing=missing
            ),
            translatable("See that nothing is left out."),
        )


def _missing_sentences(unit: Unit) -> int:
    source = unit.source_locale.partition("_")[0]
    if not {unit.language, source}.isdisjoint(_WITHOUT_MARKS):
        return 0
    return _sentences(unit.source_plain, source) - _sentences(unit.plain, unit.language)


def _sentences(text: str, language: str) -> int:
    ends: list[str] = SENTENCE_END.findall(text)
    inside = text.count("՞") if language == "hy" else 0
    return sum(end[0] != ";" or language == "el" for end in ends) + inside


def terms(unit: Unit) -> Iterator[Finding]:
    """Terms are the glossary’s, in any of their forms."""
    text = unit.plain.replace("\u00ad", "")
    for theirs, ours in unit.terms:
        if _stands_in(unit.source_plain, theirs.forms) and not any(
            term_pattern(f, whole=False).search(text) for f in ours.forms
        ):
            yield (
                translatable(
                    "“%(term)s” is not translated as the glossary has it.", term=theirs.term
                ),
                translatable(
                    "Write “%(translation)s” in a form that fits, as in %(source)s.",
                    translation=ours.translation,
                    source=ours.source,
                )
                if ours.verified
                else translatable(
                    "Write “%(translation)s” in a form that fits.", translation=ours.translation
                ),
            )


@lru_cache(16 * SOURCES)
def _stands_in(source: str, forms: tuple[str, ...]) -> bool:
    return any(term_pattern(form, whole=True).search(source) for form in forms)


# The sheet of our plain text holds a third more at the smallest size and leading of its
# copyfitting than at the largest. In the languages that we ship no message of 40 characters or more
# is longer than 1.6 times its source; short ones need more, as in IBM’s table of expansion, which
# the W3C’s “Text size in translation” quotes. Beyond this, others would have to give way.
_LONGER, _SHORT_ONES = 1.75, 10


# Whose signs are syllables or words: what is translated from them has more.
_SYLLABLES = frozenset({"Hani", "Hang", "Hira", "Kana", "Ethi"})


def length(unit: Unit) -> Iterator[Finding]:
    """A message of a plain text is not so long that its page overflows."""
    if not unit.tight or not _SYLLABLES.isdisjoint(scripts_of(unit.source_locale)):
        return
    ours, theirs = len(unit.plain), len(unit.source_plain)
    if ours > _LONGER * theirs + _SHORT_ONES:
        yield (
            translatable(
                "%(ours)s characters for the source’s %(theirs)s: the sheet may overflow.",
                ours=ours,
                theirs=theirs,
            ),
            translatable("Say it shorter."),
        )


# The least part of its source’s letters and digits that a translation has, from so many of the
# source’s on. In the languages that we ship the least are 0.33 (Bulgarian “Езици” for “Languages
# spoken”) from 10 on and 0.57 (Arabic, which writes few vowels) from 40 on; Arabic has 0.86 in the
# disclaimer, and 0.63 in the bands.
_SHORTEST = ((40, 0.35), (10, 0.2))
_SHORTEST_NOTICE, _SHORTEST_BAND = 0.6, 0.4
_LEGAL = frozenset(message.key for message in (DISCLAIMER, *EU_DISCLAIMERS))

# So many letters one Chinese character stands for: our Chinese texts have a third of the English's.
_LETTERS_OF_A_CHARACTER = 3


def too_short(unit: Unit) -> Iterator[Finding]:
    """A translation says something, and not far less than its source; the notice all of it."""
    ours, theirs = _letters(unit.plain), _letters(unit.source_plain)
    if ours < _least(unit, theirs):
        yield (
            translatable(
                "Letters that it has for the source’s %(theirs)s: %(ours)s.",
                ours=ours,
                theirs=theirs,
            ),
            translatable("Translate all that the source says."),
        )
    elif unit.message.key in _LEGAL and _missing_sentences(unit) > 0:
        yield (
            translatable("The legal notice has fewer sentences than its source."),
            translatable("Translate each of them: every leaflet must carry the notice whole."),
        )


def _letters(text: str) -> int:
    """Return how many letters and digits a text has, or what its Chinese characters stand for."""
    ideographs = sum(script(c) == "Hani" for c in text)
    return sum(map(str.isalnum, text)) + ideographs * (_LETTERS_OF_A_CHARACTER - 1)


def _least(unit: Unit, theirs: int) -> float:
    """Return how many letters and digits are enough for the source’s `theirs`."""
    if unit.message.key in _LEGAL:
        return _SHORTEST_NOTICE * theirs
    if unit.message.key in {band.key for band in BANDS}:
        return _SHORTEST_BAND * theirs
    part = next((part for size, part in _SHORTEST if theirs >= size), 0)
    return max(part * theirs, min(theirs, 1))
