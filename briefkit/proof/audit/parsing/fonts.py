"""The fonts of a PDF: whether they are embedded, and what their codes stand for."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from briefkit.proof import added_codes, font_name

__all__ = ["Font", "read_font"]


@dataclass(frozen=True, slots=True)
class Font:
    """A font of two bytes a glyph: its name, its codes' text, how many glyphs are embedded.

    `mapped` says that its codes are the numbers of its glyphs, but for those that its own CMap has
    `added`, with the numbers of theirs.
    """

    name: str
    characters: Mapping[bytes, str]
    added: Mapping[bytes, int]
    glyphs: int
    embedded: bool
    mapped: bool

    def has_glyph(self, code: bytes) -> bool:
        """Whether a code draws a glyph, and not the sign for a missing one."""
        return 0 < self.added.get(code, int.from_bytes(code)) < self.glyphs


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
        added={code.to_bytes(2): glyph for code, glyph in added_codes(font).items()},
        glyphs=glyphs,
        embedded=program is not None,
        mapped=(font.get("/Encoding") == "/Identity-H" or _is_cmap(font.get("/Encoding")))
        and descendant.get("/CIDToGIDMap") == "/Identity",
    )


def _is_cmap(encoding: Any) -> bool:
    """Whether a CMap is embedded whose other codes are the numbers of their glyphs, across a line.

    ISO 14289-1, 7.21.3.3: what it says of the direction is what its dictionary does.
    """
    if not isinstance(encoding, pikepdf.Stream):
        return False
    cmap = encoding.read_bytes()
    ranges = re.findall(rb"(?m)^<(\w{4})> <\w{4}> (\d+)$", cmap)
    mode = re.search(rb"/WMode (\d)", cmap)
    modes = (int(mode[1]) if mode else 0, int(encoding.get("/WMode", 0)))
    return modes == (0, 0) and all(int(first, 16) == int(glyph) for first, glyph in ranges)
