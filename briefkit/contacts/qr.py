"""Addresses as QR codes; the only importer of segno."""

from base64 import b64encode
from html import escape
from itertools import groupby

__all__ = ["code_picture", "qr_code"]

# The side of an edition code as a QR code, with its light modules: 0.32 mm and more a module.
_CODE_SIDE = "12mm"


def code_picture(code: str) -> str:
    """Return an edition code as a QR code of 12 mm for stylesheets: `url("data:…")`."""
    side = f'width="{_CODE_SIDE}" height="{_CODE_SIDE}"'
    svg = qr_code(code).replace("<svg ", f"<svg {side} ", 1)
    return f'url("data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}")'


def qr_code(address: str) -> str:
    """Return an address as a QR code in SVG, a unit a module: the address is its description.

    ISO/IEC 18004: error correction M, and four light modules all round.
    """
    import segno  # 120 ms, which a leaflet without web addresses does without

    code = segno.make_qr(address, error="m", boost_error=False)
    width = code.symbol_size()[0]
    # Dark modules that stand side by side are one rectangle: it is set in a third of the time.
    dark = []
    for y, row in enumerate(code.matrix_iter(border=4)):
        x = 0
        for is_dark, modules in groupby(row):
            length = len(list(modules))
            dark += [f"M{x} {y}h{length}v1h-{length}z"] if is_dark else []
            x += length
    # Quotes are escaped by number, as in the rest of a page.
    title = escape(address, quote=False).replace('"', "&#34;").replace("'", "&#39;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}" role="img">'
        f'<title>{title}</title><rect width="{width}" height="{width}" fill="#fff"/>'
        f'<path d="{"".join(dark)}" fill="#000"/></svg>'
    )
