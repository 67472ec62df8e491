"""Pages of HTML set as PDF, on sheets to fold and cut, and as files for the print shop.

In: a Page (HTML and CSS), its Fit and the fonts' folder; for sheets and print, a PDF of pages.
Out: the bytes of a PDF, the same for the same input, or a TypesetError that says what to do.
"""

from briefkit.typeset.colours import colour_operators, grayscale, luminance
from briefkit.typeset.imposition import impose
from briefkit.typeset.joining import joined
from briefkit.typeset.libraries import load_weasyprint, native_libraries
from briefkit.typeset.named_pages import draw_named
from briefkit.typeset.preflighting import preflight
from briefkit.typeset.press import press_file, press_sides
from briefkit.typeset.profiles import OutputProfile, read_profile
from briefkit.typeset.room import Room, measure_room
from briefkit.typeset.sheet_reading import Imposed, read_imposed
from briefkit.typeset.steps import layout_steps
from briefkit.typeset.typesetter import Typeset, Typesetter

__all__ = [
    "Imposed",
    "OutputProfile",
    "Room",
    "Typeset",
    "Typesetter",
    "colour_operators",
    "draw_named",
    "grayscale",
    "impose",
    "joined",
    "layout_steps",
    "load_weasyprint",
    "luminance",
    "measure_room",
    "native_libraries",
    "preflight",
    "press_file",
    "press_sides",
    "read_imposed",
    "read_profile",
]
