"""A text parted into cards: nothing is lost, and no card has too much."""

from hypothesis import given, settings
from hypothesis import strategies as st

from briefkit.brief import read_picture
from briefkit.leaflet.cards import Card, cards_of
from briefkit.model import Block, Kind, Level, LocalisedText, Text
from tests.leaflet.texts import EVERYTHING
from tests.leaflet.whole_documents import leaflet_of_text


def said(words: str) -> LocalisedText:
    return LocalisedText(inline=(Text(words),), locale="en")


def block(
    kind: Kind, words: str = "", *children: Block[LocalisedText], **more: object
) -> Block[LocalisedText]:
    content = said(words) if words else None
    return Block(kind=kind, content=content, children=children, **more)  # type: ignore[arg-type]


def row(words: str) -> Block[LocalisedText]:
    return block(Kind.LIST_ITEM, words, name="gift")


def rows_of(card: Card) -> list[str]:
    items = [b for top in card.blocks for b in top.blocks() if b.kind is Kind.LIST_ITEM]
    return [item.content.plain for item in items if item.content]


TITLE = block(Kind.HEADING, "Title", level=1)
HEADING = block(Kind.HEADING, "Signs", level=2)


@settings(max_examples=200, deadline=None)
@given(
    lengths=st.lists(st.integers(1, 400), min_size=1, max_size=14),
    lines=st.sampled_from([10, 13, 18]),
)
def test_rows_are_parted_in_their_order_three_a_card_at_most(
    lengths: list[int], lines: float
) -> None:
    words = [f"{number} {'x' * length}" for number, length in enumerate(lengths)]
    listed = block(Kind.BULLET_LIST, "", *map(row, words))
    cards = cards_of([TITLE, HEADING, listed], lines)
    assert [word for card in cards for word in rows_of(card)] == words
    assert all(card.heading == HEADING for card in cards)
    assert all(1 <= len(rows_of(card)) <= 3 for card in cards)
    assert all(1 <= card.scale <= 1.45 for card in cards)
    assert len(cards) >= -(-len(words) // 3)


def test_cards_are_filled_alike_and_a_list_goes_on_counting() -> None:
    listed = block(Kind.ORDERED_LIST, "", *map(row, "abcdefgh"), start=4)
    cards = cards_of([TITLE, HEADING, listed], 18)
    assert sorted(len(rows_of(card)) for card in cards) == [2, 3, 3]
    starts = [card.blocks[0].start for card in cards]
    assert starts == [4, 4 + len(rows_of(cards[0])), 4 + 8 - len(rows_of(cards[2]))]


def test_each_section_begins_on_a_card_of_its_own_and_short_ones_are_larger() -> None:
    lead = block(Kind.PARAGRAPH, "What this is.")
    long = block(Kind.PARAGRAPH, "word " * 120)
    other = block(Kind.HEADING, "More", level=2)
    first, second, third = cards_of([TITLE, lead, HEADING, long, other, lead], 18)
    assert (first.heading, first.blocks) == (None, (lead,))
    assert (second.heading, second.blocks) == (HEADING, (long,))
    assert (third.heading, third.blocks) == (other, (lead,))
    assert first.scale > third.scale > second.scale == 1


def test_a_lead_is_as_large_as_its_longest_word_lets() -> None:
    said = ["What this is.", "Menschenhandelsbekämpfung ist dies."]
    scales = [cards_of([TITLE, block(Kind.PARAGRAPH, each)], 18)[0].scale for each in said]
    assert scales == [1.9, 1.45]


def test_wide_characters_fill_a_card_twice_as_fast() -> None:
    long = [row("w" * 200)] * 3
    wide = [row("识" * 100)] * 3
    latin, chinese = (
        cards_of([TITLE, HEADING, block(Kind.BULLET_LIST, "", *rows)], 18) for rows in (long, wide)
    )
    assert [len(rows_of(card)) for card in chinese] == [len(rows_of(card)) for card in latin]
    assert len(chinese) > 1


def test_a_heading_in_a_section_stays_with_what_follows_it() -> None:
    sub = block(Kind.HEADING, "Steps", level=3)
    text = [block(Kind.PARAGRAPH, f"{number} {'word ' * 60}") for number in range(3)]
    cards = cards_of([TITLE, HEADING, text[0], sub, text[1], text[2]], 10)
    assert [card.blocks for card in cards] == [(text[0],), (sub, text[1]), (text[2],)]


def test_all_kinds_of_blocks_are_on_cards_in_their_order() -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 10"><path d="M0 5H9"/></svg>'
    )
    pictures = {"img/map.png": {"": read_picture(drawing, "map.svg")}}
    leaflet = leaflet_of_text(EVERYTHING, level=Level.PLAIN, pictures=pictures)
    left_out = (Kind.CONTENTS, Kind.PAGE_BREAK, Kind.FOOTNOTE)
    tops = [b for b in leaflet.brief.blocks[1:] if b.kind not in left_out]
    wanted = [text.plain for top in tops for text in top.walk()]
    shown: list[str] = []
    heading = None
    for card in cards_of(leaflet.brief.blocks, 13):
        if card.heading is not heading and card.heading is not None:
            shown += [text.plain for text in card.heading.walk()]
        heading = card.heading
        shown += [text.plain for top in card.blocks for text in top.walk()]
    assert shown == wanted
