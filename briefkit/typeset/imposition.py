"""Pages put on sheets, in their places for folding and cutting.

A sheet is untagged: it is what is printed, and the PDF of its pages is what is read.
"""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from briefkit.leaflet import PT_PER_MM, Sheet
from briefkit.typeset.placing import Placed, form, line, place, placed
from briefkit.typeset.saving import saved

__all__ = ["impose"]

# Ticks that show where to fold, in mm: an office printer reaches no nearer to the edge.
TICK_FROM, TICK_TO = 4.0, 7.0

# How far the lines for cutting reach beyond the cards, in mm.
OVERCUT = 2.5


def impose(data: bytes, sheet: Sheet, *, right_to_left: bool, caption: bytes = b"") -> bytes:
    """Return the pages of a PDF on sheets: the same bytes for the same input.

    `caption` is a PDF of one page, as large as the sheet, that says what to do with it: it is
    drawn on the first side, with the lines to cut along.
    """
    size = sheet.width * PT_PER_MM, sheet.height * PT_PER_MM
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
        for number, side in enumerate(sheet.arrange(len(source.pages), right_to_left)):
            pages = placed(side, source, size)
            page = place(target, source, pages, size)
            if number % 2 == 0:
                _draw(page, _folds(sheet, number, right_to_left=right_to_left))
            if caption and number == 0:
                _draw(page, _cuts(pages))
                with pikepdf.open(io.BytesIO(caption)) as drawn:
                    page.Resources.XObject.Caption = form(target, drawn.pages[0], (0, 0, *size))
                    page.contents_add(b"/Caption Do")
        _describe(target, source, sheet)
        return saved(target)


def _folds(sheet: Sheet, side: int, *, right_to_left: bool) -> Iterator[str]:
    """Yield the operators that draw ticks at the folds, at both edges of a side."""
    for fold in sheet.fold_places(side, right_to_left=right_to_left):
        x = fold * PT_PER_MM
        for start, end in (
            (TICK_FROM, TICK_TO),
            (sheet.height - TICK_TO, sheet.height - TICK_FROM),
        ):
            yield line(x, start * PT_PER_MM, x, end * PT_PER_MM)


def _cuts(pages: tuple[Placed, ...]) -> Iterator[str]:
    """Yield the operators that draw lines along the edges of cards."""
    over = OVERCUT * PT_PER_MM
    columns = sorted({round(x, 4) for p in pages for x in (p.x, p.x + p.part[2])})
    rows = sorted({round(y, 4) for p in pages for y in (p.y, p.y + p.part[3])})
    for x in columns:
        yield line(x, rows[0] - over, x, rows[-1] + over)
    for y in rows:
        yield line(columns[0] - over, y, columns[-1] + over, y)


def _draw(page: pikepdf.Page, lines: Iterator[str]) -> None:
    """Draw thin grey dashes on a page, over what stands there."""
    drawing = "\n".join(["q 0.5 w [3 3] 0 d 0.4 G", *lines, "Q"])
    page.contents_add(drawing.encode())


def _describe(target: pikepdf.Pdf, source: pikepdf.Pdf, sheet: Sheet) -> None:
    """Carry over what the file is called, and say how to print it."""
    for key, value in source.docinfo.items():
        target.docinfo[key] = str(value)
    target.Root.Lang = str(source.Root.Lang)
    # ISO 32000-1, table 150: as it is, and turned as its folds want it.
    target.Root.ViewerPreferences = Dictionary(
        DisplayDocTitle=True,
        PrintScaling=Name("/None"),
        Duplex=Name.DuplexFlipLongEdge if sheet.flip_long_edge else Name.DuplexFlipShortEdge,
    )
