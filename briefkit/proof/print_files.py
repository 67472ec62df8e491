"""The proof of files to print from: sheets, and files for the print shop."""

from collections.abc import Iterator, Sequence

import pikepdf

from briefkit.diagnostics import Diagnostic, Translatable, translatable
from briefkit.leaflet import PT_PER_MM, Finish, Sheet, Side
from briefkit.proof.colour_checks import colour_faults
from briefkit.proof.expectations import Expectation
from briefkit.proof.faults import fault
from briefkit.proof.glyphs import glyph_counts
from briefkit.proof.identification import edition_code
from briefkit.proof.mark_checks import press_mark_faults, sheet_mark_faults
from briefkit.proof.opening import open_pdf
from briefkit.proof.subject_checks import file_faults
from briefkit.typeset import Imposed, preflight, press_sides, read_imposed

__all__ = ["proof_press", "proof_sheet"]

# How exactly sizes and places are held, in pt.
_TENTH_MM = 0.1 * PT_PER_MM


def proof_sheet(
    data: bytes, reading: bytes, wanted: Expectation, sheet: Sheet
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with sheets on which the pages of `reading` were imposed.

    `reading` is the PDF of the pages, proofed: every one must stand whole in its place.
    Raises NotPdfError for what is no PDF.
    """
    size = sheet.width * PT_PER_MM, sheet.height * PT_PER_MM
    with open_pdf(data) as pdf, open_pdf(reading) as pages:
        sides = sheet.arrange(len(pages.pages), wanted.right_to_left)
        faults = [
            translatable(
                "side %(side)s is %(width)s x %(height)s pt",
                side=number,
                width=f"{float(page.mediabox[2]):.1f}",
                height=f"{float(page.mediabox[3]):.1f}",
            )
            for number, page in enumerate(pdf.pages, start=1)
            if any(abs(float(page.mediabox[i + 2]) - size[i]) > _TENTH_MM for i in (0, 1))
        ]
        corners = [(0.0, 0.0) for _ in pdf.pages]
        faults += _imposed_faults(pdf, pages, sides, corners)
        faults += sheet_mark_faults(pdf, sides, wanted.fmt)
        faults += _printed_faults(pdf, wanted)
    return tuple(fault(wanted, "sheet", message) for message in faults)


def proof_press(
    data: bytes, reading: bytes, wanted: Expectation, finish: Finish
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a print shop's file of the pages of `reading`: its pre-flight.

    Both are PDFs; NotPdfError is raised for what is none.
    """
    with open_pdf(data) as pdf, open_pdf(reading) as pages:
        count = len(pages.pages)
        sides = press_sides(wanted.fmt, count, right_to_left=wanted.right_to_left)
        corners = [(float(page.trimbox[0]), float(page.trimbox[1])) for page in pdf.pages]
        declared = "/OutputIntents" in pdf.Root
        faults = [*preflight(data, wanted.fmt, finish, declared=declared)]
        faults += _imposed_faults(pdf, pages, sides, corners)
        faults += press_mark_faults(pdf, sides, wanted.fmt, required=finish.crop_marks)
        faults += _printed_faults(pdf, wanted)
    return tuple(fault(wanted, "press", message) for message in faults)


def _imposed_faults(
    pdf: pikepdf.Pdf,
    reading: pikepdf.Pdf,
    sides: Sequence[Side],
    corners: Sequence[tuple[float, float]],
) -> Iterator[Translatable]:
    """Yield the pages of `reading` that are not whole in their places.

    Glyphs are compared, for those of joined letters tell a text and their ToUnicode doesn't.

    `corners` are the lower left ones of the trim of each side, in pt.
    """
    if len(pdf.pages) != len(sides):
        yield translatable(
            "it has %(count)s sides, not %(meant)s", count=len(pdf.pages), meant=len(sides)
        )
    meant = [glyph_counts(page) for page in reading.pages]
    imposed = read_imposed(pdf)
    # A page that stands on a side in many places is one form.
    forms = {item.form.objgen: item.form for item in imposed}
    counts = {number: glyph_counts(form) for number, form in forms.items()}
    found = [(item, counts[item.form.objgen]) for item in imposed]
    for number, (side, corner) in enumerate(zip(sides, corners, strict=False)):
        for cell in side:
            x, y = corner[0] + cell.x * PT_PER_MM, corner[1] + cell.y * PT_PER_MM
            if not any(
                item.side == number and _stands_at(item, x, y) and glyphs == meant[cell.page]
                for item, glyphs in found
            ):
                yield translatable(
                    "page %(page)s is not in its place on side %(side)s, or not whole",
                    page=cell.page + 1,
                    side=number + 1,
                )


def _stands_at(item: Imposed, x: float, y: float) -> bool:
    return abs(item.x - x) < _TENTH_MM and abs(item.y - y) < _TENTH_MM


def _printed_faults(pdf: pikepdf.Pdf, wanted: Expectation) -> Iterator[Translatable]:
    if edition_code(pdf) != wanted.code:
        yield translatable("its metadata lack its edition code")
    yield from colour_faults(pdf, wanted)
    if wanted.subject:
        yield from file_faults(pdf, wanted)
