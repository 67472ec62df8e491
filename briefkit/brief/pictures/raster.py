"""Photographs and other pictures of pixels: decoded, and encoded anew (Pillow)."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms, ImageFile, ImageOps

from briefkit.brief.pictures.refusing import unusable
from briefkit.diagnostics import translatable
from briefkit.errors import SourceError
from briefkit.model import Picture

__all__ = ["MOST_PIXELS", "read_raster"]

MOST_PIXELS = 64_000_000
"""The most pixels that are decoded: a telephone's camera makes up to 50 million"""

# The longest side, in px: 300 dpi over the height of an A4 page. A larger picture is made smaller.
_LONGEST = 3508

# Of a JPEG that can't keep its own: hardly to be told from the original.
_QUALITY = 92


def read_raster(data: bytes, name: str, most: int = MOST_PIXELS) -> Picture:
    """Return a PNG or JPEG, encoded anew. Raises SourceError for one that is broken or too large.

    It stands upright, is grey or in sRGB with or without an alpha channel, 8 bits each, and holds
    nothing but pixels. A JPEG keeps its quality where none of that changed it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        with opened as image, _whole_files():
            _require_usable(image, name, most)
            return _encoded(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large(name, most) from None
    except SourceError:
        raise
    except Exception:
        # Pillow's decoders raise what they meet: struct.error, SyntaxError, EOFError, and others.
        raise unusable(
            name,
            translatable("It is broken."),
            translatable("Export it again from where it is whole."),
        ) from None


@contextmanager
def _whole_files() -> Iterator[None]:
    """Have Pillow refuse files that end too early; WeasyPrint has it take them for whole."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _require_usable(image: Image.Image, name: str, most: int) -> None:
    """Raise SourceError before anything is decoded that must not be."""
    if image.width * image.height > most:
        raise _too_large(name, most)
    # A camera's JPEG may hold a second one, for screens: the first is the picture.
    if image.format == "PNG" and getattr(image, "is_animated", False):
        raise unusable(
            name,
            translatable("It moves."),
            translatable("Save the one picture of it that is to be printed."),
        )


def _too_large(name: str, most: int) -> SourceError:
    return unusable(
        name,
        translatable("It has more than %(most)s million pixels.", most=most // 1_000_000),
        translatable("Make it smaller: a page has room for %(size)s px.", size=_LONGEST),
    )


def _encoded(image: Image.Image) -> Picture:
    kind = "PNG" if image.format == "PNG" else "JPEG"
    upright = ImageOps.exif_transpose(image)
    plain = _in_srgb(upright)
    if max(plain.size) > _LONGEST:
        plain = ImageOps.contain(plain, (_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    untouched = plain is upright and image.getexif().get(0x0112, 1) == 1 and image.format == kind
    stream = io.BytesIO()
    if kind == "PNG":
        plain.info = {}
        plain.save(stream, "PNG", compress_level=9)
    elif untouched:
        image.load()
        image.info = {}
        image.save(stream, "JPEG", quality="keep")
    else:
        plain.info = {}
        plain.save(stream, "JPEG", quality=_QUALITY)
    return Picture(
        kind="png" if kind == "PNG" else "jpeg",
        data=stream.getvalue(),
        width_px=plain.width,
        height_px=plain.height,
    )


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return an image in 8 bits of grey or sRGB, with an alpha channel where one shows."""
    profile = image.info.get("icc_profile")
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        # Grey of 16 bits; converted as it is, all light greys would be white.
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif image.mode == "CMYK":
        image = _by_profile(image, profile) or image.convert("RGB")
        profile = None
    elif image.mode not in ("L", "LA", "RGB", "RGBA") or "transparency" in image.info:
        alpha = "transparency" in image.info or image.mode in ("PA", "La", "RGBa")
        grey = image.mode in ("1", "L", "La")
        image = image.convert(("LA" if grey else "RGBA") if alpha else ("L" if grey else "RGB"))
    if image.mode in ("LA", "RGBA"):
        lowest, _ = image.getchannel("A").getextrema()
        if lowest == 255:
            image = image.convert(image.mode[:-1])
    if image.mode in ("RGB", "RGBA"):
        image = _by_profile(image, profile) or image
    return image


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image | None:
    """Return an image in sRGB, or None where its profile says nothing of use."""
    if not profile:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "srgb" in ImageCms.getProfileDescription(source).lower():
            return None
        colours = image.convert("RGB") if image.mode == "RGBA" else image
        found = ImageCms.profileToProfile(
            colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if found is not None and image.mode == "RGBA":
        found.putalpha(image.getchannel("A"))
    return found
