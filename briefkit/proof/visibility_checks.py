"""The check that the funder's notice can be seen: its words may be there, and no eye find them."""

from collections.abc import Iterator, Sequence

import pypdfium2

from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.proof.reading import Run, comparable

__all__ = ["check_notice_is_visible"]

# The least height of a line of the notice in pt: 5 pt of type, on the pocket card, has 4.
_HEIGHT = 3.0
# Shorter runs may have no letter that rises above the others.
_LETTERS = 12

# The least difference in lightness, of 255, between letters and what is behind them; and the pixels
# that a pt is drawn with, so that thin strokes of small type are as dark as they print.
_CONTRAST = 90
_SCALE = 3.0


def check_notice_is_visible(printed: Printed, wanted: Expectation) -> Iterator[str]:
    """The notice is drawn in a size that can be read, and stands out from what is behind it."""
    if printed.structure is None or not wanted.notice:
        return
    notice = comparable(wanted.notice)
    places = {
        place
        for holder in printed.structure.walk()
        if holder.role == "P" and notice in comparable(holder.text(printed.texts))
        for element in holder.walk()
        for place in element.content
    }
    runs = [run for run in printed.runs if (run.page, run.mcid) in places]
    if any(r.box[3] - r.box[1] < _HEIGHT for r in runs if len(comparable(r.text)) >= _LETTERS):
        yield "the disclaimer is too small to be read"
    elif any(_faint(printed.data, page, runs) for page in sorted({run.page for run in runs})):
        yield "the disclaimer can't be seen: it is too light, covered, or beyond the page"


def _faint(data: bytes, page: int, runs: Sequence[Run]) -> bool:
    """Whether any of the runs on a page doesn't stand out from what it is drawn on."""
    boxes = [run.box for run in runs if run.page == page]
    left, bottom = (min(box[edge] for box in boxes) for edge in (0, 1))
    right, top = (max(box[edge] for box in boxes) for edge in (2, 3))
    with pypdfium2.PdfDocument(data) as document:
        drawn = document[page]
        x, y, width, height = drawn.get_bbox()
        if left < x or bottom < y or right > width or top > height:
            return True
        crop = (left - x, bottom - y, width - right, height - top)
        picture = drawn.render(scale=_SCALE, crop=crop).to_pil().convert("L")
    for box in boxes:
        area = picture.crop(
            (
                int((box[0] - left) * _SCALE),
                int((top - box[3]) * _SCALE),
                max(int((box[2] - left) * _SCALE), 1),
                max(int((top - box[1]) * _SCALE), 1),
            )
        )
        darkest, lightest = area.getextrema()
        if lightest - darkest < _CONTRAST:
            return True
    return False
