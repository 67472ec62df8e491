"""Several PDFs are one for the printer: each begins on a sheet of its own."""

import io

import pikepdf
import pytest

from briefkit.typeset import joined


def pdf(pages: int, width: float = 200) -> bytes:
    output = io.BytesIO()
    with pikepdf.new() as made:
        for number in range(pages):
            page = made.add_blank_page(page_size=(width, 300 + number))
            page.obj.StructParents = number
        made.docinfo["/Title"] = "What nobody shall read"
        made.save(output)
    return output.getvalue()


def sizes(data: bytes) -> list[tuple[float, float]]:
    with pikepdf.open(io.BytesIO(data)) as read:
        return [tuple(map(float, page.mediabox[2:])) for page in read.pages]  # type: ignore[misc]


def test_what_has_an_odd_number_of_pages_gets_an_empty_back() -> None:
    parts = [pdf(1), pdf(2, 210), pdf(3, 220)]
    turned = [(200, 300), (200, 300), (210, 300), (210, 301), (220, 300), (220, 301), (220, 302)]
    assert sizes(joined(parts, flipped="long")) == turned
    assert len(sizes(joined(parts, flipped=""))) == 6


@pytest.mark.parametrize(
    ("flipped", "duplex"),
    [("long", "/DuplexFlipLongEdge"), ("short", "/DuplexFlipShortEdge"), ("", "/Simplex")],
)
def test_the_printer_is_told_how_to_turn_it_and_nobody_what_it_is(
    flipped: str, duplex: str
) -> None:
    data = joined([pdf(2), pdf(1)], flipped=flipped)
    assert data == joined([pdf(2), pdf(1)], flipped=flipped)
    with pikepdf.open(io.BytesIO(data)) as read:
        assert read.Root.ViewerPreferences.Duplex == duplex
        assert read.Root.ViewerPreferences.PrintScaling == "/None"
        assert not any("/StructParents" in page.obj for page in read.pages)
        assert "/Title" not in read.docinfo
