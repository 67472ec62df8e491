"""What looks like the markup of a block, in the lines of a paragraph."""

import re
from collections.abc import Iterator, Sequence

from briefkit.brief.unset_signs import UnsetMarkup
from briefkit.diagnostics import translatable

__all__ = ["unset_lines"]

_LIST = translatable("Put an empty line before the list, and begin it with 1.")
# TRANSLATORS: what signs in a text are; it stands between commas in a sentence
_A_HEADING = translatable("a heading")
_TABLES = (translatable("a table"), translatable("a table or a rule"))

# At the beginning of a line of a paragraph: no prose has them there, wherever its lines end.
_LINES = (
    (
        r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*$|\|.*\|[ \t]*$",
        _TABLES[0],
        translatable(
            "Put empty lines around it, and a line of %(sign)s below its heads, as many as they "
            "are.",
            sign="|---|",
        ),
    ),
    (
        r"\||(?=[-+=|: \t]*[-+=|]{3})[-+=|: \t]+$",
        _TABLES[1],
        translatable("Put empty lines around it, or take the line out."),
    ),
    (r":{3,}", translatable("a fenced block"), translatable("Take the line out.")),
    (
        r"[:~][ \t]+\S",
        translatable("a definition"),
        translatable("Put the word alone on the line before it; or join it with the line before."),
    ),
    (
        r"[•◦▪‣●○■·][ \t]",
        translatable("a list that isn't Markdown's"),
        translatable("Begin each item with “%(sign)s”.", sign="- "),
    ),
    (
        r"\[[^\]^@]+\]:(?:[ \t]|$)",
        translatable("a definition of a link"),
        translatable("Write %(example)s.", example="[text](https://…)"),
    ),
    (
        r"#{2,}(?=[^\s#])",
        _A_HEADING,
        translatable("Put a blank after the signs, and an empty line before."),
    ),
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
        elif not (table and found[1] in _TABLES) and not (number == 0 and found[1] == _A_HEADING):
            # A table is reported once; a paragraph's beginning is looked at with its text.
            yield number, UnsetMarkup(line[:20], found[1], found[2])
        table = table or (found is not None and found[1] in _TABLES)
        if number and _NUMBER.match(line):
            before = lines[number - 1].strip()
            if before[-1:] in ".:;!?" or _NUMBER.match(before):
                yield number, UnsetMarkup(line.split()[0], translatable("a numbered list"), _LIST)
