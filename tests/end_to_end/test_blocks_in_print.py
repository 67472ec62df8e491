"""All kinds of blocks, typeset, proofed and audited, and their tags read back."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from briefkit.build import fit_of, inputs_of, shaper_for, typesetter_for
from briefkit.errors import TypesetError
from briefkit.leaflet import Finish, blurred_pictures, find_format
from briefkit.model import Level, NotesAt, Picture
from briefkit.proof import expect, proof, read_runs
from tests.brief.documents import documents
from tests.conftest import BRIEF, ROOT
from tests.leaflet.texts import ARABIC, EVERYTHING
from tests.leaflet.whole_documents import Printed, leaflet_of_text, print_text
from tests.proof.tag_tree import tag_tree

Print = Callable[..., Printed]


@pytest.fixture(scope="module")
def map_pictures() -> dict[str, dict[str, Picture]]:
    data = io.BytesIO()
    Image.new("RGB", (900, 500), "#cfe3f5").save(data, "PNG")
    picture = Picture(kind="png", data=data.getvalue(), width_px=900, height_px=500)
    return {"img/map.png": {"": picture}}


@pytest.fixture(scope="module")
def printed(font_cache: Path) -> Print:
    return lambda text, **how: print_text(text, font_cache, **how)


def tags(made: Printed) -> str:
    return tag_tree(made.pdf)


@pytest.mark.parametrize("notes", NotesAt)
@pytest.mark.parametrize(
    ("fmt", "level"),
    [
        ("a4", Level.PROFESSIONAL),
        ("a4", Level.PLAIN),
        ("a5-booklet", Level.PROFESSIONAL),
        ("dl-trifold", Level.PLAIN),
        ("large-print", Level.PLAIN),
    ],
)
def test_all_kinds_print_and_pass_in_every_format(
    fmt: str, level: Level, notes: NotesAt, printed: Print, map_pictures: object
) -> None:
    made = printed(EVERYTHING, fmt=fmt, level=level, notes=notes, pictures=map_pictures)
    assert made.faults == ()


@pytest.mark.parametrize("notes", NotesAt)
@pytest.mark.parametrize("fmt", ["a4", "dl-trifold"])
def test_all_kinds_print_from_right_to_left(fmt: str, notes: NotesAt, printed: Print) -> None:
    made = printed(ARABIC, locale="ar", fmt=fmt, level=Level.PLAIN, notes=notes)
    assert made.faults == ()


def test_each_kind_has_its_tags(printed: Print, map_pictures: object) -> None:
    made = tags(printed(EVERYTHING, pictures=map_pictures))
    for part in (
        "Sect\n      H2 “Contents”\n      TOC\n        TOCI\n          Reference\n"
        "            Link -> section-1 “What you may ask for ”\n            Span “1”\n"
        "          TOC\n            TOCI\n              Reference\n"
        "                Link -> section-2 “Steps ”\n",
        "Span lang=de “Hauptstraße 12”",
        "Sect\n      P “Note”\n      P “You need not sign it.”",
        "Sect\n      P “Warning”\n      P “Ask for a receipt:”\n      L Disc\n",
        "L Decimal\n      LI\n        Lbl “3. ”\n        LBody “Go there.”",
        "LBody\n          P “Ask.”\n          L Disc\n            LI\n",
        "L None\n      LI\n        Lbl\n          Figure [Done] “”\n        LBody “I have a copy.”",
        "Figure [To do] “”\n        LBody\n          P “I know the date.”\n          P “It stands",
        "Table\n      Caption “Opening hours”\n      THead\n        TR\n"
        "          TH id=0-0-0 Column “Office”\n          TH id=0-0-1 Column “Fee”\n"
        "      TBody\n        TR\n          TH id=0-1-0 Row “Main Street”\n"
        "          TD “1 250,50 €”\n        TR\n          TH id=0-2-0 Row “Old Town”\n"
        "          TD\n",
        "BlockQuote\n      P\n        Span “Everyone has the right to a remedy.”\n",
        "P “— Charter, Article 47”",
        "L None\n      LI\n        Lbl “Remedy”\n        LBody “What a court can do. It is asked",
        "Lbl “Appeal”\n        LBody\n          P “A request.”\n          P “The letter",
        "Div\n      Figure [The way to the office.] “”\n      Caption\n        Span “The way.”\n",
    ):
        assert part in made, made


def test_what_is_drawn_beside_words_is_an_artifact(printed: Print) -> None:
    made = printed("# T\n\n> [!WARNING]\n> Words.\n")
    assert "Figure" not in tags(made)
    assert made.faults == ()


# --- tables ---


def long_table(rows: int) -> str:
    body = "\n".join(f"| Town {n} | number {n * 37} |" for n in range(1, rows + 1))
    return f"# T\n\nTable: Places\n\n| Town | Place (7) |\n|-|-|\n{body}\n\nThe end.\n"


@pytest.mark.parametrize("fmt", ["a4", "a5-booklet", "dl-trifold"])
def test_a_table_over_pages_is_one_and_its_head_is_repeated(fmt: str, printed: Print) -> None:
    made = printed(long_table(60), fmt=fmt, size=14)
    assert made.faults == ()
    tree = tags(made)
    assert re.findall(r"\b(Table|THead|TBody|Caption)\b", tree) == [
        "Table", "Caption", "THead", "TBody"
    ]  # fmt: skip
    assert re.findall(r"TD “(Town \d+)”", tree) == [f"Town {n}" for n in range(1, 61)]
    heads = [run for run in read_runs(made.pdf) if "Place (7)" in run.text]
    pages = sorted({r.page for r in read_runs(made.pdf) if r.text.startswith("number ")})
    assert len(pages) > 1
    assert [run.page for run in heads] == pages
    # The first is the table's, the others are artifacts of pagination.
    assert [run.mcid >= 0 for run in heads] == [page == pages[0] for page in pages]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        names = {str(n) for n in list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]}
        cells = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TD"
        ]
        assert {str(name) for cell in cells for name in cell.A.Headers} <= names


def test_a_short_table_stands_on_one_page(printed: Print) -> None:
    rows = "\n".join(f"| a{n} | b{n} |" for n in range(6))
    for lines in range(21, 30, 2):
        text = "# T\n\n" + "\n\n".join(["Words."] * lines) + f"\n\n| A | B |\n|-|-|\n{rows}\n"
        made = printed(text, size=14)
        pages = {run.page for run in read_runs(made.pdf) if re.fullmatch(r"[ab]\d", run.text)}
        assert len(pages) == 1


def test_a_row_that_no_page_holds_is_refused(printed: Print) -> None:
    with pytest.raises(TypesetError, match="a row of a table is higher than its page: “one"):
        printed(f"# T\n\n| A | B |\n|-|-|\n| one | {'word ' * 900} |\n", size=14)


def test_numbers_stay_on_one_line_in_a_panel(printed: Print) -> None:
    text = (
        "# T\n\n| What it is called and where it stands | Number |\n|-|-|\n"
        "| a long passage of words that asks for a broad column | +49 30 1234 5678 |\n"
    )
    made = printed(text, fmt="dl-trifold", level=Level.PLAIN)
    assert made.faults == ()
    assert any(run.text.strip() == "+49 30 1234 5678" for run in read_runs(made.pdf))


# --- notes ---

NOTES = """\
# T

