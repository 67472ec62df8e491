"""How many characters lines of running text have, read from WeasyPrint's boxes."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from briefkit.languages import letters

__all__ = ["full_lines", "has_long_lines", "lines_of", "text_of_line"]

# Bringhurst, The Elements of Typographic Style, 2.1.2: more are too long for running text.
_MOST = 75
_RUNNING = frozenset(("p", "li", "dd", "div"))
_APART = frozenset(("table", "figure", "nav", "small"))


def has_long_lines(document: Any) -> bool:
    """Whether a paragraph or an item of the text has lines that are too long on average."""
    return any(
        (full := full_lines(box)) and sum(full) > _MOST * len(full)
        for sheet in document.pages
        for box in _running(sheet._page_box, inside=False)
    )


def full_lines(box: Any) -> list[float]:
    """Return how many characters those lines of a paragraph have that the next word had no room
    in.
    """
    lines = [(each, text_of_line(each)) for each in lines_of(box)]
    most = max((line.width for line, _ in lines), default=0)
    return [
        letters(text)
        for (line, text), (after, words) in pairwise(lines)
        if words and line.width + after.width * _first_word(words) / len(words) > most
    ]


def lines_of(box: Any) -> list[Any]:
    """Return the lines that stand in a box itself."""
    children = getattr(box, "children", ())
    return [child for child in children if type(child).__name__ == "LineBox"]


def text_of_line(line: Any) -> str:
    """Return the words of a line."""
    return "".join(getattr(each, "text", "") for each in line.descendants()).strip()


def _running(box: Any, *, inside: bool) -> Iterator[Any]:
    """Yield what has lines of running text, once it is `inside` the text of a leaflet."""
    inside = inside or box.element_tag == "main"
    if inside and box.element_tag in _RUNNING and lines_of(box):
        yield box
    for child in getattr(box, "children", ()):
        if child.element_tag not in _APART and type(child).__name__ != "LineBox":
            yield from _running(child, inside=inside)


def _first_word(words: str) -> int:
    """Return how many letters a line's first word has, with the blank before it."""
    return len(words.split()[0]) + 1
