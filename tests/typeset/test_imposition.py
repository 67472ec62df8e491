"""Pages on sheets: folded in mind, and looked at as they are drawn."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageStat

from briefkit.build import inputs_of
from briefkit.diagnostics import Diagnostic
from briefkit.languages import direction, install_fonts
from briefkit.leaflet import (
    FORMATS,
    PT_PER_MM,
    Cell,
    Side,
    booklet_sides,
    card_sides,
    trifold_sides,
)
from briefkit.model import Edition
from briefkit.proof import Expectation, Shaper, proof, proof_sheet, read_edition_code
from briefkit.typeset import Typesetter, impose
from tests.conftest import BRIEF, ROOT

COUNTS = st.integers(2, 40)


# --- folded in mind ---


def halves(side: Side) -> tuple[int | None, int | None]:
    """Return the pages on the left and the right half of a side of A4."""
    left = next((cell.page for cell in side if cell.x < 148), None)
    right = next((cell.page for cell in side if cell.x >= 148), None)
    return left, right


def leafed_through(sides: tuple[Side, ...]) -> list[int | None]:
    """Return what a reader meets in a booklet whose spine is at the left, fold and leaf by leaf."""
    sheets = [(halves(front), halves(back)) for front, back in zip(*[iter(sides)] * 2, strict=True)]
    # The right half of each sheet, from the outermost inwards, then the left halves outwards; what
    # is at the left in front is at the right behind.
    met: list[int | None] = []
    for front, back in sheets:
        met += [front[1], back[0]]
    for front, back in reversed(sheets):
        met += [back[1], front[0]]
    return met


@given(COUNTS)
def test_a_booklet_is_read_in_order_with_blanks_before_its_back(count: int) -> None:
    met = leafed_through(booklet_sides(count, False))
    assert len(met) % 4 == 0
    assert len(met) - count < 4
    assert [page for page in met if page is not None] == list(range(count))
    assert met[: count - 1] == list(range(count - 1))
    assert met[-1] == count - 1


@given(COUNTS)
def test_a_right_to_left_booklet_opens_the_other_way(count: int) -> None:
    sides = booklet_sides(count, True)
    mirrored = tuple(
        tuple(Cell(cell.page, 297 - cell.x - 148, cell.y) for cell in side) for side in sides
    )
    assert leafed_through(mirrored) == leafed_through(booklet_sides(count, False))
    assert halves(sides[0])[0] == 0


@given(COUNTS, st.booleans())
def test_the_pages_of_a_booklet_meet_at_the_fold(count: int, right_to_left: bool) -> None:
    for side in booklet_sides(count, right_to_left):
        assert {cell.x for cell in side} <= {0.5, 148.5}


@pytest.mark.parametrize("right_to_left", [False, True])
def test_a_trifold_s_panels_lie_on_each_other_and_the_narrow_one_folds_in(
    right_to_left: bool,
) -> None:
    fmt = FORMATS["dl-trifold"]
    outside, inside = trifold_sides(6, right_to_left)

    def spans(side: Side) -> dict[int, tuple[float, float]]:
        return {c.page: (c.x, c.x + fmt.page_width(c.page + 1)) for c in side}

    front, back = spans(outside), spans(inside)
    assert front == (
        {0: (0, 100), 5: (100, 200), 1: (200, 297)}
        if right_to_left
        else {1: (0, 97), 5: (97, 197), 0: (197, 297)}
    )
    order = [page for page, _ in sorted(back.items(), key=lambda item: item[1])]
    assert order == ([4, 3, 2] if right_to_left else [2, 3, 4])
    # Turned over, every panel lies on another exactly: no fold runs through a text.
    turned = {(297 - right, 297 - left) for left, right in back.values()}
    assert turned == set(front.values())
    # What is folded in lies between the other two when it is closed, and is the narrow one.
    assert fmt.page_width(2) == fmt.page_width(5) == 97
    assert all(fmt.page_width(number) == 100 for number in (1, 3, 4, 6))


@given(COUNTS, st.booleans(), st.sampled_from(["a5-booklet", "dl-trifold"]))
def test_no_fold_runs_through_a_panel(count: int, right_to_left: bool, name: str) -> None:
    sheet = FORMATS[name].sheet
    assert sheet is not None
    sides = sheet.arrange(min(count, 6) if name == "dl-trifold" else count, right_to_left)
    for number, side in enumerate(sides):
        folds = sheet.fold_places(number, right_to_left=right_to_left)
        for cell in side:
            assert not [f for f in folds if cell.x + 0.1 < f < cell.x + cell.width - 0.1]
        edges = {0.0, *folds, 297.0}
        assert all(min(abs(cell.x - edge) for edge in edges) < 0.6 for cell in side)


def test_short_texts_leave_panels_blank_before_the_back() -> None:
    outside, inside = trifold_sides(4, False)
    assert {cell.page for cell in outside} == {0, 1, 3}
    assert {cell.page for cell in inside} == {2}
    outside, inside = trifold_sides(2, False)
    assert {cell.page for cell in outside} == {0, 1}
    assert inside == ()


def test_ten_cards_register_when_the_sheet_is_flipped_on_its_long_edge() -> None:
    faces = card_sides(2, False)
    assert [len(face) for face in faces] == [10, 10]
    places = {(cell.x, cell.y) for cell in faces[0]}
    assert {(210 - x - 85, y) for x, y in ((c.x, c.y) for c in faces[1])} == places
    assert all(x >= 4 and y >= 4 and x + 85 <= 206 and y + 55 <= 293 for x, y in places)


# --- as they are drawn ---


class Imposed:
    """A leaflet's pages, what is expected of them, and its sheets."""

    def __init__(
        self,
        typesetter: Typesetter,
        font_cache: Path,
        locale: str,
        name: str,
        audience: str,
    ) -> None:
        inputs = inputs_of(ROOT, ROOT)
        self.fmt = FORMATS[name]
        assert self.fmt.sheet is not None
        self.sheet = self.fmt.sheet
        self.right_to_left = direction(locale) == "rtl"
        alias = "ct" if self.fmt.always_discreet else ""
        edition = Edition(brief=BRIEF, audience=audience, locale=locale, format=name, alias=alias)
        leaflet, page = inputs.leaflet(edition, (), allow_incomplete=False)
        fit = self.fmt.fit(leaflet.brief.reader.fit, leaflet.brief.reader.level)
        typeset = typesetter.typeset(page, fit, edition.stem)
        self.wanted: Expectation = inputs.expected(leaflet, page)
        self.faults = proof(typeset.pdf, self.wanted, Shaper(install_fonts(font_cache)))
        self.reading = typeset.pdf
        caption = inputs.templates[leaflet.edition.brief].render_sheet(leaflet, self.fmt)
        self.caption = typesetter.draw(caption, 8, 1.2, "caption") if caption else b""
        self.pdf = self.imposed()

    def imposed(self, reading: bytes = b"") -> bytes:
        return impose(
            reading or self.reading,
            self.sheet,
            right_to_left=self.right_to_left,
            caption=self.caption,
        )

    def judge(self, data: bytes, **wanted: object) -> tuple[Diagnostic, ...]:
        changed = replace(self.wanted, **wanted)  # type: ignore[arg-type]
        return proof_sheet(data, self.reading, changed, self.sheet)

    def edited(self, edit: Callable[[pikepdf.Pdf], None]) -> bytes:
        with pikepdf.open(io.BytesIO(self.pdf)) as pdf:
            edit(pdf)
            output = io.BytesIO()
            pdf.save(output)
        return output.getvalue()


