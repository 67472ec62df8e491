"""SVGs for tests, as text."""

import re
from xml.etree.ElementTree import fromstring

from briefkit.brief import read_picture
from briefkit.model import Picture

__all__ = ["clean", "drawing", "require_clean"]

# All that a clean picture may hold.
ELEMENTS = frozenset(
    "circle clipPath defs ellipse g image line linearGradient marker mask path pattern "
    "radialGradient rect stop svg symbol text tspan use".split()
)
ATTRIBUTES = frozenset(
    "alignment-baseline clip-path clip-rule clipPathUnits color cx cy d direction "
    "dominant-baseline dx dy fill fill-opacity fill-rule font-size font-style font-weight fr fx fy "
    "gradientTransform gradientUnits height href id marker-end marker-mid marker-start "
    "markerHeight markerUnits markerWidth mask maskContentUnits maskUnits offset opacity orient "
    "overflow patternContentUnits patternTransform patternUnits preserveAspectRatio r refX refY "
    "rx ry spreadMethod stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor "
    "transform transform-origin viewBox visibility width x x1 x2 y y1 y2".split()
)
SVG = "{http://www.w3.org/2000/svg}"


def drawing(inside: str, attributes: str = 'viewBox="0 0 200 100"') -> bytes:
    """Return an SVG with these elements in it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{attributes}>{inside}</svg>"
    ).encode()


def clean(inside: str, attributes: str = 'viewBox="0 0 200 100"') -> Picture:
    """Return the picture of an SVG with these elements in it."""
    return read_picture(drawing(inside, attributes), "a.svg")


def require_clean(picture: Picture) -> None:
    """Fail unless a picture holds what it may hold alone, and is as it is when it is read again."""
    assert b"<!" not in picture.data
    assert picture.data.count(b"<?") <= 1
    for element in fromstring(picture.data).iter():
        assert element.tag.removeprefix(SVG) in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        for name, value in element.attrib.items():
            if name == "href":
                kinds = r"#p\d+|data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*"
                assert re.fullmatch(kinds, value)
            elif "(" in value:
                assert re.fullmatch(r"url\(#p\d+\)( [#\w]+)?|[ \w(),.%/+-]+", value)
                assert "url" not in re.sub(r"url\(#p\d+\)", "", value)
    again = read_picture(picture.data, "a.svg")
    assert (again.data, again.texts) == (picture.data, picture.texts)
    assert not again.undrawn
