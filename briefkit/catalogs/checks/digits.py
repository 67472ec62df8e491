"""Numbers, dates and phone numbers, which stay those of the source."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from briefkit.catalogs.checks.unit import Finding, Unit
from briefkit.diagnostics import translatable
from briefkit.languages import format_day

__all__ = ["numbers"]

# A date in digits, or digits with what groups thousands, decimals (in Arabic ٬ and ٫), hours or a
# phone number.
_NUMBER = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{1,4}"
    r"|\d+(?:(?:[.,:’'\u066b\u066c]|[ \u00a0\u202f](?=\d{1,3}(?!\d)))\d+)*"
)


def numbers(unit: Unit) -> Iterator[Finding]:
    """Numbers, dates and phone numbers have the source’s digits; a month is the same month."""
    ours, theirs = (Counter(_numbers(text)) for text in (unit.plain, unit.source_plain))
    for month in _months(unit.source_plain, unit.source_locale) if theirs else ():
        digits = [d for d in (str(month), f"{month:02}") if ours[d] > theirs[d]]
        if digits:  # the translation gives the month so
            ours[digits[0]] -= 1
        elif not re.search(rf"\b{_month_stems(unit.locale)[month - 1]}", unit.plain, re.IGNORECASE):
            yield (
                translatable("The source’s month, number %(month)s, is another here.", month=month),
                translatable("Compare the dates."),
            )
    if ours != theirs:
        listed = [", ".join(sorted(n.elements())) for n in (ours - theirs, theirs - ours)]
        yield (
            translatable(
                "The numbers are not the source’s: %(ours)s instead of %(theirs)s.",
                ours=listed[0] or translatable("none"),
                theirs=listed[1] or translatable("none"),
            ),
            translatable("Write each number in digits where the source does."),
        )


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        if match[1]:  # the parts of a date in digits: languages order them differently
            yield from (str(int(part)) for part in match[0].split(match[1]))
        else:
            yield "".join(str(unicodedata.digit(c)) for c in match[0] if c.isdecimal())


def _months(text: str, locale: str) -> Iterator[int]:
    """Yield the months whose names stand beside a number: “May 2022”, and not “may”."""
    for month, stem in enumerate(_month_stems(locale), start=1):
        beside = re.finditer(rf"\d\W{{0,2}}({stem}\w*)|\b({stem}\w*)\W\d", text)
        names = _month_names(locale)[month - 1]
        if any(_is_form(match[1] or match[2], names) for match in beside):
            yield month


def _is_form(word: str, names: Iterable[str]) -> bool:
    """Whether a word may be a form of a name, or short for it: “Decision” is none of “December”."""
    return any(
        word.startswith(name[: max(3, len(name) - 3)]) or name.startswith(word) for name in names
    )


@cache
def _month_stems(locale: str) -> tuple[str, ...]:
    """Return a pattern for each month: what its names begin with, in dates of the CLDR."""
    names = _month_names(locale)
    patterns = []
    for own in names:
        others = set().union(*(words for words in names if words is not own))
        stems = (_shortest(word, others) for word in sorted(own))
        patterns.append(f"(?:{'|'.join(stems) or '(?!)'})")
    return tuple(patterns)


@cache
def _month_names(locale: str) -> tuple[frozenset[str], ...]:
    """Return the names of each month, in dates of the CLDR, without what all dates have."""
    words = [
        {
            word
            for parts in ((2000, month, 1), (2000, month))
            for word in re.findall(r"[^\W\d]+", format_day(parts, locale))
        }
        for month in range(1, 13)
    ]
    return tuple(
        frozenset(own.difference(*(other for other in words if other is not own))) for own in words
    )


def _shortest(word: str, others: Iterable[str]) -> str:
    """Return the shortest beginning, of three letters or more, that no other word has."""
    beginnings = (word[:length] for length in range(3, len(word)))
    return next((b for b in beginnings if not any(o.startswith(b) for o in others)), word)
