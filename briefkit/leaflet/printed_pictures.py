"""Pictures as a page holds them: logos, and those of the text."""

import base64
import io
import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from briefkit.model import LocalisedText, Picture

__all__ = ["PrintedPicture", "image"]


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture, what it says or shows to those who don't see it, and its printed width in mm."""

    picture: Picture
    alternative: LocalisedText
    width: float


def image(printed: PrintedPicture, *, grayscale: bool) -> Markup:
    """Return a picture as an image that stands in the page itself; a drawing's greys come later."""
    picture = _in_greys(printed.picture) if grayscale else printed.picture
    kind = {"svg": "svg+xml"}.get(picture.kind, picture.kind)
    data = base64.b64encode(picture.data).decode()
    return Markup('<img src="data:image/{};base64,{}" alt="{}" style="width: {:g}mm">').format(
        kind, data, printed.alternative.plain, printed.width
    )


def _in_greys(picture: Picture) -> Picture:
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
    return b"data:image/png;base64," + base64.b64encode(_in_greys(picture).data)
