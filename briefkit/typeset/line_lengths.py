"""How many characters lines of running text have, read from WeasyPrint's boxes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from briefkit.languages import letters

__all__ = ["full_lines", "has_long_lines", "lines_of", "text_of_line"]

# Bringhurst, The Elements of Typographic Style, 2.1.2: more are too long for running text.
_MOST = 75
# A mean of fewer full lines says nothing of their column.
_FEWEST_FULL = 2
_RUNNING = frozenset(("p", "li", "dd", "div"))
_APART = frozenset(("table", "figure", "nav", "small"))


def has_long_lines(document: Any) -> bool:
    """Whether a paragraph or an item of the text has lines that are too long on average."""
    lines: dict[Any, list[Any]] = {}
    for sheet in document.pages:
        for box in _running(sheet._page_box, inside=False):
            lines.setdefault(box.element, []).extend(lines_of(box))
    found = map(_full, lines.values())
    return any(len(full) >= _FEWEST_FULL and sum(full) > _MOST * len(full) for full in found)


def full_lines(box: Any) -> list[float]:
    """Return how many characters those lines of a paragraph have that the next word had no room
    in.
    """
    return _full(lines_of(box))


def lines_of(box: Any) -> list[Any]:
    """Return the lines that stand in a box itself."""
    children = getattr(box, "children", ())
    return [child for child in children if type(child).__name__ == "LineBox"]


def text_of_line(line: Any) -> str:
    """Return the words of a line."""
    return "".join(getattr(each, "text", "") for each in line.descendants()).strip()


def _full(lines: Sequence[Any]) -> list[float]:
    texts = [(each, text_of_line(each)) for each in lines]
    most = max((line.width for line in lines), default=0)
    return [
        letters(text)
        for (line, text), (after, words) in pairwise(texts)
        if words and line.width + after.width * _first_word(words) / len(words) > most
    ]


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
