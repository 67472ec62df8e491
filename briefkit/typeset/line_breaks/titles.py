"""Where the lines of a title end: by sense, of like lengths, and parting no name."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import inf

from briefkit.languages import (
    binds_to_next,
    has_spaces,
    is_short_word,
    joining_prefix,
    joining_word,
)

__all__ = ["parts_of", "title_lines"]

# What a way to break costs: lines of unlike lengths, each by the square of what it lacks, as a part
# of the mean; and what a break parts. Weighed by looking at titles in 26 languages.
_AFTER_PAUSE, _AFTER_COMMA, _BEFORE_AND, _AFTER_AND = -1.4, -0.15, -0.1, 0.5
_ANOTHER_LINE = 0.6
_PARTS_NAME, _PARTS_NUMBER, _AFTER_SHORT, _FORBIDDEN = 1.0, 0.5, 0.25, 50.0
_LONELY, _LONELY_BEFORE = 2.0, 0.3
# From so many lines on, a title may take one more to break after a pause.
_MANY = 2

_PAUSES = (":", ".", "!", "?", "…", "–", "—", "؟", "：", "፦", "፧", "።")
_COMMAS = (",", ";", "،", "؛", "·", "，", "、", "；", "፣", "፤")
# A line of one word that is less than this part of the mean looks left over: “Sexual” of the words
# “Sexual exploitation online:”.
_LEFT_OVER = 0.6
# Articles, prepositions and the like have so many letters at most.
_LITTLE = 3
# In German every noun has a capital.
_CAPITAL_NOUNS = ("de", "lb")


# A clause of a script without spaces, with its mark and what closes after it.
_CLAUSE = re.compile(r".*?[：，、。！？；]+[”’」』）]*|.+")


def parts_of(text: str, language: str) -> list[str]:
    """Return the parts of a title's text between which a line may end: words, or clauses.

    Clauses where it is written without spaces: nothing parts its words.
    """
    return text.split(" ") if has_spaces(language) else _CLAUSE.findall(text)


@lru_cache(256)
def title_lines(
    words: tuple[str, ...], widths: tuple[float, ...], blank: float, most: float, language: str
) -> tuple[int, ...]:
    """Return how many words each line of a title has.

    `widths` are the words' own, `blank` that of a blank, `most` what a line holds, in one unit.
    There are no more lines than are needed, but for one to break after a pause.
    There are none where a word is wider than a line, nor where a short one would be alone in the
    last and another has a hyphen, after which a line may end: “Was Cyber-”, “Menschenhandel ist”.
    """
    if max(widths) > most:
        return ()
    fewest = _fewest(widths, blank, most)
    if fewest == 1:
        return (len(words),)
    ends = [_cost_of_end(words, number, language) for number in range(1, len(words))]
    cost, best = _best(words, widths, blank, most, fewest, ends, language)
    if fewest >= _MANY:
        more, other = _best(words, widths, blank, most, fewest + 1, ends, language)
        if more + _ANOTHER_LINE < cost and _pauses(words, other) > _pauses(words, best):
            best = other
    lonely = best and best[-1] == 1 and is_short_word(words[-1], language)
    return () if lonely and any("-" in word[1:-1] for word in words) else best


def _pauses(words: Sequence[str], lines: Sequence[int]) -> int:
    """Return how many lines but the last end with a pause."""
    return sum(words[end - 1].endswith(_PAUSES) for end in accumulate(lines[:-1]))


def _fewest(widths: Sequence[float], blank: float, most: float) -> int:
    lines, used = 1, -blank
    for width in widths:
        used += blank + width
        if used > most:
            lines, used = lines + 1, width
    return lines


def _best(
    words: Sequence[str],
    widths: Sequence[float],
    blank: float,
    most: float,
    lines: int,
    ends: Sequence[float],
    language: str,
) -> tuple[float, tuple[int, ...]]:
    """Return what the best way to break a title into so many lines costs, and its lines."""
    count = len(words)
    if lines > count:
        return inf, ()
    whole = [0.0]
    for width in widths:
        whole.append(whole[-1] + width + blank)
    mean = (whole[-1] - blank * lines) / lines
    # The best ways to set the first words, on as many lines as have been gone through.
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for line in range(1, lines + 1):
        found: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (before, parts) in ways.items():
            last = line == lines
            for end in range(count if last else start + 1, count + 1 if last else count):
                width = whole[end] - whole[start] - blank
                if width > most or end <= start:
                    break
                cost = before + ((mean - width) / mean) ** 2
                cost += ends[end - 1] if end < count else 0
                if end - start == 1:
                    lonely = is_short_word(words[start], language) or width < _LEFT_OVER * mean
                    cost += lonely * (_LONELY if last else _LONELY_BEFORE)
                if end not in found or cost < found[end][0]:
                    found[end] = cost, (*parts, end - start)
        ways = found
    return ways.get(count, (inf, ()))


def _cost_of_end(words: Sequence[str], number: int, language: str) -> float:
    """Return what it costs that a line ends after the first `number` words."""
    word, after = words[number - 1], words[number]
    if word.endswith(_PAUSES):
        return _AFTER_PAUSE
    if after in ("–", "—") or binds_to_next(word, after, language):
        return _FORBIDDEN
    if word.endswith(_COMMAS):
        return _AFTER_COMMA
    if word[-1].isdigit() or after[0].isdigit():
        return _PARTS_NUMBER
    joins, prefix = joining_word(language), joining_prefix(language)
    if joins and after.lower() == joins:
        return _BEFORE_AND
    if prefix and after.startswith(prefix) and len(after) > len(prefix) + 1:
        return _BEFORE_AND
    if joins and word.lower() == joins:
        return _AFTER_AND
    cost = _AFTER_SHORT if sum(map(str.isalpha, word)) <= _LITTLE else 0.0
    named = word[0].isupper() and after[0].isupper() and number > 1
    return cost + (_PARTS_NAME if named and language[:2] not in _CAPITAL_NOUNS else 0)
