"""The logos that a leaflet carries, as they print."""

import base64
import io
import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from briefkit.leaflet.formats import Format
from briefkit.leaflet.localising import Leaflet
from briefkit.model import LocalisedText, Logo, Picture, Place

__all__ = ["PrintedLogo", "funder_logo", "image", "in_greys", "placed_logos"]

# How large logos are printed, by the formats in which they are not as brief.toml says.
_SCALES = {"large-print": 1.5, "poster": 2.5}


@dataclass(frozen=True, slots=True)
class PrintedLogo:
    """A logo: what it says, and its width in mm."""

    picture: Picture
    says: LocalisedText
    width: float


def _printed_logo(logo: Logo, says: LocalisedText | None, fmt: Format) -> PrintedLogo:
    assert logo.picture is not None  # the project has read it
    assert says is not None
    most = min(fmt.page_width(n) for n in (1, *fmt.widths)) - 2 * fmt.margin_side
    width = min(logo.width * _SCALES.get(fmt.name, 1), most)
    return PrintedLogo(logo.picture, says, width)


def in_greys(picture: Picture) -> Picture:
    """Return a picture in greys; a drawing as it is, but for the pictures that stand in it."""
    from PIL import Image

    if picture.kind == "svg":
        return replace(picture, data=_EMBEDDED.sub(_embedded_in_greys, picture.data))
    with Image.open(io.BytesIO(picture.data)) as read:
        alpha = "A" in read.getbands() or "transparency" in read.info
        data = io.BytesIO()
        read.convert("RGBA").convert("LA" if alpha else "L").save(data, "PNG")
    return replace(picture, kind="png", data=data.getvalue())


_EMBEDDED = re.compile(rb"data:image/(png|jpeg);base64,([A-Za-z0-9+/=]+)")


def _embedded_in_greys(found: re.Match[bytes]) -> bytes:
    picture = Picture(kind="png", data=base64.b64decode(found[2]), width_px=0, height_px=0)
    return b"data:image/png;base64," + base64.b64encode(in_greys(picture).data)


def placed_logos(leaflet: Leaflet, fmt: Format) -> dict[str, list[PrintedLogo]]:
    """Return the brand's logos by their places, in the order of brief.toml."""
    brief = leaflet.brief
    found: dict[str, list[PrintedLogo]] = {place: [] for place in Place}
    for logo, says in zip(brief.settings.brand.logos, brief.words.logos, strict=True):
        found[logo.place].append(_printed_logo(logo, says, fmt))
    return found


def funder_logo(leaflet: Leaflet, fmt: Format) -> PrintedLogo | None:
    """Return the logo beside the funder's notice, if there is one."""
    funder = leaflet.brief.settings.funder
    if funder is None or funder.logo is None:
        return None
    return _printed_logo(funder.logo, leaflet.brief.words.funder_logo, fmt)


def image(logo: PrintedLogo, *, grayscale: bool) -> Markup:
    """Return a logo as an image that stands in the page itself; a drawing's greys come later."""
    picture = in_greys(logo.picture) if grayscale else logo.picture
    kind = {"svg": "svg+xml"}.get(picture.kind, picture.kind)
    data = base64.b64encode(picture.data).decode()
    return Markup('<img src="data:image/{};base64,{}" alt="{}" style="width: {:g}mm">').format(
        kind, data, logo.says.plain, logo.width
    )
