"""The checks that what must be seen can be: its words may be there, and no eye find them."""

from collections.abc import Iterator, Sequence

import pypdfium2

from briefkit.diagnostics import Translatable, translatable
from briefkit.proof.expectations import Expectation
from briefkit.proof.printed import Printed
from briefkit.proof.reading import Run, comparable

__all__ = ["check_band_is_visible", "check_notice_is_visible"]

# The least height of a line of the notice in pt: 5 pt of type, on the pocket card, has 4.
_HEIGHT = 3.0
# Shorter runs may have no letter that rises above the others.
_LETTERS = 12
# What has fewer letters of a band may be another text; and how much of one must be seen.
_OF_BAND, _OF_PART, _MOST_OF_BAND = 6, 3, 0.3

# The least difference in lightness, of 255, between letters and what is behind them; and the pixels
# that a pt is drawn with, so that thin strokes of small type are as dark as they print.
_CONTRAST = 90
_SCALE = 3.0


def check_notice_is_visible(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
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
        yield translatable("the disclaimer is too small to be read")
    # All that is drawn of a full stop is dark: nothing shows what it stands out from.
    elif _faint(printed.data, [run for run in runs if any(map(str.isalnum, run.text))]):
        yield translatable(
            "the disclaimer can't be seen: it is too light, covered, or beyond the page"
        )


def check_band_is_visible(printed: Printed, wanted: Expectation) -> Iterator[Translatable]:
    """The band that says that a leaflet is a draft stands out from what is behind it.

    That every page has it is another check.
    """
    band = comparable(wanted.draft_notice)
    if not band:
        return
    parts = [band[i : i + _OF_PART] for i in range(len(band) - _OF_PART + 1)]
    shared = {run: _shared(run.text, parts) for run in printed.runs}
    runs = [run for run in printed.runs if shared[run] >= _OF_BAND]
    faint = _faint(printed.data, runs)
    for page in sorted({run.page for run in runs}):
        seen = sum(shared[run] for run in runs if run.page == page and run not in faint)
        if seen < len(band) * _MOST_OF_BAND:
            yield translatable(
                "page %(page)s is a draft's, and the band that says so can't be seen", page=page + 1
            )


def _shared(text: str, parts: Sequence[str]) -> int:
    """Return how many of a band's parts stand in a text.

    PDFium gives letters from right to left in their order on the page, and some parts in another;
    of a text from left to right among such ones, it gives the words so.
    """
    words = comparable(text), comparable(" ".join(reversed(text.split())))
    return max(sum(part in each for part in parts) for each in (*words, words[0][::-1]))


def _faint(data: bytes, runs: Sequence[Run]) -> set[Run]:
    """Return those of the runs that don't stand out from what they are drawn on."""
    found: set[Run] = set()
    with pypdfium2.PdfDocument(data) as document:
        for page in sorted({run.page for run in runs}):
            found |= _faint_on_page(document[page], [run for run in runs if run.page == page])
    return found


def _faint_on_page(drawn: pypdfium2.PdfPage, runs: Sequence[Run]) -> set[Run]:
    x, y, width, height = drawn.get_bbox()
    beyond = {
        run
        for run in runs
        if run.box[0] < x or run.box[1] < y or run.box[2] > width or run.box[3] > height
    }
    within = [run for run in runs if run not in beyond]
    if not within:
        return beyond
    # With what is around them: a full stop fills its own box.
    left, bottom = (
        max(min(run.box[edge] for run in within) - 1, at) for edge, at in ((0, x), (1, y))
    )
    right = min(max(run.box[2] for run in within) + 1, width)
    top = min(max(run.box[3] for run in within) + 1, height)
    crop = (left - x, bottom - y, width - right, height - top)
    picture = drawn.render(scale=_SCALE, crop=crop).to_pil().convert("L")
    for run in within:
        area = picture.crop(
            (
                max(int((run.box[0] - left) * _SCALE) - 1, 0),
                max(int((top - run.box[3]) * _SCALE) - 1, 0),
                min(int((run.box[2] - left) * _SCALE) + 1, picture.width),
                min(int((top - run.box[1]) * _SCALE) + 1, picture.height),
            )
        )
        darkest, lightest = area.getextrema()
        if lightest - darkest < _CONTRAST:
            beyond.add(run)
    return beyond
