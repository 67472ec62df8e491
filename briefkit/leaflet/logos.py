"""The logos that a leaflet carries, as they print."""

from briefkit.leaflet.formats import Format
from briefkit.leaflet.localising import Leaflet
from briefkit.leaflet.printed_pictures import PrintedPicture
from briefkit.model import LocalisedText, Logo, Place

__all__ = ["funder_logo", "placed_logos"]

# How large logos are printed, by the formats in which they are not as brief.toml says.
_SCALES = {"large-print": 1.5, "poster": 2.5, "tear-off": 2}


def _printed_logo(logo: Logo, says: LocalisedText | None, fmt: Format) -> PrintedPicture:
    assert logo.picture is not None  # the project has read it
    assert says is not None
    most = min(fmt.page_width(n) for n in (1, *fmt.widths)) - 2 * fmt.margin_side
    width = min(logo.width * _SCALES.get(fmt.name, 1), most)
    return PrintedPicture(logo.picture, says, width)


def placed_logos(leaflet: Leaflet, fmt: Format) -> dict[str, list[PrintedPicture]]:
    """Return the brand's logos by their places, in the order of brief.toml."""
    brief = leaflet.brief
    found: dict[str, list[PrintedPicture]] = {place: [] for place in Place}
    for logo, says in zip(brief.settings.brand.logos, brief.words.logos, strict=True):
        found[logo.place].append(_printed_logo(logo, says, fmt))
    return found


def funder_logo(leaflet: Leaflet, fmt: Format) -> PrintedPicture | None:
    """Return the logo beside the funder's notice, if there is one."""
    funder = leaflet.brief.settings.funder
    if funder is None or funder.logo is None:
        return None
    return _printed_logo(funder.logo, leaflet.brief.words.funder_logo, fmt)
