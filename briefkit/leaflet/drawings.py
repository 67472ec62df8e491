"""Drawings that leaflets carry, as SVG."""

import math
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from briefkit.model import PICTOGRAMS

__all__ = ["emblem", "pictogram_drawing"]

# On a grid of 24 by 24, without a colour of their own.
_PICTOGRAMS = Path(__file__).with_name("pictograms")

_PICTOGRAM_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="pictogram" viewBox="0 0 24 24" '
    '{} fill="none" stroke="{}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
)

# Interinstitutional Style Guide, Annex A1: Pantone Reflex Blue and Yellow in RGB.
_EMBLEM_BLUE, _EMBLEM_YELLOW = "#003399", "#FFCC00"


def emblem(title: str, *, one_colour: bool = False) -> Markup:
    """Return the EU emblem as SVG: width 3, height 2, twelve stars (Style Guide, Annex A1).

    Each star stands upright in an invisible circle of radius h/18, their centres on a circle of
    radius h/3 at the hours of a clock. Where black is the only colour, the rectangle is outlined in
    black and the stars are black on white.
    """
    height = 540.0
    star = height / 18
    # The inner vertices of a regular five-pointed star lie on a circle smaller by phi squared.
    inner = star / ((1 + math.sqrt(5)) / 2) ** 2
    stars = []
    for hour in range(12):
        angle = math.radians(30 * hour)
        x = height * 0.75 + height / 3 * math.sin(angle)
        y = height / 2 - height / 3 * math.cos(angle)
        points = " ".join(
            f"{x + radius * math.sin(turn):.2f},{y - radius * math.cos(turn):.2f}"
            for point in range(10)
            for radius in (star if point % 2 == 0 else inner,)
            for turn in (math.radians(36 * point),)
        )
        stars.append(f'<polygon points="{points}"/>')
    if one_colour:
        ground, ink = 'x="6" y="6" width="798" height="528" fill="#FFF" stroke="#000"', "#000"
        ground += ' stroke-width="12"'
    else:
        ground, ink = f'width="810" height="540" fill="{_EMBLEM_BLUE}"', _EMBLEM_YELLOW
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 810 540" role="img">'
        '<title>{}</title><rect {}/><g fill="{}">{}</g></svg>'
    ).format(title, Markup(ground), ink, Markup("").join(map(Markup, stars)))


@lru_cache(maxsize=512)
def pictogram_drawing(
    name: str, direction: str, alternative: str = "", colour: str = "#fff"
) -> Markup:
    """Return a pictogram as SVG in a colour, as it is drawn where text runs in a direction.

    Without an alternative text it is hidden from readers of screens: the words beside it say the
    same.
    """
    file = (_PICTOGRAMS / f"{name}.svg").read_text(encoding="utf-8")
    _, *lines, _ = file.replace("currentColor", colour).splitlines()
    drawing = "".join(lines)
    if direction == "rtl" and PICTOGRAMS[name].mirrored:
        drawing = f'<g transform="translate(24 0) scale(-1 1)">{drawing}</g>'
    seen = 'role="img"' if alternative else 'aria-hidden="true"'
    title = Markup("<title>{}</title>").format(alternative) if alternative else ""
    return Markup(f"{_PICTOGRAM_HEAD.format(seen, colour)}{title}{drawing}</svg>")
