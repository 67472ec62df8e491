"""The characters that a font's glyphs stand for."""

import re
from collections.abc import Mapping

import pydyf

from briefkit.languages import ARABIC
from briefkit.typeset.mend.objects import at, content_of, spelled

__all__ = ["map_glyphs"]


def map_glyphs(pdf: pydyf.PDF, letters: Mapping[int, str]) -> dict[str, dict[bytes, str]]:
    """Map every glyph to a character; return the characters of each font's codes, by its name.

    `letters` are the Arabic font's, by their glyphs. WeasyPrint maps a glyph to the first text that
    it was drawn for: a part of a letter to nothing, and one that two characters share to the rarer
    one. ISO 14289-1, 7.21.7: every glyph is mapped (10-001): here to a word joiner, a blank, a
    hyphen.
    """
    found: dict[str, dict[bytes, str]] = {}
    resources = at(pdf, at(pdf, pdf.page_references[0])["Resources"])
    for name, reference in at(pdf, resources["Font"]).items():
        font = at(pdf, reference)
        stream = at(pdf, font["ToUnicode"])
        pairs = content_of(stream)
        for wrong, right in ((b"", b"2060"), (b"00a0", b"0020"), (b"2010", b"002d")):
            pairs = pairs.replace(b"> <" + wrong + b">", b"> <" + right + b">")
        if ARABIC.pdf_family in spelled(font["BaseFont"]).decode():
            pairs = _map_letters(pairs, letters)
        stream.stream = [pairs]
        found[f"/{name}"] = {
            code: bytes.fromhex(text.decode()).decode("utf-16-be")
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
