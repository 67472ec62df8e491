"""The pictures of a text, as they print."""

import math
from collections.abc import Iterator
from typing import Any

from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.leaflet.formats import Format
from briefkit.leaflet.localising import Leaflet, figures_in
from briefkit.leaflet.printed_pictures import PrintedPicture
from briefkit.model import Block, Brief, Kind, Level, LocalisedText, Picture

__all__ = ["blurred_pictures", "printed_figure"]

# What a print shop asks for, in dots an inch.
_DPI = 300

_MM_PER_INCH = 25.4

# The most of a page's height, and the least of a column's width, that a picture takes.
_HIGHEST, _NARROWEST = 0.5, 0.5


def printed_figure(leaflet: Leaflet, fmt: Format, block: Block[LocalisedText]) -> PrintedPicture:
    """Return a figure as a format prints it."""
    picture = leaflet.brief.picture(block.name, leaflet.edition.locale)
    shows = next(b.content for b in block.children if b.kind is Kind.ALTERNATIVE_TEXT)
    assert shows is not None
    width = _width(picture, fmt, leaflet.brief.reader.level)
    return PrintedPicture(picture, shows, round(width, 2))


def _width(picture: Picture, fmt: Format, level: Level) -> float:
    """Return how wide a picture is printed, in mm.

    It is as wide as a column, and up to half as high as a page. One with too few dots for that is
    printed smaller, but not under half a column's width.
    """
    column = fmt.column(level)
    height = (fmt.height - fmt.margin_top - fmt.margin_bottom) * _HIGHEST
    width = column
    if picture.kind != "svg":
        sharp = picture.width_px / _DPI * _MM_PER_INCH
        width = min(column, max(sharp, column * _NARROWEST))
    return min(width, height * picture.width_px / picture.height_px)


def blurred_pictures(brief: Brief[Any], locale: str, fmt: Format) -> Iterator[Diagnostic]:
    """Yield a warning for each picture that has under 300 dots an inch as a format prints it."""
    names = dict.fromkeys(block.name for block in figures_in(brief.blocks))
    for name in names if not fmt.body else ():
        picture = brief.picture(name, locale)
        width = _width(picture, fmt, brief.reader.level)
        dpi = picture.width_px / (width / _MM_PER_INCH)
        if picture.kind != "svg" and round(dpi) < _DPI:
            needed = math.ceil(width / _MM_PER_INCH * _DPI)
            yield Diagnostic(
                check="pictures",
                message=translatable(
                    "This picture has %(dpi)s dpi at %(width)s mm, its width in the format "
                    "%(format)s: it is %(size)s px wide, and print needs %(needed)s dpi.",
                    dpi=f"{dpi:.0f}",
                    width=f"{width:.0f}",
                    format=fmt.name,
                    size=f"{picture.width_px:g}",
                    needed=_DPI,
                ),
                hint=translatable("Take a file that is %(size)s px wide, or an SVG.", size=needed),
                location=Location(f"briefs/{brief.name}/{name}"),
                severity=Severity.WARNING,
            )
