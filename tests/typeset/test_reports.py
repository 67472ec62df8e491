"""Professional texts in print: a column for headings, notes in columns, full pages."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from briefkit.build import fit_of, inputs_of, typesetter_for
from briefkit.leaflet import PLAIN, format_of
from briefkit.model import Level, NotesAt
from briefkit.proof import read_runs
from briefkit.proof.layout import fill_of_pages
from tests.conftest import BRIEF, ROOT
from tests.leaflet.whole_documents import Printed, leaflet_of_text, print_text
from tests.proof.tag_tree import tag_tree

CITING = """# A title of a text

## The first heading

One. [@roe] Two. [@apr] Three. [@apr] Four. [@roe] Five. [@roe] Six. [@roe, p. 9]

## The second heading

Seven. [@roe, p. 9]
"""


@pytest.fixture(scope="module")
def cited(font_cache: Path) -> Printed:
    return print_text(CITING, font_cache, size=10, locale="en")


def test_notes_in_a_row_that_say_the_same_are_one_line_with_all_their_numbers(
    cited: Printed,
) -> None:
    assert cited.faults == ()
    tree = tag_tree(cited.pdf)
    labels = [line.strip() for line in tree.splitlines() if re.match(r"\s*Lbl “[\d, ]+\.", line)]
    assert labels == ["Lbl “1. ”", "Lbl “2. ”", "Lbl “3. ”", "Lbl “4, 5. ”", "Lbl “6, 7. ”"]
    for number in range(1, 8):
        assert f"-> note-{number}" in tree
        assert f"-> ref-{number}" in tree
    # Each mark in the text is a reference, also to what is joined.
    assert len(re.findall(r"^\s*Reference$", tree, re.M)) >= 7


def test_the_foot_of_a_page_is_as_wide_as_what_stands_above_it(cited: Printed) -> None:
    runs = [run for run in read_runs(cited.pdf) if run.page == 0 and run.text.strip()]
    foot = [run.box for run in runs if run.mcid < 0]
    assert min(box[0] for box in foot) == pytest.approx(min(run.box[0] for run in runs), abs=1)
    assert max(box[2] for box in foot) == pytest.approx((210 - 20) / 25.4 * 72, abs=1)


def test_a_list_in_columns_is_one_list(cited: Printed) -> None:
    notes = tag_tree(cited.pdf).partition("“Notes”")[2].partition("H2")[0]
    assert len(re.findall(r"^\s*L\b(?!B|i)", notes, re.M)) == 1
    assert len(re.findall(r"^\s*Note\b", notes, re.M)) == 7


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_headings_stand_beside_the_text_at_its_first_line(font_cache: Path, locale: str) -> None:
    text = "# [Text]{lang=de}\n\n## [Kopf]{lang=de}\n\n[Anfang]{lang=de}\n"
    printed = print_text(text, font_cache, size=10, locale=locale)
    assert printed.faults == ()
    runs = read_runs(printed.pdf)
    heading = next(run for run in runs if run.text.strip() == "Kopf")
    first = next(run for run in runs if run.text.strip() == "Anfang")
    assert heading.box[1] == pytest.approx(first.box[1], abs=2)
    left, right = (heading, first) if locale == "en" else (first, heading)
    assert left.box[2] < right.box[0]


@pytest.mark.parametrize("words", [1500, 1700, 1900])
def test_pages_are_filled_and_no_more_than_the_smallest_size_takes(
    font_cache: Path, words: int
) -> None:
    item = "- **A lead.** " + "and some words more " * 6 + "\n"
    section = "## heading\n\nwords " + "and more words " * 20 + ":\n\n" + item * 4 + "\n"
    text = "# title\n\n" + section * (words // 230)
    printed = print_text(text, font_cache, locale="en")
    smallest = print_text(text, font_cache, size=8, locale="en")
    assert printed.faults == ()
    assert printed.pages <= smallest.pages
    assert min(fill_of_pages(printed.pdf)) >= 0.85


@pytest.mark.parametrize(("paragraphs", "words"), [(26, 300), (28, 260)])
def test_pages_run_short_before_a_block_that_would_leave_a_hole(
    font_cache: Path, paragraphs: int, words: int
) -> None:
    line = "words " + "and more words " * 12 + "\n\n"
    text = f"# title\n\n## heading\n\n{line * paragraphs}> [!NOTE]\n> {'many words ' * words}\n"
    printed = print_text(text, font_cache, size=11, locale="en")
    assert printed.faults == ()
    # Laid out from their heads down, the third would end half-way: what follows has a page.
    fills = fill_of_pages(printed.pdf)
    assert min(fills[:3]) >= 0.8
    assert max(fills[:3]) - min(fills[:3]) < 0.15


def test_lines_are_led_more_openly_on_a_page_of_few_blocks_that_stays_far_from_full(
    font_cache: Path,
) -> None:
    line = "words " + "and more words " * 150 + "\n\n"
    text = f"# title\n\n## heading\n\n{line * 2}> [!NOTE]\n> {'many words ' * 330}\n"
    printed = print_text(text, font_cache, size=11, locale="en")
    assert printed.faults == ()
    assert min(fill_of_pages(printed.pdf)) >= 0.85
    tops = [
        sorted({round(r.box[1]) for r in read_runs(printed.pdf) if r.page == n}) for n in (1, 2)
    ]
    led, usual = (min(b - a for a, b in pairwise(here) if b - a > 10) for here in tops)
    assert led > usual


def test_so_do_pages_with_notes_at_their_feet_which_stay_there(font_cache: Path) -> None:
    line = "words " + "and more words " * 12 + "\n\n"
    noted = f"A mark. [@roe, p. 9] {line}{line * 2}" * 5
    text = f"# title\n\n## heading\n\n{noted}> [!NOTE]\n> {'many words ' * 260}\n"
    printed = print_text(text, font_cache, size=11, locale="en", notes=NotesAt.FOOT)
    assert printed.faults == ()
    # Laid out from their heads down, the second would end below its middle.
    assert min(fill_of_pages(printed.pdf)[:2]) >= 0.75
    runs = [run for run in read_runs(printed.pdf) if "p. 9" in run.text]
    lowest = {run.page: run.box[1] for run in runs}
    assert list(lowest) == [0, 1]
    assert lowest[0] == pytest.approx(lowest[1], abs=0.1)


def test_a_long_note_goes_on_on_the_next_page_where_it_would_leave_a_hole(font_cache: Path) -> None:
    line = "words " + "and more words " * 14
    text = "# title\n\n## heading\n\n" + "".join(f"{line}[^n{n}]\n\n" for n in range(6))
    text += f"{line}\n\n" * 5 + "".join(f"[^n{n}]: {'many words ' * 90}\n" for n in range(6))
    printed = print_text(text, font_cache, locale="en", fmt="large-print")
    assert printed.faults == ()
    # Notes that no page's end parts would leave 43 % of five pages empty.
    assert min(fill_of_pages(printed.pdf)) >= 0.85


def test_large_print_has_its_notes_at_its_end_though_other_formats_have_them_at_the_foot(
    font_cache: Path,
) -> None:
    text = "# title\n\n## heading\n\nA mark. [@roe, p. 9] And words.\n"
    for fmt, at_end in (("large-print", True), ("a4", False)):
        printed = print_text(text, font_cache, locale="en", notes=NotesAt.FOOT, fmt=fmt)
        assert printed.faults == ()
        assert ('<li id="note-1"' in printed.page.html) is at_end


def test_rows_of_a_table_that_goes_on_over_pages_grow_where_these_would_stay_empty(
    font_cache: Path,
) -> None:
    row = f"| words | {'some more words ' * 24}| {'and many words ' * 4}|\n"
    text = f"# title\n\n## heading\n\n{'some words ' * 150}\n\n"
    text += f"| a | b | c |\n|---|---|---|\n{row * 5}\n{'words ' * 160}\n"
    printed = print_text(text, font_cache, locale="en", fmt="large-print")
    assert printed.faults == ()
    # As high as their words alone, they would leave a seventh of a page empty.
    assert min(fill_of_pages(printed.pdf)[:-1]) >= 0.9


@pytest.mark.parametrize(
    ("level", "lead", "shown"),
    [
        (Level.PROFESSIONAL, "", True),
        (Level.PROFESSIONAL, "some words " * 20, False),
        (Level.PLAIN, "", False),
    ],
)
def test_a_report_that_is_folded_says_on_its_first_page_what_is_in_it_if_it_has_room(
    font_cache: Path, level: Level, lead: str, shown: bool
) -> None:
    text = f"# title\n\n{lead}\n\n" + "".join(f"## part {n}\n\nwords\n\n" for n in "abc")
    printed = print_text(text, font_cache, level=level, fmt="a5-booklet", locale="en")
    assert printed.faults == ()
    first = " ".join(run.text for run in read_runs(printed.pdf) if run.page == 0)
    assert ("part a" in first and "part c" in first and "Contents" in first) is shown


@pytest.mark.parametrize(("parts", "most"), [(40, 2), (1_000, 1)])
def test_a_text_of_one_size_is_laid_out_again_for_its_last_page_alone_if_it_is_short(
    font_cache: Path, monkeypatch: pytest.MonkeyPatch, parts: int, most: int
) -> None:
    text = "# title\n" + "\n## heading\n\nwords and more words\n" * parts
    leaflet = leaflet_of_text(text)
    fmt, fit = format_of(leaflet.edition), fit_of(leaflet)
    fit = replace(fit, size_max=10, size_min=10, leading_min=fit.leading_max, pages_max=60)
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(leaflet, fmt, PLAIN)
    typesetter = typesetter_for(font_cache, leaflet.fonts)
    laid_out, render = [], weasyprint.HTML.render

    def counted(*given: Any, **how: Any) -> Any:
        laid_out.append(render(*given, **how))
        return laid_out[-1]

    monkeypatch.setattr(weasyprint.HTML, "render", counted)
    made = typesetter.typeset(page, fit, "test")
    assert made.pages == len(laid_out[0].pages)
    assert len(laid_out) <= most
