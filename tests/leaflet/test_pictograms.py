"""Pictograms: each drawing is sound, and lists that have them print as rows."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib import SVGPath

import briefkit.leaflet
from briefkit.brief import parse_blocks
from briefkit.build import inputs_of, typesetter_for
from briefkit.errors import SourceError
from briefkit.leaflet import find_format
from briefkit.leaflet.drawings import pictogram_drawing
from briefkit.leaflet.rows import lead_apart
from briefkit.model import PICTOGRAMS, Break, Level, LocalisedText, NotesAt, Strong, Text
from briefkit.proof.reading import Run, StructureElement, read_runs, read_structure
from briefkit.typeset import grayscale
from scripts.pictograms_page import pictograms_page
from tests.conftest import BRIEF, ROOT
from tests.leaflet.whole_documents import Printed, leaflet_of_text, print_text

DRAWINGS = Path(briefkit.leaflet.__file__).parent / "pictograms"
PT_PER_MM = 72 / 25.4

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" color="#2f6fd0" fill="none" '
    'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">\n'
)
LOOKS: tuple[dict[str, str], ...] = (
    {},
    {"fill": "currentColor"},
    {"fill": "currentColor", "stroke": "none"},
)


def test_each_pictogram_has_a_drawing_and_each_drawing_a_pictogram() -> None:
    assert {path.name for path in DRAWINGS.iterdir()} == {f"{name}.svg" for name in PICTOGRAMS}


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_a_drawing_is_made_of_paths_in_one_line_weight(name: str) -> None:
    text = (DRAWINGS / f"{name}.svg").read_text(encoding="utf-8")
    assert text.startswith(HEAD)
    assert len(text) < 1500
    paths = list(ET.fromstring(text))
    # Each path takes time wherever it is drawn: one for the lines, one more for what is solid.
    assert 1 <= len(paths) <= 2
    for path in paths:
        assert path.tag == "{http://www.w3.org/2000/svg}path"
        assert {key: value for key, value in path.items() if key != "d"} in LOOKS
        assert re.fullmatch(r"M[\d\s.,a-zA-Z-]+", path.attrib["d"])
        assert not len(path)


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_a_drawing_fills_its_grid_and_stays_within(name: str) -> None:
    pen = BoundsPen(None)
    SVGPath.fromstring((DRAWINGS / f"{name}.svg").read_bytes()).draw(pen)
    left, top, right, bottom = pen.bounds
    # Half the line's weight stands outside its path; a unit stays free around all.
    assert min(left, top) >= 1.99
    assert max(right, bottom) <= 22.7
    assert max(right - left, bottom - top) >= 14
    assert abs((left + right) / 2 - 12) <= 1.5


@pytest.mark.parametrize("name", PICTOGRAMS)
def test_what_points_somewhere_follows_the_direction_of_reading(name: str) -> None:
    ltr, rtl = (pictogram_drawing(name, direction) for direction in ("ltr", "rtl"))
    assert ("scale(-1 1)" in rtl) == PICTOGRAMS[name].mirrored == (ltr != rtl)
    assert "currentColor" not in ltr
    assert 'aria-hidden="true"' in ltr


def test_things_and_digits_are_never_mirrored() -> None:
    kept = {"telephone", "camera", "video", "clock", "free", "interpreter", "question", "check"}
    assert not any(PICTOGRAMS[name].mirrored for name in kept)
    assert all(PICTOGRAMS[name].mirrored for name in ("arrow", "share", "door"))


def test_the_page_of_all_pictograms_is_made_from_them() -> None:
    page = (ROOT / "docs" / "pictograms.md").read_text(encoding="utf-8")
    assert page == pictograms_page()
    for name, pictogram in PICTOGRAMS.items():
        assert f"| `{name}` | {pictogram.meaning} |" in page
    for file in re.findall(r'src="([^"]+)"', page):
        assert (ROOT / "docs" / file).is_file()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gfit", "“gift”"),
        ("phone", "“telephone”, “mobile-phone”"),
        ("webcam", "“video”"),
        ("Lawyer", "“lawyer”"),
    ],
)
def test_an_unknown_name_is_refused_with_what_may_be_meant(typed: str, meant: str) -> None:
    with pytest.raises(SourceError) as caught:
        parse_blocks(f"# A\n\n- ![](pictogram:{typed}) b\n", "text.md", "community")
    (found,) = caught.value.diagnostics
    assert found.location is not None
    assert found.location.line == 3
    assert found.hint == f"Did you mean {meant}?"


def test_a_pictogram_is_no_part_of_its_item_s_message() -> None:
    bare = parse_blocks("# A\n\n- **b** c\n", "text.md", "community")
    drawn = parse_blocks("# A\n\n- ![](pictogram:gift) **b** c\n", "text.md", "community")
    assert [s for b in drawn for s in b.walk()] == [s for b in bare for s in b.walk()]
    assert drawn[1].children[0].name == "gift"


@pytest.mark.parametrize(
    ("lead", "after", "apart"),
    [
        ("They hide.", " So can others.", True),
        ("أين؟", " هنا", True),
        ("Drink:", " a glass of water", True),
        ("ስተዩ፦", " ማይ", True),
        ("“No!”", " she said", True),
        ("Share this sheet,", " so that more know", False),
        ("Do not buy", " such pictures", False),
    ],
)
def test_a_bold_sentence_at_the_beginning_has_a_line_of_its_own(
    lead: str, after: str, apart: bool
) -> None:
    content = LocalisedText(inline=(Strong((Text(lead),)), Text(after)), locale="en")
    found = lead_apart(content).inline
    assert found == ((Strong((Text(lead),)), Break(), Text(after[1:])) if apart else content.inline)


def test_bold_words_that_begin_nothing_stay_where_they_are() -> None:
    for inline in (
        (Text("Look "), Strong((Text("here."),))),
        (Strong((Text("All of it."),)),),
        (Text("Plain"),),
        (),
    ):
        content = LocalisedText(inline=inline, locale="en")
        assert lead_apart(content) is content


ROWS = """\
# w1x

