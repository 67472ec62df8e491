"""Covers: what of a text stands on the front of what is folded, and how large."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.leaflet.covers import cover_of, cover_sizes
from briefkit.model import Block, Kind, LocalisedText, Text


def block(kind: Kind, words: str = "w", level: int = 0) -> Block[LocalisedText]:
    return Block(kind=kind, content=LocalisedText(inline=(Text(words),), locale="en"), level=level)


TITLE = block(Kind.HEADING, "Title", level=1)
SECTION = block(Kind.HEADING, "Section", level=2)
LIST: Block[LocalisedText] = Block(kind=Kind.BULLET_LIST, children=(block(Kind.LIST_ITEM),))
BREAK: Block[LocalisedText] = Block(kind=Kind.PAGE_BREAK)


def paragraph(length: int) -> Block[LocalisedText]:
    return block(Kind.PARAGRAPH, "w" * length)


PLACED: list[tuple[list[Block[LocalisedText]], int]] = [
    ([paragraph(90), SECTION, paragraph(9)], 1),
    ([paragraph(90), paragraph(90), SECTION], 2),
    ([paragraph(200), paragraph(200), SECTION], 1),
    ([paragraph(400), SECTION], 0),
    ([LIST, paragraph(9), SECTION], 0),
    ([paragraph(9), LIST, SECTION], 1),
    # Without sections, what follows the first paragraph is the text.
    ([paragraph(90), paragraph(90)], 1),
    ([SECTION], 0),
    ([], 0),
]


@pytest.mark.parametrize(("blocks", "count"), PLACED)
def test_the_front_has_the_paragraphs_before_the_first_section_that_it_holds(
    blocks: list[Block[LocalisedText]], count: int
) -> None:
    cover = cover_of([TITLE, *blocks])
    assert cover == (TITLE, tuple(blocks[:count]), tuple(blocks[count:]))


def test_a_break_after_the_front_adds_no_page() -> None:
    assert cover_of([TITLE, paragraph(9), BREAK, SECTION]).rest == (SECTION,)


def test_a_section_that_begins_with_a_story_is_known() -> None:
    story: Block[LocalisedText] = Block(kind=Kind.STORY, children=(block(Kind.PICTOGRAM),))
    assert cover_of([TITLE, SECTION, story]).goes_on_with_story
    assert not cover_of([TITLE, SECTION, paragraph(9), story]).goes_on_with_story
    assert not cover_of([TITLE, story]).goes_on_with_story


WORDS = st.lists(st.integers(1, 30).map(lambda n: "w" * n), min_size=1, max_size=30).map(" ".join)


@given(WORDS, WORDS)
def test_more_words_make_nothing_larger(title: str, lead: str) -> None:
    sizes = cover_sizes(title, lead)
    assert 1.2 <= sizes.title <= 2.05
    assert 1 <= sizes.lead <= 1.25
    assert 5 <= sizes.pictogram <= 11
    more = cover_sizes(title, f"{lead} {lead}", taken=2)
    assert more.lead <= sizes.lead
    assert cover_sizes(f"{title} {title}", lead).title <= sizes.title


def test_wide_characters_count_for_two_and_break_anywhere() -> None:
    assert cover_sizes("识" * 24, "").title == cover_sizes("ww " * 17, "").title == 1.85
    lead = paragraph(0)
    wide = replace(lead, content=LocalisedText(inline=(Text("识" * 150),), locale="zh_Hans"))
    assert cover_of([TITLE, wide, SECTION]).lead == ()


def test_a_title_of_long_words_is_small_enough_for_its_line() -> None:
    # A letter is about half as wide as it is high, and a line has 17 em of the text.
    assert cover_sizes("w" * 24, "").title * 24 * 0.5 < 17.4
    assert cover_sizes("A short title", "").title == 2.05


def test_a_short_title_without_blanks_keeps_to_one_line() -> None:
    assert 1.6 <= cover_sizes("识" * 9, "").title <= 17.4 / 9
    assert cover_sizes("识" * 8, "").title == cover_sizes("识" * 12, "").title == 2.05
