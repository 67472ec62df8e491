"""Each language's typography, in the text read back from its leaflets."""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
import uharfbuzz

from briefkit.languages import SOURCES, install_fonts, quotes
from briefkit.proof import Run, Shaper, comparable, drawn_glyphs, read_runs, read_structure
from tests.conftest import BRIEF, ROOT, Workspace

Read = Callable[[str, str], bytes]
LOCALES = sorted(p.name for p in (ROOT / "locales").iterdir() if p.is_dir())
OTHERS = set("ar fa ru sq so sr sr_Latn ti tr uk ur vi zh_Hans".split())
EU = set("bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split())


def text_of(data: bytes) -> str:
    """Return a leaflet's text in the order of drawing, a line's end as a blank."""
    return " ".join(run.text for run in read_runs(data) if run.mcid >= 0)


def test_all_official_languages_and_those_of_many_who_came_are_here() -> None:
    assert set(LOCALES) == EU | OTHERS
    assert len(EU | {"en"}) == 24


# From right to left, quotation marks are not read back beside what is quoted.
@pytest.mark.parametrize("locale", sorted(set(LOCALES) - {"ar", "fa", "ur"}))
def test_titles_stand_in_the_language_s_quotation_marks(locale: str, built: Read) -> None:
    title = "Cyber-sex trafficking: A 21st century scourge"
    wanted = comparable(title.join(quotes(locale)))
    assert wanted in comparable(text_of(built(locale, "professional")))


def test_french_has_narrow_spaces_before_high_punctuation_and_inside_guillemets(
    built: Read,
) -> None:
    for audience in ("community", "professional"):
        text = " ".join(
            re.sub(r"https?:\S+", "", run.text)
            for run in read_runs(built("fr", audience))
            if run.mcid >= 0
        )
        marks = re.findall(r"(.)[?!;:»]", text)
        french = [before for before in marks if before == "\u202f"]
        assert len(french) > 3
        # The titles of English sources keep English's own spacing.
        foreign = [b for b in marks if b != "\u202f" and b.isalpha()]
        assert len(foreign) <= (0 if audience == "community" else 12)
    assert re.search("«\u202f", text_of(built("fr", "professional")))


def glyphs_of(data: bytes) -> set[int]:
    found: set[int] = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for instruction in pikepdf.parse_content_stream(page, "Tj TJ"):
                found |= set(_glyphs(instruction.operands))
    return found


def _glyphs(operands: object) -> Iterator[int]:
    for operand in operands:  # type: ignore[attr-defined]
        for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
            if isinstance(part, pikepdf.String):
                data = bytes(part)
                yield from (int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2))


def shaped(font: Path, text: str, language: str) -> list[int]:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(font)))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    uharfbuzz.shape(uharfbuzz.Font(face), buffer)
    return [info.codepoint for info in buffer.glyph_infos]


def test_bulgarian_has_its_own_letterforms_and_ukrainian_has_not(
    built: Read, font_cache: Path
) -> None:
    font = install_fonts(font_cache) / SOURCES[0].name
    letters = "вгджзийклптцшщ"
    bulgarian, other = shaped(font, letters, "bg"), shaped(font, letters, "ru")
    changed = [(b, o) for b, o in zip(bulgarian, other, strict=True) if b != o]
    assert len(changed) >= 8
    bg, uk = glyphs_of(built("bg", "community")), glyphs_of(built("uk", "community"))
    assert {b for b, _ in changed} <= bg
    assert not {b for b, _ in changed} & uk
    assert len({o for _, o in changed} & uk) >= 8


@pytest.mark.parametrize(
    ("locale", "letters"),
    [("ro", "șțăâî"), ("mt", "ħġċż"), ("ga", "áéíóú"), ("de", "ßäöü"), ("hu", "őű"), ("lv", "ģķļņ"),
     ("pl", "łśż"), ("bg", "щъ"), ("el", "ώή"), ("uk", "їєґ"[:2])],
)  # fmt: skip
def test_a_language_s_letters_are_printed(locale: str, letters: str, built: Read) -> None:
    text = text_of(built(locale, "community")) + text_of(built(locale, "professional"))
    for letter in letters:
        assert letter in text


def test_romanian_has_commas_below_and_no_cedillas(built: Read) -> None:
    for audience in ("community", "professional"):
        assert not set("şţŞŢ") & set(text_of(built("ro", audience)))


