"""Easy texts: each sentence begins a line, and all words stand in their order."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from briefkit.brief import parse_inline
from briefkit.diagnostics import Location
from briefkit.languages import sentences_of
from briefkit.leaflet.sentence_lines import label_lines, sentence_lines
from briefkit.model import Break, Inline, LocalisedText, Text, plain_text


def parted(markdown: str, locale: str = "en") -> LocalisedText:
    nodes = parse_inline(markdown, Location("easy.md", 1))
    return sentence_lines(LocalisedText(inline=nodes, locale=locale))


def lines_of(nodes: tuple[Inline, ...]) -> list[str]:
    return "".join(_shown(nodes)).split("\n")


def _shown(nodes: tuple[Inline, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Break):
            yield "\n"
        elif isinstance(node, Text):
            yield node.text
        else:
            yield from _shown(getattr(node, "children", ()))


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("Call 112. It is free.", ["Call 112.", "It is free."]),
        ("**Are you in danger? Call.** Now!", ["Are you in danger?", "Call.", "Now!"]),
        ("[Look here.](https://a.eu) Or call.", ["Look here.", "Or call."]),
        ("One.\\\nTwo. Three.", ["One.", "Two.", "Three."]),
        ("Dr. Who pays 3.50 euros.", ["Dr. Who pays 3.50 euros."]),
        ("One thing", ["One thing"]),
    ],
)
def test_each_sentence_begins_a_line(markdown: str, lines: list[str]) -> None:
    assert lines_of(parted(markdown).inline) == lines


_WORDS = st.text("abB", min_size=1, max_size=3)
_ENDS = st.sampled_from(["", ".", "?", "!", ".”", ","])
_FORMS = st.sampled_from(
    ["{}", "**{}**", "*{}*", "[{}](https://a.eu)", "{} [@x]", "[{}]{{lang=de}}", "{}\\*"]
)
_PARTS = st.tuples(_FORMS, st.lists(st.tuples(_WORDS, _ENDS), min_size=1, max_size=4))


@given(st.lists(_PARTS, min_size=1, max_size=5))
def test_all_words_stay_in_their_order(parts: list[tuple[str, list[tuple[str, str]]]]) -> None:
    texts = (form.format(" ".join(w + end for w, end in words)) for form, words in parts)
    before = parse_inline(" ".join(texts), Location("easy.md", 1))
    after = sentence_lines(LocalisedText(inline=before, locale="en")).inline
    assert plain_text(after).split() == plain_text(before).split()
    own = [line.strip() for line in lines_of(after)]
    assert own == list(sentences_of(plain_text(before), "en"))
    # What a backslash makes plain is known by its position.
    assert [t.text[at] for t in _texts(after) for at in t.escaped] == [
        t.text[at] for t in _texts(before) for at in t.escaped
    ]


def _texts(nodes: tuple[Inline, ...]) -> Iterator[Text]:
    for node in nodes:
        if isinstance(node, Text):
            yield node
        else:
            yield from _texts(getattr(node, "children", ()))


def test_a_label_of_all_leaflets_is_parted_too() -> None:
    assert (
        label_lines(Markup("Call &amp; ask. It is free."), "en") == "Call &amp; ask.<br>It is free."
    )
    marked = Markup('<span lang="en">One. Two.</span>')
    assert label_lines(marked, "de") == marked
