"""All kinds of blocks that a brief's Markdown may hold: each word of a text is there once."""

import re
from typing import Any

import pytest
from hypothesis import given

from briefkit.brief import parse_blocks, parse_inline, picture_files
from briefkit.diagnostics import Location
from briefkit.errors import SourceError
from briefkit.model import Block, InLanguage, Kind, NoteReference, Picture, Segment, Text
from tests.brief.documents import documents


def blocks_of(text: str, pictures: Any = None) -> tuple[Block[Segment], ...]:
    return parse_blocks(f"# T\n\n{text}", "t.md", "all", pictures)[1:]


def shape(block: Block[Segment]) -> Any:
    """Return a block as its kind with its words, or with what it holds."""
    if block.children:
        return block.kind, [shape(child) for child in block.children]
    return block.kind, block.content.text if block.content else None


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "<!-- x -->\n", "[a]: http://x.org\n"])
def test_a_text_in_which_nothing_prints_is_refused(text: str) -> None:
    with pytest.raises(SourceError):
        parse_blocks(text, "t.md", "all")


def test_a_table_has_a_caption_heads_and_cells() -> None:
    for table in (
        "Table: Hours\n\n| Day | When |\n|:---|---:|\n| Mon | 9–17 |\n| Sun | |\n",
        "Day | When\n:-- | --:\nMon | 9–17\nSun |  |\n\ntable: Hours\n",
    ):
        (block,) = blocks_of(table)
        cell = Kind.TABLE_CELL
        assert shape(block) == (Kind.TABLE, [
            (Kind.CAPTION, "Hours"),
            (Kind.TABLE_ROW, [(cell, "Day"), (cell, "When")]),
            (Kind.TABLE_ROW, [(cell, "Mon"), (cell, "9–17")]),
            (Kind.TABLE_ROW, [(cell, "Sun"), (cell, None)]),
        ])  # fmt: skip
        cells = [cell for row in block.children[1:] for cell in row.children]
        assert [cell.header for cell in cells] == [True, True, False, False, False, False]
        assert {cell.align for cell in cells[::2]} == {"start"}
        assert {cell.align for cell in cells[1::2]} == {"end"}


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        ("| | When |\n|-|-|\n| Mon | 9 |\n", ["When", "Mon"]),
        ("| Day | When |\n|-|-|\n| **Mon** | 9 |\n| **Sun** | 8 |\n",
         ["Day", "When", "**Mon**", "**Sun**"]),
        ("| Day | When |\n|-|-|\n| **Mon** | 9 |\n| Sun | 8 |\n", ["Day", "When"]),
        ("| | |\n|-|-|\n| Mon | 9 |\n", ["Mon"]),
        ("| **Day** |\n|-|\n| **Mon** |\n", ["**Day**"]),
        ("| |\n|-|\n| Mon |\n| Sun |\n", []),
    ],
)  # fmt: skip
def test_cells_that_head_rows(table: str, headers: list[str]) -> None:
    (block,) = blocks_of(table)
    cells = [cell for row in block.children for cell in row.children]
    assert [c.content.text for c in cells if c.header and c.content] == headers


def test_a_translator_is_told_of_what_a_cell_stands_under() -> None:
    (block,) = blocks_of("Table: C\n\n| | When |\n|-|-|\n| Mon | 9 |\n| Sun \\| x | 8 |\n")
    assert [(s.text, s.comment.split(", under")[0], s.location.line) for s in block.walk()] == [
        ("C", "caption of a table", 3),
        ("When", "column heading", 5),
        ("Mon", "row heading", 7),
        ("9", "table cell, column ‘When’", 7),
        ("Sun | x", "row heading", 8),
        ("8", "table cell, column ‘When’", 8),
    ]


def test_lists_begin_with_any_number_and_items_are_tasks() -> None:
    (numbered,) = blocks_of("7. a\n8. b\n")
    assert (numbered.kind, numbered.start) == (Kind.ORDERED_LIST, 7)
    (tasks,) = blocks_of("- [ ] a\n- [X] b\n\n  more\n- c\n")
    assert [item.done for item in tasks.children] == [False, True, None]
    assert [s.text for s in tasks.walk()] == ["a", "b", "more", "c"]


