"""Pages drawn in their places on larger ones, exact to 0.1 mm."""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from briefkit.leaflet import PT_PER_MM, Side

__all__ = ["Placed", "form", "line", "place", "placed"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A page (0-based) to draw: the part of it to show, and where its trim's corner goes, in pt.

    The part is left, bottom, right and top as seen from the lower left corner of its trim.
    """

    page: int
    part: tuple[float, float, float, float]
    x: float
    y: float


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
            forms[names[key]] = form(target, source.pages[item.page], item.part)
        left, bottom = (float(value) for value in source.pages[item.page].trimbox[:2])
        drawing.append(f"q 1 0 0 1 {item.x - left:.4f} {item.y - bottom:.4f} cm {names[key]} Do Q")
    page.Resources = Dictionary(XObject=forms)
    page.Contents = target.make_stream("\n".join(drawing).encode())
    return page


def form(
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
