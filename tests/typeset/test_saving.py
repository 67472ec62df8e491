"""The bytes of a PDF: the same each time, and no stream in them that a strict reader refuses."""

import io
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from briefkit.typeset.saving import saved


def drawing_that_ends_in_cr(start: bytes = b"q Q") -> bytes:
    """Return a page's content whose compressed form ends in a CR: its checksum does (RFC 1950)."""
    return next(
        content
        for blanks in range(256)
        for content in [start + b"\n" * (blanks % 16) + b" " * (blanks // 16)]
        if zlib.compress(content)[-1:] == b"\r"
    )


def document(*contents: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    for content in contents:
        pdf.add_blank_page().Contents = pdf.make_stream(content)
    return pdf


def streams(data: bytes) -> list[bytes]:
    """Return the streams as they stand in a file, object streams and cross-references too."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        return [stream.read_raw_bytes() for stream in found]


@pytest.mark.parametrize("start", [b"q Q", b"0 0 m 9 9 l S", b"1 w"])
def test_no_stream_ends_in_a_carriage_return(start: bytes) -> None:
    content = drawing_that_ends_in_cr(start)
    assert all(zlib.compress(content, level)[-1:] == b"\r" for level in range(1, 10))
    data = saved(document(b"q Q", content, b"n"))
    assert not re.search(rb"\r\n?endstream", data)
    assert not any(stream.endswith(b"\r") for stream in streams(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.pages[1].Contents.read_bytes() == content
        assert pdf.check_pdf_syntax() == []
    assert saved(document(b"q Q", content, b"n")) == data


def test_a_stream_that_was_compressed_elsewhere_is_seen_to_as_well() -> None:
    content = drawing_that_ends_in_cr()
    pdf = document(b"q Q")
    pdf.pages[0].Contents.write(zlib.compress(content), filter=pikepdf.Name.FlateDecode)
    data = saved(pdf)
    assert not any(stream.endswith(b"\r") for stream in streams(data))
    with pikepdf.open(io.BytesIO(data)) as again:
        assert again.pages[0].Contents.read_bytes() == content


@pytest.mark.parametrize(
    ("locale", "audience"), [("de", "community"), ("bg", "professional"), ("ar", "community")]
)
def test_no_stream_of_a_leaflet_does(
    locale: str, audience: str, built: Callable[[str, str], bytes]
) -> None:
    data = built(locale, audience)
    found = streams(data)
    assert len(found) > 5  # some more where there are streams of objects
    assert not any(stream.endswith(b"\r") for stream in found)
    assert not re.search(rb"\r\n?endstream", data)
