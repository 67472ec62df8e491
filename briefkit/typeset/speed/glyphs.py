"""A line's glyphs: read from Pango once, all at a time, and drawn from what was read."""

from array import array
from collections.abc import Iterator
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout

from briefkit.typeset.speed.lines import look_of
from briefkit.typeset.speed.recent import Recent
from briefkit.typeset.speed.replacing import Replacement, everywhere

__all__ = ["glyphs"]

# A leaflet has 100 to 250 lines; one takes about a kilobyte.
MOST = 500
MOST_FACES = 500
# Pango before 1.48.2 tells a font's size wrongly: WeasyPrint has its own way there.
SOUND_SIZES = 14802
FIELDS = 5  # of PangoGlyphInfo: glyph, width, x_offset, y_offset, attributes


class _Face:
    """A font of Pango's at a size. `layout` keeps it alive, so that its address stays its own."""

    __slots__ = ("key", "layout", "pango_font", "size", "widths")

    def __init__(self, layout: Any, pango_font: Any) -> None:
        self.layout, self.pango_font = layout, pango_font
        self.key, _, self.size = get_pango_font_key(pango_font)
        self.widths: dict[int, int] = {}

    def width(self, glyph: int, stream: Any) -> int:
        """Return the width of a glyph in thousandths of the font's size."""
        if glyph not in self.widths:
            ink, logical = stream.ink_rect, stream.logical_rect
            pango.pango_font_get_glyph_extents(self.pango_font, glyph, ink, logical)
            self.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / self.size)
        return self.widths[glyph]


class _Run:
    """Glyphs of one face, with their widths, and where their letters stand in the line's text."""

    __slots__ = ("face", "glyphs", "right_to_left", "starts", "stop", "widths")

    def __init__(self, face: _Face, item: Any, numbers: Any) -> None:
        count = item.glyphs.num_glyphs
        self.face = face
        self.glyphs, self.widths = numbers[0::FIELDS], array("i", numbers[1::FIELDS].tobytes())
        offset = item.item.offset
        clusters = item.glyphs.log_clusters
        self.starts = array("I", [offset + clusters[place] for place in range(count)])
        self.stop = offset + item.item.length
        self.right_to_left = bool(item.item.analysis.level % 2)

    def letters(self, place: int, text: bytes) -> str:
        """Return what the glyph at a place stands for, in the line's text (UTF-8)."""
        following = place - 1 if self.right_to_left else place + 1
        inside = 0 <= following < len(self.starts)
        return text[self.starts[place] : self.starts[following] if inside else self.stop].decode()


class _Memory:
    """The faces and the lines that were read with one font configuration."""

    def __init__(self) -> None:
        self.lines = Recent(MOST)
        self.faces: dict[int, _Face] = {}

    def face(self, layout: Any, pango_font: Any) -> _Face:
        address = int(ffi.cast("intptr_t", pango_font))
        if address not in self.faces:
            if len(self.faces) >= MOST_FACES:
                self.faces.clear()
            self.faces[address] = _Face(layout, pango_font)
        return self.faces[address]


def glyphs() -> Iterator[Replacement]:
    """Read a line's glyphs at once, and draw a line that was drawn before without Pango."""
    draw, reactivate = drawing.draw_first_line, Layout.reactivate

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any
    ) -> Any:
        plain = text_overflow != "ellipsis" and block_ellipsis == "none"
        if plain and type(textbox) is TextBox and textbox.text.strip():
            runs = _runs(textbox)
            if runs and textbox.style["font_size"] >= 1e-6 and _draw(stream, textbox, runs, matrix):
                return []
        return draw(stream, textbox, text_overflow, block_ellipsis, matrix)

    def make_ready(self: Any, style: Any) -> None:
        self.waits_for = style

    def get_ready(self: Any, name: str) -> Any:
        if name not in ("language", "layout", "style") or "waits_for" not in vars(self):
            raise AttributeError(name)
        reactivate(self, vars(self).pop("waits_for"))
        return vars(self)[name]

    def deactivate(self: Any) -> None:
        for name in ("language", "layout", "style", "waits_for"):
            vars(self).pop(name, None)

    if pango.pango_version() >= SOUND_SIZES:
        yield from everywhere(draw, draw_first_line)
        yield Replacement(Layout, "reactivate", make_ready)
        yield Replacement(Layout, "__getattr__", get_ready)
        yield Replacement(Layout, "deactivate", deactivate)


def _runs(textbox: Any) -> tuple[_Run, ...]:
    """Return the runs of a line, or none where there is more to it than glyphs in a row."""
    layout, style = textbox.pango_layout, textbox.style
    memory = style.font_config.__dict__.get("_glyphs")
    if memory is None:
        memory = style.font_config._glyphs = _Memory()
    look = look_of(style)
    key = look and (layout.text, look, layout.justification_spacing)
    runs = memory.lines.get(key) if key else None
    if runs is None:
        runs = tuple(_read(layout, memory))
        if key:
            memory.lines.put(key, runs)
    return runs


def _read(layout: Any, memory: _Memory) -> list[_Run]:
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first_line, _ = layout.get_first_line()
    runs = []
    link = first_line.runs[0]
    while link != ffi.NULL:
        item, link = link.data, link.next
        string = item.glyphs
        size = string.num_glyphs * ffi.sizeof("PangoGlyphInfo")
        numbers = array("I", ffi.buffer(string.glyphs, size)[:])
        raised_or_moved = any(numbers[2::FIELDS]) or any(numbers[3::FIELDS])
        if raised_or_moved or max(numbers[0::FIELDS], default=0) >= pango.PANGO_GLYPH_EMPTY:
            return []
        runs.append(_Run(memory.face(layout.layout, item.item.analysis.font), item, numbers))
    return runs


def _draw(stream: Any, textbox: Any, runs: tuple[_Run, ...], matrix: Any) -> bool:
    """Draw a line as WeasyPrint does, or return False where a font is made of pictures."""
    fonts = [
        stream._fonts.get(run.face.key) or stream.add_font(run.face.pango_font)[0] for run in runs
    ]
    if any(font.png or font.svg or font.colr or font.bitmap for font in fonts):
        return False
    text = textbox.pango_layout.text.encode()
    stream.set_text_matrix(*matrix.values)
    string, face = "", None
    for font, run in zip(fonts, runs, strict=True):
        if run.face is not face:
            face = run.face
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(font.hash, face.size)
        string += _shown(font, run, text, stream)
    stream.show_text(string)
    return True


def _shown(font: Any, run: _Run, text: bytes, stream: Any) -> str:
    """Return a run as a PDF's TJ has it: glyphs' numbers, and how far to move between them."""
    if not run.glyphs:
        return ""
    size = run.face.size
    shown = vars(font).setdefault("_shown", {}).setdefault(size, {})
    parts = []
    for place, glyph in enumerate(zip(run.glyphs, run.widths, strict=True)):
        part = shown.get(glyph)
        if part is None:
            number, width = glyph
            if number not in font.to_unicode:
                font.to_unicode[number] = run.letters(place, text)
            if number not in font.widths:
                font.widths[number] = run.face.width(number, stream)
            kerning = font.widths[number] + 0.0 - width * 1000 * FROM_UNITS / size
            part = f"{number:04x}>{int(kerning)}<" if kerning else f"{number:04x}"
            shown[glyph] = part
        parts.append(part)
    joined = f"<{''.join(parts)}"
    return joined[:-1] if joined[-1] == "<" else f"{joined}>"
