"""Lists of font features, freed when the line that they were made for is."""

from collections.abc import Iterator
from typing import Any

from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import ffi, pango

from briefkit.typeset.speed.replacing import Replacement

__all__ = ["font_features"]

# The properties that features come from, in the order that WeasyPrint's function takes them in.
PROPERTIES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


def font_features() -> Iterator[Replacement]:
    """Have WeasyPrint give back the memory of a line's font features.

    For each line with features `Layout.setup` (weasyprint/text/line_break.py) makes a list of Pango
    attributes and a copy of the features, and frees neither: the one attribute that its lists share
    would be freed with the first of them (Kozea/WeasyPrint#381). Its own stylesheet gives features
    to every label of a list. So a layout loses 12.4 kB, the mean of our leaflets; with this, none.
    Here each list has an attribute of its own, and is freed with its line.
    """
    unfeatured = line_break.Layout.setup

    def setup(layout: Any, style: Any) -> None:
        unfeatured(layout, style)
        features = fonts.font_features(*(style[name] for name in PROPERTIES))
        if features:
            text = ",".join(f"{name} {value}" for name, value in features.items()).encode()
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
            # The list owns its attributes, and Pango's layout holds the list.
            pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(text))
            pango.pango_layout_set_attributes(layout.layout, attributes)

    yield Replacement(line_break, "font_features", lambda *values: {})
    yield Replacement(line_break.Layout, "setup", setup)
