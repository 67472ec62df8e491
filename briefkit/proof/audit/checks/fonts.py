"""Clauses 10 and 31: fonts, their glyphs and the characters that these stand for."""

from collections import Counter
from collections.abc import Iterator

from briefkit.proof.audit.parsing import File

__all__ = ["check_10_unicode", "check_31_fonts", "check_31_glyphs"]


def check_10_unicode(file: File) -> Iterator[str]:
    """10-001, 31-027 to 31-029: every glyph has a character, or what it says instead."""
    unmapped: Counter[str] = sum((content.unmapped for content in file.contents), Counter())
    for font, number in (+unmapped).items():
        yield f"{number} glyphs of {font} have no character and no ActualText"


def check_31_fonts(file: File) -> Iterator[str]:
    """31-004 to 31-006, 31-009: fonts are embedded, and their codes are those of their glyphs."""
    for font in file.fonts.values():
        if not font.embedded:
            yield f"The font {font.name} is not embedded"
        if not font.mapped:
            yield f"The codes of the font {font.name} are not those of its glyphs"


def check_31_glyphs(file: File) -> Iterator[str]:
    """31-011, 31-030: every character has a glyph."""
    undefined: Counter[str] = sum((content.undefined for content in file.contents), Counter())
    for font, number in (+undefined).items():
        yield f"{number} characters have no glyph in {font}"
