"""What Pango needs to know of a line before its text: made once for all lines of a kind."""

from collections.abc import Iterator
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p

from briefkit.typeset.speed.replacing import Replacement, everywhere

__all__ = ["contexts"]

# A leaflet has some twenty fonts at each size.
MOST = 1000
FONT = (
    "font_style", "font_stretch", "font_weight", "font_size", "font_variant_caps",
    "font_variation_settings",
)  # fmt: skip
FEATURES = (
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps",
    "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings",
)  # fmt: skip


def contexts() -> Iterator[Replacement]:
    """Make one context for all lines of a language and a direction, one description for a font.

    WeasyPrint makes both for each line that is set and for each that is drawn, and changes neither.
    """
    set_up, describe = line_break.Layout.setup, line_break.get_font_description
    descriptions: dict[Any, Any] = {}

    def get_font_description(style: Any) -> Any:
        # A drawing has its families in a list.
        key = (*style["font_family"], *(style[name] for name in FONT))
        if key not in descriptions:
            if len(descriptions) >= MOST:
                descriptions.clear()
            descriptions[key] = describe(style)
        return descriptions[key]

    def setup(self: Any, style: Any) -> None:
        # Of a decorated line, more is asked of its context.
        if style["text_decoration_line"] != "none" or _features(style):
            set_up(self, style)
            return
        self.style = style
        self.first_line_direction = 0
        context, self.language = _context(style)
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, get_font_description(style))
        self.ascent = self.underline_position = self.strikethrough_position = None

    yield from everywhere(describe, get_font_description)
    yield Replacement(line_break.Layout, "setup", setup)


def _features(style: Any) -> Any:
    return line_break.font_features(*(style[name] for name in FEATURES))


def _context(style: Any) -> tuple[Any, Any]:
    """Return the context and the language of a style's lines."""
    kept = style.font_config.__dict__.setdefault("_contexts", {})
    key = style["direction"], style["font_language_override"], style["lang"]
    if key not in kept:
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = _new_context(style.font_config.font_map, *key)
    return kept[key]  # type: ignore[no-any-return]


def _new_context(font_map: Any, direction: str, override: str, lang: str) -> tuple[Any, Any]:
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[direction])
    name = lang if override == "normal" else LST_TO_ISO.get(override.lower(), override)
    if not name:
        return context, pango.pango_language_get_default()
    pointer, kept = unicode_to_char_p(name)
    language = pango.pango_language_from_string(pointer)
    del kept  # it was to live as long as its pointer
    pango.pango_context_set_language(context, language)
    return context, language
