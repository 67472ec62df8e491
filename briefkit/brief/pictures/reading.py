"""A picture's file is read: what it is by its content, and whether its name says so."""

from pathlib import PurePath

from briefkit.brief.pictures.refusing import unusable
from briefkit.diagnostics import translatable
from briefkit.errors import SourceError
from briefkit.model import Picture

__all__ = ["read_picture"]

# What the files of other pictures begin with, after so many bytes.
_OTHERS = (
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WebP"),
    (4, b"ftyp", "HEIC, AVIF"),
    (0, b"%PDF", "PDF"),
    (0, b"%!PS", "EPS"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"8BPS", "Photoshop"),
    (0, b"BM", "BMP"),
    (0, b"\x1f\x8b", "gzip, SVGZ"),
    (0, b"PK", "ZIP"),
)

_KINDS = {".svg": "svg", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_NAMES = {"svg": "SVG", "png": "PNG", "jpeg": "JPEG"}


def read_picture(data: bytes, name: str) -> Picture:
    """Return the picture of a file; `name` is how that is called. Raises SourceError.

    A PNG or JPEG is decoded and encoded anew, upright, in sRGB, without what else its file tells
    (who took it, when and where), and at most as large as print needs. An SVG is written anew from
    the elements and attributes that draw: no scripts, nothing from elsewhere, no styles but
    attributes, no names but ours. The same file gives the same bytes.
    """
    if data.startswith(b"\x89PNG") or data.startswith(b"\xff\xd8\xff"):
        kind = "png" if data.startswith(b"\x89") else "jpeg"
        _require_name(name, kind)
        from briefkit.brief.pictures.raster import read_raster  # Pillow takes its time

        return read_raster(data, name)
    found = next((what for at, magic, what in _OTHERS if data[at:].startswith(magic)), "")
    if found:
        raise unusable(name, translatable("It is no SVG, PNG or JPEG, but %(kind)s.", kind=found))
    from briefkit.brief.pictures.svg_cleaning import read_svg  # so does what reads styles

    try:
        picture = read_svg(data, name)
    except SourceError:
        if b"<svg" not in data[:100_000] and b"<" not in data[:1]:
            raise unusable(name, translatable("It is no SVG, PNG or JPEG.")) from None
        raise
    _require_name(name, "svg")
    return picture


def _require_name(name: str, kind: str) -> None:
    """Raise SourceError where a file's name says that it is another kind of picture."""
    path = PurePath(name)
    said = _KINDS.get(path.suffix.lower(), kind)
    if said != kind:
        right = path.with_suffix(".jpg" if kind == "jpeg" else f".{kind}").name
        raise unusable(
            name,
            translatable(
                "Its name says %(said)s, and it is %(kind)s.", said=_NAMES[said], kind=_NAMES[kind]
            ),
            translatable("Rename it to %(name)s, and write that name in the text too.", name=right),
        )
