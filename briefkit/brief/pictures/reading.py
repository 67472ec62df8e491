"""A picture's file is read: what it is by its content, and whether its name says so."""

from pathlib import PurePath

from briefkit.brief.pictures.refusing import SAVE_AGAIN, unusable
from briefkit.errors import SourceError
from briefkit.model import Picture

__all__ = ["read_picture"]

# What the files of other pictures begin with, after so many bytes.
_OTHERS = (
    (0, b"GIF8", "a GIF"),
    (8, b"WEBP", "a WebP picture"),
    (4, b"ftyp", "a HEIC or AVIF picture, as telephones save them,"),
    (0, b"%PDF", "a PDF"),
    (0, b"%!PS", "an EPS"),
    (0, b"II*\0", "a TIFF"),
    (0, b"MM\0*", "a TIFF"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"BM", "a BMP"),
    (0, b"\x1f\x8b", "a compressed SVG, or another archive,"),
    (0, b"PK", "an archive"),
)

_KINDS = {".svg": "svg", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg"}
_NAMES = {"svg": "an SVG", "png": "a PNG", "jpeg": "a JPEG"}


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
        raise unusable(name, f"It is {found} and no SVG, PNG or JPEG.")
    from briefkit.brief.pictures.svg_cleaning import read_svg  # so does what reads styles

    try:
        picture = read_svg(data, name)
    except SourceError:
        if b"<svg" not in data[:100_000] and b"<" not in data[:1]:
            raise unusable(name, "It is no SVG, no PNG and no JPEG.", SAVE_AGAIN) from None
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
            f"Its name says that it is {_NAMES[said]}, and it is {_NAMES[kind]}.",
            f"Rename it {right}, also where the text names it.",
        )
