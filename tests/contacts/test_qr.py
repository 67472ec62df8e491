"""QR codes: drawn as SVG that has its address as its name, whatever the address holds."""

import re
from itertools import groupby
from xml.etree import ElementTree

import segno

from briefkit.contacts import qr_code

SVG = "{http://www.w3.org/2000/svg}"


def test_a_code_is_named_by_its_address_and_drawn_to_the_module() -> None:
    address = "https://example.org/?a='1'&b=<2>"
    svg = ElementTree.fromstring(qr_code(address))
    wanted = segno.make_qr(address, error="m", boost_error=False)
    modules = int(wanted.symbol_size()[0])
    assert svg.get("viewBox") == f"0 0 {modules} {modules}"
    assert svg.findtext(f"{SVG}title") == address
    path = svg.find(f"{SVG}path")
    assert path is not None
    drawn = [[0] * modules for _ in range(modules)]
    for rectangle in path.attrib["d"].removesuffix("z").split("z"):
        found = re.fullmatch(r"M(\d+) (\d+)h(\d+)v1h-(\d+)", rectangle)
        assert found, rectangle
        x, y, width, back = map(int, found.groups())
        assert width == back
        for place in range(x, x + width):
            drawn[y][place] += 1
    assert drawn == [[int(module) for module in row] for row in wanted.matrix_iter(border=4)]
    # One rectangle for those side by side: each costs time, in a leaflet for each office.
    assert path.attrib["d"].count("M") == sum(
        is_dark for row in drawn for is_dark, _ in groupby(row)
    )