- ![](pictogram:telephone) **w2x.** w3x
- ![](pictogram:door) w4x
- w5x

1. ![](pictogram:clock) w6x
2. ![](pictogram:free) w7x

   - w8x
"""


@pytest.fixture(scope="module", params=["en", "ar"])
def rows(request: pytest.FixtureRequest, font_cache: Path) -> Printed:
    """A leaflet with rows, from left to right and from right to left."""
    return print_text(ROWS, font_cache, size=12, locale=request.param, level=Level.PLAIN)


def squares(pdf: bytes) -> Iterator[tuple[float, float, float, float]]:
    """Yield where the squares of rows, of 10 to 17 mm, stand on the pages of a PDF, in order."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            boxes = [item.get_bounds() for item in page.get_objects(max_depth=1)]
            found = [
                box
                for box in boxes
                if abs((box[2] - box[0]) - (box[3] - box[1])) < 0.5
                and 10 * PT_PER_MM < box[2] - box[0] < 17 * PT_PER_MM
            ]
            yield from sorted(found, key=lambda box: -box[3])


def run_of(pdf: bytes, word: str) -> Run:
    # Within text from right to left PDFium gives the letters in their order on the page.
    ways = word, word[::-1]
    return next(run for run in read_runs(pdf) if run.text.strip(" .") in ways)


def test_rows_pass_the_proof_and_the_audit(rows: Printed) -> None:
    assert rows.faults == ()
    assert rows.pages == 1


def test_a_square_stands_at_the_beginning_of_each_row_and_words_beside_it(rows: Printed) -> None:
    found = list(squares(rows.pdf))
    assert len(found) == 4
    leftwards = rows.leaflet.edition.locale == "ar"
    for square, word in zip(found, ["w3x", "w4x", "w6x", "w7x"], strict=True):
        left, bottom, right, top = run_of(rows.pdf, word).box
        gap = square[0] - right if leftwards else left - square[2]
        assert 2 * PT_PER_MM < gap < 4 * PT_PER_MM
        assert square[1] < (bottom + top) / 2 < square[3]
    # One line stands in the middle of its square; a lead has a line of its own.
    middle = (found[1][1] + found[1][3]) / 2
    _, bottom, _, top = run_of(rows.pdf, "w4x").box
    assert abs((bottom + top) / 2 - middle) < 1.5 * PT_PER_MM
    assert run_of(rows.pdf, "w3x").box[3] < run_of(rows.pdf, "w2x").box[1]
    # Who has no pictogram keeps the place for one.
    start = 2 if leftwards else 0
    assert run_of(rows.pdf, "w5x").box[start] == pytest.approx(
        run_of(rows.pdf, "w4x").box[start], abs=2
    )


