"""A brief's Markdown becomes blocks and inline nodes; what a leaflet can't print doesn't."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.brief import citations_in, parse_blocks, parse_inline, without_hidden
from briefkit.diagnostics import Location
from briefkit.errors import SourceError
from briefkit.model import Break, Citation, CitedWork, Emphasis, Kind, Link, Segment, Strong, Text
from tests.conftest import BRIEF, ROOT

HERE = Location("text.md", 1)


def segments(text: str) -> list[Segment]:
    return [s for block in parse_blocks(text, "text.md", "community") for s in block.walk()]


def test_a_block_is_one_segment_with_its_place_and_what_it_is() -> None:
    text = "# Title\n\nFirst\nline.\n\n## Head\n\n- one\n- two\n"
    assert [(s.text, s.location.line, s.comment) for s in segments(text)] == [
        ("Title", 1, "title, community"),
        ("First line.", 3, "paragraph, under ‘Title’, community"),
        ("Head", 6, "heading, under ‘Title’, community"),
        ("one", 8, "list item, under ‘Head’, community"),
        ("two", 9, "list item, under ‘Head’, community"),
    ]


def test_hard_breaks_stay_and_soft_ones_are_folded() -> None:
    assert segments("# T\n\na\nb\\\nc  \nd\n")[1].text == "a b\\\nc\\\nd"
    assert Break() in parse_inline("a\\\nb", HERE)


def test_lists_nest() -> None:
    (_, outer) = parse_blocks("# T\n\n1. one\n   - inner\n2. two\n", "t.md", "community")
    assert outer.kind is Kind.ORDERED_LIST
    assert [child.kind for child in outer.children[0].children] == [
        Kind.PARAGRAPH,
        Kind.BULLET_LIST,
    ]
    assert [s.text for s in outer.walk()] == ["one", "inner", "two"]


def test_inline_markup() -> None:
    nodes = parse_inline("a *b* **c** [d](https://e.eu/?q=1&r) [@k1; @k2] \\* &amp;", HERE)
    assert Emphasis((Text("b"),)) in nodes
    assert Strong((Text("c"),)) in nodes
    assert Link("https://e.eu/?q=1&r", (Text("d"),)) in nodes
    assert Citation((CitedWork("k1"), CitedWork("k2"))) in nodes
    assert "".join(n.text for n in nodes if isinstance(n, Text)).endswith(" * &")


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<b>x</b>", "[x](javascript:alert(1))", "[x](file:///e)",
             "[x](data:text/html,y)", "[x](/relative)"]
)  # fmt: skip
def test_what_is_not_allowed_stays_text(text: str) -> None:
    nodes = parse_inline(text, HERE)
    assert all(isinstance(node, Text) for node in nodes)
    assert "".join(node.text for node in nodes if isinstance(node, Text)) == text


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Para.\n", 1, "title"),
        ("# A\n\n# B\n", 3, "one heading of level 1"),
        ("# A\n\n### B\n", 3, "level 3"),
        ("# A\n\n>\n", 3, "quotation is empty"),
        ("# A\n\n> quote\nmore\n", 4, "stand in the quotation"),
        ("# A\n\n> a\n> — b\n", 4, "may be its source"),
        ("# A\n\n> [!HINT]\n> a\n", 3, "no callout “HINT”"),
        ("# A\n\n> [!TIP] b\n> a\n", 3, "words behind its sign"),
        ("# A\n\n> [!TIP]\n", 3, "callout is empty"),
        ("# A\n\n```\ncode\n```\n", 3, "fence"),
        ("# A\n\n---\n", 3, "no text after it"),
        ("# A\n\na\n\n---\n***\n\nb\n", 5, "no text after it"),
        ("# A\n\n- a\n\n  ---\n", 5, "outside of lists"),
        ("# A\n\nTitle\n---\n", 3, "makes it a heading"),
        ("# A\n\n3. three\n5. five\n", 4, "would print as 4"),
        ("# A\n\n[TOC]\n", 3, "contents is empty"),
        ("# A\n\n[TOC]\n\n## B\n\n[TOC]\n", 7, "second table of contents"),
        ("# A\n\n|a|b|\n|-|-|\n", 3, "no rows"),
        ("# A\n\n|a|b|\n|-|-|\n|c|d|e|\n", 5, "the cells of a row 3"),
        ("# A\n\n|a|b|\n|-|-|\n|c|\n", 5, "the cells of a row 1"),
        ("# A\n\n|a|b|\n|-|-|\n|c|d|\ntext\n", 6, "the cells of a row 1"),
        ("# A\n\n> |a|b|\n> |-|-|\n> |c|\n", 5, "the cells of a row 1"),
        ("# A\n\n|a|\n|-|\n|b|\n\nTable: c\n\n|d|\n|-|\n|e|\n", 7, "caption of the table"),
        ("# A\n\nb\n~ c\n", 4, "“~ ”"),
        ("# A\n\nb[^1]\n", 3, "no footnote [^1]"),
        ("# A\n\n[^1]: b\n", 3, "Nothing refers to the footnote [^1]"),
        ("# A\n\nb[^1]\n\n[^1]: c\n[^1]: d\n", 6, "two footnotes [^1]"),
        ("# A\n\nb[^1]\n\n[^1]: c\n\n    d\n", 5, "more than one paragraph"),
        ("# A\n\nb[^1]\n\n[^1]:\n", 5, "is empty"),
        ("# A\n\nb[^1][^2]\n\n[^2]: c\n\n[^1]: c[^2]\n", 7, "refers to another, [^2]"),
        ("# A\n\nx ![i](i.png)\n", 3, "paragraph of its own"),
        ("# A\n\n![](i.png)\n", 3, "no alternative text"),
        ("# A\n\n![a *b*](i.png)\n", 3, "has markup"),
        ("# A\n\n![i](https://x.eu/i.png)\n", 3, "own folder"),
        ("# A\n\n![i](../i.png)\n", 3, "own folder"),
        ("# A\n\n![i](/i.png)\n", 3, "own folder"),
        ("# A\n\n![i](c:i.png)\n", 3, "own folder"),
        ("# A\n\n![i]()\n", 3, "no file"),
        ("# A\n\n- ![](pictogram:x) y\n", 3, "no pictogram “x”"),
        ("# A\n\n- ![a gift](pictogram:gift) y\n", 3, "has an alternative text"),
        ("# A\n\n![](pictogram:gift)\n", 3, "stands without words"),
        ("# A\n\n![A gift](pictogram:gift)\n![](pictogram:chat)\n", 4, "stands without words"),
        ("# A\n\n![A *gift*](pictogram:gift)\n", 3, "has markup"),
        ("# A\n\n![A gift](pictogram:gft)\n", 3, "no pictogram “gft”"),
        ("# ![A gift](pictogram:gift) A\n", 1, "has an alternative text"),
        ("# ![](pictogram:gft) A\n", 1, "no pictogram “gft”"),
        ("# ![](pictogram:gift)\n", 1, "is empty"),
        ("# A\n\n## ![](pictogram:gift) B\n", 3, "only the title"),
        ("# A\n\n[b]{.c}\n", 3, "attributes"),
        ("# A\n\n[b]{lang=en .c}\n", 3, "attributes"),
        ("# A\n\n[b]{lang=xx}\n", 3, "no language"),
        ("# A\n\n1. one\n2. two\n4. four\n", 5, "would print as 3"),
        ("# A\n\n1. call\n112. now\n", 4, "would print as 2"),
        ("# A\n\n[a][b]\n\n[b]: https://x.eu\n", 5, "by reference"),
        ("# A\n\n- a\n-\n", 4, "empty"),
        ("# A\n\nx ![i](https://x.eu/i.png)\n", 3, "image"),
        ("# A\n\nx `code`\n", 3, "code"),
        ("# A\n\nx\u202ey\n", 3, "U+202E"),
    ],
)
def test_what_a_leaflet_cannot_print_is_refused_with_its_line(
    text: str, line: int, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        parse_blocks(text, "text.md", "community")
    (found,) = caught.value.diagnostics
    assert words in str(found)
    assert found.location is not None
    assert found.location.line == line
    assert found.hint


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        nodes = parse_inline(text, HERE)
    except SourceError:
        return
    assert isinstance(nodes, tuple)


@given(st.text(alphabet="# -*1.\n\\[]()ab`>\t", max_size=120))
def test_any_markdown_is_read_or_refused(text: str) -> None:
    try:
        blocks = parse_blocks("# T\n\n" + text, "text.md", "community")
    except SourceError:
        return
    # The identity mapping gives an equal block, and the two walks meet the same segments.
    assert tuple(block.map(lambda s: s) for block in blocks) == blocks
    seen: list[Segment] = []
    for block in blocks:
        block.map(seen.append)
    assert seen == [s for block in blocks for s in block.walk()]


@pytest.mark.parametrize("entity", ["&#8203;", "&#x202e;", "&ZeroWidthSpace;", "&#xFEFF;"])
def test_a_hidden_character_is_refused_as_an_entity_too(entity: str) -> None:
    with pytest.raises(SourceError, match=r"U\+(200B|202E|FEFF)"):
        parse_inline(f"inter{entity}**net**", HERE)
    assert parse_inline(f"inter\\{entity}", HERE)  # escaped, it prints as it stands
    assert without_hidden(f"a{entity}b &amp; \\{entity}\u202e") == f"ab &amp; \\{entity}"


def test_the_brief_has_the_source_s_notes_in_their_order() -> None:
    text = (ROOT / "briefs" / BRIEF / "professional.md").read_text(encoding="utf-8")
    cited = [
        tuple(work.key for work in citation.works)
        for segment in segments(text)
        for citation in citations_in(parse_inline(segment.text, segment.location))
    ]
    assert cited == [
        ("carback2018", "fbi2016"), ("garcia2019",), ("garcia2019",), ("garcia2019",),
        ("garcia2019",), ("garcia2019",), ("almendral2018",), ("berends2022",), ("deleon2013",),
        ("esquire2022",), ("deleon2013",), ("deleon2013",), ("almendral2018",), ("deleon2013",),
    ]  # fmt: skip


def test_community_sentences_are_short() -> None:
    text = (ROOT / "briefs" / BRIEF / "community.md").read_text(encoding="utf-8")
    sentences = [
        sentence
        for segment in segments(text)
        for sentence in re.split(r"(?<=[.?!])\s+", segment.text.replace("*", ""))
    ]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert max(lengths) <= 22
    assert sum(lengths) / len(lengths) <= 15
