"""What a content stream shows, by its instructions: read fast where they are spelled as we do it.

The fast reader knows a few forms alone, each of which can be read in one way. A stream with
anything else in it is left to pikepdf's parser, as a whole.
"""

import re
from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

import pikepdf

__all__ = ["Instruction", "parsed", "read_instructions"]

Instruction: TypeAlias = (
    tuple[Literal["begin"], int | None]  # marked content, with its MCID if it has one
    | tuple[Literal["end"]]
    | tuple[Literal["font"], str, float]  # its name and size
    | tuple[Literal["place"], float, float]  # where text begins
    | tuple[Literal["show"], bytes]  # the codes of a text
)
"""What BDC and BMC, EMC, Tf, Tm, Tj and TJ say (ISO 32000-1, annex A), as far as a proof asks."""

_FORMS = {
    b"NUMBER": rb"-?\d{1,9}(?:\.\d{0,9})?+",
    b"NAME": rb"/[\w.+-]++",
    b"STRING": rb"(?:<(?:[\da-fA-F]{2})*+>|\((?:[^()\\\r\n]|\\[nrtbf()\\]|\\[0-3][0-7]{2})*+\))",
    # Those that show no text, and take numbers, names and arrays of numbers alone.
    b"OPERATOR": rb"(?:BT|ET|[qQ]|cm|rg|RG|gs|re|[lmcvyhnSsFfBbWwJjMdiGgKk]|W\*|f\*|B\*|b\*"
    rb"|ri|cs|CS|scn?|SCN?|sh|d0|d1|Do|Tc|Tw|Tz|TL|Tr|Ts|Td|TD|T\*)",
}

_STEP = (
    # Instructions that say nothing of text,
    rb"(?:(?:(?:NUMBER|NAME|\[ (?:NUMBER )*+\]) )*+OPERATOR\n)*+"
    # then one that does.
    rb"(?:(?:NAME << /MCID (?P<mcid>\d{1,9}) >> BDC"
    rb"|NAME (?P<unowned>BMC|<< (?:(?!/MCID )NAME (?:NUMBER|STRING|NAME|\[ (?:NAME )*+\]) )*+"
    rb">> BDC)"
    rb"|(?P<end>EMC)"
    rb"|(?P<font>NAME) (?P<size>NUMBER) Tf"
    rb"|(?:NUMBER ){4}(?P<x>NUMBER) (?P<y>NUMBER) Tm"
    rb"|(?P<shown>\[ (?:(?:NUMBER|STRING) )*+\] TJ|STRING Tj))\n)?+"
)
for _name, _form in _FORMS.items():
    _STEP = _STEP.replace(_name, _form)
_MATCH = re.compile(_STEP).match

_HEXADECIMAL = re.compile(rb"<([\da-fA-F]*)>")
_STRING = re.compile(rb"<([\da-fA-F]*)>|\(((?:[^()\\]|\\.)*)\)")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def read_instructions(page: pikepdf.Page | pikepdf.Stream) -> list[Instruction]:
    """Return what a page or a form says of marked content and of text, in its order."""
    content = page.get("/Contents") if isinstance(page, pikepdf.Page) else page
    if isinstance(content, pikepdf.Stream):
        instructions = _read_fast(content.read_bytes())
        if instructions is not None:
            return instructions
    return list(parsed(page))


def _read_fast(data: bytes) -> list[Instruction] | None:
    """Return the instructions of a stream, or nothing if it has a form that is not known."""
    data = data if data.endswith(b"\n") else data + b"\n"
    found: list[Instruction] = []
    at = 0
    while at < len(data):
        step = _MATCH(data, at)
        if step is None or step.end() == at:
            return None
        at = step.end()
        match step.lastgroup:
            case "mcid":
                found.append(("begin", int(step["mcid"])))
            case "unowned":
                found.append(("begin", None))
            case "end":
                found.append(("end",))
            case "size":
                found.append(("font", step["font"].decode("ascii"), float(step["size"])))
            case "y":
                found.append(("place", float(step["x"]), float(step["y"])))
            case "shown":
                found.append(("show", _codes(step["shown"])))
    return found


def _codes(shown: bytes) -> bytes:
    """Return the bytes of strings, which stand one by one or with numbers between them."""
    if b"(" not in shown:
        return bytes.fromhex(b"".join(_HEXADECIMAL.findall(shown)).decode("ascii"))
    return b"".join(
        bytes.fromhex(string[1].decode("ascii"))
        if string[2] is None
        else _ESCAPE.sub(_unescaped, string[2])
        for string in _STRING.finditer(shown)
    )


def _unescaped(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8)]) if len(sign) == 3 else _ESCAPED.get(sign, sign)


def parsed(page: pikepdf.Page | pikepdf.Stream) -> Iterator[Instruction]:
    """Yield what a page or a form says of marked content and of text, as pikepdf parses it."""
    for instruction in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tm Tj TJ"):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC" | "BMC":
                properties = operands[1] if len(operands) == 2 else None
                owned = isinstance(properties, pikepdf.Dictionary) and "/MCID" in properties
                yield "begin", int(properties["/MCID"]) if properties and owned else None
            case "EMC":
                yield ("end",)
            case "Tf":
                yield "font", str(operands[0]), float(operands[1])
            case "Tm":
                yield "place", float(operands[4]), float(operands[5])
            case _:
                yield "show", b"".join(_strings(operands))


def _strings(operands: Any) -> Iterator[bytes]:
    for operand in operands:
        parts = operand if isinstance(operand, pikepdf.Array) else [operand]
        yield from (bytes(part) for part in parts if isinstance(part, pikepdf.String))