EDITIONS = [
    ("de", "a5-booklet", "community"),
    ("en", "a5-booklet", "professional"),
    ("ar", "a5-booklet", "community"),
    ("bg", "dl-trifold", "community"),
    ("ar", "dl-trifold", "community"),
    ("el", "pocket", "community"),
]


@pytest.fixture(scope="module")
def imposed(typesetter: Typesetter, font_cache: Path) -> Callable[..., Imposed]:
    made: dict[tuple[str, str, str], Imposed] = {}

    def get(locale: str, name: str, audience: str = "community") -> Imposed:
        key = locale, name, audience
        if key not in made:
            made[key] = Imposed(typesetter, font_cache, *key)
        return made[key]

    return get


def drawn(data: bytes, scale: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.render(scale=scale).to_pil().convert("L") for page in document]
    finally:
        document.close()


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures differ: 0 for the same, 255 for black and white."""
    # A place between two dots blurs a letter: its darkness stays.
    size = one.width // 8, one.height // 8
    small = (p.resize(size, Image.Resampling.BOX) for p in (one, other.resize(one.size)))
    return float(ImageStat.Stat(ImageChops.difference(*small)).mean[0])


@pytest.mark.parametrize(("locale", "name", "audience"), EDITIONS)
def test_every_page_is_seen_in_its_place(
    locale: str, name: str, audience: str, imposed: Callable[..., Imposed]
) -> None:
    made = imposed(locale, name, audience)
    assert not made.faults
    assert made.judge(made.pdf) == ()
    scale = 1.5
    dots = scale * PT_PER_MM
    pages = drawn(made.reading, scale)
    for side, picture in zip(
        made.sheet.arrange(len(pages), made.right_to_left), drawn(made.pdf, scale), strict=True
    ):
        for cell in side:
            width = made.fmt.page_width(cell.page + 1)
            top = made.sheet.height - cell.y - made.fmt.height
            box = (cell.x, top, cell.x + width, top + made.fmt.height)
            seen = picture.crop(tuple(round(value * dots) for value in box))  # type: ignore[arg-type]
            differences = [unlike(page, seen) for page in pages]
            assert differences.index(min(differences)) == cell.page
            assert differences[cell.page] < 5


@pytest.mark.parametrize(("locale", "name", "audience"), EDITIONS)
def test_a_sheet_is_exact_and_untagged_and_its_pages_are_tagged(
    locale: str, name: str, audience: str, imposed: Callable[..., Imposed]
) -> None:
    made = imposed(locale, name, audience)
    size = (297, 210) if name != "pocket" else (210, 297)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(value) / PT_PER_MM for value in page.mediabox)
            assert (left, bottom) == (0, 0)
            assert abs(right - size[0]) < 0.05
            assert abs(top - size[1]) < 0.05
            assert "/Rotate" not in page
            assert "/StructParents" not in page
        assert "/StructTreeRoot" not in pdf.Root
        forms = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o]
        assert forms
        for form in forms:
            for step in pikepdf.parse_content_stream(form, "BDC"):
                assert "/MCID" not in str(step.operands[1].to_json())
        edge = "Long" if name == "pocket" else "Short"
        assert pdf.Root.ViewerPreferences.Duplex == f"/DuplexFlip{edge}Edge"
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
    assert read_edition_code(made.pdf) == read_edition_code(made.reading) == made.wanted.code
    with pikepdf.open(io.BytesIO(made.reading)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.Root.StructTreeRoot.K) > 0


def test_two_impositions_are_the_same_bytes(imposed: Callable[..., Imposed]) -> None:
    for locale, name in (("bg", "dl-trifold"), ("el", "pocket")):
        made = imposed(locale, name)
        assert made.imposed() == made.pdf


def test_a_page_stored_once_is_drawn_ten_times(imposed: Callable[..., Imposed]) -> None:
    with pikepdf.open(io.BytesIO(imposed("el", "pocket").pdf)) as pdf:
        face, inside = pdf.pages
        assert [str(name) for name in face.Resources.XObject] == ["/Caption", "/P0"]
        assert [str(name) for name in inside.Resources.XObject] == ["/P0"]
        drawings = [s for s in pikepdf.parse_content_stream(face) if str(s.operator) == "Do"]
        assert len(drawings) == 11


def test_cards_are_cut_along_dashed_lines_and_sheets_folded_at_their_ticks(
    imposed: Callable[..., Imposed],
) -> None:
    def lines(data: bytes, side: int) -> list[tuple[float, float, float, float]]:
        found, start = [], (0.0, 0.0)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for step in pikepdf.parse_content_stream(pdf.pages[side], "m l"):
                point = float(step.operands[0]), float(step.operands[1])
                if str(step.operator) == "l":
                    found.append((*start, *point))
                start = point
        return found

    cuts = lines(imposed("el", "pocket").pdf, 0)
    across = sorted({round(x1 / PT_PER_MM, 1) for x1, _, x2, _ in cuts if x1 == x2})
    down = sorted({round(y1 / PT_PER_MM, 1) for _, y1, _, y2 in cuts if y1 == y2})
    assert across == [20, 105, 190]
    assert down == [11, 66, 121, 176, 231, 286]
    assert not lines(imposed("el", "pocket").pdf, 1)
    folds = lines(imposed("bg", "dl-trifold").pdf, 0)
    assert sorted({round(x / PT_PER_MM, 1) for x, *_ in folds}) == [97, 197]
    mirrored = lines(imposed("ar", "dl-trifold").pdf, 0)
    assert sorted({round(x / PT_PER_MM, 1) for x, *_ in mirrored}) == [100, 200]


# --- what the proof of a sheet finds ---


def words(found: tuple[Diagnostic, ...]) -> str:
    assert all(diagnostic.check == "proof-sheet" for diagnostic in found)
    return " ".join(diagnostic.message for diagnostic in found)


def test_pages_out_of_order_fail(imposed: Callable[..., Imposed]) -> None:
    made = imposed("de", "a5-booklet")

    def swap(pdf: pikepdf.Pdf) -> None:
        forms = pdf.pages[0].Resources.XObject
        forms.P0, forms.P1 = forms.P1, forms.P0

    found = words(made.judge(made.edited(swap)))
    assert "page 1 is not in its place on side 1" in found
    assert "page 8 is not in its place on side 1" in found


def test_a_sheet_that_was_shifted_or_lost_fails(imposed: Callable[..., Imposed]) -> None:
    made = imposed("bg", "dl-trifold")

    def shift(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[1]
        data = page.Contents.read_bytes()
        page.Contents = pdf.make_stream(data.replace(b"283.4646", b"290.0000"))

    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[1]

    def widen(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].MediaBox = [0, 0, 851, 600]

    assert "page 4 is not in its place on side 2" in words(made.judge(made.edited(shift)))
    assert "it has 1 sides, not 2" in words(made.judge(made.edited(lose)))
    assert "side 1 is 851.0 x 600.0 pt" in words(made.judge(made.edited(widen)))


def test_a_sheet_without_the_notice_or_its_code_fails(imposed: Callable[..., Imposed]) -> None:
    made = imposed("bg", "dl-trifold")

    def blank(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject.P1.write(b"q Q")

    assert "page 6 is not in its place" in words(made.judge(made.edited(blank)))
    assert "edition code" in words(made.judge(made.pdf, code="CT-BG-C-DL-00000000"))
    assert "colours (rg" in words(made.judge(made.pdf, grayscale=True)).replace("RG, ", "")


@pytest.mark.parametrize(
    ("locale", "name", "right", "wrong", "place"),
    [
        ("bg", "dl-trifold", 97, 98, "98.0 mm from the left"),
        ("ar", "dl-trifold", 100, 97, "97.0 mm from the left"),
        ("de", "a5-booklet", 148.5, 148.7, "148.7 mm from the left"),
        ("el", "pocket", 105, 106, "106.0 mm from the left"),
    ],
)
def test_a_mark_beside_its_fold_fails(
    locale: str,
    name: str,
    right: float,
    wrong: float,
    place: str,
    imposed: Callable[..., Imposed],
) -> None:
    made = imposed(locale, name)

    def move(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.contents_coalesce()
        data = page.Contents.read_bytes()
        old, new = (f"{x * PT_PER_MM:.4f} ".encode() for x in (right, wrong))
        assert old in data
        page.Contents = pdf.make_stream(re.sub(rb"(?<=[\n ])" + re.escape(old), new, data))

    found = words(made.judge(made.edited(move)))
    assert f"side 1 has a mark {place}, where no panel ends" in found
    assert f"side 1 has no marks {right:.1f} mm from the left, where a panel ends" in found


def test_a_sheet_without_its_marks_fails(imposed: Callable[..., Imposed]) -> None:
    made = imposed("el", "pocket")

    def wipe(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_coalesce()
        data = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(re.sub(rb"[^\n]* l S\n", b"", data))

    found = words(made.judge(made.edited(wipe)))
    assert "no marks 105.0 mm from the left" in found
    assert "no marks 66.0 mm from its foot" in found


def test_the_sheet_of_another_language_fails(imposed: Callable[..., Imposed]) -> None:
    found = imposed("bg", "dl-trifold").judge(imposed("ar", "dl-trifold").pdf)
    assert "page 1 is not in its place" in words(found)
