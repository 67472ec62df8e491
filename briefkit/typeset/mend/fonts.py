"""The characters that a font's glyphs stand for, and codes of glyphs that stand for others too."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pydyf

from briefkit.languages import ARABIC
from briefkit.typeset.mend.objects import at, content_of, spelled

__all__ = ["Codes", "map_glyphs", "write_codes"]

# ISO 32000-1, 9.7.5.4: a CMap has 100 codes at most between two operators.
_MOST = 100


@dataclass(slots=True)
class Codes:
    """The codes of a font, in hexadecimal, and what each stands for.

    A glyph's own code is its number. `added` are those of glyphs that stand for another text too.
    """

    texts: dict[bytes, str]
    added: dict[tuple[bytes, str], bytes] = field(default_factory=dict)

    def code(self, glyph: bytes, text: str) -> bytes:
        """Return the code of a glyph, by its number, where it stands for a text."""
        if self.texts.get(glyph) == text:
            return glyph
        if (glyph, text) not in self.added:
            code = b"%04x" % (max(int(code, 16) for code in self.texts) + 1)
            self.added[glyph, text] = code
            self.texts[code] = text
        return self.added[glyph, text]


def map_glyphs(pdf: pydyf.PDF, letters: Mapping[int, str]) -> dict[str, Codes]:
    """Map every glyph to a character; return each font's codes, by its name.

    `letters` are the Arabic font's, by their glyphs. WeasyPrint maps a glyph to the first text that
    it was drawn for: a part of a letter to nothing, and one that two characters share to the rarer
    one. ISO 14289-1, 7.21.7: every glyph is mapped (10-001): here to a word joiner, a blank, a
    hyphen.
    """
    found: dict[str, Codes] = {}
    for name, font in _fonts(pdf).items():
        stream = at(pdf, font["ToUnicode"])
        pairs = content_of(stream)
        for wrong, right in ((b"", b"2060"), (b"00a0", b"0020"), (b"2010", b"002d")):
            pairs = pairs.replace(b"> <" + wrong + b">", b"> <" + right + b">")
        if ARABIC.pdf_family in spelled(font["BaseFont"]).decode():
            pairs = _map_letters(pairs, letters)
        stream.stream = [pairs]
        texts = {
            code: bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"<(\w{4})> <(\w+)>", pairs)
        }
        found[name] = Codes(texts)
    return found


def write_codes(pdf: pydyf.PDF, fonts: Mapping[str, Codes]) -> None:
    """Write the codes that were added to fonts: which glyph each draws, and what it stands for.

    ISO 32000-1, 9.7.5: the font's CMap maps codes to glyphs; its ToUnicode maps them to characters.
    """
    for name, font in _fonts(pdf).items():
        codes = fonts[name]
        if not codes.added:
            continue
        stream = at(pdf, font["ToUnicode"])
        texts = [(code, b"<%b>" % _in_utf16(text)) for (_, text), code in codes.added.items()]
        stream.stream = [
            content_of(stream).replace(b"endcmap", _mapped(b"bfchar", texts) + b"endcmap", 1)
        ]
        glyphs = [(code, b"%d" % int(glyph, 16)) for (glyph, _), code in codes.added.items()]
        font["Encoding"] = _cmap(pdf, min(int(code, 16) for code, _ in glyphs) - 1, glyphs)


def _fonts(pdf: pydyf.PDF) -> dict[str, pydyf.Dictionary]:
    """Return the fonts' dictionaries, by the names that contents have for them."""
    resources = at(pdf, at(pdf, pdf.page_references[0])["Resources"])
    return {f"/{name}": at(pdf, font) for name, font in at(pdf, resources["Font"]).items()}


def _cmap(pdf: pydyf.PDF, last: int, glyphs: list[tuple[bytes, bytes]]) -> bytes:
    """Add a CMap of codes that are the numbers of their glyphs, up to the `last`, and of others."""
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity")}
    cmap = pydyf.Stream(
        [
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n"
            b"/CMapName /Glyphs def\n/CMapType 1 def\n/WMode 0 def\n"
            b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            b"1 begincidrange\n<0000> <%04x> 0\nendcidrange\n%b"
            b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
            % (last, _mapped(b"cidchar", glyphs))
        ],
        pydyf.Dictionary(
            {
                "Type": "/CMap",
                "CMapName": "/Glyphs",
                "CIDSystemInfo": pydyf.Dictionary({**system, "Supplement": 0}),
                "WMode": 0,
            }
        ),
        compress=True,
    )
    pdf.add_object(cmap)
    reference: bytes = cmap.reference
    return reference


def _mapped(operator: bytes, pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Return a CMap's lines of codes and what they are mapped to."""
    lines = b""
    for start in range(0, len(pairs), _MOST):
        some = pairs[start : start + _MOST]
        lines += b"%d begin%b\n" % (len(some), operator)
        lines += b"".join(b"<%b> %b\n" % pair for pair in some)
        lines += b"end%b\n" % operator
    return lines


def _in_utf16(text: str) -> bytes:
    return text.encode("utf-16-be").hex().encode()


def _map_letters(pairs: bytes, letters: Mapping[int, str]) -> bytes:
    """Map an Arabic letter's glyph to the letter alone; WeasyPrint maps it to its marks too.

    ISO 32000-1, 9.10.3.
    """

    def mapped(match: re.Match[bytes]) -> bytes:
        letter = letters.get(int(match[1], 16), "")
        return b"<%b> <%04x>" % (match[1], ord(letter)) if letter else match[0]

    return re.sub(rb"<(\w{4})> <\w*>", mapped, pairs)
