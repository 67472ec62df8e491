"""The content stream of a page, read and written."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

import pikepdf
import pydyf

__all__ = ["PT_PER_PX", "Content", "read_content", "respelled", "write_content"]

# WeasyPrint draws in CSS pixels, 96 an inch; a point is 1/72 inch.
PT_PER_PX = 0.75

# The operators (ISO 32000-1, annex A) that pydyf writes with numbers and names alone.
_PLAIN = frozenset(
    b"q Q cm w J j M gs m l c v y h re S s f f* B B* b b* n W W* BT ET Tf Tm Td "
    b"rg RG g G k K".split()
)

# Strings that qpdf writes in hexadecimal: half of their bytes, or more, are no characters.
_NO_CHARACTER = rb"(?:0[0-7bef]|1[0-9a-f]|7f|[89a-f][0-9a-f])"
_GLYPH = rb"(?:%b[0-9a-f]{2}|[0-9a-f]{2}%b)" % (_NO_CHARACTER, _NO_CHARACTER)
_HEXADECIMAL = re.compile(rb"\[(?:<%b*+>(?:-?\d+(?:\.\d+)?)?)*+\] TJ" % _GLYPH)


@dataclass(slots=True)
class Content:
    """A page's content stream, as it was read and as it is to be written.

    `instructions` are as WeasyPrint spelled them, with their `operators`; `steps` are, for each of
    them, the instructions to write in its place; `marks` are the first and the last of each MCID.
    """

    instructions: list[bytes] = field(default_factory=list)
    operators: list[bytes] = field(default_factory=list)
    steps: list[list[bytes]] = field(default_factory=list)
    marks: dict[int, tuple[int, int]] = field(default_factory=dict)

    def operands(self, mcid: int, operator: bytes) -> list[bytes] | None:
        """Return the operands of the first `operator` in a marked content, or nothing."""
        first, last = self.marks[mcid]
        try:
            at = self.operators.index(operator, first, last)
        except ValueError:
            return None
        return self.instructions[at].split()[:-1]


def read_content(stream: pydyf.Stream) -> Content:
    """Return the content of a page's stream, which holds instructions, not bytes to be parsed."""
    content = Content()
    opened: list[tuple[int, int]] = []
    tag, mcid = b"", -1
    for item in stream.stream:
        if not isinstance(item, bytes):  # a marked content's tag, then perhaps its properties
            if isinstance(item, str):
                tag = item.encode("ascii")
            else:
                mcid = item["MCID"]
            continue
        operator = step = item.rpartition(b" ")[2]
        if operator in _PLAIN:
            step = item
        elif operator == b"EMC":
            number, first = opened.pop()
            content.marks[number] = first, len(content.steps)
        elif operator in (b"BDC", b"BMC"):
            step = b"%b << /MCID %d >> BDC" % (tag, mcid) if mcid >= 0 else tag + b" BMC"
            opened.append((mcid, len(content.steps)))
            mcid = -1
        else:
            step = respelled(item)
        content.instructions.append(item)
        content.operators.append(operator)
        content.steps.append([step])
    content.marks.pop(-1, None)
    return content


def write_content(stream: pydyf.Stream, content: Content) -> None:
    """Write the content of a page's stream."""
    stream.stream = [b"\n".join(chain.from_iterable(content.steps))]


def respelled(instruction: bytes) -> bytes:
    """Return an instruction as qpdf spells it, which saves the file."""
    if _HEXADECIMAL.fullmatch(instruction):
        parted = instruction.replace(b"<", b" <").replace(b">", b"> ").replace(b"  ", b" ")
        ended = parted if parted.endswith(b" ] TJ") else parted[:-4] + b" ] TJ"
        return ended.replace(b"<>", b"()")
    return _read_and_written(instruction)


@lru_cache(512)
def _read_and_written(instruction: bytes) -> bytes:
    with pikepdf.new() as pdf:
        read = pikepdf.parse_content_stream(pdf.make_stream(instruction))
        return pikepdf.unparse_content_stream(read)
