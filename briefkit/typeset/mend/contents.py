"""The content stream of a page, read and written."""

from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Operator

__all__ = ["PT_PER_PX", "Content", "make_step", "read_content", "write_content"]

# WeasyPrint draws in CSS pixels, 96 an inch; a point is 1/72 inch.
PT_PER_PX = 0.75


@dataclass(slots=True)
class Content:
    """A page's content stream, as it was read and as it is to be written.

    `operators` are those of the instructions that were read; `steps` are, for each of them, the
    instructions to write in its place; `marks` are the first and the last of each MCID.
    """

    steps: list[list[ContentStreamInstruction]]
    operators: list[str]
    marks: dict[int, tuple[int, int]]

    def operands(self, mcid: int, operator: str) -> Any:
        """Return the operands of the first `operator` in a marked content, or nothing."""
        first, last = self.marks[mcid]
        if operator not in self.operators[first:last]:
            return None
        return self.steps[self.operators.index(operator, first, last)][0].operands


def read_content(sheet: pikepdf.Page) -> Content:
    """Read the content stream of a page."""
    steps: list[list[ContentStreamInstruction]] = []
    operators: list[str] = []
    marks: dict[int, tuple[int, int]] = {}
    opened: list[tuple[int, int]] = []
    for index, instruction in enumerate(pikepdf.parse_content_stream(sheet)):
        assert isinstance(instruction, ContentStreamInstruction)  # we draw no inline images
        operator = str(instruction.operator)
        steps.append([instruction])
        operators.append(operator)
        if operator in ("BDC", "BMC"):
            properties: Any = instruction.operands[-1]
            opened.append((int(properties.MCID) if operator == "BDC" else -1, index))
        elif operator == "EMC":
            mcid, first = opened.pop()
            marks[mcid] = first, index
    marks.pop(-1, None)
    return Content(steps, operators, marks)


def make_step(operator: str, *operands: Any) -> ContentStreamInstruction:
    """Return an instruction of a content stream."""
    return ContentStreamInstruction(operands, Operator(operator))


def write_content(pdf: pikepdf.Pdf, sheet: pikepdf.Page, content: Content) -> None:
    """Write the content of a page as its only stream."""
    steps = [step for group in content.steps for step in group]
    sheet.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))
