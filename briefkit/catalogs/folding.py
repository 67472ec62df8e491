"""Long strings over several lines, as GNU gettext folds them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from briefkit.languages import columns, is_wide

__all__ = ["PAGE_WIDTH", "fold", "is_wrapped", "overlong"]

# GNU gettext fills lines up to this many columns (PAGE_WIDTH in its write-po.c). polib and Babel
# fold elsewhere than it does, so a file that they wrote changes when msgcat or Poedit saves it.
PAGE_WIDTH = 79

# No folded line is as long, whatever combining marks it has, unless it is one word.
_ENDLESS = 2 * PAGE_WIDTH

_STRINGS = ('"', "msg", "#~ msg")

# What gettext never parts, blanks or not: a quotation mark and an opening bracket, and what an
# opening bracket stands before (UAX #14, LB15 and LB14).
_QUOTE, _OPENING = "[\"'«»‘’“”‟‹›]", r"[(\[{¿¡„‚]"

# A word with the spaces after which gettext breaks a line.
_WORD = re.compile(
    rf" *[^ ]+(?:(?<={_QUOTE}) +{_OPENING}[^ ]*|(?<={_OPENING}) +[^ ]+)*(?: +(?=[^ ])| *$)| +$",
    re.DOTALL,
)

# The part of a word with the mark after which gettext breaks a line: before a letter or an opening
# bracket, and of “!” and “?”, dashes and “|” before a digit too.
_BREAKABLE = re.compile(
    rf".+?(?:(?<!{_QUOTE})(?<!{_OPENING})[ ]+(?=[^ ])|(?<={_QUOTE})[ ]+(?!{_OPENING})(?=[^ ])"
    r"|[-/,.:;](?=[^\W\d]|[(\[{])|[!?–|…](?=[\w(\[{])|(?=—)(?<!—)|—(?![— ])|$)",
    re.DOTALL,
)

_ALONE = re.compile(r'(?:#[~|] )?msg\w+(?:\[\d+\])? ""')


def fold(text: str, width: int) -> list[str]:
    """Fold escaped text at the places where GNU gettext would (a part of UAX #14)."""
    lines, filled = [""], 0
    for word in _WORD.findall(text):
        taken = columns(word)
        # Most words fit as they are.
        for part in [word] if filled + taken <= width else _parts(word):
            taken = columns(part)
            if lines[-1] and filled + taken > width:
                lines.append("")
                filled = 0
            lines[-1] += part
            filled += taken
    return lines


def _parts(word: str) -> Iterator[str]:
    """Yield the parts of a word, with the spaces after it, between which a line may break."""
    for part in _BREAKABLE.findall(word):
        if part.isascii():
            yield part
            continue
        start = 0
        for i in range(1, len(part)):
            if _breaks_between(part[i - 1], part[i]):
                yield part[start:i]
                start = i
        yield part[start:]


# What may begin a line after what, where one of the two is East Asian, by the classes of UAX #14
# that gettext's library tells apart. “OW” is a wide bracket that opens.
_BEGINS = frozenset(("ID", "AL", "NU", "OP", "OW", "PR"))
_BREAKS = {
    "ID": _BEGINS,
    "CL": _BEGINS,
    "NS": _BEGINS,
    "EX": _BEGINS,
    "PO": frozenset(("ID", "OW")),
    "AL": frozenset(("ID", "OW")),
    "NU": frozenset(("ID", "OW")),
    "CP": frozenset(("ID", "OW")),
    "IS": frozenset(("ID", "OW")),
    "HY": frozenset(("ID", "OW")),
    "B2": frozenset(("ID", "OW")),
}


def _breaks_between(before: str, after: str) -> bool:
    """Whether a line may break between two characters of which one is East Asian."""
    return (is_wide(before) or is_wide(after)) and _kind(after) in _BREAKS.get(_kind(before), ())


@cache
def _kind(character: str) -> str:
    """Return the class of a character in UAX #14, as far as it matters here, or ""."""
    category, wide = unicodedata.category(character), is_wide(character)
    if category in ("Pi", "Pf") or character in "\"'":
        return "QU"
    if category == "Ps":
        return "OW" if wide else "OP"
    if category == "Pe":
        return "CL" if wide else "CP"
    if character in "、。，．､｡":
        return "CL"
    if character in "！？!?":
        return "EX"
    if character in ".,:;/":
        return "IS"
    if character in "-—":
        return "HY" if character == "-" else "B2"
    if character in "$＄":
        return "PR"
    if character in "%％":
        return "PO"
    if wide and (
        category == "Lm" or character in "：；・" or "SMALL" in unicodedata.name(character, "")
    ):
        return "NS"
    if wide:
        return "ID"
    return {"L": "AL", "N": "NU"}.get(category[0], "")


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a PO file's strings are folded, but for those that end a line themselves.

    Where an editor folded the few that it saved, as Weblate does, the others say what the file is.
    """
    unfolded = sum(len(line) > _ENDLESS and line.startswith(_STRINGS) for line in lines)
    folded = 0
    long = False
    for before, line in zip(["", *lines], lines, strict=False):
        if line.startswith(('"', '#~ "')) and not before.rstrip().endswith('\\n"'):
            if not _ALONE.fullmatch(before.rstrip()):
                folded += 1
                if folded > unfolded:
                    return True
        long = long or (columns(line) > PAGE_WIDTH and line.startswith(_STRINGS))
    return not long


def overlong(lines: Sequence[str]) -> bool:
    """Whether Poedit would fold lines anew that gettext has folded.

    It takes a file's width to be the longest line's, in characters, and gives that to msgcat, which
    counts columns: combining marks take none.
    """
    return any(
        len(line) > PAGE_WIDTH >= columns(line)
        for line in lines
        if not line.startswith(("# ", "#."))
    )
