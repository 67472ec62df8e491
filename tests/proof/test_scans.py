"""Photographs and scans that are broken, locked, huge or turned: read, or refused with a reason."""

import io
import struct
import warnings
import zlib

import pikepdf
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from briefkit.errors import UsageError
from briefkit.proof import is_scan, scanned_codes

CODE = "CT-BG-C-A4-7Q2M9XKD"


def photograph() -> Image.Image:
    data = io.BytesIO()
    segno.make_qr(CODE).save(data, kind="png", scale=4)
    return Image.open(data).convert("RGB")


def saved(form: str, **options: object) -> bytes:
    data = io.BytesIO()
    photograph().save(data, form, **options)
    return data.getvalue()


FILES = [
    saved("PNG"), saved("JPEG"), saved("TIFF"), saved("TIFF", compression="tiff_adobe_deflate"),
    saved("WEBP"), saved("PDF"),
]  # fmt: skip


@pytest.mark.parametrize("turn", [None, *Image.Transpose])
def test_a_turned_or_mirrored_photograph_is_read(turn: Image.Transpose | None) -> None:
    picture = photograph() if turn is None else photograph().transpose(turn)
    data = io.BytesIO()
    picture.save(data, "PNG")
    assert list(scanned_codes(data.getvalue())) == [(1, CODE)]


@given(
    st.sampled_from(FILES),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(20, 10_000),
)
def test_a_broken_file_is_read_or_refused(
    data: bytes, slips: list[tuple[int, int]], end: int
) -> None:
    broken = bytearray(data)
    for place, value in slips:
        broken[-place if place % 2 else place] = value
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            found = list(scanned_codes(bytes(broken[:end])))
        except UsageError:
            return
    assert all(page == 1 for page, _ in found)


def test_a_locked_pdf_says_that_it_is_locked() -> None:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(saved("PDF"))) as pdf:
        pdf.save(data, encryption=pikepdf.Encryption(user="u", owner="o"))
    assert is_scan(data.getvalue())
    with pytest.raises(UsageError, match="password"):
        list(scanned_codes(data.getvalue()))


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 1, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")
    with pytest.raises(UsageError, match="can’t be read"):
        list(scanned_codes(data))
