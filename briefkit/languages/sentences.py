"""Where sentences end, in all scripts.

The signs are Unicode's Sentence_Terminal, and the rule that no sentence begins with a small letter
its SB8 (UAX 29). What UAX 29 leaves to each language, the abbreviations, CLDR lists as
“suppressions”, which Babel doesn't have: those that a name or a number follows stand here.
"""

import re
from collections.abc import Iterator

from babel.dates import get_date_format

from briefkit.languages.declared import by_language
from briefkit.languages.locales import babel_locale

__all__ = ["SENTENCE_END", "sentence_gaps", "sentences_of"]

# A mark, what closes after it, then a blank or the end. Greek asks with a semicolon; other scripts
# have marks of their own, and those of full width need no blank. Armenian sets its ՞ within the
# word.
SENTENCE_END = re.compile(r"(?:[.?!;؟۔։।።፧។။][\"”“»’)*\u202f]*(?=\s|$)|[。！？])")

_BLANKS = re.compile(r"\s*")
_WORD = re.compile(r"[^\s\"“”„«»‘’'(\[¿¡]*$")
_OPENING = "\"“”„«»‘’'([¿¡*–—- \u00a0\u202f"

# What a name or a number follows; others stand before a small letter, and end no sentence anyway.
_ABBREVIATIONS = {
    "": "dr nr no prof st tel",
    "bg": "бл бул вх гр ет инж обл пл проф св ст стр тел ул чл",
    "cs": "č čl ing mgr např odst sv tj tzv ul",
    "da": "fru hr kl stk",
    "de": "abs art bzw evtl fr ggf hr inkl str tr usw vgl zb",
    "el": "αρ αρθ δρ δίδα κ κα λεωφ οδ πλ σελ στ τηλ",
    "en": "approx art fig jr mr mrs ms messrs mt rev sr vs",
    "es": "art av avda d dra núm pág sr sra srta ud uds",
    "fr": "art av bd ex m mm mme mlle tél",
    "it": "art avv dott ing pag sig tel",
    "nl": "art bijv dhr mevr mr mw nr",
    "pl": "al art hab im inż mgr np pl ul ust",
    "pt": "art av dra núm pág sr sra",
    "ro": "art bd dl dna nr str",
    "ru": "г д гр им кв обл пл пр проф ст стр тел ул",
    "uk": "буд вул ім кв м обл пл пр проф ст стор тел",
}


def sentence_gaps(text: str, locale: str) -> Iterator[tuple[int, int]]:
    """Yield where the blanks between sentences of a text start and end, in a language.

    None follows an abbreviation, or the number of a day where dates have a full stop after it: a
    sentence that is not parted harms less than one that is parted within.
    """
    language = locale.partition("_")[0]
    for match in SENTENCE_END.finditer(text):
        blanks = _BLANKS.match(text, match.end())
        assert blanks is not None
        following = text[blanks.end() :].lstrip(_OPENING)
        if not following or following[0].islower() or (match[0][0] == ";" and language != "el"):
            continue
        if match[0] == "." and _is_short(text[: match.start()], language, locale):
            continue
        yield blanks.span()


def sentences_of(text: str, locale: str) -> tuple[str, ...]:
    """Return the sentences of a text in a language, without the blanks between them."""
    found, start = [], 0
    for first, last in sentence_gaps(text, locale):
        found.append(text[start:first])
        start = last
    return tuple(part for each in (*found, text[start:]) if (part := each.strip()))


def _is_short(before: str, language: str, locale: str) -> bool:
    """Whether a full stop after this text ends an abbreviation or the number of a day."""
    match = _WORD.search(before)
    word = match[0].casefold() if match else ""
    if word.isdecimal():
        return len(word) < 3 and _has_dotted_days(locale)
    listed = f"{_ABBREVIATIONS['']} {_ABBREVIATIONS.get(language, '')}".split()
    # An initial; or one of several parts, as in “e.g.” and “π.χ.”.
    return (len(word) == 1 and word.isalpha()) or "." in word or word in listed


@by_language
def _has_dotted_days(locale: str) -> bool:
    """Whether a language writes a full stop after the number of a day (CLDR, dateFormats)."""
    return re.search(r"d\.", get_date_format("long", babel_locale(locale)).pattern) is not None
