"""Characters that hide or reorder text."""

import re

from briefkit.diagnostics import named

__all__ = ["hidden_characters", "strip_hidden"]

# Characters that hide or reorder text: the Unicode bidirectional controls (UAX #9, section 2),
# invisible separators, the byte order mark, fillers, variation selectors and tags (those of
# DerivedCoreProperties’ Default_Ignorable_Code_Point that no language of ours writes with); and
# what is no text at all: controls but the line feed, and halves of surrogate pairs, which JSON
# can give and UTF-8 cannot write (general categories Cc and Cs).
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)


def hidden_characters(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that would hide or reorder it, as U+XXXX with their names."""
    found = sorted(set(_HIDDEN.findall(text)))
    return tuple(map(named, found))


def strip_hidden(text: str) -> str:
    """Return `text` without the characters that hide or reorder it."""
    return _HIDDEN.sub("", text)
