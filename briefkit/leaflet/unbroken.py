"""Runs of text that a line's end would spoil: spans of time, and numbers written in groups."""

import re
from collections.abc import Sequence
from dataclasses import replace

from briefkit.model import Emphasis, Inline, Link, Strong, Text

__all__ = ["unbroken_runs", "with_unbroken_blanks"]

_BLANK = "[ \u00a0\u202f\u2009]"
_DASH = "[-–—\u2011\u2212]"
_TIME = r"\d{1,2}(?:[:.hH]\d{2})?(?!\d)"
# What an hour is called after its number, as CLDR and schedules have it; “a.m.” and its like too.
_HOUR = (
    r"(?:h|hrs?|hod|hodin|Uhr|uur|u|óra|óráig|val|horas?|heures?|ore|ora|sati|godz|ur|ч|час(?:а|ов|ів)?|"
    r"год|r\.n|i\.n|a\.?m|p\.?m|[πμ]\.?μ)\.?(?!\w)"
)
_END = rf"{_TIME}(?:{_BLANK}?{_HOUR})?"

# “9–17”, “9:00 – 17:00”, “9–17 h”; and with a word or two between, “10 h à 12 h”, “9 to 5 p.m.”,
# where an hour or minutes tell that these are times.
_SPAN = re.compile(
    rf"(?<![\w.,:+–-])(?:{_END}{_BLANK}?{_DASH}\u2060?{_BLANK}?{_END}"
    rf"|(?P<first>{_END})(?:{_BLANK}[^\W\d_]{{1,6}}){{1,2}}{_BLANK}(?P<last>{_END}))"
    r"(?![\w–-]|[.,:]\d)"
)
# “+359 2 981 7686”, “(02) 981 76 86”, “116 000”, “1 000 000”: groups of digits with one blank
# between, as many as a telephone number has (ITU-T E.164).
_GROUPS = re.compile(
    rf"(?<![\w.,:/+(–-])\+?\(?\+?\d[\d()/.\u2011-]*(?:{_BLANK}\(?\d[\d()/\u2011-]*)+"
)
_FEWEST, _MOST = 6, 15

# What stands before a run with a no-break space belongs to it.
_BEFORE = re.compile(r"(?:\S*[\u00a0\u202f])+$")


def unbroken_runs(text: str) -> list[tuple[int, int]]:
    """Return where runs that stay on one line start and end, in their order.

    They are found in any language: by digits, dashes, short words and the names of hours.
    """
    if not re.search(r"\d", text):
        return []
    found = [m.span() for m in _SPAN.finditer(text) if _is_time(m)]
    for match in _GROUPS.finditer(text):
        start, end = match.start(), match.start() + len(match[0].rstrip("().-/\u2011"))
        end += (
            text[start:end].count("(") > text[start:end].count(")") and text[end : end + 1] == ")"
        )
        if _FEWEST <= len(re.findall(r"\d", text[start:end])) <= _MOST:
            found.append((start, end))
    runs: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if before := _BEFORE.search(text[:start]):
            start = before.start()
        if runs and start < runs[-1][1]:
            continue
        runs.append((start, end))
    return runs


def with_unbroken_blanks(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """Return inline text whose runs that stay on one line have no-break spaces for their blanks.

    For right-to-left text, where such a run may hold several of its own and of the other direction.
    """
    kept: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            text = node.text
            for start, end in unbroken_runs(text):
                text = text[:start] + text[start:end].replace(" ", "\u00a0") + text[end:]
            node = replace(node, text=text)
        elif isinstance(node, Emphasis | Strong | Link):
            node = replace(node, children=with_unbroken_blanks(node.children))
        kept.append(node)
    return tuple(kept)


def _is_time(match: re.Match[str]) -> bool:
    """Whether numbers with a word between are times: “2 of 10” are none."""
    first, last = match["first"], match["last"]
    if first is None:
        return True
    minutes = all(re.search(r"\d[:.hH]\d", end) for end in (first, last))
    return minutes or any(re.search(r"[^\W\d_]", end) for end in (first, last))
