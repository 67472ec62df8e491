"""The file for the press: trim and bleed exact, marks outside them, inks.

ISO 15930-7:2010 is PDF/X-4. WeasyPrint's own has the clock and a random number in it, leaves
screen colours and links where the standard has none, and has no output intent: it is not used.
"""

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pikepdf
from pikepdf import Array

from briefkit.leaflet import PT_PER_MM, Cell, Finish, Format, Side
from briefkit.typeset.colours import as_ink, as_solid_grey, recolour
from briefkit.typeset.pdfx import declare
from briefkit.typeset.placing import line, place, placed
from briefkit.typeset.profiles import OutputProfile
from briefkit.typeset.saving import saved

__all__ = ["press_file", "press_sides"]

# Marks for cutting and folding, in mm: how far from the bleed, how long, and the paper for them.
MARK_GAP, MARK_LENGTH, MARK_ROOM = 1.0, 5.0, 7.0


def press_file(
    data: bytes,
    fmt: Format,
    finish: Finish,
    *,
    right_to_left: bool,
    profile: OutputProfile | None,
    made: date | None,
) -> bytes:
    """Return the file for the press of pages that were set with the finish's bleed.

    It has the pages one by one, or the sheets where the shop is to fold them; each with its trim
    and bleed boxes, and crop marks outside them if the finish has some. With a `profile` it is
    PDF/X-4; `made` is then the day of making, which such a file must name.
    """
    bleed = finish.bleed * PT_PER_MM
    room = bleed + (MARK_ROOM * PT_PER_MM if finish.crop_marks else 0)
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
        sides = press_sides(fmt, len(source.pages), right_to_left=right_to_left)
        for number, side in enumerate(sides):
            width, height = (value * PT_PER_MM for value in _trim(fmt, side))
            pages = tuple(
                replace(p, x=p.x + room, y=p.y + room)
                for p in placed(side, source, (width, height), bleed)
            )
            size = width + 2 * room, height + 2 * room
            page = place(target, source, pages, size)
            page.TrimBox = _box(size, room)
            page.BleedBox = _box(size, room - bleed)
            if finish.crop_marks:
                sheet = fmt.press_sheet
                folds = sheet.fold_places(number, right_to_left=right_to_left) if sheet else ()
                marks = _marks(size, room, bleed, [room + fold * PT_PER_MM for fold in folds])
                page.contents_add("\n".join(["q 0.25 w 0 G", *marks, "Q"]).encode())
        recolour(target, as_solid_grey if finish.grayscale else as_ink)
        for key in ("/Title", "/Creator", "/Producer", "/briefkitedition"):
            if key in source.docinfo:
                target.docinfo[key] = str(source.docinfo[key])
        if profile is not None:
            declare(target, profile, made)
        return saved(target, version="1.6")


def press_sides(fmt: Format, count: int, *, right_to_left: bool) -> tuple[Side, ...]:
    """Return what stands on the pages of a file for the press: sheets, or one page each."""
    if fmt.press_sheet is not None:
        return fmt.press_sheet.arrange(count, right_to_left)
    return tuple((Cell(number, 0, 0),) for number in range(count))


def _trim(fmt: Format, side: Side) -> tuple[float, float]:
    """Return the trimmed size of a page of the file, in mm."""
    if fmt.press_sheet is not None:
        return fmt.press_sheet.width, fmt.press_sheet.height
    return fmt.page_width(side[0].page + 1), fmt.height


def _box(size: tuple[float, float], inset: float) -> Array:
    width, height = size
    return Array([round(v, 4) for v in (inset, inset, width - inset, height - inset)])


def _marks(
    size: tuple[float, float], room: float, bleed: float, folds: Iterable[float]
) -> Iterator[str]:
    """Yield the operators that draw crop marks, and dashed ones at folds; all in pt.

    The paper reaches `room` beyond the trim, the bleed `bleed`.
    """
    near = bleed + MARK_GAP * PT_PER_MM
    far = near + MARK_LENGTH * PT_PER_MM
    width, height = size
    for x in (room, width - room):
        yield line(x, room - near, x, room - far)
        yield line(x, height - room + near, x, height - room + far)
    for y in (room, height - room):
        yield line(room - near, y, room - far, y)
        yield line(width - room + near, y, width - room + far, y)
    yield "[3 2] 0 d"
    for x in folds:
        yield line(x, room - near, x, room - far)
        yield line(x, height - room + near, x, height - room + far)
