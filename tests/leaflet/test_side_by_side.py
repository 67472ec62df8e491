"""Two languages side by side: each word of both prints once, passage by passage."""

import io
import re
from itertools import groupby
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from briefkit.errors import CatalogError
from briefkit.leaflet.side_by_side import Side, side_by_side
from briefkit.model import Level, NotesAt
from briefkit.proof.reading import read_runs, read_structure
from tests.brief.documents import documents
from tests.leaflet.whole_documents import print_side_by_side

SIDES = Side("uk", "ltr", draft=True), Side("ar", "rtl", draft=True)

PAIR = (
    '<briefkit-pair><span lang="uk" dir="ltr" class="own">{}</span> '
    '<span lang="ar" dir="rtl" class="other">{}</span></briefkit-pair>'
)


def test_each_passage_stands_beside_its_translation() -> None:
    first = '<div class="row"><svg><path d="M1 1"/></svg><p>один <b>два</b></p></div>'
    second = '<div class="row"><svg><path d="M1 1"/></svg><p>1 <b>2</b></p></div>'
    pair = PAIR.format("один <b>два</b>", "1 <b>2</b>")
    both = f'<div class="row"><svg><path d="M1 1"/></svg><p>{pair}</p></div>'
    assert side_by_side(first, second, SIDES) == both


def test_what_both_say_in_the_same_words_stands_there_once() -> None:
    first = '<p><bdi dir="ltr">9&#x2060;–17</bdi></p><p>два</p>'
    second = "<p>9–17</p><p>two</p>"
    both = side_by_side(first, second, SIDES)
    assert both == f'<p><bdi dir="ltr">9&#x2060;–17</bdi></p><p>{PAIR.format("два", "two")}</p>'


def test_an_item_that_holds_a_list_is_parted_where_the_list_begins() -> None:
    first = "<li>а<ul><li>б</li></ul>в</li>"
    second = "<li>a<ul><li>b</li></ul>c</li>"
    pairs = [PAIR.format(*both) for both in zip("абв", "abc", strict=True)]
    both = "<li>{}<ul><li>{}</li></ul>{}</li>".format(*pairs)
    assert side_by_side(first, second, SIDES) == both


def test_what_one_page_has_alone_is_marked_as_its_language() -> None:
    first = "<div><p>а</p><h2>б</h2></div>"
    second = '<div><p class="notice">x</p><p>a</p><h2>b</h2></div>'
    alone = '<p class="notice"><span lang="ar" dir="rtl" class="other">x</span></p>'
    both = side_by_side(first, second, SIDES)
    pairs = PAIR.format("а", "a"), PAIR.format("б", "b")
    assert both == "<div>{}<p>{}</p><h2>{}</h2></div>".format(alone, *pairs)


def test_marks_of_notes_are_alike_and_identifiers_the_first_ones() -> None:
    first, second = (
        f'<p>{text}<sup><a id="ref-1" href="#note-1">1</a></sup></p>'
        f'<section class="notes">{text}</section>'
        for text in ("а", "a")
    )
    both = side_by_side(first, second, SIDES)
    assert both.count('id="ref-1"') == 1
    assert both.count('href="#note-1"') == 2
    assert both.endswith('<section class="notes">а</section>')


def test_the_running_band_has_a_line_for_each_draft() -> None:
    first, second = (f'<div class="foot" data-draft="{text}"></div>' for text in ("а", "ب"))
    assert 'data-draft="а\n\u200fب\u200f"' in side_by_side(first, second, SIDES)
    reviewed = SIDES[0], Side("ar", "rtl")
    assert 'data-draft="а"' in side_by_side(first, second, reviewed)


def passages_read(pdf: bytes) -> list[tuple[str, list[str]]]:
    """Return the words w1x … and v1x … of a PDF as its tags have them read, by language."""
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(pdf):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        structure = read_structure(opened)
        assert structure is not None
        words = re.findall(r"[wv]\d+x", structure.text(texts))
    return [
        (letter, [word[1:] for word in run]) for letter, run in groupby(words, lambda word: word[0])
    ]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
# What is little on a page is set larger and led more: pairs have empty lines round them.
@example(
    document=("# w1x\n\nw2x\n\nw3x\n", ["w1x", "w2x", "w3x"]),
    locales=("uk", "en"),
    level=Level.EASY,
    fmt=("large-print", 18),
)
@example(
    document=(
        "# w1x\n\n> [!NOTE]\n> - w2x\n\nw3x\n\n- w4x\n  1. w5x\n\n     w6x\n- w7x\n\nw8x\n",
        [f"w{n}x" for n in range(1, 9)],
    ),
    locales=("uk", "en"),
    level=Level.EASY,
    fmt=("large-print", 18),
)
@given(
    document=documents(),
    locales=st.sampled_from([("uk", "en"), ("en", "ar"), ("ar", "de"), ("de", "fa")]),
    level=st.sampled_from(Level),
    fmt=st.sampled_from([("a4", 10), ("a5-booklet", 9), ("large-print", 18)]),
)
def test_no_word_is_lost_and_none_changes_places(
    font_cache: Path,
    document: tuple[str, list[str]],
    locales: tuple[str, str],
    level: Level,
    fmt: tuple[str, int],
) -> None:
    text, words = document
    other = re.sub(r"w(\d+x)", r"v\1", text)
    printed = print_side_by_side(
        (text, other), locales, font_cache, size=fmt[1], level=level, fmt=fmt[0], notes=NotesAt.END
    )
    assert printed.faults == ()
    noted = set(re.findall(r"\d+x", " ".join(re.findall(r"^\[\^.*", text, re.M))))
    passages = passages_read(printed.pdf)
    of_first = [word for letter, run in passages for word in run if letter == "w"]
    of_second = [word for letter, run in passages for word in run if letter == "v"]
    own = [word[1:] for word in words]
    assert [word for word in of_first if word not in noted] == [w for w in own if w not in noted]
    assert of_second == [word for word in own if word not in noted]
    # Each passage is followed by its translation; the notes stand at the end.
    passages = passages[: 2 * (len(passages) // 2)]
    assert all(one[1] == two[1] for one, two in zip(passages[::2], passages[1::2], strict=True))


def test_long_passages_go_on_in_both_languages_over_a_page(font_cache: Path) -> None:
    text = "# w0x\n\n" + " ".join(f"w{n}x" for n in range(1, 1200)) + "\n"
    other = text.replace("w", "v")
    printed = print_side_by_side((text, other), ("en", "ar"), font_cache, size=12)
    assert printed.faults == ()
    assert printed.pages > 1
    every = [f"{n}x" for n in range(1, 1200)]
    assert passages_read(printed.pdf)[-2:] == [("w", every), ("v", every)]


def test_citations_in_another_order_keep_the_numbers_of_their_notes(font_cache: Path) -> None:
    texts = "# A\n\nOne [@roe], two [@apr].\n", "# B\n\nZwei [@apr], eins [@roe].\n"
    printed = print_side_by_side(texts, ("en", "de"), font_cache, size=10)
    assert printed.faults == ()
    assert "One1, two2. Zwei2, eins1." in printed.page.text.replace("\u2060", "")


def test_a_note_that_one_language_alone_has_is_refused(font_cache: Path) -> None:
    texts = "# A\n\nOne.\n", "# B\n\nEins [@roe].\n"
    with pytest.raises(CatalogError, match="other notes in en / de"):
        print_side_by_side(texts, ("en", "de"), font_cache, size=10)
