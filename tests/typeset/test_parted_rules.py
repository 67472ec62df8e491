"""The rules between rows, steps and contacts: none at a page break."""

from itertools import pairwise

import pytest
from PIL import Image

from briefkit.leaflet import read_page
from briefkit.proof import page_picture
from briefkit.typeset import Typesetter

SHEET = """@page { size: 100mm 100mm; margin: 10mm }
body, ul { margin: 0; padding: 0; list-style: none }
.row { height: 14mm; break-inside: avoid }
"""
BELOW = ".row { border-bottom: 1mm solid #000 } .row:last-child { border-bottom: 0 }"
ABOVE = ".row { border-top: 1mm solid #000 } .row:first-child { border-top: 0 }"
PAIRS = (
    ".row { display: inline-block; width: 48%; vertical-align: top; border-top: 1mm solid #000 }"
    ".row:nth-child(-n+2) { border-top: 0 }"
)
TABLE = ".row { display: table; width: 100%; border-top: 1mm solid #000 }"


def _rules(page: Image.Image) -> int:
    """Return how many dark lines cross a page a quarter from its left."""
    x = page.width // 4
    column = page.convert("L").crop((x, 0, x + 1, page.height)).tobytes()
    return sum(above >= 128 > here for above, here in pairwise(column))


@pytest.mark.parametrize(
    ("css", "rows", "rules"),
    [(BELOW, 9, [4, 3]), (ABOVE, 9, [4, 3]), (PAIRS, 14, [4, 1]), (TABLE, 9, [5, 3])],
)
def test_a_rule_stands_between_two_things_on_a_page(
    typesetter: Typesetter, css: str, rows: int, rules: list[int]
) -> None:
    items = "\n".join("<li class=row>a</li>" for _ in range(rows))
    html = f"<!DOCTYPE html><html lang=en><title>T</title><body><ul>{items}</ul></body></html>"
    page = read_page(html, SHEET + css, language="en", language_name="English")
    pdf = typesetter.draw(page, 12, 1.2, "test", balance=False)
    assert [_rules(page_picture(pdf, number)) for number in range(len(rules))] == rules
