"""How many characters the lines of paragraphs have, or would hold, read from WeasyPrint's boxes."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from briefkit.languages import SENTENCE_END, letters

__all__ = [
    "FEWEST",
    "blocks_of",
    "has_long_lines",
    "held",
    "is_narrow",
    "lines_of",
    "running_blocks",
    "short_lines",
    "text_of",
]

# Fewer characters than these in a paragraph's full lines on average read badly, as its audit says;
# and so wide is one, in em, where there is but one line.
FEWEST, _LETTER = 25, 0.5
# Bringhurst, The Elements of Typographic Style, 2.1.2: more are too long for running text.
_MOST = 75
# A mean of fewer full lines says nothing of their column.
_FEWEST_FULL = 2
# What has lines of running text, and what is set apart from it.
_RUNNING = frozenset(("p", "li", "dd", "div"))
_APART = frozenset(("table", "figure", "nav", "small"))
# The tags of what is no running text.
_NOT_RUNNING = frozenset(("h1", "h2", "h3", "th", "td", "caption"))


def blocks_of(box: Any) -> list[Any]:
    """Return what has lines in a box, or is it."""
    inside = (each for each in box.descendants() if "::" not in (each.element_tag or ""))
    return [each for each in inside if lines_of(each)]


def running_blocks(*boxes: Any) -> list[Any]:
    """Return what has lines of running text in boxes.

    What takes one line says nothing of how many characters a line holds, if there are others.
    """
    found = [block for box in boxes for block in blocks_of(box)]
    found = [block for block in found if block.element_tag not in _NOT_RUNNING]
    return [block for block in found if len(lines_of(block)) > 1] or found


def lines_of(box: Any) -> list[Any]:
    """Return the lines that stand in a box itself."""
    children = getattr(box, "children", ())
    return [child for child in children if type(child).__name__ == "LineBox"]


def held(box: Any) -> float:
    """Return how many characters a line of a paragraph holds, by how wide those of its longest
    are.
    """
    lines = lines_of(box)
    if len(lines) > 1:
        held, width = max((letters(text_of(line)), float(line.width)) for line in lines)
        return held * float(box.width) / width if width else 0.0
    return float(box.width / (_LETTER * box.style["font_size"]))


def is_narrow(around: Any) -> bool:
    """Whether the full lines of a paragraph in a box have few characters on average."""
    return any(
        box.element_tag not in _NOT_RUNNING and 0 < _mean(lines_of(box)) < FEWEST
        for box in around.descendants()
    )


def has_long_lines(document: Any) -> bool:
    """Whether a paragraph or an item of the text has lines that are too long on average."""
    return any(_mean(lines) > _MOST for lines in _paragraphs(document).values())


def short_lines(document: Any) -> Mapping[Any, float]:
    """Return what has lines that are too short on average, and of which not each is a sentence:
    elements of the text, each with how many characters they have.
    """
    paragraphs = _paragraphs(document).items()
    means = {it: _mean(each) for it, each in paragraphs if not all(map(_is_sentence, each[:-1]))}
    return {it: mean for it, mean in means.items() if 0 < mean < FEWEST}


def _paragraphs(document: Any) -> Mapping[Any, Sequence[Any]]:
    """Return the lines of each paragraph and item of the text, on all its pages."""
    lines: dict[Any, list[Any]] = {}
    for sheet in document.pages:
        for box in _running(sheet._page_box, inside=False):
            lines.setdefault(box.element, []).extend(lines_of(box))
    return lines


def _is_sentence(line: Any) -> bool:
    return SENTENCE_END.search(text_of(line)) is not None


def text_of(line: Any) -> str:
    """Return the words of a line."""
    return "".join(getattr(each, "text", "") for each in line.descendants()).strip()


def _mean(lines: Sequence[Any]) -> float:
    """Return how many characters full lines have on average; 0 where they are too few to say
    something of their column.
    """
    full = _full(lines)
    return sum(full) / len(full) if len(full) >= _FEWEST_FULL else 0.0


def _full(lines: Sequence[Any]) -> list[float]:
    """Return how many characters those lines of a paragraph have that the next word had no room
    in.
    """
    texts = [(each, text_of(each)) for each in lines]
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
        if child.element_tag not in _APART:  # rows that stand side by side do so in a line
            yield from _running(child, inside=inside)


def _first_word(words: str) -> int:
    """Return how many letters a line's first word has, with the blank before it."""
    return len(words.split()[0]) + 1
