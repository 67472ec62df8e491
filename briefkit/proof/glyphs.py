"""The glyphs that a PDF draws, against those that its text must be shaped to.

A PDF's ToUnicode says what an Arabic glyph stands for, not whether the letters are joined as they
must be, so what is printed is judged by the glyphs too: shaped anew by HarfBuzz from the same font.
"""

import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import uharfbuzz
from fontTools.agl import toUnicode

from briefkit.languages import ARABIC, SOURCES, FontSource, arabic_letters, replaced_glyphs
from briefkit.proof.content_reading import read_instructions
from briefkit.proof.shaped_words import arabic_words, reordered_words

__all__ = [
    "Drawn",
    "Placed",
    "Shaper",
    "added_codes",
    "drawn_glyphs",
    "font_name",
    "glyph_counts",
]


class Placed(NamedTuple):
    """Glyphs drawn from the left to the right: from where, and how large (units of the content).

    `y` is their baseline, downwards.
    """

    x: float
    y: float
    size: float
    glyphs: tuple[tuple[str, int], ...]


class Drawn(NamedTuple):
    """What one marked content draws on a page (0-based); `mcid` is -1 for an artifact's.

    `glyphs` are (font, glyph) in the order of drawing. A font is named as in the PDF, without its
    subset's tag. `placed` are the same, by their places.
    """

    page: int
    mcid: int
    glyphs: tuple[tuple[str, int], ...]
    placed: tuple[Placed, ...]


def font_name(font: Any) -> str:
    """Return the name of a font's dictionary, without its subset's tag."""
    return re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get("/BaseFont", "/")))


def added_codes(font: Any) -> dict[int, int]:
    """Return the glyphs of those of a font's codes that are not the numbers of their glyphs.

    ISO 32000-1, 9.7.5.4: the CMap of a font of two bytes a glyph, if one is embedded.
    """
    encoding = font.get("/Encoding")
    cmap = encoding.read_bytes() if isinstance(encoding, pikepdf.Stream) else b""
    return {int(c, 16): int(glyph) for c, glyph in re.findall(rb"(?m)^<(\w{4})> (\d+)$", cmap)}


def drawn_glyphs(pdf: pikepdf.Pdf) -> tuple[Drawn, ...]:
    """Return what a PDF of ours draws, in the order of drawing (fonts of two bytes a glyph)."""
    return tuple(drawn for number, page in enumerate(pdf.pages) for drawn in _page(number, page))


class _Glyphs(dict[int, tuple[str, int]]):
    """The glyphs of a font by their codes, as (font, glyph): each is made once."""

    def __init__(self, font: Any) -> None:
        self._font = font_name(font)
        self._added = added_codes(font)

    def __missing__(self, code: int) -> tuple[str, int]:
        self[code] = glyph = self._font, self._added.get(code, code)
        return glyph


def _page(number: int, page: pikepdf.Page | pikepdf.Stream) -> Iterator[Drawn]:
    fonts = {
        str(name): _Glyphs(font)
        for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items()
    }
    font = unknown = _Glyphs({})
    size, origin = 0.0, (0.0, 0.0)
    marks: list[int] = []
    placed: list[Placed] = []
    for instruction in read_instructions(page):
        if instruction[0] == "show":
            glyphs = tuple(map(font.__getitem__, _numbers(instruction[1])))
            if placed and (placed[-1].x, placed[-1].y) == origin:
                glyphs = placed.pop().glyphs + glyphs  # it goes on from where that ended
            placed.append(Placed(*origin, size, glyphs))
        elif instruction[0] == "place":
            origin = instruction[1], instruction[2]
        elif instruction[0] == "font":
            font, size = fonts.get(instruction[1], unknown), instruction[2]
        elif instruction[0] == "begin":
            outer = marks[-1] if marks else -1
            marks.append(outer if instruction[1] is None else instruction[1])
        else:
            mcid = marks.pop()
            if placed and marks[-1:] != [mcid]:
                yield _drawn(number, mcid, placed)
                placed = []
    if placed:
        yield _drawn(number, -1, placed)


def _drawn(number: int, mcid: int, placed: Iterable[Placed]) -> Drawn:
    placed = tuple(placed)
    glyphs = tuple(chain.from_iterable([part.glyphs for part in placed]))
    return Drawn(number, mcid, glyphs, placed)


def glyph_counts(content: pikepdf.Page | pikepdf.Stream) -> Counter[tuple[str, int]]:
    """Return the (font, glyph) that a page or a form draws, with how often each is drawn."""
    return Counter(chain.from_iterable(drawn.glyphs for drawn in _page(0, content)))


