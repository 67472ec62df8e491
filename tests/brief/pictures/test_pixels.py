"""Photographs: decoded and encoded anew, upright, in sRGB, with nothing but pixels."""

import io
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from briefkit.brief import read_picture
from briefkit.errors import SourceError

KINDS = {"PNG": "a.png", "JPEG": "a.jpg"}


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def cleaned(data: bytes, name: str = "a.png") -> Image.Image:
    picture = read_picture(data, name)
    image = decoded(picture.data)
    assert (picture.width_px, picture.height_px) == image.size
    return image


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(SourceError) as caught:
        read_picture(data, name)
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.hint
    assert diagnostic.location is not None
    assert diagnostic.location.path == name
    return str(diagnostic)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_camera_writes_beside_the_pixels_is_gone(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "the maker"
    exif[0x8825] = {1: "N", 2: (48.0, 12.0, 30.0)}  # where it was taken
    text = PngInfo()
    text.add_itxt("Author", "the maker")
    options = {"pnginfo": text} if kind == "PNG" else {"comment": b"the maker"}
    data = encoded(Image.new("RGB", (30, 20), "red"), kind, exif=exif, dpi=(72, 72), **options)
    assert data.count(b"the maker") == 2
    picture = read_picture(data + b"hidden behind its end", KINDS[kind])
    assert not any(words in picture.data for words in (b"the maker", b"Exif", b"eXIf", b"hidden"))
    assert picture.data == read_picture(data, KINDS[kind]).data


def test_a_picture_stands_upright() -> None:
    image = Image.new("RGB", (30, 20), "white")
    image.paste("red", (0, 0, 15, 20))  # left, which is the top once it is turned
    exif = Image.Exif()
    exif[0x0112] = 6
    for kind, name in KINDS.items():
        upright = cleaned(encoded(image, kind, exif=exif), name).convert("RGB")
        assert upright.size == (20, 30)
        red, green, _ = upright.getpixel((10, 3))  # type: ignore[misc]
        assert red > 200 > 50 > green
        assert min(upright.getpixel((10, 27))) > 200  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("image", "mode"),
    [
        (Image.new("1", (4, 4)), "L"),
        (Image.new("L", (4, 4)), "L"),
        (Image.new("P", (4, 4)), "RGB"),
        (Image.new("LA", (4, 4), (9, 99)), "LA"),
        (Image.new("RGBA", (4, 4), (9, 9, 9, 99)), "RGBA"),
        (Image.new("RGBA", (4, 4), (9, 9, 9, 255)), "RGB"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.mode,
)
def test_a_picture_has_8_bits_of_grey_or_colour_and_alpha_where_it_shows(
    image: Image.Image, mode: str
) -> None:
    assert cleaned(encoded(image)).mode == mode


def test_light_greys_of_16_bits_stay_apart() -> None:
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 0x4000)
    image.putpixel((1, 0), 0xC000)
    grey = cleaned(encoded(image))
    assert (grey.mode, grey.tobytes()) == ("L", b"\x40\xc0")


def test_a_transparent_colour_of_a_palette_is_transparent() -> None:
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    found = cleaned(encoded(image, transparency=1))
    assert [found.getpixel((x, 0)) for x in (0, 1)] == [(255, 0, 0, 255), (0, 0, 255, 0)]


def test_inks_become_light() -> None:
    image = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    found = cleaned(encoded(image, "JPEG"), "a.jpg")
    red, green, blue = found.getpixel((4, 4))  # type: ignore[misc]
    assert found.mode == "RGB"
    assert red > 200 > 60 > max(green, blue)


def test_colours_are_those_that_the_profile_means() -> None:
    # A profile in which red and green have changed places.
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "ours".encode("utf-16-be"))
    image = Image.new("RGB", (4, 4), "#ff0000")
    found = cleaned(encoded(image, icc_profile=swapped))
    assert "icc_profile" not in found.info
    red, green, _ = found.getpixel((1, 1))  # type: ignore[misc]
    assert green > 200 > 50 > red
    assert cleaned(encoded(image, icc_profile=b"no profile")).getpixel((1, 1)) == (255, 0, 0)


def test_a_photograph_is_no_larger_than_a_page_needs() -> None:
    assert cleaned(encoded(Image.new("L", (7016, 20)))).size == (3508, 10)


def test_a_jpeg_that_needs_no_change_keeps_its_quality() -> None:
    image = Image.linear_gradient("L").convert("RGB")
    data = encoded(image, "JPEG", quality=71)
    tables = decoded(data).quantization  # type: ignore[attr-defined]
    assert cleaned(data, "a.jpg").quantization == tables  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.png", "It is broken"),
        (encoded(Image.new("L", (9, 9)))[:-30], "a.png", "It is broken"),
        (encoded(Image.effect_noise((99, 99), 9), "JPEG")[:-999], "a.jpg", "It is broken"),
        (encoded(Image.new("L", (9, 9))), "a.jpg", "it is PNG. Rename it to a.png"),
        (encoded(Image.new("L", (9, 9)), "JPEG"), "img/a.svg", "it is JPEG. Rename it to a.jpg"),
        (b'<svg viewBox="0 0 1 1"/>', "a.png", "it is SVG. Rename it to a.svg"),
        (encoded(Image.new("L", (9, 9)), "GIF"), "a.png", "It is no SVG, PNG or JPEG, but GIF."),
        (encoded(Image.new("RGB", (9, 9)), "WEBP"), "a.png", "but WebP."),
        (b"\0\0\0\x18ftypheic", "a.jpg", "but HEIC, AVIF."),
        (b"%PDF-1.7", "a.svg", "but PDF."),
        (b"\x1f\x8b\x08", "a.svg", "but gzip, SVGZ."),
        (b"", "a.png", "It is no SVG, PNG or JPEG."),
    ],
)
def test_what_is_no_picture_of_its_name_is_refused(data: bytes, name: str, words: str) -> None:
    assert words in " ".join(refusal(data, name).split())


def test_what_moves_is_refused() -> None:
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 255)]
    data = encoded(frames[0], save_all=True, append_images=frames[1:])
    assert "It moves" in refusal(data, "a.png")


@pytest.mark.parametrize("side", [8001, 10_000, 60_000])
def test_a_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    # A small file that says that it is large: its pixels are not even there.
    data = bytearray(encoded(Image.new("L", (1, 1))))
    data[16:24] = side.to_bytes(4, "big") * 2
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert "It has more than 64 million pixels" in refusal(bytes(data), "a.png")


SMALL = {kind: encoded(Image.linear_gradient("L").resize((9, 9)), kind) for kind in KINDS}


@settings(deadline=None)
@given(
    kind=st.sampled_from(sorted(KINDS)),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6),
    rest=st.binary(max_size=20),
)
def test_a_spoilt_picture_is_refused_or_is_clean(
    kind: str, changes: list[tuple[int, int]], rest: bytes
) -> None:
    data = bytearray(SMALL[kind])
    for place, value in changes:
        data[place % len(data)] = value
    try:
        picture = read_picture(bytes(data) + rest, "")
    except SourceError:
        return
    again = read_picture(picture.data, f"a.{picture.kind}")
    assert (again.width_px, again.height_px) == (picture.width_px, picture.height_px)
    assert decoded(again.data).mode == decoded(picture.data).mode
    if picture.kind == "png":
        assert again == picture
