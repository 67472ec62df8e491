"""The characters that a font's glyphs stand for."""

import re
from collections.abc import Mapping

import pikepdf

from briefkit.languages import ARABIC

__all__ = ["map_glyphs"]


def map_glyphs(pdf: pikepdf.Pdf, letters: Mapping[int, str]) -> dict[str, dict[bytes, str]]:
    """Map every glyph to a character; return the characters of each font's codes, by its name.

    `letters` are the Arabic font's, by their glyphs. WeasyPrint maps a glyph to the first text that
    it was drawn for: a part of a letter to nothing, and one that two characters share to the rarer
    one. ISO 14289-1, 7.21.7: every glyph is mapped (10-001): here to a word joiner, a blank, a
    hyphen.
    """
    found: dict[str, dict[bytes, str]] = {}
    for name, font in pdf.pages[0].Resources.Font.items():
        pairs = font.ToUnicode.read_bytes()
        for wrong, right in ((b"", b"2060"), (b"00a0", b"0020"), (b"2010", b"002d")):
            pairs = pairs.replace(b"> <" + wrong + b">", b"> <" + right + b">")
        if ARABIC.pdf_family in str(font.BaseFont):
            pairs = _map_letters(pairs, letters)
        font.ToUnicode.write(pairs)
        found[str(name)] = {
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"<(\w{4})> <(\w+)>", pairs)
        }
    return found


def _map_letters(pairs: bytes, letters: Mapping[int, str]) -> bytes:
    """Map an Arabic letter's glyph to the letter alone; WeasyPrint maps it to its marks too.

    ISO 32000-1, 9.10.3.
    """

    def mapped(match: re.Match[bytes]) -> bytes:
        letter = letters.get(int(match[1], 16), "")
        return b"<%b> <%04x>" % (match[1], ord(letter)) if letter else match[0]

    return re.sub(rb"<(\w{4})> <\w*>", mapped, pairs)