One.[^a] Two. [@roe, p. 3] Three.[^b] One again.[^a]

[^b]: The second text, see [@roe, p. 9].

[^a]: The first *text*.

Four. [@apr]
"""


@pytest.mark.parametrize("notes", NotesAt)
def test_notes_are_numbered_in_one_sequence(notes: NotesAt, printed: Print) -> None:
    made = printed(NOTES, notes=notes)
    assert made.faults == ()
    text = made.page.text.replace("\u2060", "")
    if notes is NotesAt.END:
        assert "One.1 Two.2 Three.3 One again.1" in text
        assert "Four.4" in text
    tree = tags(made)
    assert re.findall(r"Link -> (note-\d)", tree)[:5] == [
        "note-1", "note-2", "note-3", "note-1", "note-4"
    ]  # fmt: skip
    assert re.findall(r"Note id=(note-\d)", tree) == ["note-1", "note-2", "note-3", "note-4"]
    assert re.findall(r"Link -> (ref-\d)", tree) == ["ref-1", "ref-2", "ref-3", "ref-4"]
    for words in ("The first text.", "The second text, see Roe, note 2, p. 9."):
        assert text.count(words) == 1
    assert "Sources, and the notes that cite them" in text
    assert "“On rights” (2, 3)" in text
    assert ("Notes" in text) == (notes is NotesAt.END)


@pytest.mark.parametrize("notes", NotesAt)
def test_without_a_citation_there_are_no_sources(notes: NotesAt, printed: Print) -> None:
    made = printed("# T\n\nOne.[^a]\n\n[^a]: Words.\n", notes=notes)
    assert made.faults == ()
    assert "Sources" not in made.page.text
    assert "Words. ↑" in made.page.text.replace("\u00a0", " ")


def test_notes_of_a_heading_stand_behind_it(printed: Print) -> None:
    text = "# T\n\n[TOC]\n\n## One[^a] and two[^b] more\n\nx\n\n[^a]: Foot a.\n\n[^b]: Foot b.\n"
    made = printed(text, notes=NotesAt.FOOT)
    assert made.faults == ()
    tree = tags(made)
    assert tree.index("Span “ more”") < tree.index("\n    Note id=note-1") < tree.index("Foot b.")
    sizes = {run.text.strip(): run.box[3] - run.box[1] for run in read_runs(made.pdf)}
    assert sizes["Foot a."] < sizes["x"] * 1.5


def test_notes_at_the_foot_stand_on_the_page_of_their_marks(printed: Print) -> None:
    paragraphs = [f"Words of {n}.[^n{n}]\n\n[^n{n}]: Foot of {n}." for n in range(60)]
    made = printed("# T\n\n" + "\n\n".join(paragraphs) + "\n", notes=NotesAt.FOOT, size=14)
    assert made.faults == ()
    runs = read_runs(made.pdf)
    assert len({run.page for run in runs}) > 3
    for n in range(60):
        (mark,) = (run for run in runs if run.text.strip() == f"Words of {n}.")
        (foot,) = (run for run in runs if run.text.strip() == f"Foot of {n}.")
        assert mark.page == foot.page
        assert foot.box[1] < mark.box[1]


def test_a_paragraph_over_pages_with_notes_at_the_foot_is_one(printed: Print) -> None:
    words = " ".join(f"word{n} word word word word." + "[^a]" * (n == 40) for n in range(160))
    made = printed(f"# T\n\n{words}\n\n[^a]: Foot.\n", notes=NotesAt.FOOT, size=24)
    assert made.faults == ()
    tree = tags(made)
    assert tree.count("word0 ") == tree.count("word159 ") == 1
    assert len(re.findall(r"\n    P\n", tree)) == 1


def test_notes_at_the_foot_leave_room_for_the_notice(font_cache: Path) -> None:
    # The A4 brief's last content stays the disclaimer, above the notes of its page.
    leaflet = leaflet_of_text("# T\n\nOne.[^a]\n\n[^a]: Foot.\n", notes=NotesAt.FOOT)
    known = inputs_of(ROOT, ROOT).project.brief(BRIEF).texts["professional"]
    of_ours = inputs_of(ROOT, ROOT).localised(
        replace(leaflet.edition, audience="professional"), (), allow_incomplete=False
    )
    brief = replace(
        leaflet.brief,
        words=of_ours.brief.words,
        settings=replace(leaflet.brief.settings, funder=known.settings.funder),
    )
    leaflet = replace(leaflet, brief=brief, notice=of_ours.notice, labels=of_ours.labels)
    fmt, fit = find_format("a4"), fit_of(leaflet)
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(leaflet, fmt)
    made = typesetter_for(font_cache, leaflet.fonts).typeset(page, fit, "test")
    wanted = expect(leaflet, page, fmt, fit)
    assert proof(made.pdf, wanted, shaper_for(font_cache, leaflet.fonts)) == ()


# --- breaks and contents ---


@pytest.mark.parametrize("fmt", ["a4", "a5-booklet", "large-print"])
def test_a_break_begins_a_page(fmt: str, printed: Print) -> None:
    made = printed("# T\n\nbefore\n\n---\n\nafter\n", fmt=fmt, level=Level.PLAIN)
    assert made.faults == ()
    places = {run.text.strip(): run.page for run in read_runs(made.pdf)}
    assert (places["before"], places["after"]) == (0, 1)


def test_a_break_begins_a_panel(printed: Print) -> None:
    sections = "\n\n".join(f"---\n\n## Panel {n}\n\npart {n}" for n in range(1, 5))
    made = printed(f"# T\n\nbefore\n\n{sections}\n", fmt="dl-trifold", level=Level.PLAIN)
    assert made.faults == ()
    places = {run.text.strip(): run.page for run in read_runs(made.pdf)}
    assert [places[f"part {n}"] for n in range(1, 5)] == [1, 2, 3, 4]
    # A short text goes on inside, for the panel that folds in is seen with the front.
    made = printed("# T\n\nbefore\n\n---\n\nafter\n", fmt="dl-trifold", level=Level.PLAIN)
    assert made.faults == ()
    places = {run.text.strip(): run.page for run in read_runs(made.pdf)}
    assert (places["before"], places["after"]) == (0, 2)


def test_a_poster_has_neither_breaks_nor_contents(printed: Print) -> None:
    made = printed(
        "# T\n\n[TOC]\n\n## H\n\nbefore\n\n---\n\nafter\n", fmt="poster", level=Level.PLAIN
    )
    assert made.faults == ()
    assert made.pages == 1
    assert "Contents" not in made.page.text


LONG = "# T\n\n[TOC]\n\n## One\n\n---\n\n## Two [@roe]\n\n### Three\n\n---\n\n### Four\n\nEnd.\n"


def test_contents_name_the_pages_of_their_headings(printed: Print) -> None:
    made = printed(LONG)
    assert made.faults == ()
    assert re.findall(r"Link -> section-\d “(\w+) ”\n +Span “(\d)”", tags(made)) == [
        ("One", "1"), ("Two", "2"), ("Three", "2"), ("Four", "3")
    ]  # fmt: skip


def test_contents_have_none_of_the_links_in_headings(printed: Print) -> None:
    made = printed("# T\n\n[TOC]\n\n## [One](https://example.org) *and [more](tel:112)*\n\nText.\n")
    assert made.faults == ()
    contents = made.page.html.partition("<nav")[2].partition("</nav>")[0]
    assert re.findall('href="(.*?)"', contents) == ["#section-1"]


def test_a_passage_in_another_script_has_its_own_fonts(printed: Print) -> None:
    made = printed("# T\n\nAlso in *[العربية **9–17**]{lang=ar}*.[^1]\n\n[^1]: [فارسی]{lang=fa}.\n")
    assert made.faults == ()
    assert "Span lang=ar" in tags(made)


def test_characters_of_no_font_are_told_at_once_with_what_to_do(printed: Print) -> None:
    with pytest.raises(TypesetError) as caught:
        printed("# T\n\nعربية 👍 🎉\n")
    arabic, signs = caught.value.diagnostics
    assert "U+0639" in arabic.message
    assert "{lang=ar}" in arabic.hint
    assert "U+1F44D" in signs.message
    assert "U+1F389" in signs.message


def test_a_table_too_wide_for_its_page_is_told_once(printed: Print) -> None:
    row = "| " + " | ".join(["Donaudampfschifffahrt"] * 8) + " |\n"
    made = printed(f"# T\n\n{row}|{'---|' * 8}\n{row}\nEnd.\n", size=12)
    (fault,) = made.faults
    assert "the table on page 1 is too wide" in fault.message
    assert "“Donaudampfschifffahrt”" in fault.message
    assert "fewer columns" in fault.hint


def test_contents_that_name_another_page_are_refused(font_cache: Path) -> None:
    leaflet = leaflet_of_text(LONG)
    fmt, fit = find_format("a4"), fit_of(leaflet)
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(leaflet, fmt)
    spoilt = replace(page, css=page.css + '.page::before { content: "2" }')
    made = typesetter_for(font_cache, leaflet.fonts).typeset(spoilt, fit, "test")
    wanted = expect(leaflet, page, fmt, fit)
    found = proof(made.pdf, wanted, shaper_for(font_cache, leaflet.fonts))
    assert [d.message.partition(": ")[2] for d in found] == [
        "its contents say 2 for “One”, on page 1.",
        "its contents say 2 for “Four”, on page 3.",
    ]


# --- pictures ---


def test_a_picture_is_no_wider_than_its_column_and_warned_of_if_blurred(
    printed: Print, map_pictures: dict[str, dict[str, Picture]]
) -> None:
    # The column of a professional text has 120 mm, and a picture half of that at least.
    few = {"img/map.png": {"": replace(map_pictures["img/map.png"][""], width_px=600)}}
    leaflet = leaflet_of_text(EVERYTHING, pictures=few)
    (warning,) = blurred_pictures(leaflet.brief, "en", find_format("a4"))
    assert "has 254 dpi at 60 mm, its width in the format a4: it is 600 px wide" in str(warning)
    assert "709 px wide" in str(warning)
    for width in (900, 1800):
        sharp = {"img/map.png": {"": replace(map_pictures["img/map.png"][""], width_px=width)}}
        leaflet = leaflet_of_text(EVERYTHING, pictures=sharp)
        assert not list(blurred_pictures(leaflet.brief, "en", find_format("a4")))


@pytest.mark.parametrize("size", [(400, 2000), (3000, 300)])
def test_a_picture_of_any_shape_stays_on_its_page(size: tuple[int, int], printed: Print) -> None:
    data = io.BytesIO()
    Image.new("RGB", size, "#a00").save(data, "PNG")
    picture = Picture(kind="png", data=data.getvalue(), width_px=size[0], height_px=size[1])
    for fmt in ("a4", "dl-trifold"):
        text = '# T\n\n![What it shows](a.png "Its caption")\n'
        made = printed(
            text, fmt=fmt, pictures={"a.png": {"": picture}}, finish=Finish(grayscale=True)
        )
        assert made.faults == ()


# --- any document ---


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(document=documents(), where=st.sampled_from([("en", 12), ("ar", 12), ("en", 30)]))
def test_every_word_of_any_document_prints_once_and_in_order(
    document: tuple[str, list[str]], where: tuple[str, int], printed: Print
) -> None:
    text, words = document
    made = printed(text, locale=where[0], size=where[1], level=Level.PLAIN)
    # The proof holds the tags' text, in their order, against the page's.
    assert made.faults == ()
    noted = re.findall(r"w\d+x", "".join(re.findall(r"^\[\^\d+\]: .*", text, re.MULTILINE)))
    found = re.findall(r"w\d+x", made.page.text)
    assert found == [word for word in words if word not in noted] + noted
