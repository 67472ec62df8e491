"""Checks of the fonts, and of characters that they have no glyph for."""

import io
from collections import Counter
from collections.abc import Iterator

import pikepdf
from fontTools.ttLib.sfnt import SFNTReader

from briefkit.diagnostics import Translatable, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.glyphs import font_name
from briefkit.proof.printed import Printed

__all__ = ["check_fonts", "check_glyphs"]


def check_fonts(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """Fonts are those of the leaflet's language, and embedded."""
    known = {family.replace(" ", "-") for family in wanted.fonts}
    for name, font in _fonts_of(printed.pdf).items():
        family = font_name(font)
        if not any(family.startswith(f) for f in known):
            yield translatable("it uses the font %(font)s, which is not one of ours", font=family)
        if _font_file(font) is None:
            yield translatable("the font %(font)s is not embedded", font=f"{family} ({name})")


def check_glyphs(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """No .notdef is drawn: glyph 0, or one beyond the font's own, shows as a box or as nothing."""
    counts: dict[str, int] = {}
    for font in _fonts_of(printed.pdf).values():
        file = _font_file(font)
        if file is not None:
            # OpenType, “maxp”: the number of glyphs is at its fifth byte.
            table = SFNTReader(io.BytesIO(file.read_bytes()))["maxp"]
            counts[font_name(font)] = int.from_bytes(table[4:6])
    drawn = {glyph for drawn in printed.drawn for glyph in set(drawn.glyphs)}
    without = {(f, g) for f, g in drawn if g == 0 or g >= counts.get(f, 1 << 16)}
    if not without:
        return
    missing = Counter(
        drawn.page for drawn in printed.drawn for glyph in drawn.glyphs if glyph in without
    )
    for page, number in sorted(missing.items()):
        yield translatable(
            "page %(page)s has characters that no font has a glyph for: %(count)s",
            page=page + 1,
            count=number,
        )


def _fonts_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    fonts: dict[str, pikepdf.Object] = {}
    for page in pdf.pages:
        for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items():
            fonts[str(name)] = font
    return fonts


def _font_file(font: pikepdf.Object) -> pikepdf.Object | None:
    descendant = font.get("/DescendantFonts", [font])[0]
    descriptor = descendant.get("/FontDescriptor", pikepdf.Dictionary())
    for key in ("/FontFile2", "/FontFile3", "/FontFile"):
        if key in descriptor:
            return descriptor[key]
    return None
