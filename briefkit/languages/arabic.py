"""An Arabic font in which each letter and mark is a glyph of its own, so that text can be copied.

A reader that copies a line goes by its glyphs, from the left: it turns the letters of a ligature
round, and parts a word at a mark that stands higher or at letters that overlap (seen with Poppler
and PDFium). A font is made over so that neither happens.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fontTools.agl import toUnicode
from fontTools.otlLib.builder import (
    buildLigatureSubstSubtable,
    buildLookup,
    buildMultipleSubstSubtable,
)
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

__all__ = ["letters_by_glyph", "part_letters"]

# The second letters of Arabic's one required ligature, whose first is lam.
_ALEFS = "اأإآ"

# Vowels and other marks above and below letters (Unicode 16, Arabic block).
_MARKS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670")


def part_letters(font: TTFont) -> None:
    """Have each letter and mark of a font of Arabic drawn by a glyph of its own, side by side.

    Ligatures that only please the eye go, and kerning. Of lam with alef, and of a letter with its
    marks, one glyph draws both, and empty ones, each with a share of its width, stand for the
    second letter or the marks. The font must name its glyphs and have its alphabet’s forms in its
    cmap. All its styles get the same numbers of glyphs.
    """
    letters = _letters(font)
    lam_alefs = _part_ligatures(font, letters)
    alefs = {lam: alef for lam, alef in lam_alefs.values()}
    _expand(font, {lam: [lam, alef] for lam, alef in alefs.items()})
    letters |= {lam: letters[lam][0] for lam in alefs}
    letters |= {alef: letters[alef_form] for (_, alef_form), (_, alef) in lam_alefs.items()}
    marked = _mark_letters(font, letters, alefs)
    joined: dict[tuple[str, ...], str] = {
        key: parts[0] for key, parts in marked.items() if key[0] not in alefs
    }
    parts = {names[0]: names for names in marked.values()}
    for (lam_form, alef_form), (lam, alef) in lam_alefs.items():
        for (base, mark), names in marked.items():
            if base == lam:
                joined[lam_form, mark, alef_form] = names[0]
                parts[names[0]] = [*names, alef]
    _append_lookup(font, "GSUB", "rlig", buildLookup([buildLigatureSubstSubtable(joined)]))
    _expand(font, parts)
    font.setGlyphOrder(font["glyf"].glyphOrder)
    for record in font["GPOS"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "kern":
            record.Feature.LookupListIndex = []
            record.Feature.LookupCount = 0


def _subtables(table: Any, kind: int) -> Iterator[Any]:
    """Yield the subtables of GSUB's or GPOS's lookups of a type (OpenType 1.9)."""
    for lookup in table.table.LookupList.Lookup:
        for subtable in (getattr(sub, "ExtSubTable", sub) for sub in lookup.SubTable):
            if subtable.LookupType == kind:
                yield subtable


def _append_lookup(font: TTFont, table: str, feature: str, lookup: Any) -> None:
    lookups = font[table].table.LookupList
    for record in font[table].table.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            record.Feature.LookupListIndex.append(len(lookups.Lookup))
            record.Feature.LookupCount += 1
    lookups.Lookup.append(lookup)
    lookups.LookupCount += 1


def _expand(font: TTFont, parts: Mapping[str, Sequence[str]]) -> None:
    """Have each glyph replaced by several."""
    _append_lookup(font, "GSUB", "rlig", buildLookup([buildMultipleSubstSubtable(parts)]))


def _part_ligatures(
    font: TTFont, letters: Mapping[str, str]
) -> dict[tuple[str, str], tuple[str, str]]:
    """Drop the ligatures of letters but lam with alef; return the two glyphs of each of these.

    The keys are the glyphs that a ligature replaces; marks between these prevent it from here on.
    """
    parted: dict[tuple[str, str], tuple[str, str]] = {}
    for name, text in letters.items():
        if len(text) == 2 and text[0] == "ل" and text[1] in _ALEFS:
            _flatten(font, name)  # for some are made of another, which is moved too
    for lookup in font["GSUB"].table.LookupList.Lookup:
        if lookup.LookupType == 4 or getattr(lookup.SubTable[0], "ExtensionLookupType", 0) == 4:
            lookup.LookupFlag &= ~0x0008  # OpenType 1.9: IGNORE_MARKS
    for table in _subtables(font["GSUB"], 4):
        for first, ligatures in table.ligatures.items():
            kept = []
            for ligature in ligatures:
                text = "".join(letters.get(n, "") for n in (first, *ligature.Component))
                if len(text) == 2 and text[0] == "ل" and text[1] in _ALEFS:
                    name = ligature.LigGlyph
                    (alef,) = _share(font, name, text[1])
                    parted[first, ligature.Component[0]] = name, alef
                    kept.append(ligature)
                elif not set(text) - _MARKS:
                    kept.append(ligature)
            table.ligatures[first] = kept
        table.ligatures = {first: kept for first, kept in table.ligatures.items() if kept}
    return parted


def _flatten(font: TTFont, name: str) -> None:
    """Give a glyph that is made of others outlines of its own."""
    glyphs = font.getGlyphSet()
    outlines = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(outlines)
    pen = TTGlyphPen(None)
    outlines.replay(pen)
    font["glyf"].glyphs[name] = pen.glyph()


def _share(font: TTFont, name: str, text: str) -> list[str]:
    """Give the width of a glyph, on its left, to empty glyphs for each character of `text` too."""
    width, bearing = font["hmtx"][name]
    share = width // (len(text) + 1)
    moved = share * len(text)
    glyph = font["glyf"][name]
    glyph.removeHinting()
    if glyph.isComposite():
        for component in glyph.components:
            component.x -= moved
    else:
        glyph.coordinates.translate((-moved, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width - moved, bearing - moved)
    # By its name too, so that all styles have the same glyphs, whatever their widths.
    names = [f"uni{ord(character):04X}.{name}" for character in text]
    for empty in names:
        _add_glyph(font, empty, Glyph(), share)
    return names


def _add_glyph(font: TTFont, name: str, glyph: Any, width: int) -> None:
    # Not by font["glyf"][name] = glyph, which looks through all names each time.
    font["glyf"].glyphs[name] = glyph
    font["glyf"].glyphOrder.append(name)
    font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    font["GDEF"].table.GlyphClassDef.classDefs[name] = 1  # OpenType 1.9: a base glyph


def _mark_letters(
    font: TTFont, letters: Mapping[str, str], alefs: Mapping[str, str]
) -> dict[tuple[str, str], list[str]]:
    """Add a glyph for each letter with each mark, and return the glyphs that draw the pair."""
    bases, marks = _anchors(font, alefs)
    # Those that Unicode has code points for, as letters alone or as their forms in words.
    plain = {*font.getBestCmap().values(), *alefs.values()}
    found = {}
    for mark, (number, (mark_x, mark_y)) in marks.items():
        if not letters.get(mark) or set(letters[mark]) - _MARKS:
            continue
        for base, anchors in bases.items():
            if base not in plain or number not in anchors or not _is_letter(letters.get(base, "")):
                continue
            x, y = anchors[number]
            pen = TTGlyphPen(font["glyf"].glyphs)
            pen.addComponent(base, (1, 0, 0, 1, 0, 0))
            pen.addComponent(mark, (1, 0, 0, 1, x - mark_x, y - mark_y))
            glyph = pen.glyph()
            glyph.recalcBounds(font["glyf"])
            name = f"uni{ord(letters[base]):04X}.{base}.{mark}"
            _add_glyph(font, name, glyph, font["hmtx"][base][0])
            found[base, mark] = [name, *_share(font, name, letters[mark])]
    return found


def _is_letter(text: str) -> bool:
    """Whether a text is one letter of the Arabic alphabet."""
    return len(text) == 1 and "\u0621" <= text <= "\u064a"


_Anchors = dict[int, tuple[int, int]]


def _anchors(
    font: TTFont, alefs: Mapping[str, str]
) -> tuple[dict[str, _Anchors], dict[str, tuple[int, tuple[int, int]]]]:
    """Return where marks are set on base glyphs, by class, and the class and the place of marks."""
    bases: dict[str, _Anchors] = {}
    marks: dict[str, tuple[int, tuple[int, int]]] = {}
    largest = max(_subtables(font["GPOS"], 4), key=lambda t: len(t.BaseCoverage.glyphs))
    for name, record in zip(largest.BaseCoverage.glyphs, largest.BaseArray.BaseRecord, strict=True):
        bases[name] = {
            number: (anchor.XCoordinate, anchor.YCoordinate)
            for number, anchor in enumerate(record.BaseAnchor)
            if anchor is not None
        }
    for name, record in zip(largest.MarkCoverage.glyphs, largest.MarkArray.MarkRecord, strict=True):
        anchor = record.MarkAnchor
        marks[name] = record.Class, (anchor.XCoordinate, anchor.YCoordinate)
    for table in _subtables(font["GPOS"], 5):  # marks on ligatures
        pairs = zip(table.MarkCoverage.glyphs, table.MarkArray.MarkRecord, strict=True)
        classes = {marks[name][0]: record.Class for name, record in pairs if name in marks}
        parts = zip(table.LigatureCoverage.glyphs, table.LigatureArray.LigatureAttach, strict=True)
        for name, part in parts:
            if name not in alefs:
                continue
            moved = font["hmtx"][alefs[name]][0]
            lam, alef = part.ComponentRecord
            for glyph, component, shift in ((name, lam, moved), (alefs[name], alef, 0)):
                bases[glyph] = {
                    number: (anchor.XCoordinate - shift, anchor.YCoordinate)
                    for number, own in classes.items()
                    if (anchor := component.LigatureAnchor[own]) is not None
                }
    return bases, marks


def _letters(font: TTFont) -> dict[str, str]:
    """Return the Arabic letter, or mark, of each glyph that has one, by the glyph's name.

    Names are the Adobe Glyph List's; letters joined in a name's place are brought to the plain
    ones by Unicode's compatibility decomposition.
    """
    found = {}
    for name in font.getGlyphOrder():
        text = unicodedata.normalize("NFKC", toUnicode(name))
        if text and all(unicodedata.bidirectional(c) in ("AL", "NSM") for c in text):
            found[name] = text
    return found


def letters_by_glyph(font: TTFont) -> dict[int, str]:
    """Return the letter or mark that each glyph of a font made over stands for, by its number."""
    found = _letters(font)
    # The alef of a ligature is its second glyph's.
    one = {n: t[0] if len(t) == 2 and t[1] in _ALEFS else t for n, t in found.items()}
    return {font.getGlyphID(name): text for name, text in one.items() if len(text) == 1}
