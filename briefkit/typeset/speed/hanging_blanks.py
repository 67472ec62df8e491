"""A text that fits its line but for the blank at its end."""

from collections.abc import Iterator
from math import inf
from typing import Any

from weasyprint.text import line_break

from briefkit.typeset.speed.replacing import Replacement, everywhere

__all__ = ["hanging_blanks"]

# More characters than this to a font size of width fill more than a line (WeasyPrint's own ratio).
_RATIO = 4


def hanging_blanks() -> Iterator[Replacement]:
    """Leave on its line a text that fits but for its last blank, which hangs (CSS Text 3, 4.1.3).

    `split_first_line` (weasyprint/text/line_break.py) measures the blank too, takes the text for
    one that can't be parted before its first word's end, and puts that word on a line of its own:
    “Above”, and below it “40 °C, …”. It happens before a link or other markup at a line's end. Of
    the changes here it is the only one that alters a page, and a leaflet seldom has such a line.
    """
    split = line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any,
        is_line_start: bool = True, minimum: bool = False,
    ) -> tuple[Any, ...]:  # fmt: skip
        def line_of(text: str, width: Any) -> Any:
            return split(text, style, context, width, justification_spacing, is_line_start, minimum)

        line = line_of(text, max_width)
        if line[2] is None or not text.endswith(" ") or max_width in (None, inf):
            return line  # type: ignore[no-any-return]
        shown = text.rstrip(" ")
        size = style["font_size"]
        if (
            style["white_space"] in ("normal", "pre-line")
            and len(text) * size <= max_width * _RATIO
            and line_of(shown, max_width)[2] is None
        ):
            line = line_of(text, max_width + size * (len(text) - len(shown)))
        return line  # type: ignore[no-any-return]

    yield from everywhere(split, split_first_line)