def test_the_greek_question_mark_is_the_semicolon(built: Read) -> None:
    text = text_of(built("el", "community"))
    assert "\u037e" not in text
    assert ";" in text
    assert "?" not in text


def test_dutch_ij_is_two_letters(built: Read) -> None:
    text = text_of(built("nl", "community"))
    assert "ij" in text
    assert not set("ĳĲ") & set(text)


def test_nothing_is_set_in_capitals_by_the_stylesheet() -> None:
    for path in (ROOT / "templates").rglob("*.css.jinja"):
        assert "text-transform" not in path.read_text(encoding="utf-8")


def hyphenated(runs: tuple[Run, ...], source: str) -> list[str]:
    """Return the words that a line's end parts and the source does not."""
    found = []
    for this, following in pairwise(runs):
        # PDFium reads the hyphen at a line's end as U+0002.
        match = re.search(r"(\w+)[\u2010\x02-]\s*$", this.text)
        after = re.match(r"\s*(\w+)", following.text)
        if match and after and match[1] + after[1] in source:
            found.append(match[1] + "-" + after[1])
    return found


def source_words(locale: str) -> str:
    """Return all translations, where a whole word can be looked up."""
    project = Workspace(ROOT, ROOT).project
    return " ".join(t for e in project.catalogs.read(BRIEF, locale).entries for t in e.translations)


@pytest.mark.parametrize("locale", LOCALES)
def test_no_word_is_parted_at_a_line_s_end(locale: str, built: Read) -> None:
    words = source_words(locale)
    assert not hyphenated(read_runs(built(locale, "community")), words)
    assert not hyphenated(read_runs(built(locale, "professional")), words)


def stranded_marks(runs: Sequence[Run]) -> list[str]:
    """Return the marks of notes that stand below the full stop that they belong to."""
    printed = [run for run in runs if run.mcid >= 0]
    return [
        mark.text
        for stop, mark in pairwise(printed)
        if stop.text.endswith(".") and mark.text.strip().isdigit()
        if mark.page > stop.page or mark.box[3] < stop.box[1]
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_no_note_s_mark_begins_a_line(locale: str, built: Read) -> None:
    assert not stranded_marks(read_runs(built(locale, "professional")))


@pytest.mark.parametrize("audience", ["community", "professional"])
def test_arabic_is_read_aloud_and_copied_word_for_word(audience: str, built: Read) -> None:
    data = built("ar", audience)
    texts: dict[tuple[int, int], str] = {}
    for run in read_runs(data):
        texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = read_structure(pdf)
    assert root is not None
    spoken = re.sub(r"\d", "", comparable(root.text(texts)))
    alternatives = {comparable(each.alt) for each in root.walk() if each.role == "Figure"}
    project = Workspace(ROOT, ROOT).project
    catalog = project.catalogs.read(BRIEF, "ar")
    segments = list(project.brief(BRIEF).texts[audience].segments())
    assert len(segments) > 20
    for segment in segments:
        # The numbers of notes stand between the words; they are looked at elsewhere.
        words = re.sub(r"\[@[^\]]*\]|\*|\d", "", catalog.lookup(segment.key) or "")
        # A pictogram's words are no text of the page: a screen reader says them in its place.
        assert comparable(words) in spoken or comparable(words) in alternatives, segment.text


def test_arabic_is_set_from_the_right_with_its_numbers_in_order(
    built: Read, font_cache: Path
) -> None:
    # In columns and beside pictograms, a line begins at the right edge of the one before it.
    runs = [run for run in read_runs(built("ar", "community")) if run.mcid >= 0]
    lines = [(a.box, b.box) for a, b in pairwise(runs) if a.page == b.page and b.box[3] < a.box[3]]
    assert len(lines) > 30
    assert sum(abs(a[2] - b[2]) < 3 for a, b in lines) > 0.5 * len(lines)
    assert sum(abs(a[0] - b[0]) < 3 for a, b in lines) < 0.1 * len(lines)
    shaper = Shaper(install_fonts(font_cache))
    with pikepdf.open(io.BytesIO(built("ar", "community"))) as pdf:
        drawn = [shaper.ascii_text(item) for item in drawn_glyphs(pdf)]
    assert "112" in drawn
    assert "101021832" in drawn
    assert not any("211" in text for text in drawn)
