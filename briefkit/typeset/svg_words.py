"""The words in an SVG are set whole: WeasyPrint sets each letter by itself, from left to right.

So no Arabic letter joins another, and no right-to-left word can be read (Kozea/WeasyPrint, issues
2249 and 2909). The one change of WeasyPrint that changes what is drawn: docs/upstream.md.
"""

from collections.abc import Iterator
from typing import Any

from weasyprint import svg

__all__ = ["set_svg_words_whole"]

# What places letters one by one; words with any of these are left to WeasyPrint.
_PLACES = ("x", "y", "dx", "dy")
_LETTERS = ("letter-spacing", "rotate", "textLength")


class _Whole(str):
    """Words that are one letter to what goes through them letter by letter."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def set_svg_words_whole() -> None:
    """Have WeasyPrint set the words of SVGs whole, in this process; once does."""
    original = svg.TAGS["text"]
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

    set_words.sets_letters = original  # type: ignore[attr-defined]
    svg.TAGS.update({tag: set_words for tag, draw in svg.TAGS.items() if draw is original})
    svg.text = set_words
