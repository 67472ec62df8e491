"""A picture's file becomes a Picture, or a refusal."""

import io
import re

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError
from briefkit.model import Picture

__all__ = ["read_picture"]


def read_picture(data: bytes, name: str) -> Picture:
    """Read an SVG, PNG or JPEG; `name` is how its file is called. Raises SourceError."""
    from PIL import Image  # few briefs have pictures, and it takes its time

    if data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                image.load()
                kind, (width, height) = image.format, image.size
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            raise _unreadable(name, "It is broken.") from None
        return Picture(
            kind="png" if kind == "PNG" else "jpeg", data=data, width_px=width, height_px=height
        )
    text = data.decode("utf-8", "replace")
    box = re.search(
        r"<svg\b[^>]*\bviewBox\s*=\s*[\"']\s*[-\d.e]+[\s,]+[-\d.e]+[\s,]+([\d.e]+)[\s,]+([\d.e]+)",
        text,
    )
    if box is None:
        raise _unreadable(name, "It is no PNG, no JPEG and no SVG with a viewBox.")
    if re.search(r"<!(?:DOCTYPE|ENTITY)|<script|\bhref\s*=\s*[\"'](?!#)", text, re.IGNORECASE):
        raise _unreadable(name, "It has a script, or asks for another file.")
    wide, high = float(box[1]), float(box[2])
    if not (wide > 0 and high > 0):
        raise _unreadable(name, "Its viewBox has no size.")
    return Picture(kind="svg", data=data, width_px=wide, height_px=high)


def _unreadable(name: str, why: str) -> SourceError:
    return SourceError(
        Diagnostic(
            check="pictures",
            message=f"The picture can't be used. {why}",
            hint="Save it again as PNG, JPEG or plain SVG.",
            location=Location(name),
        )
    )
