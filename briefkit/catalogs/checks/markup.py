"""What must come through a translation unchanged: markup, citations, links, numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from briefkit.catalogs.checks.unit import Finding, Unit
from briefkit.catalogs.translating import altered_citations, altered_links, altered_placeholders
from briefkit.languages import format_day
from briefkit.model import Break, Emphasis, Inline, Link, Strong

__all__ = ["citations", "links", "markup", "newlines", "numbers", "placeholders"]

UNCHANGED = "Copy them from the source text, unchanged; their order may change."


def citations(unit: Unit) -> Iterator[Finding]:
    """Citations are the source’s."""
    if problem := altered_citations(unit.inline, unit.source_inline):
        yield problem, UNCHANGED


def links(unit: Unit) -> Iterator[Finding]:
    """Link targets are the source’s."""
    if problem := altered_links(unit.inline, unit.source_inline):
        yield problem, UNCHANGED


def placeholders(unit: Unit) -> Iterator[Finding]:
    """Placeholders such as %(date)s are the source’s."""
    if problem := altered_placeholders(unit.clean, unit.source):
        yield problem, UNCHANGED


def newlines(unit: Unit) -> Iterator[Finding]:
    """A translation begins and ends with a line break where its source does."""
    for where, ours, theirs in (
        ("begins", unit.text.startswith("\n"), unit.source.startswith("\n")),
        ("ends", unit.text.endswith("\n"), unit.source.endswith("\n")),
    ):
        if ours != theirs:
            name = "translation" if ours else "source"
            yield f"Only the {name} {where} with a line break.", "Make them alike."


# --- Markdown ---

MARKS = {Strong: "**bold**", Emphasis: "*emphasis*", Link: "[link](…)", Break: "line break"}

# What a translator types for markup that a leaflet does not know, and so prints as it stands.
STRAY = re.compile(r"\*+|(?<!\w)__?(?=\w)|(?<=\w)__?(?!\w)|\]\(|\[@|</?[A-Za-z][^<>]*>")

# A block’s mark at the beginning of a message, which is always inline: it would print.
BLOCK = re.compile(r"(?:#{1,6}|[-+*>]) ")


def markup(unit: Unit) -> Iterator[Finding]:
    """Bold, emphasis, links and line breaks are as many as the source’s; no mark prints."""
    if unit.refusal:
        yield unit.refusal.message, unit.refusal.hint
        return
    ours, theirs = (Counter(_marks(inline)) for inline in (unit.inline, unit.source_inline))
    for mark, name in MARKS.items():
        if ours[mark] != theirs[mark]:
            yield (
                f"{name} stands {ours[mark]} times instead of {theirs[mark]}.",
                "Put the marks right before and after the words, without a space inside.",
            )
    stray = Counter(STRAY.findall(unit.plain)) - Counter(STRAY.findall(unit.source_plain))
    if BLOCK.match(unit.plain) and not BLOCK.match(unit.source_plain):
        stray[unit.plain.split()[0]] += 1
    if stray:
        yield (
            f"This would print as it stands: {' '.join(stray)}",
            "Mend the markup, or put a backslash before a character meant as itself.",
        )


def _marks(inline: Sequence[Inline]) -> Iterator[type]:
    for node in inline:
        yield type(node)
        if isinstance(node, Strong | Emphasis | Link):
            yield from _marks(node.children)


# --- numbers ---

# A date in digits, or digits with what groups thousands, decimals, hours or a phone number.
NUMBER = re.compile(
    r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d+(?:(?:[.,:’']|[ \u00a0\u202f](?=\d{1,3}(?!\d)))\d+)*"
)


def numbers(unit: Unit) -> Iterator[Finding]:
    """Numbers, dates and phone numbers have the source’s digits; a month is the same month."""
    ours, theirs = (Counter(_numbers(text)) for text in (unit.plain, unit.source_plain))
    for month in _months(unit.source_plain, unit.source_locale) if theirs else ():
        digits = [d for d in (str(month), f"{month:02}") if ours[d] > theirs[d]]
        if digits:  # the translation gives the month so
            ours[digits[0]] -= 1
        elif not re.search(rf"\b{_month_stems(unit.locale)[month - 1]}", unit.plain, re.IGNORECASE):
            yield f"The source’s month, number {month}, is another here.", "Compare the dates."
    if ours != theirs:
        listed = (", ".join(sorted(n.elements())) or "none" for n in (ours - theirs, theirs - ours))
        yield (
            f"The numbers are not the source’s: {' instead of '.join(listed)}.",
            "Write each number in digits where the source does.",
        )


def _numbers(text: str) -> Iterator[str]:
    for match in NUMBER.finditer(text):
        if match[1]:  # the parts of a date in digits: languages order them differently
            yield from (str(int(part)) for part in match[0].split(match[1]))
        else:
            yield "".join(str(unicodedata.digit(c)) for c in match[0] if c.isdecimal())


def _months(text: str, locale: str) -> Iterator[int]:
    """Yield the months whose names stand beside a number: “May 2022”, and not “may”."""
    for month, stem in enumerate(_month_stems(locale), start=1):
        if re.search(rf"\d\W{{0,2}}{stem}|\b{stem}\w*\W\d", text):
            yield month


@cache
def _month_stems(locale: str) -> tuple[str, ...]:
    """Return a pattern for each month: what its names begin with, in dates of the CLDR."""
    names = [
        {
            word
            for parts in ((2000, month, 1), (2000, month))
            for word in re.findall(r"[^\W\d]+", format_day(parts, locale))
        }
        for month in range(1, 13)
    ]
    patterns = []
    for own in names:
        others = set().union(*(words for words in names if words is not own))
        stems = (_shortest(word, others) for word in sorted(own - others))
        patterns.append(f"(?:{'|'.join(stems) or '(?!)'})")
    return tuple(patterns)


def _shortest(word: str, others: Iterable[str]) -> str:
    """Return the shortest beginning, of three letters or more, that no other word has."""
    beginnings = (word[:length] for length in range(3, len(word)))
    return next((b for b in beginnings if not any(o.startswith(b) for o in others)), word)
