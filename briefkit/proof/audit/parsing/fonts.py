"""The fonts of a PDF: whether they are embedded, and what their codes stand for."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from briefkit.proof import font_name

__all__ = ["Font", "read_font"]


@dataclass(frozen=True, slots=True)
class Font:
    """A font of two bytes a glyph: its name, its codes' text, how many glyphs are embedded.

    `mapped` says that its codes are the numbers of its glyphs.
    """

    name: str
    characters: Mapping[bytes, str]
    glyphs: int
    embedded: bool
    mapped: bool


def read_font(font: Any) -> Font:
    """Return what a font's dictionary says. Raises TTLibError and others for a malformed one."""
    descendant = font.get("/DescendantFonts", [font])[0]
    descriptor = descendant.get("/FontDescriptor", pikepdf.Dictionary())
    program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
    glyphs = 1 << 16
    if program is not None:
        glyphs = TTFont(io.BytesIO(program.read_bytes()), lazy=True)["maxp"].numGlyphs
    pairs = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
    return Font(
        name=font_name(font),
        characters={
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"<(\w{4})> *<(\w+)>", pairs)
        },
        glyphs=glyphs,
        embedded=program is not None,
        mapped=font.get("/Encoding") == "/Identity-H"
        and descendant.get("/CIDToGIDMap") == "/Identity",
    )
