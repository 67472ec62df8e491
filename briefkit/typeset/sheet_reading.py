"""What stands on sheets, read back from their PDF."""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary

__all__ = ["Imposed", "read_imposed"]


@dataclass(frozen=True, slots=True)
class Imposed:
    """What a side of a sheet (0-based) shows as one: its offset in pt, and the form it is."""

    side: int
    x: float
    y: float
    form: pikepdf.Stream


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
