"""Documents of all kinds of blocks, in any order: each word prints once, and in order."""

import io
import re
from pathlib import Path

import pikepdf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefkit.brief import read_picture
from briefkit.model import Level, NotesAt
from briefkit.proof.reading import read_runs, read_structure
from tests.brief.documents import documents
from tests.leaflet.whole_documents import print_text

# Large print has one size, and marks of notes that fit no other.
_SIZES = {"large-print": 18}


def words_read(pdf: bytes) -> list[str]:
    """Return the words w1x, w2x, … of a PDF, in the order in which its tags have them read."""
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(pdf):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        structure = read_structure(opened)
        assert structure is not None
        return re.findall(r"w\d+x", structure.text(texts))


def in_order_of_reading(text: str, words: list[str]) -> list[str]:
    """Return a text's words with those of its footnotes at the end, where they print."""
    noted = {
        word for line in re.findall(r"^\[\^.*", text, re.M) for word in re.findall(r"w\d+x", line)
    }
    return [w for w in words if w not in noted] + [w for w in words if w in noted]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    document=documents(),
    locale=st.sampled_from(["en", "de", "ar"]),
    level=st.sampled_from(Level),
    notes=st.sampled_from(NotesAt),
    fmt=st.sampled_from(["a4", "a5-booklet", "dl-trifold", "large-print"]),
)
def test_every_word_prints_once_and_in_order(
    font_cache: Path,
    document: tuple[str, list[str]],
    locale: str,
    level: Level,
    notes: NotesAt,
    fmt: str,
) -> None:
    text, words = document
    printed = print_text(
        text, font_cache, size=_SIZES.get(fmt, 10), locale=locale, level=level, notes=notes, fmt=fmt
    )
    assert printed.faults == ()
    found = words_read(printed.pdf)
    if notes is NotesAt.END:
        assert found == in_order_of_reading(text, words)
    else:
        assert sorted(found) == sorted(words)


def test_what_a_drawing_has_beyond_its_edges_is_not_drawn(font_cache: Path) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
        b'<path d="M-30 5H90" stroke="#000" stroke-width="4"/></svg>'
    )
    pictures = {"a.svg": {"": read_picture(drawing, "a.svg")}}
    printed = print_text("# a\n\n![b](a.svg)\n", font_cache, pictures=pictures)
    assert printed.faults == ()
