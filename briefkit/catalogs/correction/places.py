"""Where in its file the words of a message stand."""

import re
from collections.abc import Iterator

from briefkit.model import Message

__all__ = ["spans_of", "words_pattern"]

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def spans_of(
    text: str, message: Message, line: int, *, template: bool
) -> Iterator[tuple[int, int]]:
    """Yield where in a file the words of a message stand that begins in a line of it."""
    start = sum(len(before) + 1 for before in text.split("\n")[: line - 1])
    for words in filter(None, (message.msgid, message.plural)):
        if found := re.compile(_template(words) if template else _markdown(words)).search(
            text, start
        ):
            yield from (found.span(number) for number in range(1, len(found.groups()) + 1))


def _markdown(msgid: str) -> str:
    # A hard break is a backslash in the message; in the file it may be two spaces.
    return "(" + r"\\?\s+".join(map(words_pattern, msgid.split("\\\n"))) + ")"


def _template(msgid: str) -> str:
    # The names of variables lie between the groups: they are no words.
    pieces = _PLACEHOLDER.split(msgid.replace("%%", "%"))
    return "".join(
        rf"\s*\{{\{{-?\s*{piece}\s*-?\}}\}}\s*" if number % 2 else f"({words_pattern(piece)})"
        for number, piece in enumerate(pieces)
    )


def words_pattern(text: str) -> str:
    """Return a pattern of the words of a text, whatever white space parts them."""
    return r"\s+".join(re.escape(word) for word in text.split())
