"""Pages become sheets: the same pages in their places for folding and cutting, exact to 0.1 mm.

A sheet is untagged: it is what is printed, and the PDF of its pages is what is read.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefkit.leaflet import PT_PER_MM, Sheet, Side

__all__ = ["Imposed", "Placed", "impose", "line", "place", "placed", "read_imposed", "saved"]

# Ticks that show where to fold, in mm: an office printer reaches no nearer to the edge.
TICK_FROM, TICK_TO = 4.0, 7.0

# How far the lines for cutting reach beyond the cards, in mm.
OVERCUT = 2.5


@dataclass(frozen=True, slots=True)
class Placed:
    """A page (0-based) to draw: the part of it to show, and where its trim's corner goes, in pt.

    The part is left, bottom, right and top as seen from the lower left corner of its trim.
    """

    page: int
    part: tuple[float, float, float, float]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Imposed:
    """What a side of a sheet (0-based) shows as one: its offset in pt, and the form it is."""

    side: int
    x: float
    y: float
    form: pikepdf.Stream


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
                _draw(page, _folds(sheet, right_to_left=right_to_left))
            if caption and number == 0:
                _draw(page, _cuts(pages))
                with pikepdf.open(io.BytesIO(caption)) as said:
                    page.Resources.XObject.Caption = _form(target, said.pages[0], (0, 0, *size))
                    page.contents_add(b"/Caption Do")
        _describe(target, source, sheet)
        return saved(target)


def placed(
    side: Side, source: pikepdf.Pdf, size: tuple[float, float], bleed: float = 0
) -> tuple[Placed, ...]:
    """Return what stands on a side of `size` (pt): pages with their `bleed` (pt) at its edges."""
    found = []
    for cell in side:
        left, bottom, right, top = (float(v) for v in source.pages[cell.page].trimbox)
        width, height = right - left, top - bottom
        x, y = cell.x * PT_PER_MM, cell.y * PT_PER_MM
        part = (
            -bleed if x < 1 else 0,
            -bleed if y < 1 else 0,
            width + (bleed if x + width > size[0] - 1 else 0),
            height + (bleed if y + height > size[1] - 1 else 0),
        )
        found.append(Placed(cell.page, part, x, y))
    return tuple(found)


def place(
    target: pikepdf.Pdf,
    source: pikepdf.Pdf,
    pages: tuple[Placed, ...],
    size: tuple[float, float],
) -> pikepdf.Page:
    """Add a page of `size` (pt) to `target` with pages of `source` in their places; return it."""
    page = target.add_blank_page(page_size=size)
    # A page that stands in many places is stored once.
    names: dict[tuple[Any, ...], str] = {}
    forms = Dictionary()
    drawing = []
    for item in pages:
        key = item.page, item.part
        if key not in names:
            names[key] = f"/P{len(names)}"
            forms[names[key]] = _form(target, source.pages[item.page], item.part)
        left, bottom = (float(value) for value in source.pages[item.page].trimbox[:2])
        drawing.append(f"q 1 0 0 1 {item.x - left:.4f} {item.y - bottom:.4f} cm {names[key]} Do Q")
    page.Resources = Dictionary(XObject=forms)
    page.Contents = target.make_stream("\n".join(drawing).encode())
    return page


def _form(
    target: pikepdf.Pdf, page: pikepdf.Page, part: tuple[float, float, float, float]
) -> pikepdf.Stream:
    """Return a page as a form that shows `part` of it, its links to the tags taken out."""
    instructions = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        if str(instruction.operator) == "BDC" and isinstance(operands[1], Dictionary):
            properties = Dictionary({k: v for k, v in operands[1].items() if k != "/MCID"})
            instruction = pikepdf.ContentStreamInstruction(
                [operands[0], properties], instruction.operator
            )
        instructions.append(instruction)
    left, bottom = (float(value) for value in page.trimbox[:2])
    form = target.make_stream(pikepdf.unparse_content_stream(instructions))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([round(v, 4) for v in (left + part[0], bottom + part[1],
                                             left + part[2], bottom + part[3])])  # fmt: skip
    form.Resources = target.copy_foreign(page.Resources)
    return form


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    """Return the operators that draw a line (pt)."""
    return f"{x1:.4f} {y1:.4f} m {x2:.4f} {y2:.4f} l S"


def _folds(sheet: Sheet, *, right_to_left: bool) -> Iterator[str]:
    for x in (fold * PT_PER_MM for fold in sheet.fold_places(right_to_left=right_to_left)):
        for start, end in (
            (TICK_FROM, TICK_TO),
            (sheet.height - TICK_TO, sheet.height - TICK_FROM),
        ):
            yield line(x, start * PT_PER_MM, x, end * PT_PER_MM)


def _cuts(pages: tuple[Placed, ...]) -> Iterator[str]:
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


def saved(pdf: pikepdf.Pdf, version: str = "") -> bytes:
    """Return the bytes of a PDF (of this version), its identifier made from its content."""
    output = io.BytesIO()
    pdf.save(
        output,
        force_version=version,
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        fix_metadata_version=False,
    )
    return output.getvalue()


def read_imposed(pdf: pikepdf.Pdf) -> tuple[Imposed, ...]:
    """Return what stands on the sides of a PDF of sheets, in the order of drawing."""
    found = []
    for side, page in enumerate(pdf.pages):
        drawn = page.get("/Resources", Dictionary()).get("/XObject", Dictionary())
        x, y = 0.0, 0.0
        for instruction in pikepdf.parse_content_stream(page, "q cm Do"):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "q":
                    x, y = 0.0, 0.0
                case "cm":
                    x, y = float(operands[4]), float(operands[5])
                case "Do":
                    form = drawn.get(str(operands[0]))
                    if isinstance(form, pikepdf.Stream):
                        found.append(Imposed(side, x, y, form))
    return tuple(found)
