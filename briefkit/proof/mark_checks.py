"""Checks of the lines that say where to cut and to fold, against the panels that are drawn there.

The marks are read back from the PDF, and where they must be is taken from the panels of each side
and of the one behind it: not from what drew them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from briefkit.diagnostics import Translatable, translatable
from briefkit.leaflet import PT_PER_MM, Format, Side

__all__ = ["press_mark_faults", "sheet_mark_faults"]

# How exactly marks are held, and from how near an edge of the paper nothing is folded; in mm.
_TOLERANCE = 0.1
_EDGE = 1.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A straight line from (x1, y1) to (x2, y2), in mm from the lower left corner of the trim."""

    x1: float
    y1: float
    x2: float
    y2: float


def sheet_mark_faults(
    pdf: pikepdf.Pdf, sides: Sequence[Side], fmt: Format
) -> Iterator[Translatable]:
    """Yield what is wrong with the marks on sheets: the first side of each has them."""
    for number, page in enumerate(pdf.pages[: len(sides)]):
        size = _trim_size(page)
        across, along = _edges(sides, number, fmt, size)
        lines = _lines(page)
        if lines or number % 2 == 0:
            yield from _misplaced(number, lines, across, along)
            yield from _unmarked(number, lines, across, along)


def press_mark_faults(
    pdf: pikepdf.Pdf, sides: Sequence[Side], fmt: Format, *, required: bool
) -> Iterator[Translatable]:
    """Yield what is wrong with the marks of a press file, on every side of it.

    Where marks are not `required`, a file without any is sound.
    """
    drawn = [_lines(page) for page in pdf.pages]
    if not required and not any(drawn):
        return
    for number, page in enumerate(pdf.pages[: len(sides)]):
        width, height = size = _trim_size(page)
        folds, cuts = _edges(sides, number, fmt, size)
        across, along = [0.0, *folds, width], [0.0, *cuts, height]
        yield from _misplaced(number, drawn[number], across, along)
        yield from _unmarked(number, drawn[number], across, along)
        for line in drawn[number]:
            if line.x1 < width and line.x2 > 0 and line.y1 < height and line.y2 > 0:
                yield translatable(
                    "side %(side)s has a mark on what stays of it when it is cut", side=number + 1
                )


def _edges(
    sides: Sequence[Side], number: int, fmt: Format, size: tuple[float, float]
) -> tuple[list[float], list[float]]:
    """Return where the panels of a side end within it: from the left, and from its foot.

    Where a panel is blank, the one behind it tells; turned over, its edges are mirrored.
    """
    behind = sides[number ^ 1] if number ^ 1 < len(sides) else ()
    across, along = set(), set()
    for side, mirrored in ((sides[number], False), (behind, True)):
        for cell in side:
            for x in (cell.x, cell.x + cell.width):
                across.add(round(size[0] - x if mirrored else x, 2))
            along |= {round(cell.y, 2), round(cell.y + fmt.height, 2)}
    return (
        sorted(x for x in across if _EDGE < x < size[0] - _EDGE),
        sorted(y for y in along if _EDGE < y < size[1] - _EDGE),
    )


def _misplaced(
    number: int, lines: Iterable[_Line], across: Iterable[float], along: Iterable[float]
) -> Iterator[Translatable]:
    upright = sorted({line.x1 for line in lines if line.x1 == line.x2})
    level = sorted({line.y1 for line in lines if line.y1 == line.y2})
    for x in upright:
        if not any(abs(x - edge) <= _TOLERANCE for edge in across):
            yield translatable(
                "side %(side)s has a mark %(distance)s mm from the left, where no panel ends",
                side=number + 1,
                distance=f"{x:.1f}",
            )
    for y in level:
        if not any(abs(y - edge) <= _TOLERANCE for edge in along):
            yield translatable(
                "side %(side)s has a mark %(distance)s mm from its foot, where no panel ends",
                side=number + 1,
                distance=f"{y:.1f}",
            )


def _unmarked(
    number: int, lines: Sequence[_Line], across: Iterable[float], along: Iterable[float]
) -> Iterator[Translatable]:
    """Yield the edges that no line marks from end to end, or at both ends."""
    upright = [line for line in lines if line.x1 == line.x2]
    level = [line for line in lines if line.y1 == line.y2]
    for x in across:
        mine = [line for line in upright if abs(line.x1 - x) <= _TOLERANCE]
        if not _at_both_ends([(line.y1, line.y2) for line in mine]):
            yield translatable(
                "side %(side)s has no marks %(distance)s mm from the left, where a panel ends",
                side=number + 1,
                distance=f"{x:.1f}",
            )
    for y in along:
        mine = [line for line in level if abs(line.y1 - y) <= _TOLERANCE]
        if not _at_both_ends([(line.x1, line.x2) for line in mine]):
            yield translatable(
                "side %(side)s has no marks %(distance)s mm from its foot, where a panel ends",
                side=number + 1,
                distance=f"{y:.1f}",
            )


def _at_both_ends(spans: Sequence[tuple[float, float]]) -> bool:
    """Whether marks reach far apart: two ticks, or one long line (mm)."""
    return bool(spans) and max(map(max, spans)) - min(map(min, spans)) > 40


def _trim_size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) / PT_PER_MM for value in page.trimbox)
    return right - left, top - bottom


def _lines(page: pikepdf.Page) -> list[_Line]:
    """Return the straight lines that a page draws itself, outside the forms that it shows."""
    left, bottom = (float(value) for value in page.trimbox[:2])
    found: list[_Line] = []
    offsets, offset, start = [], (0.0, 0.0), (0.0, 0.0)
    for instruction in pikepdf.parse_content_stream(page, "q Q cm m l"):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                offsets.append(offset)
            case "Q":
                offset = offsets.pop() if offsets else (0.0, 0.0)
            case "cm":
                offset = offset[0] + float(operands[4]), offset[1] + float(operands[5])
            case operator:
                x, y = (
                    float(operands[0]) + offset[0] - left,
                    float(operands[1]) + offset[1] - bottom,
                )
                point = round(x / PT_PER_MM, 3), round(y / PT_PER_MM, 3)
                if operator == "l":
                    (x1, x2), (y1, y2) = (sorted(v) for v in zip(start, point, strict=True))
                    found.append(_Line(x1, y1, x2, y2))
                start = point
    return found
