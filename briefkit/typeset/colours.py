"""Screen colours turned into greys or inks, in all that a PDF draws."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Name, Operator

from briefkit.typeset.saving import saved

__all__ = [
    "INKS",
    "as_ink",
    "as_solid_grey",
    "colour_operators",
    "grayscale",
    "luminance",
    "recolour",
]

# Interinstitutional Style Guide, Annex A1: the emblem in four-colour process.
PROCESS_COLOURS = {(0.0, 0.2, 0.6): (1.0, 0.8, 0.0, 0.0), (1.0, 0.8, 0.0): (0.0, 0.0, 1.0, 0.0)}

# Text in a darker grey than this (a share of white) is printed solid: a screen would fray it.
SOLID = 0.3

# The operators (ISO 32000-1, table 74) of black and process inks, and all that set a colour.
INKS = frozenset({"g", "G", "k", "K"})

COLOURS = "rg RG g G k K cs CS sc SC scn SCN sh BI"

Colour = tuple[float, float, float]


def luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _as_grey(colour: Colour) -> tuple[str, tuple[float, ...]]:
    """Return the grey of the same luminance: what was legible stays as legible."""
    linear = luminance(colour)
    grey = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return "g", (round(grey, 4),)


def as_solid_grey(colour: Colour) -> tuple[str, tuple[float, ...]]:
    """Return the grey of the same luminance, and black for a dark one."""
    operator, (grey,) = _as_grey(colour)
    return operator, (0.0 if grey <= SOLID else grey,)


def as_ink(colour: Colour) -> tuple[str, tuple[float, ...]]:
    """Return the inks of a screen colour: the emblem's own, black alone for greys.

    Any other colour is turned into inks as ISO 32000-1, 10.3.5 does it, all its grey in black.
    """
    key = tuple(round(c, 3) for c in colour)
    if key in PROCESS_COLOURS:
        return "k", PROCESS_COLOURS[key]
    if len(set(key)) == 1:
        return as_solid_grey(colour)
    cyan, magenta, yellow = (1 - c for c in colour)
    black = min(cyan, magenta, yellow)
    return "k", (*(round(c - black, 4) for c in (cyan, magenta, yellow)), round(black, 4))


def recolour(pdf: pikepdf.Pdf, to: Callable[[Colour], tuple[str, tuple[float, ...]]]) -> None:
    """Put other colours for those of the screen, in all that a PDF draws."""
    for item in _contents(pdf):
        instructions: list[Any] = []
        for instruction in pikepdf.parse_content_stream(item):
            operator = str(instruction.operator)
            if operator in ("rg", "RG"):
                colour: Any = tuple(float(value) for value in instruction.operands)
                new, values = to(colour)
                name = new.upper() if operator == "RG" else new
                instruction = ContentStreamInstruction(list(values), Operator(name))
            instructions.append(instruction)
        data = pikepdf.unparse_content_stream(instructions)
        if isinstance(item, pikepdf.Page):
            item.Contents = pdf.make_stream(data)
        else:
            item.write(data)


def _contents(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Page | pikepdf.Stream]:
    """Yield what has a content stream: pages, and forms."""
    yield from pdf.pages
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form:
            yield item


def grayscale(data: bytes) -> bytes:
    """Return a PDF with every colour turned into the grey of its luminance."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        recolour(pdf, _as_grey)
        return saved(pdf)


def colour_operators(pdf: pikepdf.Pdf) -> set[str]:
    """Return the operators that set a colour in a PDF."""
    return {
        str(instruction.operator)
        for item in _contents(pdf)
        for instruction in pikepdf.parse_content_stream(item, COLOURS)
    }
