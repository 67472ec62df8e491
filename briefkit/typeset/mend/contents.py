"""The content stream of a page, read and written."""

import re
from dataclasses import dataclass
from functools import lru_cache

import pikepdf
import pydyf

__all__ = ["PT_PER_PX", "Content", "read_content", "write_content"]

# WeasyPrint draws in CSS pixels, 96 an inch; a point is 1/72 inch.
PT_PER_PX = 0.75

# The operators (ISO 32000-1, annex A) that pydyf writes with numbers and names alone, and those
# that are spelled here as qpdf spells them.
_PLAIN = frozenset(
    b"q Q cm w J j M gs m l c v y h re S s f f* B B* b b* n W W* BT ET Tf Tm Td "
    b"rg RG g G k K BDC BMC EMC".split()
)

# Strings that qpdf writes in hexadecimal: half of their bytes, or more, are no characters.
_NO_CHARACTER = rb"(?:0[0-7bef]|1[0-9a-f]|7f|[89a-f][0-9a-f])"
_GLYPH = rb"(?:%b[0-9a-f]{2}|[0-9a-f]{2}%b)" % (_NO_CHARACTER, _NO_CHARACTER)
_HEXADECIMAL = re.compile(rb"\[(?:<%b*+>(?:-?\d+(?:\.\d+)?)?)*+\] TJ" % _GLYPH)


@dataclass(slots=True)
class Content:
    """A page's content stream, as it was read and as it is to be written.

    `operators` are those of the instructions that were read; `steps` are, for each of them, the
    instructions to write in its place; `marks` are the first and the last of each MCID.
    """

    steps: list[list[bytes]]
    operators: list[bytes]
    marks: dict[int, tuple[int, int]]

    def operands(self, mcid: int, operator: bytes) -> list[bytes] | None:
        """Return the operands of the first `operator` in a marked content, or nothing."""
        first, last = self.marks[mcid]
        try:
            at = self.operators.index(operator, first, last)
        except ValueError:
            return None
        return self.steps[at][0].split()[:-1]


def read_content(stream: pydyf.Stream) -> Content:
    """Return the content of a page's stream, which holds instructions, not bytes to be parsed."""
    steps: list[list[bytes]] = []
    operators: list[bytes] = []
    marks: dict[int, tuple[int, int]] = {}
    opened: list[tuple[int, int]] = []
    tag, mcid = b"", -1
    for item in stream.stream:
        if isinstance(item, str):  # a marked content's tag, then its properties, then its operator
            tag = item.encode("ascii")
            continue
        if isinstance(item, pydyf.Dictionary):
            mcid = item["MCID"]
            continue
        operator = item.rpartition(b" ")[2]
        if operator in (b"BDC", b"BMC"):
            item = b"%b << /MCID %d >> BDC" % (tag, mcid) if mcid >= 0 else tag + b" BMC"
            opened.append((mcid, len(steps)))
            mcid = -1
        elif operator == b"EMC":
            number, first = opened.pop()
            marks[number] = first, len(steps)
        steps.append([item])
        operators.append(operator)
    marks.pop(-1, None)
    return Content(steps, operators, marks)


def write_content(stream: pydyf.Stream, content: Content) -> None:
    """Write the content of a page's stream."""
    steps = (_as_qpdf(step) for group in content.steps for step in group)
    stream.stream = [b"\n".join(steps)]


def _as_qpdf(step: bytes) -> bytes:
    """Return an instruction as qpdf spells it, with which the file is saved."""
    if step.rpartition(b" ")[2] in _PLAIN:
        return step
    if _HEXADECIMAL.fullmatch(step):
        parts = step[1:-4].replace(b"<", b" <").replace(b">", b"> ").replace(b"<>", b"()").split()
        return b" ".join([b"[", *parts, b"] TJ"])
    return _spelled_anew(step)


@lru_cache(512)
def _spelled_anew(step: bytes) -> bytes:
    """Return an instruction as pikepdf reads and writes it."""
    with pikepdf.new() as pdf:
        read = pikepdf.parse_content_stream(pdf.make_stream(step))
        return pikepdf.unparse_content_stream(read)
