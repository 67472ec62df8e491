"""Possessive quantifiers of regular expressions, where Python matches them soundly."""

import re
import sys
from typing import AnyStr

__all__ = ["possessive"]

# python/cpython#106052: before, a group that is repeated possessively may not match as it should.
# Debian 12 has 3.11.2.
_SOUND = sys.version_info >= (3, 11, 5)


def possessive(pattern: AnyStr) -> AnyStr:
    """Return a pattern as it is, or where Python is too old its possessive quantifiers as greedy.

    What these match must be the same, if slower: nothing after them may match what they take.
    """
    if _SOUND:
        return pattern
    if isinstance(pattern, bytes):
        return re.sub(rb"(?<=[*+?}])\+", b"", pattern)
    return re.sub(r"(?<=[*+?}])\+", "", pattern)
