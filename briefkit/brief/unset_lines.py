"""What looks like the markup of a block, in the lines of a paragraph."""

import re
from collections.abc import Iterator, Sequence

from briefkit.brief.unset_signs import UnsetMarkup

__all__ = ["unset_lines"]

_LIST = "Put an empty line before the list, and begin it with 1."

# At the beginning of a line of a paragraph: no prose has them there, wherever its lines end.
_LINES = (
    (
        r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|\|.*\|[ \t]*$",
        "a table",
        "Put empty lines around it, and a line of |---| below its heads, as many as they are.",
    ),
    (
        r"\||(?=[-+=|: \t]*[-+=|]{3})[-+=|: \t]+$",
        "a table or a rule",
        "Put empty lines around a table or a rule, or take the line out.",
    ),
    (r":{3,}", "a fenced block", "Take the line out."),
    (
        r"[:~][ \t]+\S",
        "a definition",
        "Put the word alone on the line before it; or join it with the line before.",
    ),
    (r"[•◦▪‣●○■·][ \t]", "a list that isn't Markdown's", "Begin each item with “- ”."),
    (r"\[[^\]^@]+\]:(?:[ \t]|$)", "a definition of a link", "Write [text](https://…)."),
    (r"#{2,}(?=[^\s#])", "a heading", "Put a blank after the signs, and an empty line before."),
)

_FORMS = tuple((re.compile(pattern), what, remedy) for pattern, what, remedy in _LINES)
_NUMBER = re.compile(r"\d{1,9}[.)][ \t]+\S")


def unset_lines(lines: Sequence[str]) -> Iterator[tuple[int, UnsetMarkup]]:
    """Yield what looks like markup at the beginning of a paragraph's lines, with its line (from 0).

    A number begins an item where the line before it ends a sentence or is an item too: else it
    may be a date's (“am / 15. März”).
    """
    table = False
    for number, line in enumerate(map(str.strip, lines)):
        found = next((form for form in _FORMS if form[0].match(line)), None)
        if found is None:
            table = False
        elif not (table and "table" in found[1]) and not (number == 0 and found[1] == "a heading"):
            # A table is reported once; a paragraph's beginning is looked at with its text.
            yield number, UnsetMarkup(line[:20], found[1], found[2])
        table = table or (found is not None and "table" in found[1])
        if number and _NUMBER.match(line):
            before = lines[number - 1].strip()
            if before[-1:] in ".:;!?" or _NUMBER.match(before):
                yield number, UnsetMarkup(line.split()[0], "a numbered list", _LIST)
