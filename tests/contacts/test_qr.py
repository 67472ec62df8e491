"""QR codes: drawn as SVG that has its address as its name, whatever the address holds."""

from xml.etree import ElementTree

import segno

from briefkit.contacts import qr_code

SVG = "{http://www.w3.org/2000/svg}"


def test_a_code_is_named_by_its_address_and_has_a_quiet_zone() -> None:
    address = "https://example.org/?a='1'&b=<2>"
    svg = ElementTree.fromstring(qr_code(address))
    modules = segno.make_qr(address, error="m", boost_error=False).symbol_size()[0]
    assert svg.get("viewBox") == f"0 0 {modules} {modules}"
    assert svg.findtext(f"{SVG}title") == address
    dark = svg.find(f"{SVG}path")
    assert dark is not None
    corners = [move.split(" ") for move in dark.attrib["d"].replace("h1v1h-1z", "").split("M")[1:]]
    places = [int(place) for corner in corners for place in corner]
    assert (min(places), max(places)) == (4, modules - 5)
