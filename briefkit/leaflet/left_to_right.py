"""Where left-to-right text stands within right-to-left text: numbers, addresses, names.

The Unicode bidirectional algorithm (UAX #9) alone would turn “9–17” and “+359 2 981” round after
Arabic letters, and gives a sign at an edge to the text around it. So a run is isolated, with the
signs that belong to it, and with no bracket or quotation mark whose partner is outside.
"""

import re
import unicodedata
from collections.abc import Iterator

from briefkit.languages import first_strong

__all__ = ["left_to_right_runs"]

_BLANK = " \u00a0\u202f\u2009"

# Signs that belong to a number or a name: before it, after it, and after a number and a blank.
_BEFORE = re.compile(rf"(?<!\w)(?:[№§][{_BLANK}]?|[-−+#@$€£¥±~≈≤≥.*])+$")
_AFTER = re.compile(rf"[%‰°℃€$£¥′″™®+#*_]+|(?<=\d)[{_BLANK}][%‰€$£¥°℃]")

# A telephone number that begins with a bracket: “(02) 981”, “(+359) 2 981”.
_AREA_CODE = re.compile(rf"\((?:\+\d+|0\d*)\)[{_BLANK}-]?(?=\d)")

# What ends a sentence, or an item, after a number.
_PARTS_NUMBERS = re.compile(rf"[.,:;!?][\s{_BLANK}]")

# Of an abbreviation such as “e.V.”, and of an address, the last sign is theirs.
_ABBREVIATION = re.compile(r"(?<!\w)(?:[^\W\d_]\.)+[^\W\d_]$")
_ADDRESS = re.compile(r"(?:\w+://|www\.|[\w-]+\.\w{2,}/)\S*$|(?<!\S)(?:[\w-]+\.)+\w{2,}$")


def left_to_right_runs(text: str) -> list[tuple[int, int]]:
    """Return where left-to-right runs of right-to-left text start and end, in their order."""
    runs: list[tuple[int, int]] = []
    for start, end in _stretches(text):
        for first, last in _parts(text, start, end):
            least = runs[-1][1] if runs else 0
            runs.append((_with_signs_before(text, first, least), _with_signs_after(text, last)))
    return runs


def _is_core(character: str) -> bool:
    """Whether a character is a letter of a left-to-right script, or a digit of any."""
    if unicodedata.category(character) == "Cf":
        return False  # a mark of direction
    return unicodedata.bidirectional(character) in ("L", "EN") or character.isdecimal()


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where text from a core on, to the next right-to-left letter or mark, stands."""
    start = -1
    codes = {match.start() for match in _AREA_CODE.finditer(text)}
    for position, character in enumerate(text):
        if start < 0 and (position in codes or _is_core(character)):
            start = position
        elif start >= 0 and (
            unicodedata.bidirectional(character) in ("R", "AL", "B") or character in "،٪"
        ):
            yield start, position
            start = -1
    if start >= 0:
        yield start, len(text)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part a stretch at marks whose partner is outside, and numbers at what ends an item."""
    start = _first_core(text, start, end)
    if start < 0:
        return
    if lone := sorted(_lone_marks(text, start, end)):
        for cut in [*lone, end]:
            yield from _parts(text, start, cut)
            start = cut + 1
        return
    item = _PARTS_NUMBERS.search(text, start, end)
    if item and not first_strong(text[start : item.start()]):
        yield from _parts(text, start, item.start())
        yield from _parts(text, item.end(), end)
        return
    last = max(i for i in range(start, end) if _is_core(text[i])) + 1
    while last < end and unicodedata.combining(text[last]):
        last += 1
    # What ends with a bracket or a quotation mark that it has opened, ends there.
    closing = (i for i in range(last, end) if _kind(text, i).startswith("closing"))
    yield start, max([last, *(position + 1 for position in closing)])


def _first_core(text: str, start: int, end: int) -> int:
    """Return where the first core of a stretch is, or its area code; -1 if nowhere."""
    first = next((i for i in range(start, end) if _is_core(text[i])), -1)
    codes = (i for i in (first - 2, first - 1) if i >= start and _AREA_CODE.match(text, i, end))
    return next(codes, first)


def _lone_marks(text: str, start: int, end: int) -> set[int]:
    """Return where brackets and quotation marks stand whose partner is not in the stretch."""
    lone: set[int] = set()
    waiting: list[tuple[int, str]] = []
    for position in range(start, end):
        kind = _kind(text, position)
        if kind.startswith("opening"):
            waiting.append((position, kind.removeprefix("opening ")))
        elif kind:
            partner = kind.removeprefix("closing ")
            found = next((i for i in reversed(range(len(waiting))) if waiting[i][1] == partner), -1)
            if found < 0:
                lone.add(position)
                continue
            lone.update(place for place, _ in waiting[found + 1 :])
            del waiting[found:]
    return lone | {place for place, _ in waiting}


_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹"}
_QUOTES = "“”„‟‚‘’\"'«»‹›"


def _kind(text: str, position: int) -> str:
    """Return what a character opens or closes: “opening (”, “closing quotes”; "" if nothing.

    Languages use the same quotation marks on either side (“…”, „…“, ”…”, »…«): what stands beside
    one tells which it is.
    """
    mark = text[position]
    if mark in _QUOTES:
        before = text[position - 1 : position]
        after = text[position + 1 : position + 2]
        if before.isalnum() and after.isalnum():
            return ""  # an apostrophe
        inner_before = bool(before) and not before.isspace() and before not in "([{–—-/"
        return "closing quotes" if inner_before else "opening quotes"
    if mark in _BRACKETS.values():
        return f"opening {mark}"
    return f"closing {_BRACKETS[mark]}" if mark in _BRACKETS else ""


def _with_signs_before(text: str, start: int, least: int) -> int:
    match = _BEFORE.search(text[least:start])
    return start if match is None else least + match.start()


def _with_signs_after(text: str, end: int) -> int:
    if match := _AFTER.match(text, end):
        end = match.end()
    token = text[:end].split()[-1]
    after = text[end + 1 : end + 2]
    if text[end : end + 1] == "." and _ABBREVIATION.search(token):
        return end + 1
    if text[end : end + 1] == "/" and not after.isalnum() and _ADDRESS.search(token):
        return end + 1
    return end
