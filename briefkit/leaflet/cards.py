"""A text parted into cards that are sent as pictures: a few rows each, below their heading."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefkit.languages import columns
from briefkit.model import Block, Kind, LocalisedText

__all__ = ["Card", "cards_of"]

_LISTS = (Kind.BULLET_LIST, Kind.ORDERED_LIST, Kind.DEFINITION_LIST)
_LEFT_OUT = (Kind.PAGE_BREAK, Kind.CONTENTS, Kind.FOOTNOTE)

# The most rows of a card: who scrolls reads no more.
_MOST_ROWS = 3

# How much larger the text of a section is set where its cards have room; and how much of their room
# is counted on, for lines are only guessed.
_LARGEST, _SAFE = 1.45, 0.9
# The same of what stands before the first section, a sentence or two; how much wider than its
# letters a long word is at most.
_LARGEST_OF_LEAD, _WIDE = 1.9, 1.2

# How many pictograms of a story stand side by side.
_STORY_WIDTH = 4.5

# How many characters stand in a line of a row, and of other text, in its middle size; how many
# lines a pictogram takes, a gap, a story and a picture.
_IN_ROW, _IN_LINE = 31, 38
_PICTOGRAM, _GAP, _STORY, _PICTURE = 2, 0.7, 3.2, 8


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: blocks of a section, and the section's heading if it has one.

    Its text is so many times as large (`scale`) as that of the fullest card.
    """

    heading: Block[LocalisedText] | None
    blocks: tuple[Block[LocalisedText], ...]
    scale: float = 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is not parted: blocks that stand together; `part_of` is the list that one is from."""

    blocks: tuple[Block[LocalisedText], ...]
    lines: float
    part_of: int = -1


def cards_of(blocks: Sequence[Block[LocalisedText]], lines: float) -> tuple[Card, ...]:
    """Return the cards of a text after its title, in its order.

    A card has room for about so many `lines`, and has no more than three rows. Each section begins
    on a card of its own, and is parted into as few as hold it, filled alike.
    """
    cards: list[Card] = []
    for heading, content in _sections(blocks[1:]):
        pieces = list(_pieces(content))
        groups = list(_parted(pieces, lines))
        fullest = max((sum(piece.lines for piece in group) for group in groups), default=lines)
        scale = min(_LARGEST, max(1, round((lines * _SAFE / fullest) ** 0.5, 2)))
        if heading is None:
            scale = max(scale, _lead_scale(content, lines * _SAFE / fullest))
        cards += [Card(heading, tuple(_joined(g)), _story_scale(g) or scale) for g in groups]
        if heading is not None and not pieces:
            cards.append(Card(heading, ()))
    return tuple(cards)


def _sections(
    blocks: Iterable[Block[LocalisedText]],
) -> Iterator[tuple[Block[LocalisedText] | None, list[Block[LocalisedText]]]]:
    heading: Block[LocalisedText] | None = None
    content: list[Block[LocalisedText]] = []
    for block in (b for b in blocks if b.kind not in _LEFT_OUT):
        if block.kind is Kind.HEADING and block.level <= 2:
            yield heading, content
            heading, content = block, []
        else:
            content.append(block)
    yield heading, content


def _pieces(blocks: Iterable[Block[LocalisedText]]) -> Iterator[_Piece]:
    """Yield what a section's cards are made of; a heading in it stays with what follows it."""
    waiting: tuple[Block[LocalisedText], ...] = ()
    for number, block in enumerate(blocks):
        if block.kind is Kind.HEADING:
            waiting = (*waiting, block)
            continue
        parts = _items(block) if block.kind in _LISTS else [block]
        for part in parts:
            held = (*waiting, part)
            taken = sum(map(_lines, held))
            yield _Piece(held, taken, number if block.kind in _LISTS else -1)
            waiting = ()
    if waiting:
        yield _Piece(waiting, sum(map(_lines, waiting)))


def _items(block: Block[LocalisedText]) -> list[Block[LocalisedText]]:
    """Return the items of a list as lists of one each; a definition stays with its term."""
    groups: list[list[Block[LocalisedText]]] = []
    for child in block.children:
        if child.kind is Kind.DEFINITION and groups:
            groups[-1].append(child)
        else:
            groups.append([child])
    return [
        replace(block, children=tuple(group), start=block.start + number)
        for number, group in enumerate(groups)
    ]


def _lines(block: Block[LocalisedText]) -> float:
    """Return about how many lines a block takes."""
    if block.kind is Kind.STORY:
        return _STORY + _GAP
    row = any(child.name for child in block.children if child.kind is Kind.LIST_ITEM)
    width = _IN_ROW if row else _IN_LINE
    lines = float(sum(math.ceil(columns(text.plain) / width) for text in block.walk()))
    figures = sum(each.kind is Kind.FIGURE for each in block.blocks())
    return (max(lines, _PICTOGRAM) if row else lines) + figures * _PICTURE + _GAP


def _parted(pieces: Sequence[_Piece], room: float) -> Iterator[Sequence[_Piece]]:
    """Yield pieces in as few groups as hold them, whose fullest is as empty as it can be."""
    # The best for the pieces from each on: how many groups, the lines of the fullest, where to cut.
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for start in range(len(pieces) - 1, -1, -1):
        choices = []
        for end in range(start + 1, min(start + _MOST_ROWS, len(pieces)) + 1):
            taken = sum(piece.lines for piece in pieces[start:end])
            if taken <= room or end == start + 1:
                groups, fullest, _ = best[len(pieces) - end]
                choices.append((groups + 1, max(fullest, taken), end))
        best.append(min(choices))
    start = 0
    while start < len(pieces):
        end = best[len(pieces) - start][2]
        yield pieces[start:end]
        start = end


def _story_scale(pieces: Sequence[_Piece]) -> float:
    """Return the scale of a card that has a story alone, 0 for another: it is as wide as that."""
    blocks = [block for piece in pieces for block in piece.blocks]
    if [block.kind for block in blocks] != [Kind.STORY]:
        return 0
    return min(_LARGEST, _STORY_WIDTH / len(blocks[0].children))


def _lead_scale(blocks: Sequence[Block[LocalisedText]], room: float) -> float:
    """Return the scale of paragraphs that have so many times the room they need, 0 for others.

    The lines are as long as their longest word, or longer.
    """
    if any(block.kind is not Kind.PARAGRAPH for block in blocks):
        return 0
    words = [word for block in blocks for text in block.walk() for word in text.plain.split()]
    longest = _WIDE * max(map(columns, words), default=1)
    return round(min(_LARGEST_OF_LEAD, math.sqrt(room), _IN_LINE / longest), 2)


def _joined(pieces: Iterable[_Piece]) -> Iterator[Block[LocalisedText]]:
    """Yield the blocks of a card: items of one list are a list again."""
    waiting: Block[LocalisedText] | None = None
    part_of = -1
    for piece in pieces:
        *before, last = piece.blocks
        if waiting is not None and piece.part_of == part_of and not before:
            waiting = replace(waiting, children=waiting.children + last.children)
            continue
        if waiting is not None:
            yield waiting
        yield from before
        waiting, part_of = (last, piece.part_of) if piece.part_of >= 0 else (None, -1)
        if waiting is None:
            yield last
    if waiting is not None:
        yield waiting