def test_callouts_and_quotations_with_their_source() -> None:
    (callout,) = blocks_of("> [!Warning]\n> a\n> b\n>\n> - c\n")
    assert (callout.kind, callout.name) == (Kind.CALLOUT, "warning")
    assert [(s.text, s.location.line) for s in callout.walk()] == [("a b", 4), ("c", 7)]
    (quotation,) = blocks_of("> a\n>\n> — *b*\n")
    assert shape(quotation) == (
        Kind.QUOTATION, [(Kind.PARAGRAPH, "a"), (Kind.ATTRIBUTION, "*b*")]
    )  # fmt: skip
    (alone,) = blocks_of("> — b\n")
    assert shape(alone) == (Kind.QUOTATION, [(Kind.PARAGRAPH, "— b")])


def test_definitions_breaks_contents_and_footnotes() -> None:
    text = "[TOC]\n\n## H\n\na\n: b\n: c\n\n  d\n\n---\n\ne[^x]\n\n[^x]: f *g*\n"
    contents, heading, definitions, page_break, paragraph, footnote = blocks_of(text)
    assert (contents.kind, page_break.kind) == (Kind.CONTENTS, Kind.PAGE_BREAK)
    assert shape(heading) == (Kind.HEADING, "H")
    assert shape(definitions) == (Kind.DEFINITION_LIST, [
        (Kind.TERM, "a"),
        (Kind.DEFINITION, "b"),
        (Kind.DEFINITION, [(Kind.PARAGRAPH, "c"), (Kind.PARAGRAPH, "d")]),
    ])  # fmt: skip
    assert shape(paragraph) == (Kind.PARAGRAPH, "e[^x]")
    assert (footnote.kind, footnote.name) == (Kind.FOOTNOTE, "x")
    assert parse_inline("e[^x]", Location("")) == (Text("e"), NoteReference("x"))


def test_a_picture_with_its_words() -> None:
    text = '- a\n\n  ![The *old* \\* town](img/a%20map.svg "Where \\"we\\" **are**")\n'
    text = text.replace("*old* ", "")
    picture = Picture(
        kind="svg", data=b"", width_px=1, height_px=1, texts=("Main Street", "5 * 3", "R&D [a](b)")
    )
    assert picture_files(f"# T\n\n{text}") == {"img/a map.svg": 5}
    (block,) = blocks_of(text, {"img/a map.svg": {"": picture}})
    figure = block.children[0].children[1]
    assert (figure.kind, figure.name) == (Kind.FIGURE, "img/a map.svg")
    contents = [child.content for child in figure.children if child.content]
    assert [child.kind for child in figure.children] == [
        Kind.ALTERNATIVE_TEXT, *[Kind.PICTURE_TEXT] * 3, Kind.CAPTION
    ]  # fmt: skip
    assert contents[0].text == "The \\* town"
    assert contents[-1].text == 'Where "we" **are**'
    for content, word in zip(contents[1:-1], picture.texts, strict=True):
        assert parse_inline(content.text, content.location) == (Text(word),)
    assert contents[1].text == "Main Street"
    assert contents[1].comment == "text in the picture img/a map.svg, under ‘T’, all"


def test_text_of_another_language() -> None:
    nodes = parse_inline("to [Main *Street*]{lang=en-GB}, [улица]{lang=bg}", Location(""))
    assert [n.locale for n in nodes if isinstance(n, InLanguage)] == ["en_GB", "bg"]


@given(documents())
def test_every_word_is_a_segment_s_once_and_in_order(document: tuple[str, list[str]]) -> None:
    text, words = document
    segments = [s for block in parse_blocks(text, "t.md", "all") for s in block.walk()]
    assert [w for s in segments for w in re.findall(r"w\d+x", s.text)] == words
    # Each says where it stands.
    lines = text.split("\n")
    for segment in segments:
        first = re.search(r"w\d+x", segment.text)
        assert first is None or first[0] in lines[segment.location.line - 1]
