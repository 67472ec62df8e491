"""typeset."""

from briefkit.typeset.imposition import Imposed, impose, read_imposed
from briefkit.typeset.press import (
    OutputProfile,
    colour_operators,
    grayscale,
    luminance,
    preflight,
    press_file,
    press_sides,
    read_profile,
)
from briefkit.typeset.typesetter import Typeset, Typesetter, layout_steps

__all__ = [
    "Imposed",
    "OutputProfile",
    "Typeset",
    "Typesetter",
    "colour_operators",
    "grayscale",
    "impose",
    "layout_steps",
    "luminance",
    "preflight",
    "press_file",
    "press_sides",
    "read_imposed",
    "read_profile",
]
