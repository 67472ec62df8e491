"""Read the layout of a leaflet from its PDF."""

from collections.abc import Iterable, Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from briefkit.leaflet import FORMATS, PT_PER_MM, Format
from briefkit.proof import Box, Run, open_pdf, read_edition_code, read_runs
from briefkit.proof.audit.parsing import Element, File, Place
from briefkit.proof.layout.parsing.pages import Layout, Line, PageLayout

__all__ = ["read_layout"]

# ISO 32000-1, 14.8.4.4: what stands within a line of its block.
_INLINE = frozenset(("Span", "Link", "Reference", "Quote", "Code"))

# How much of the smaller of two boxes must stand beside the other for both to be on one line.
_BESIDE = 0.3
# A note's number is less than this part of a line's height when it is raised.
_RAISED = 0.6


def read_layout(data: bytes) -> Layout | None:
    """Return a leaflet's layout; nothing of a file without tags or without an edition code.

    Raises NotPdfError for what is not a PDF.
    """
    parts = read_edition_code(data).split("-")
    fmt = _format(parts[-2]) if len(parts) > 4 else None
    with open_pdf(data) as pdf:
        if fmt is None or "/StructTreeRoot" not in pdf.Root:
            return None
        file = File(pdf)
        runs = read_runs(data)
        lines = tuple(_lines(runs, file))
        drawings = _drawings(data)
        pages = tuple(
            _page(
                number,
                fmt,
                lines=[line for line in lines if line.page == number],
                runs=[run for run in runs if run.page == number],
                drawings=drawings[number],
                foot=[
                    text.strip()
                    for properties, text in content.artifacts
                    if properties.get("/Subtype") != "/Header"  # a table's head, repeated
                ],
            )
            for number, content in enumerate(file.contents)
        )
        return Layout(
            fmt=fmt,
            language=file.language,
            pages=pages,
            elements=tuple(file.elements),
        )


def _format(code: str) -> Format | None:
    """Return the format that an edition code names; a discreet one has a D after it."""
    names = {fmt.name.partition("-")[0].upper(): fmt for fmt in FORMATS.values()}
    return names.get(code) or names.get(code.removesuffix("D"))


def _page(
    number: int,
    fmt: Format,
    *,
    lines: Iterable[Line],
    runs: Sequence[Run],
    drawings: Iterable[Box],
    foot: Iterable[str],
) -> PageLayout:
    width, height = fmt.page_width(number + 1) * PT_PER_MM, fmt.height * PT_PER_MM
    side = fmt.margin_side * PT_PER_MM
    area = side, fmt.margin_bottom * PT_PER_MM, width - side, height - fmt.margin_top * PT_PER_MM
    boxes = [*(run.box for run in runs if run.mcid >= 0), *drawings]
    return PageLayout(
        number=number,
        sheet=(width, height),
        area=area,
        lines=tuple(lines),
        texts=tuple((run.text, run.box) for run in runs),
        extents=tuple((box[1], box[3]) for box in boxes if area[1] < box[3] and box[1] < area[3]),
        foot=tuple(foot),
    )


def _lines(runs: Iterable[Run], file: File) -> Iterator[Line]:
    """Yield the lines of all blocks, in reading order; a label belongs to none."""
    owners = {place: element for element in file.elements for place in element.places}
    mine: dict[Element, list[Run]] = {}
    by_place: dict[Place, list[Run]] = {}
    for run in runs:
        by_place.setdefault((run.page, run.mcid), []).append(run)
    for element in file.elements:
        for place in element.places:
            if _is_generated(element) or place not in by_place:
                continue
            mine.setdefault(_block(element), []).extend(by_place[place])
    right_to_left = file.root.get("/ViewerPreferences", {}).get("/Direction") == "/R2L"
    references = {place for place, element in owners.items() if element.within("Reference")}
    for block, parts in mine.items():
        # What is drawn first is read first, within a block.
        before: Line | None = None
        for row in _rows(sorted(parts, key=lambda run: (run.page, -run.box[3]))):
            row = row[::-1] if right_to_left else row
            first = row[0]
            number = (first.page, first.mcid) in references
            small = before and _height(first.box) < _RAISED * _height(before.box)
            before = Line(
                page=first.page,
                box=_around(run.box for run in row),
                text=" ".join("".join(run.text for run in row).split()),
                block=block,
                raised=bool(number and small),
            )
            yield before


def _is_generated(element: Element) -> bool:
    """Whether an element is a label that no text has; terms are the labels of definitions."""
    around: Element | None = element
    while around is not None and around.role != "Lbl":
        around = around.parent
    if around is None or around.parent is None:
        return False
    above = around.parent.parent
    numbering = above.attribute("/List", "/ListNumbering") if above is not None else None
    return str(numbering) != "/None"


def _block(element: Element) -> Element:
    """Return the paragraph, heading or other block that an element stands in."""
    while element.role in _INLINE and element.parent is not None:
        element = element.parent
    return element


def _rows(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield runs by the line that they stand on, from the top."""
    row: list[Run] = []
    for run in runs:
        if row and not (row[0].page == run.page and any(_beside(run, other) for other in row)):
            yield sorted(row, key=lambda r: r.box[0])
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda r: r.box[0])


def _beside(one: Run, other: Run) -> bool:
    shared = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return shared > _BESIDE * min(_height(one.box), _height(other.box))


def _height(box: Box) -> float:
    return box[3] - box[1]


def _around(boxes: Iterable[Box]) -> Box:
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _drawings(data: bytes) -> list[list[Box]]:
    """Return the boxes of the lines, areas and pictures that each page draws."""
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    document = pypdfium2.PdfDocument(data)
    try:
        return [[item.get_bounds() for item in page.get_objects(filter=kinds)] for page in document]
    finally:
        document.close()
