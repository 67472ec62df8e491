"""What an SVG may hold: its elements, their attributes, and how the value of each is read.

It is what WeasyPrint draws. Sources: SVG 2 (W3C), and WeasyPrint 70's package `svg`.
"""

from collections.abc import Mapping

from briefkit.brief.pictures.svg_values import (
    Reader,
    angle,
    aspect,
    colour,
    first_length,
    invertible,
    length,
    lengths,
    number,
    one_of,
    origin,
    own_colour,
    paint,
    path_data,
    reference,
    share,
    side,
    size,
    transform,
    view_box,
    weight,
)
from briefkit.diagnostics import Translatable, translatable

__all__ = ["ATTRIBUTES", "NOT_IN_PLACE", "SILENT", "STYLES", "TOLD", "WORDS"]

_UNITS = one_of("userSpaceOnUse", "objectBoundingBox")
_FRAME: Mapping[str, Reader] = {"x": length, "y": length, "width": size, "height": size}
_VIEW: Mapping[str, Reader] = {"viewBox": view_box, "preserveAspectRatio": aspect}
_WORDS: Mapping[str, Reader] = {name: first_length for name in ("x", "y", "dx", "dy")}
_SPREAD: Mapping[str, Reader] = {
    "gradientUnits": _UNITS,
    "gradientTransform": invertible,
    "spreadMethod": one_of("pad", "reflect", "repeat"),
}

ATTRIBUTES: Mapping[str, Mapping[str, Reader]] = {
    "svg": {**_FRAME, **_VIEW},
    "g": {},
    "defs": {},
    "symbol": _VIEW,
    "use": _FRAME,
    "path": {"d": path_data},
    "rect": {**_FRAME, "rx": size, "ry": size},
    "circle": {"cx": length, "cy": length, "r": size},
    "ellipse": {"cx": length, "cy": length, "rx": size, "ry": size},
    "line": {"x1": length, "y1": length, "x2": length, "y2": length},
    "text": _WORDS,
    "tspan": _WORDS,
    "image": {**_FRAME, "preserveAspectRatio": aspect},
    "linearGradient": {**_SPREAD, "x1": length, "y1": length, "x2": length, "y2": length},
    "radialGradient": {
        **_SPREAD, "cx": length, "cy": length, "r": size, "fx": length, "fy": length, "fr": size,
    },
    "stop": {"offset": share},
    "pattern": {
        **_FRAME, **_VIEW, "patternUnits": _UNITS, "patternContentUnits": _UNITS,
        "patternTransform": invertible,
    },
    "clipPath": {"clipPathUnits": _UNITS},
    "mask": {**_FRAME, "maskUnits": _UNITS, "maskContentUnits": _UNITS},
    "marker": {
        **_VIEW, "refX": length, "refY": length, "markerWidth": side, "markerHeight": side,
        "markerUnits": one_of("strokeWidth", "userSpaceOnUse"), "orient": angle,
    },
}  # fmt: skip
"""The elements that are kept, with their own attributes but “href”, which is no value"""

STYLES: Mapping[str, Reader] = {
    "alignment-baseline": one_of(
        "baseline", "central", "middle", "text-before-edge", "text-after-edge", "text-top",
        "text-bottom", "hanging", "top", "bottom",
    ),
    "clip-path": reference,
    "clip-rule": one_of("nonzero", "evenodd"),
    "color": own_colour,
    "direction": one_of("ltr", "rtl"),
    "dominant-baseline": one_of(
        "central", "middle", "text-before-edge", "text-after-edge", "text-top", "text-bottom",
        "hanging",
    ),
    "fill": paint,
    "fill-opacity": share,
    "fill-rule": one_of("nonzero", "evenodd"),
    "font-style": one_of("normal", "italic", "oblique"),
    "font-weight": weight,
    "marker-end": reference,
    "marker-mid": reference,
    "marker-start": reference,
    "mask": reference,
    "opacity": share,
    "overflow": one_of("visible", "hidden", "auto", "scroll"),
    "stop-color": colour,
    "stop-opacity": share,
    "stroke": paint,
    "stroke-dasharray": lengths,
    "stroke-dashoffset": length,
    "stroke-linecap": one_of("butt", "round", "square"),
    "stroke-linejoin": one_of("miter", "round", "bevel"),
    "stroke-miterlimit": number,
    "stroke-opacity": share,
    "stroke-width": size,
    "text-anchor": one_of("start", "middle", "end"),
    "transform": transform,
    "transform-origin": origin,
    "visibility": one_of("visible", "hidden", "collapse"),
}  # fmt: skip
"""What every element is drawn by; “display” and “font-size” are used up when it is read"""

TOLD: Mapping[str, Translatable] = {
    "backdrop-filter": translatable("a filter"),
    "baseline-shift": translatable("words set higher or lower"),
    "filter": translatable("a filter"),
    "glyph-orientation-vertical": translatable("words from top to bottom"),
    "letter-spacing": translatable("spaced letters"),
    "mix-blend-mode": translatable("a blend of colours"),
    "rotate": translatable("turned letters"),
    "text-decoration": translatable("a line under or through words"),
    "vector-effect": translatable("lines that keep their width"),
    "word-spacing": translatable("spaced words"),
    "writing-mode": translatable("words from top to bottom"),
}
"""Styles that change what is seen, and are not drawn, as a person calls them"""

SILENT = frozenset(
    ("cursor", "desc", "metadata", "style", "title", "view", "font", "font-face", "color-profile")
)
"""Elements that nobody sees: they are left out without a word"""

NOT_IN_PLACE = frozenset(
    ("clipPath", "defs", "linearGradient", "marker", "mask", "pattern", "radialGradient", "symbol")
)
"""Elements that are drawn where others refer to them"""

WORDS = frozenset(("text", "tspan"))
