"""Whatever a document holds, its words come back, each once and in order, and never as markup."""

import re
import subprocess
from collections.abc import Sequence

import pypandoc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefkit.brief import parse_blocks, parse_inline
from briefkit.importing import import_document
from briefkit.importing.inline_writing import Written, written_inline
from briefkit.importing.passages import Piece, spoken_of, tidied
from briefkit.model import Break, Emphasis, Inline, Link, Strong, Text
from tests.brief.documents import documents


def converted(text: str, kind: str) -> bytes:
    command = [
        pypandoc.get_pandoc_path(),
        "--from",
        "markdown+alerts",
        "--to",
        kind,
        "--output",
        "-",
    ]
    return subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout


@pytest.mark.parametrize("kind", ["docx", "odt"])
@settings(max_examples=20, deadline=None)
@given(documents())
@example(("# w1x\n\nw2x[^1]\n\n[^1]: [w3x](https://a.eu)\n", []))
def test_the_words_of_any_document_come_back_once_and_in_order(
    kind: str, document: tuple[str, list[str]]
) -> None:
    text, _ = document
    notes = re.findall(r"(?m)^\[\^\d+\]: .*", text)
    # Notes stand at the end; what pandoc's own .odt loses of a text is not ours to find.
    words = re.findall(r"w\d+", re.sub(r"(?m)^\[\^\d+\]: .*", "", text) + "\n".join(notes))
    done = import_document(converted(text, kind), f"a.{kind}", "all.md", lambda name: None)
    assert re.findall(r"w\d+", done.text) == words
    assert not [w for w in done.warnings if w.check != "import" or "not in the text" in w.message]


SIGNS = (
    "* ** _ ` [ ] ( ) < > & &amp; &lt; # ## - + 1. 1) | ~ ~~ ^ $ {{ } \\ ! ![ [^1] [@a] : = --- "
    "[TOC] [x] • <b> <!-- \" ' Table: — % %% / . , ; ? http: https://a.eu/_x_ a@b.eu :smile: word "
    "é 2"
).split()
PIECES = st.builds(
    Piece,
    text=st.lists(st.sampled_from([*SIGNS, " ", "  ", "\n", "\t", "\u00a0"]), max_size=8).map(
        "".join
    ),
    strong=st.booleans(),
    emphasis=st.booleans(),
    href=st.sampled_from(["", "", "https://a.eu/x(y)_z_", "mailto:a@b.eu"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4), st.sampled_from(Written))
@example([Piece(text="un"), Piece(text="believ", strong=True), Piece(text="able")], Written.ITEM)
@example(
    [Piece(text="1. a", strong=True), Piece(mark=Break()), Piece(text="2. b")], Written.PARAGRAPH
)
def test_words_of_any_signs_are_read_as_they_are(pieces: list[Piece], form: Written) -> None:
    passage = tidied(pieces)
    if form is Written.HEADING:
        passage = tidied(piece for piece in passage if piece.mark is None)
    if not passage:
        return
    text, _ = written_inline(passage, form)
    hang = {Written.ITEM: "  ", Written.QUOTATION: "> "}.get(form, "")
    indented = text.replace("\n", "\n" + hang)
    block = parse_blocks(f"# x\n\n{form}{indented}\n", "a.md", "all")[1]
    (segment,) = block.walk()
    read = "".join(printed(parse_inline(segment.text, segment.location)))
    assert read.split() == spoken_of(passage).split()


def printed(nodes: Sequence[Inline]) -> list[str]:
    found: list[str] = []
    for node in nodes:
        match node:
            case Text(text):
                found.append(text)
            case Break():
                found.append(" ")
            case Emphasis(children) | Strong(children) | Link(_, children):
                found += printed(children)
    return found
