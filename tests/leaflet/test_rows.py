"""Rows: the bold beginning of an item stands on a line of its own, where it is a sentence."""

import pytest

from briefkit.brief import parse_inline
from briefkit.diagnostics import Location
from briefkit.leaflet.rows import lead_apart
from briefkit.model import Break, LocalisedText, Strong, plain_text


@pytest.mark.parametrize(
    ("markdown", "lead", "rest"),
    [
        ("**They hide.** On the internet.", "They hide.", "On the internet."),
        ("**他们隐藏自己**。在互联网上。", "他们隐藏自己。", "在互联网上。"),
        ("**他们隐藏（hide）**。在互联网上。", "他们隐藏（hide）。", "在互联网上。"),
    ],
)
def test_a_bold_sentence_stands_apart_with_its_mark(markdown: str, lead: str, rest: str) -> None:
    nodes = parse_inline(markdown, Location("community.md", 1))
    first, pause, *others = lead_apart(LocalisedText(inline=nodes, locale="en")).inline
    assert isinstance(first, Strong)
    assert (plain_text([first]), pause, plain_text(others)) == (lead, Break(), rest)


@pytest.mark.parametrize("markdown", ["**Share it,** so", "**分享**，让更多人", "**公众**必须"])
def test_a_bold_beginning_that_is_no_sentence_stays_in_its_line(markdown: str) -> None:
    nodes = parse_inline(markdown, Location("community.md", 1))
    content = LocalisedText(inline=nodes, locale="en")
    assert lead_apart(content) == content
