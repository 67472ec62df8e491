"""HTML, parsed by tinyhtml5."""

import re
from collections.abc import Iterable, Iterator

from tinyhtml5 import inputstream

from briefkit.typeset.speed.replacing import Replacement

__all__ = ["parsing"]


class _Expressions(dict[tuple[Iterable[str], bool], re.Pattern[str]]):
    """Regular expressions by the characters that they match, or that they stop at."""

    def __missing__(self, key: tuple[Iterable[str], bool]) -> re.Pattern[str]:
        characters, opposite = key
        escaped = "".join(f"\\x{ord(character):02x}" for character in characters)
        self[key] = re.compile(f"[{'' if opposite else '^'}{escaped}]+")
        return self[key]


def parsing() -> Iterator[Replacement]:
    """Keep the regular expressions that find a text's end, as tinyhtml5 means to.

    It stores each under itself, not under its characters, finds none, and makes all anew.
    """
    yield Replacement(inputstream, "characters_until_regex", _Expressions())