def test_rows_are_tagged_as_lists_and_their_drawings_are_artifacts(rows: Printed) -> None:
    with pikepdf.open(io.BytesIO(rows.pdf)) as pdf:
        structure = read_structure(pdf)
    assert structure is not None
    tags = list(structure.walk())
    assert not [tag for tag in tags if tag.role in ("Figure", "Table", "TR", "TD")]
    bullets, numbered, inner = (tag for tag in tags if tag.role == "L")
    assert [kid.role for kid in bullets.children] == ["LI"] * 3
    assert [[kid.role for kid in item.children] for item in bullets.children] == [["LBody"]] * 3
    assert [[kid.role for kid in item.children] for item in numbered.children] == [
        ["Lbl", "LBody"]
    ] * 2
    assert inner in list(numbered.walk())
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(rows.pdf):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    labels = [_label(item, texts) for item in numbered.children]
    assert labels == ["1", "2"]


def _label(item: StructureElement, texts: dict[tuple[int, int], str]) -> str:
    said = (
        tag.actual_text or "".join(texts.get(place, "") for place in tag.content)
        for tag in item.children[0].walk()
    )
    return "".join(said).strip(" .")


def test_squares_are_dark_and_solid_in_greys(rows: Printed) -> None:
    pdf = grayscale(rows.pdf)
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[0].render(scale=2).to_pil().convert("L")
        height = document[0].get_height()
    for left, _, _, top in squares(pdf):
        # Beside the upper edge, where nothing is drawn.
        assert image.getpixel((round(left * 2) + 20, round((height - top) * 2) + 3)) < 90


@pytest.mark.parametrize(
    ("fmt", "size", "side"),
    [("a4", 12, 11), ("a4", 14, 12.8), ("dl-trifold", 12, 10.2), ("large-print", 18, 16)],
)
def test_squares_grow_with_the_text(font_cache: Path, fmt: str, size: float, side: float) -> None:
    printed = print_text(ROWS, font_cache, size=size, fmt=fmt, level=Level.PLAIN)
    widths = [(box[2] - box[0]) / PT_PER_MM for box in squares(printed.pdf)]
    # The drawing of a telephone is a square, too.
    assert sum(abs(width - side) < 0.15 for width in widths) == 4
    assert printed.faults == ()


PAIRS = "# w1x\n\n" + "\n".join(f"- ![](pictogram:gift) w{n}x" for n in range(2, 7))


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_rows_of_a_full_page_stand_in_pairs_and_the_last_one_alone(
    locale: str, font_cache: Path
) -> None:
    """What is read first stands where reading begins: 1 2, then 3 4."""
    typesetter = typesetter_for(font_cache)
    leaflet = leaflet_of_text(PAIRS, locale=locale, level=Level.PLAIN)
    page = inputs_of(ROOT, ROOT).templates[BRIEF].render(leaflet, find_format("a4"))
    found = list(squares(typesetter.draw(page, 12, 1.3, "pairs")))
    pairs = [sorted(found[n : n + 2], reverse=locale == "ar") for n in (0, 2)]
    middle = 210 / 2 * PT_PER_MM
    for first, second in pairs:
        assert first[3] == pytest.approx(second[3], abs=0.1)
        assert (first[0] < middle < second[0]) == (locale == "en")
        assert (second[0] < middle < first[0]) == (locale == "ar")
    assert len(found) == 5
    assert found[4][0] == pytest.approx(pairs[0][0][0], abs=0.1)


def test_a_note_at_the_foot_is_no_label_of_a_row_without_one(font_cache: Path) -> None:
    text = (
        "# Title\n\n- ![](pictogram:gift) Words[^1]\n- ![](pictogram:gift) More\n\n[^1]: A note.\n"
    )
    assert print_text(text, font_cache, size=12, notes=NotesAt.FOOT).faults == ()


STORY = """\
# ![](pictogram:chat) w1x

![They chat](pictogram:chat)
![They give](pictogram:gift) ![They film](pictogram:video)
"""


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_pictograms_without_words_are_figures_that_say_what_they_tell(
    locale: str, font_cache: Path
) -> None:
    printed = print_text(STORY, font_cache, size=12, locale=locale, level=Level.PLAIN)
    assert printed.faults == ()
    with pikepdf.open(io.BytesIO(printed.pdf)) as pdf:
        structure = read_structure(pdf)
    assert structure is not None
    figures = [tag.alt for tag in structure.walk() if tag.role == "Figure"]
    assert figures == ["They chat", "They give", "They film"]
