"""The words in an SVG are set whole: WeasyPrint sets each letter by itself, from left to right.

So no Arabic letter joins another, and no right-to-left word can be read (Kozea/WeasyPrint, issues
2249 and 2909). Like `speed/hanging_blanks` this changes what is drawn: docs/upstream.md. Words that
run out of their picture are warned of as WeasyPrint warns.
"""

import logging
from collections.abc import Iterator
from typing import Any

from weasyprint import svg
from weasyprint.matrix import Matrix
from weasyprint.svg.utils import transform

from briefkit.typeset.logged_warnings import RUN_OUT

__all__ = ["set_svg_words_whole"]

# What places letters one by one; words with any of these are left to WeasyPrint.
_PLACES = ("x", "y", "dx", "dy")
_LETTERS = ("letter-spacing", "rotate", "textLength")

# How far words may reach over the edge, as a part of the picture's width: that of a thin letter.
_TOLERANCE = 0.01

_LOGGER = logging.getLogger("weasyprint")


class _Whole(str):
    """Words that are one letter to what goes through them letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def set_svg_words_whole() -> None:
    """Have WeasyPrint set the words of SVGs whole, in this process; once does."""
    original, draw_all = svg.TAGS["text"], svg.SVG.draw
    if hasattr(original, "sets_letters"):
        return

    def set_words(drawing: Any, node: Any, font_size: float) -> None:
        words = node.text
        places = (node.get(name, "").replace(",", " ").split() for name in _PLACES)
        if not words or any(map(node.get, _LETTERS)) or any(len(each) > 1 for each in places):
            original(drawing, node, font_size)
            return
        element = node._etree_node
        element.text = _Whole(words)
        try:
            original(drawing, node, font_size)
        finally:
            element.text = words

    def draw(drawing: Any, *how: Any) -> None:
        draw_all(drawing, *how)
        for words in _outside(drawing):
            _LOGGER.warning("The words “%s” %s", " ".join(words.split()), RUN_OUT)

    set_words.sets_letters = original  # type: ignore[attr-defined]
    svg.TAGS.update({tag: set_words for tag, each in svg.TAGS.items() if each is original})
    svg.text = set_words
    svg.SVG.draw = draw


def _outside(drawing: Any) -> Iterator[str]:
    """Yield the words of a drawing, once it is drawn, that stand beyond its edges."""
    box = drawing.get_viewbox()
    if box is None:
        return
    left, top, wide, high = box
    reach = wide * _TOLERANCE
    for node, matrix in _texts(drawing, drawing.tree, Matrix()):
        x, y, width, height = node.text_bounding_box
        anchor, direction = node.get("text-anchor", "start"), node.get("direction", "ltr")
        if anchor == "middle":
            x -= width / 2
        elif (anchor, direction) not in (("start", "ltr"), ("end", "rtl")):
            x -= width
        ends = [matrix.transform_point(at, y + height / 2) for at in (x, x + width)]
        if not all(
            left - reach <= across <= left + wide + reach and top <= down <= top + high
            for across, down in ends
        ):
            yield "".join(node._etree_node.itertext())


def _texts(drawing: Any, node: Any, matrix: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the texts in groups of groups, each with what its units are in the drawing's own."""
    own = transform(
        node.get("transform"), node.get("transform-origin"), 16, drawing.normalized_diagonal
    )
    if node is not drawing.tree:
        matrix = own @ matrix
    if node.tag == "text" and node.visible:
        box = getattr(node, "text_bounding_box", None)
        if box is not None and 0 < box[2] < float("inf"):
            yield node, matrix
    elif node.tag == "g" or node is drawing.tree:
        for child in node if node.display else ():
            yield from _texts(drawing, child, matrix)
