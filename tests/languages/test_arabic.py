"""Arabic as it is copied from a leaflet, and as the font that is made over for it draws it."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import uharfbuzz
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from briefkit.build import make_leaflet
from briefkit.languages import ARABIC, SOURCES, FontSource, arabic_letters, install_fonts
from briefkit.leaflet import Leaflet, localise_text
from briefkit.model import Block, Edition, Kind
from briefkit.project import LEAFLET_DOMAIN, Project
from tests.conftest import BRIEF, ROOT, Workspace

WORD = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5-\u06ff]+|[0-9A-Za-z]+")
# Readers order the runs of a line in both directions as they think fit, and raised numbers: what
# stands between these, and between signs, is in order. (A note leaves two blanks.)
BETWEEN_RUNS = re.compile("[0-9A-Za-z]+|[^\\w\u064b-\u0652 ]|  ")
STYLES = [source for source in SOURCES if "Arabic" in source.family]


def words(text: str) -> list[str]:
    """Return the words of a text, without the signs that say in which direction it runs."""
    bare = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    return WORD.findall(unicodedata.normalize("NFC", bare))


def read_by_poppler(data: bytes, folder: Path) -> str:
    file = folder / "leaflet.pdf"
    file.write_bytes(data)
    done = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True)
    return done.stdout


def read_by_pdfium(data: bytes, folder: Path) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def stands_in(run: list[str], copied: list[str]) -> bool:
    """Whether words stand in what was copied, in their order; between lines, others may."""
    for start in (at for at, word in enumerate(copied) if word == run[0]):
        at = start
        for word in run:
            if word not in copied[at : at + 60]:
                break
            at = copied.index(word, at) + 1
        else:
            return True
    return False


def drawn(blocks: Iterable[Block[Any]]) -> Iterator[Block[Any]]:
    """Yield the pictograms that stand for words: what describes them is spoken, and not copied."""
    for block in blocks:
        if block.kind is Kind.PICTOGRAM:
            yield block
        yield from drawn(block.children)


def arabic_leaflet(audience: str) -> Leaflet:
    project = Project(ROOT, ROOT)
    brief = project.brief(BRIEF)
    wording = localise_text(
        edition=Edition(brief=BRIEF, audience=audience, locale="ar"),
        brief=brief.texts[audience],
        catalog=project.catalogs.read(BRIEF, "ar"),
        shared=project.leaflet_messages,
        shared_catalog=project.catalogs.read(LEAFLET_DOMAIN, "ar"),
        references=brief.references,
        fingerprint="",
    )
    return wording.with_contacts("", ())


@pytest.mark.parametrize("read", [read_by_poppler, read_by_pdfium])
@pytest.mark.parametrize("audience", ["community", "professional"])
def test_copied_text_is_the_catalog_s_word_for_word(
    audience: str,
    read: Callable[[bytes, Path], str],
    built: Callable[[str, str], bytes],
    tmp_path: Path,
) -> None:
    copied = words(read(built("ar", audience), tmp_path))
    leaflet = arabic_leaflet(audience)
    assert leaflet.notice is not None
    shown = {id(item.content) for item in drawn(leaflet.brief.blocks)}
    spoken = [text for text in leaflet.brief.segments() if id(text) not in shown]
    texts = [*(text.plain for text in spoken), leaflet.notice.text]
    runs = [words(run) for text in texts for run in BETWEEN_RUNS.split(text)]
    assert sum(map(len, runs)) > 300
    assert [run for run in runs if run and not stands_in(run, copied)] == []
    names = Counter(name for text in texts for name in re.findall("[0-9A-Za-z]{3,}", text))
    assert not names - Counter(copied)


# Lam with each alef, alone and in a word, with each mark on either; other letters, with marks.
MARKS = ["", *"\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670", "\u064e\u0651"]
SAMPLES = [
    *(f"{before}ل{mark}{alef}" for before, mark, alef in product(("", "ب"), MARKS, "اأإآ")),
    *(f"{before}ل{alef}{mark}" for before, mark, alef in product(("", "ب"), MARKS, "اأإآ")),
    *(f"د{letter}{mark}د" for letter, mark in product("دذروابتجحسصطعفقكلمهءؤأإةى", MARKS)),
    *(f"ب{letter}{mark}ت" for letter, mark in product("بتثجحخسشصطعفقكلمهئ", MARKS)),
]


class Face:
    """A font file, by what it draws of a word."""

    def __init__(self, path: Path) -> None:
        self.font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
        self.glyphs = TTFont(path).getGlyphSet()
        self.names = TTFont(path).getGlyphOrder()

    def draw(self, word: str) -> tuple[list[int], int, list[tuple[float, float]]]:
        """Return a word’s glyphs from the left, its width, and the points of its outlines."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.direction, buffer.script, buffer.language = "rtl", "Arab", "ar"
        uharfbuzz.shape(self.font, buffer, {"kern": False})
        pen, x = DecomposingRecordingPen(self.glyphs), 0
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            shift = (1, 0, 0, 1, x + place.x_offset, place.y_offset)
            self.glyphs[self.names[info.codepoint]].draw(TransformPen(pen, shift))
            x += place.x_advance
        points = [point for _, operands in pen.value for point in operands if point]
        return [info.codepoint for info in buffer.glyph_infos], x, sorted(points)


@pytest.fixture(scope="module")
def folder(font_cache: Path) -> Path:
    return install_fonts(font_cache)


@pytest.mark.parametrize("source", STYLES, ids=lambda source: source.style)
def test_letters_of_their_own_look_as_the_font_drew_them(source: FontSource, folder: Path) -> None:
    original, made_over = Face(source.path), Face(folder / source.name)
    for word in SAMPLES:
        _, width, points = original.draw(word)
        _, new_width, new_points = made_over.draw(word)
        assert new_width == width, word
        assert len(new_points) == len(points), word
        for (x, y), (new_x, new_y) in zip(points, new_points, strict=True):
            assert abs(x - new_x) <= 1, word
            assert abs(y - new_y) <= 1, word


@pytest.mark.parametrize("source", STYLES, ids=lambda source: source.style)
def test_each_letter_and_mark_has_a_place_of_its_own(source: FontSource, folder: Path) -> None:
    made_over, letters = Face(folder / source.name), arabic_letters(folder)
    for word in SAMPLES:
        glyphs, _, _ = made_over.draw(word)
        said = "".join(letters[glyph] for glyph in reversed(glyphs))
        assert unicodedata.normalize("NFC", said) == unicodedata.normalize("NFC", word)
        assert all(made_over.font.get_glyph_h_advance(glyph) > 0 for glyph in glyphs), word


def test_the_fonts_for_arabic_are_made_when_arabic_is_set(
    workspace: Workspace, tmp_path: Path
) -> None:
    fresh = Workspace(workspace.root, tmp_path / "cache")

    def made(locale: str) -> bytes:
        edition = Edition(brief=BRIEF, audience="community", locale=locale)
        path = make_leaflet(edition, fresh.order()).path
        assert path is not None
        return path.read_bytes()

    alone = made("de")
    assert not list(fresh.font_cache.rglob(ARABIC.name))
    made("ar")
    assert list(fresh.font_cache.rglob(ARABIC.name))
    # A process that has them sets German just the same.
    assert made("de") == alone