def _numbers(codes: bytes) -> tuple[int, ...]:
    """Return codes of two bytes each as numbers."""
    return struct.unpack(f">{len(codes) // 2}H", codes[: len(codes) // 2 * 2])


class _Texts(dict[tuple[str, int], str]):
    """Texts by font and glyph, each found once."""

    def __init__(self, find: Callable[[str, int], str]) -> None:
        self._find = find

    def __missing__(self, key: tuple[str, int]) -> str:
        self[key] = text = self._find(*key)
        return text


def _shaped(word: str, font: uharfbuzz.Font, language: str, *, arabic: bool = False) -> list[int]:
    """Return the glyphs that a word of one script is shaped to; of marks alone, HarfBuzz can't tell
    that they are Arabic.
    """
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.language = language
    if arabic:
        buffer.direction, buffer.script = "rtl", "Arab"
    uharfbuzz.shape(font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


class Shaper:
    """Shapes text in the static fonts of a folder, and reads glyphs back.

    It keeps what it reads of the fonts: make one a process.
    """

    def __init__(self, folder: Path, sources: Iterable[FontSource] = SOURCES) -> None:
        self._folder = folder
        self._sources = tuple(sources)
        self._by_font: dict[str, dict[int, str]] = {}
        self._families: dict[str, str] = {}
        self._fonts: dict[str, uharfbuzz.Font] = {}
        self._files: dict[str, Path] = {}
        self._texts = _Texts(self.text_of)
        self._ascii = _Texts(self._ascii_of)

    def _font(self, name: str) -> uharfbuzz.Font:
        return uharfbuzz.Font(
            uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(self._folder / name)))
        )

    @cached_property
    def _arabic(self) -> uharfbuzz.Font:
        return self._font(ARABIC.name)

    @cached_property
    def _characters(self) -> dict[str, dict[int, str]]:
        """The characters by glyph, for each font as a PDF names it; long names first."""
        found = {}
        letters = arabic_letters(self._folder)
        for source in self._sources:
            if not (self._folder / source.name).is_file():
                continue
            font = self._font(source.name)
            style = "" if source.style == "Regular" else f"-{source.style}"
            nominal = {code: font.get_nominal_glyph(code) for code in sorted(font.face.unicodes)}
            # Of characters that share a glyph, the first; a ligature is its letters.
            own = {
                glyph: unicodedata.normalize("NFKC", chr(code))
                if chr(code).isalpha()
                else chr(code)
                for code, glyph in reversed(nominal.items())
                if glyph
            }
            if source.family == ARABIC.family:
                own |= letters
            found[source.pdf_family + style] = own
            self._fonts[source.pdf_family + style] = font
            self._files[source.pdf_family + style] = self._folder / source.name
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def shaped_glyphs(self, text: str, language: str) -> Counter[int]:
        """Return the glyphs of a text's words that are not drawn letter by letter.

        Each is given with how often it is drawn.
        """
        glyphs: Counter[int] = Counter()
        for word in arabic_words(text):
            glyphs.update(_shaped(word, self._arabic, language, arabic=True))
        for word in reordered_words(text):
            if font := self._font_that_has(word):
                glyphs.update(_shaped(word, font, language))
        return glyphs

    def _font_that_has(self, word: str) -> uharfbuzz.Font | None:
        """Return the first font that has all of a word's characters; its bold has its numbers."""
        _ = self._characters  # reads the fonts
        regular = (self._fonts.get(source.pdf_family) for source in self._sources)
        fonts = (font for font in regular if font)
        return next((f for f in fonts if all(map(f.get_nominal_glyph, map(ord, word)))), None)

    def ascii_text(self, drawn: Drawn) -> str:
        """Return the ASCII characters and the digits that are drawn, in the order of drawing."""
        return "".join(map(self._ascii.__getitem__, drawn.glyphs))

    def _ascii_of(self, font: str, glyph: int) -> str:
        text = self.text_of(font, glyph)
        return text if (text.isascii() and text > " ") or text.isdecimal() else ""

    def drawn_text(self, glyphs: Iterable[tuple[str, int]]) -> str:
        """Return what glyphs (font, glyph) draw; nothing for those whose fonts cannot tell."""
        return "".join(map(self._texts.__getitem__, glyphs))

    def text_of(self, font: str, glyph: int) -> str:
        """Return what a glyph of a font draws; nothing where its font alone cannot tell."""
        if font not in self._by_font:
            family = next((name for name in self._characters if font.startswith(name)), "")
            self._by_font[font] = self._characters.get(family, {})
            self._families[font] = family
        own = self._by_font[font]
        if glyph not in own and self._families[font]:
            # A form for a language or a script, such as “one.arab”, goes by its name, or by the
            # glyph whose place it takes.
            name = self._fonts[self._families[font]].glyph_to_string(glyph)
            text = unicodedata.normalize("NFKC", toUnicode(name))
            own[glyph] = text or own.get(
                replaced_glyphs(self._files[self._families[font]]).get(glyph, -1), ""
            )
        return own.get(glyph, "")
