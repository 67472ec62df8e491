"""Read a PDF back: what is printed where, and the order in which a screen reader reads it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pikepdf
import pypdfium2

from briefkit.proof.opening import NotPdfError
from briefkit.proof.text_objects import Box, read_text_objects

__all__ = ["Box", "Run", "StructureElement", "comparable", "read_runs", "read_structure"]

# What typesetting adds or takes away at a line's end, and blanks: left out of comparisons.
# PDFium reads a hyphen at the end of a line as U+0002.
# Marks of direction are not drawn (UAX #9, 2.6).
_BLANKS = re.compile(r"[\s\x02\u00ad\u061c\u2010\u2011\u200b\u200e\u200f\u2060\ufffe-]+")


# Latin ligatures (Unicode, FB00 to FB06): fonts draw their letters so, and read the glyphs as them.
_ALIKE = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
# Bullets, hyphenation points and katakana dots: Chinese fonts have one glyph for all middle dots.
_ALIKE |= dict.fromkeys((0x2022, 0x2027, 0x30FB), "\u00b7")


def comparable(text: str) -> str:
    """Return text without its blanks and hyphens, which a line's end adds or takes away.

    A letter with its marks is one character (NFC), a ligature is its letters, and dots at half the
    height of letters are alike: a glyph can't tell in which of the ways it was typed.
    """
    return unicodedata.normalize("NFC", _BLANKS.sub("", text).translate(_ALIKE))


class Run(NamedTuple):
    """The text of a marked content on a page (0-based); `mcid` is -1 for an artifact's."""

    page: int
    mcid: int
    text: str
    box: Box


class StructureElement(NamedTuple):
    """An element of the tag tree. `content` are the (page, mcid) directly below it.

    `generated` is what the stylesheet wrote, and no text has: a list's bullet or number, a note's
    number, the number of a page in a table of contents. `box` is where a figure stands on its
    `page`, if it says so.
    """

    role: str
    lang: str
    alt: str
    actual_text: str
    content: tuple[tuple[int, int], ...]
    children: tuple["StructureElement", ...]
    box: Box | None = None
    page: int = 0
    generated: bool = False

    def walk(self) -> Iterator["StructureElement"]:
        """Yield this element and those below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed(element.children)

    def text(self, texts: Mapping[tuple[int, int], str]) -> str:
        """Return the element's text, without what is generated and the words in pictures.

        A picture is read by its alternative text.
        """
        if self.generated:
            return ""
        if self.actual_text:
            return self.actual_text
        drawn = () if self.role == "Figure" else self.content
        own = "".join(texts.get(place, "") for place in drawn)
        return own + "".join(child.text(texts) for child in self.children)


def read_runs(data: bytes) -> tuple[Run, ...]:
    """Return the runs of text of a PDF, as PDFium reads them, in the order of drawing.

    Raises NotPdfError for what PDFium cannot read.
    """
    try:
        return tuple(_runs(data))
    except pypdfium2.PdfiumError as error:
        raise NotPdfError(*error.args) from error


def _runs(data: bytes) -> list[Run]:
    runs: list[Run] = []
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            for text, mcid, box in read_text_objects(page, textpage):
                run = Run(page=number, mcid=mcid, text=text, box=box)
                if runs and mcid >= 0 and (runs[-1].page, runs[-1].mcid) == (number, mcid):
                    run = _joined(runs.pop(), run)
                runs.append(run)
            textpage.close()
            page.close()
    finally:
        document.close()
    return runs


def _joined(run: Run, after: Run) -> Run:
    left, bottom, right, top = zip(run.box, after.box, strict=True)
    box = min(left), min(bottom), max(right), max(top)
    return run._replace(text=run.text + after.text, box=box)


def read_structure(pdf: pikepdf.Pdf) -> StructureElement | None:
    """Return the root of a PDF's tag tree, or nothing when it has none."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return None
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    return _element(dict(root.items()), pages, 0, _Around())


class _Around(NamedTuple):
    """What an element stands in: `role` is its parent's, `above` that one's parent's.

    `named` says that the list that it stands in has words for labels (ISO 32000-1, 14.8.5.5).
    """

    role: str = ""
    above: str = ""
    named: bool = False

    def generates(self, role: str) -> bool:
        """Whether an element of a role is generated here."""
        if role == "Lbl":
            return self.role == "Note" or not self.named
        return role == "Span" and self.role == "Reference" and self.above == "TOCI"

    def within(self, role: str, item: Mapping[str, Any]) -> "_Around":
        """Return what stands around the children of an element."""
        named = _numbering(item) == "/None" if role == "L" else self.named
        return _Around(role, self.role, named)


def _element(
    item: Mapping[str, Any], pages: Mapping[Any, int], page: int, around: _Around
) -> StructureElement:
    # A dictionary of Python's: to ask pikepdf's for what it lacks takes long.
    if "/Pg" in item:
        page = pages.get(item["/Pg"].objgen, page)
    below: Any = item.get("/K", [])
    kids: list[Any] = list(below) if isinstance(below, pikepdf.Array | list) else [below]
    content: list[tuple[int, int]] = []
    children: list[StructureElement] = []
    role = str(item.get("/S", "/")).removeprefix("/")
    inside = around.within(role, item)
    for kid in kids:
        if isinstance(kid, int):
            content.append((page, kid))
            continue
        entries = dict(kid.items())
        kind = entries.get("/Type")
        if kind == "/MCR":
            content.append((pages.get(entries["/Pg"].objgen, page), int(entries["/MCID"])))
        elif kind != "/OBJR":
            children.append(_element(entries, pages, page, inside))
    return StructureElement(
        role=role,
        lang=str(item.get("/Lang", "")),
        alt=str(item.get("/Alt", "")),
        actual_text=str(item.get("/ActualText", "")),
        content=tuple(content),
        children=tuple(children),
        box=_box(item),
        page=page,
        # What has a language of its own is a passage.
        generated=around.generates(role) and "/Lang" not in item,
    )


def _box(item: Mapping[str, Any]) -> Box | None:
    """Return the box that an element's layout attributes give (ISO 32000-1, table 344)."""
    for one in _attributes(item):
        if "/BBox" in one:
            left, bottom, right, top = (float(value) for value in one["/BBox"])
            return left, bottom, right, top
    return None


def _numbering(item: Mapping[str, Any]) -> str:
    found = (one.get("/ListNumbering") for one in _attributes(item))
    return next((str(value) for value in found if value is not None), "")


def _attributes(item: Mapping[str, Any]) -> Iterator[Any]:
    attributes: Any = item.get("/A", [])
    for one in list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary):
            yield one
