"""A typo that was mended in a text, told from a change of its words."""

import re
from collections.abc import Iterable

from briefkit.catalogs.correction import Correction
from briefkit.errors import SourceError

__all__ = ["mended_slip"]

# A word without markup: with it, a correction is made in that place alone.
_PLAIN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

# More than this is no slip, in characters.
_LONGEST = 200


def mended_slip(before: str, after: str) -> tuple[str, str] | None:
    """Return the words of a mistake and of its correction, where that is all that was changed.

    They are whole words of one line, with those beside them where these are plain. Anything else
    than a slip of the pen (see `Correction`) gives None.
    """
    start = _alike(before, after)
    end = _alike(reversed(before[start:]), reversed(after[start:]))
    first = max(before.rfind(sign, 0, start) for sign in " \n") + 1
    rest = re.search(r"\s|$", before[len(before) - end :])
    last = end - (rest.start() if rest else 0)
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    if not old or old == new or "\n" in old + new or len(old + new) > _LONGEST:
        return None
    left, right = _word_before(before[:first]), _word_after(before[len(before) - last :])
    slip = f"{left}{old}{right}", f"{left}{new}{right}"
    try:
        Correction(*slip).require_small()
    except SourceError:
        return None
    return slip


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """Return how many characters two texts begin alike with."""
    count = 0
    for ours, theirs in zip(one, other, strict=False):
        if ours != theirs:
            break
        count += 1
    return count


def _word_before(text: str) -> str:
    line = text[text.rfind("\n") + 1 :]
    word = line[:-1].rpartition(" ")[2]
    return f"{word} " if line.endswith(" ") and _PLAIN.fullmatch(word) else ""


def _word_after(text: str) -> str:
    line = text.partition("\n")[0]
    word = line[1:].partition(" ")[0]
    return f" {word}" if line.startswith(" ") and _PLAIN.fullmatch(word) else ""
