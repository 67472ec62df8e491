"""The length of lines."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from briefkit.diagnostics import shorten
from briefkit.languages import SENTENCE_END
from briefkit.proof.layout.parsing import Layout, Paragraph

__all__ = ["find_long_lines", "find_short_lines"]

# Bringhurst, The Elements of Typographic Style, 2.1.2: lines of 45 to 75 characters are read best,
# and longer ones on average are too long for running text; of 85 or 90 they “pose no problem” in
# notes and bibliographies.
_LONGEST, _LONGEST_APART = 75, 90
# The same: ragged lines look meagre under 30 characters where there are many, and may be of 12 to
# 15 in small patches, as a card's words are. Ours is between, for narrow panels and languages of
# long words.
_SHORTEST, _SHORTEST_OF_CARD = 25, 15
# A mean of fewer full lines says nothing of their column.
_FEWEST_FULL = 2


def find_long_lines(layout: Layout) -> Iterator[str]:
    """A paragraph's full lines have 75 characters on average at most; in notes and the like 90."""
    if layout.fmt.always_discreet:
        return  # on a card, the notice alone has long lines: its type is as large as fits there
    long = [p for p in layout.paragraphs if not p.heading and p.mean_length > _most(p)]
    for number, here in _by_page(long):
        worst = max(here, key=lambda p: p.mean_length - _most(p))
        yield _told(number, here, worst, f"more than {_most(worst)}")


def find_short_lines(layout: Layout) -> Iterator[str]:
    """A paragraph's full lines have 25 characters on average at least; on a card 15.

    That is for running text alone, and not where each line is a sentence.
    """
    if layout.fmt.lines:
        return  # on a card to send, few words are set large
    least = _SHORTEST_OF_CARD if layout.fmt.always_discreet else _SHORTEST
    running = [p for p in layout.paragraphs if p.running and len(p.full_lines) >= _FEWEST_FULL]
    short = [p for p in running if p.mean_length < least and not _is_of_sentences(p)]
    for number, here in _by_page(short):
        worst = min(here, key=lambda p: p.mean_length)
        yield _told(number, here, worst, f"fewer than {least}")


def _is_of_sentences(paragraph: Paragraph) -> bool:
    return all(SENTENCE_END.search(line.text.rstrip()) for line in paragraph.full_lines)


def _most(paragraph: Paragraph) -> int:
    return _LONGEST if paragraph.running else _LONGEST_APART


def _by_page(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, list[Paragraph]]]:
    for number, here in groupby(paragraphs, key=lambda paragraph: paragraph.lines[0].page):
        yield number, list(here)


def _told(number: int, here: Sequence[Paragraph], worst: Paragraph, against: str) -> str:
    whose = "a paragraph" if len(here) == 1 else f"{len(here)} paragraphs, such as one"
    return (
        f"Page {number + 1} has {whose} whose lines have {worst.mean_length:.0f} characters on "
        f"average, {against}: “{shorten(worst.lines[0].text, 40)}”"
    )
