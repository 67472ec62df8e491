"""Covers: what of a text stands on the front of what is folded."""

from collections.abc import Sequence
from math import ceil
from textwrap import wrap
from typing import NamedTuple

from briefkit.languages import columns, is_wide
from briefkit.model import Block, Kind, LocalisedText

__all__ = ["Cover", "CoverSizes", "cover_of", "cover_sizes"]

# As many characters of a lead as a panel holds below its title.
_MOST = 280

# A panel in em of the largest text: how wide its lines are, and how high what title, lead and
# pictogram share; how wide a letter is of a title, and of a lead (measured in our languages).
_WIDE, _HIGH = 17.4, 30
_LETTER_OF_TITLE, _LETTER = 0.56, 0.48
_LEADING_OF_TITLE, _LEADING = 1.12, 1.32
# A title of wide letters, which has no blanks to break at, keeps to one line at this size or a
# larger one; it takes so much of a panel's width then.
_ONE_LINE, _ALMOST = 1.6, 0.98

# The largest pictogram of a cover, and the smallest; in em.
_LARGEST, _SMALLEST = 11, 5


class Cover(NamedTuple):
    """A text in parts: its title, the paragraphs below it on the front, and what follows inside."""

    title: Block[LocalisedText]
    lead: tuple[Block[LocalisedText], ...]
    rest: tuple[Block[LocalisedText], ...]

    @property
    def goes_on_with_story(self) -> bool:
        """Whether what follows inside begins with a section that begins with a story."""
        kinds = [block.kind for block in self.rest[:2]]
        return kinds == [Kind.HEADING, Kind.STORY]


def cover_of(blocks: Sequence[Block[LocalisedText]]) -> Cover:
    """Return a text, which begins with its title, parted between its cover and what is inside.

    The front has the paragraphs before the first section, as many as it holds; of a text without
    sections it has the first paragraph.
    """
    title, *others = blocks
    headed = any(block.level == 2 for block in others)
    count, size = 0, 0
    for block in others if headed else others[:1]:
        size += columns(block.content.plain) if block.content is not None else 0
        if block.kind is not Kind.PARAGRAPH or size > _MOST:
            break
        count += 1
    rest = others[count:]
    if rest and rest[0].kind is Kind.PAGE_BREAK:  # the cover ends its page anyway
        rest = rest[1:]
    return Cover(title, tuple(others[:count]), tuple(rest))


class CoverSizes(NamedTuple):
    """Sizes of what a cover shows: of its title, its lead and its pictogram; in em of the text."""

    title: float
    lead: float
    pictogram: float


def cover_sizes(title: str, lead: str, taken: float = 0) -> CoverSizes:
    """Return how large what a cover shows may be, so that a panel holds it in the largest text.

    Long words keep a title small, and the pictogram has the room that title and lead leave.
    `taken` is the height, in em, of what else stands there.
    """
    longest = max((len(word) for word in title.split() if not _has_wide(word)), default=1)
    title_size = 2.05 if columns(title) < 48 else 1.85 if columns(title) < 80 else 1.6
    title_size = round(min(title_size, max(1.2, _WIDE / _LETTER_OF_TITLE / longest)), 2)
    if _has_wide(title) and (size := 2 * _WIDE * _ALMOST / columns(title)) >= _ONE_LINE:
        title_size = min(title_size, round(size, 2))
    lead_size = 1.25 if columns(lead) < 130 else 1.12 if columns(lead) < 200 else 1
    high = title_size * _LEADING_OF_TITLE * _lines(title, title_size * _LETTER_OF_TITLE)
    high += lead_size * _LEADING * _lines(lead, lead_size * _LETTER)
    room = round(_HIGH - taken - high, 1)
    return CoverSizes(title_size, lead_size, max(_SMALLEST, min(_LARGEST, room)))


def _lines(text: str, letter: float) -> int:
    """Return how many lines a text takes whose letters are so wide."""
    most = max(1, int(_WIDE / letter))
    if _has_wide(text):  # a line may end at any of its characters
        return ceil(columns(text) / most)
    return len(wrap(text, most, break_long_words=False))


def _has_wide(text: str) -> bool:
    return any(map(is_wide, text))
