"""For the print shop: trim and bleed exact, marks outside them, inks instead of screen colours.

ISO 15930-7:2010 is PDF/X-4. WeasyPrint's own has the clock and a random number in it, leaves
screen colours and links where the standard has none, and has no output intent: it is not used.
"""

import io
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError
from briefkit.leaflet import PT_PER_MM, Cell, Finish, Format, Side
from briefkit.typeset.imposition import line, place, placed, saved

__all__ = [
    "OutputProfile",
    "colour_operators",
    "grayscale",
    "luminance",
    "preflight",
    "press_file",
    "press_sides",
    "read_profile",
]

# Marks for cutting and folding, in mm: how far from the bleed, how long, and the paper for them.
MARK_GAP, MARK_LENGTH, MARK_ROOM = 1.0, 5.0, 7.0

# Interinstitutional Style Guide, Annex A1: the emblem in four-colour process.
PROCESS_COLOURS = {(0.0, 0.2, 0.6): (1.0, 0.8, 0.0, 0.0), (1.0, 0.8, 0.0): (0.0, 0.0, 1.0, 0.0)}

# Text in a darker grey than this (a share of white) is printed solid: a screen would fray it.
SOLID = 0.3

# What may set a colour in a file for the press: black and process inks; and what may not.
INKS = frozenset({"g", "G", "k", "K"})
COLOURS = "rg RG g G k K cs CS sc SC scn SCN sh BI"

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class OutputProfile:
    """An ICC profile of a printing condition: its name, its colour space (CMYK or GRAY), itself."""

    name: str
    space: str
    data: bytes


def read_profile(data: bytes, path: str) -> OutputProfile:
    """Read an ICC profile (ICC.1, 7.2) for an output intent.

    Raises UsageError for what is none, and for one that is not an output device's in process
    colours or grey, as ISO 15930-7, 6.2.2 wants it.
    """
    from PIL.ImageCms import ImageCmsProfile, PyCMSError, getProfileDescription

    def refuse(message: str) -> UsageError:
        return UsageError(
            Diagnostic(
                check="output-profile",
                message=message,
                hint="Ask the print shop for the profile of its paper and press, a CMYK one.",
                location=Location(path),
            )
        )

    if data[36:40] != b"acsp" or int.from_bytes(data[:4]) != len(data):
        raise refuse("This is not an ICC profile, or not a whole one.")
    space = data[16:20].decode("ascii", "replace").strip()
    if data[12:16] != b"prtr" or space not in ("CMYK", "GRAY"):
        raise refuse("This profile is not a printing condition’s in CMYK or grey.")
    try:
        name = getProfileDescription(ImageCmsProfile(io.BytesIO(data))).strip()
    except (PyCMSError, OSError):
        raise refuse("This ICC profile cannot be read.") from None
    return OutputProfile(name or "Custom", space, data)


# --- colours ---


def luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _as_grey(colour: Colour) -> tuple[str, tuple[float, ...]]:
    """Return the grey of the same luminance: what was legible stays as legible."""
    linear = luminance(colour)
    grey = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return "g", (round(grey, 4),)


def _as_solid_grey(colour: Colour) -> tuple[str, tuple[float, ...]]:
    operator, (grey,) = _as_grey(colour)
    return operator, (0.0 if grey <= SOLID else grey,)


def _as_ink(colour: Colour) -> tuple[str, tuple[float, ...]]:
    """Return the inks of a screen colour: the emblem's own, black alone for greys.

    Any other colour is turned into inks as ISO 32000-1, 10.3.5 does it, all its grey in black.
    """
    key = tuple(round(c, 3) for c in colour)
    if key in PROCESS_COLOURS:
        return "k", PROCESS_COLOURS[key]
    if len(set(key)) == 1:
        return _as_solid_grey(colour)
    cyan, magenta, yellow = (1 - c for c in colour)
    black = min(cyan, magenta, yellow)
    return "k", (*(round(c - black, 4) for c in (cyan, magenta, yellow)), round(black, 4))


def _recolour(pdf: pikepdf.Pdf, to: Callable[[Colour], tuple[str, tuple[float, ...]]]) -> None:
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
    yield from pdf.pages
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form:
            yield item


def grayscale(data: bytes) -> bytes:
    """Return a PDF with every colour turned into the grey of its luminance."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _recolour(pdf, _as_grey)
        return saved(pdf)


def colour_operators(pdf: pikepdf.Pdf) -> set[str]:
    """Return the operators that set a colour in a PDF."""
    return {
        str(instruction.operator)
        for item in _contents(pdf)
        for instruction in pikepdf.parse_content_stream(item, COLOURS)
    }


# --- the file ---


def press_file(
    data: bytes,
    fmt: Format,
    finish: Finish,
    *,
    right_to_left: bool,
    profile: OutputProfile | None,
    made: date | None,
) -> bytes:
    """Return the file for the press of pages that were set with the finish's bleed.

    It has the pages one by one, or the sheets where the shop is to fold them; each with its trim
    and bleed boxes, and crop marks outside them if the finish has some. With a `profile` it is
    PDF/X-4; `made` is then the day of making, which such a file must name.
    """
    bleed = finish.bleed * PT_PER_MM
    room = bleed + (MARK_ROOM * PT_PER_MM if finish.crop_marks else 0)
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
        for side in press_sides(fmt, len(source.pages), right_to_left=right_to_left):
            width, height = (value * PT_PER_MM for value in _trim(fmt, side))
            pages = tuple(
                replace(p, x=p.x + room, y=p.y + room)
                for p in placed(side, source, (width, height), bleed)
            )
            size = width + 2 * room, height + 2 * room
            page = place(target, source, pages, size)
            page.TrimBox = _box(size, room)
            page.BleedBox = _box(size, room - bleed)
            if finish.crop_marks:
                sheet = fmt.press_sheet
                folds = sheet.fold_places(right_to_left=right_to_left) if sheet else ()
                marks = _marks(size, room, bleed, [room + fold * PT_PER_MM for fold in folds])
                page.contents_add("\n".join(["q 0.25 w 0 G", *marks, "Q"]).encode())
        _recolour(target, _as_solid_grey if finish.grayscale else _as_ink)
        for key in ("/Title", "/Creator", "/Producer", "/briefkitedition"):
            if key in source.docinfo:
                target.docinfo[key] = str(source.docinfo[key])
        if profile is not None:
            _declare(target, profile, made)
        return saved(target, version="1.6")


def press_sides(fmt: Format, count: int, *, right_to_left: bool) -> tuple[Side, ...]:
    """Return what stands on the pages of a file for the press: sheets, or one page each."""
    if fmt.press_sheet is not None:
        return fmt.press_sheet.arrange(count, right_to_left)
    return tuple((Cell(number, 0, 0),) for number in range(count))


def _trim(fmt: Format, side: Side) -> tuple[float, float]:
    if fmt.press_sheet is not None:
        return fmt.press_sheet.width, fmt.press_sheet.height
    return fmt.page_width(side[0].page + 1), fmt.height


def _box(size: tuple[float, float], inset: float) -> Array:
    width, height = size
    return Array([round(v, 4) for v in (inset, inset, width - inset, height - inset)])


def _marks(
    size: tuple[float, float], room: float, bleed: float, folds: Iterable[float]
) -> Iterator[str]:
    near = bleed + MARK_GAP * PT_PER_MM
    far = near + MARK_LENGTH * PT_PER_MM
    width, height = size
    for x in (room, width - room):
        yield line(x, room - near, x, room - far)
        yield line(x, height - room + near, x, height - room + far)
    for y in (room, height - room):
        yield line(room - near, y, room - far, y)
        yield line(width - room + near, y, width - room + far, y)
    yield "[3 2] 0 d"
    for x in folds:
        yield line(x, room - near, x, room - far)
        yield line(x, height - room + near, x, height - room + far)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<xmp:MetadataDate>{day}</xmp:MetadataDate><xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:VersionID>1</xmpMM:VersionID><xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def _declare(pdf: pikepdf.Pdf, profile: OutputProfile, made: date | None) -> None:
    """Say that the file is PDF/X-4, and for which printing condition (ISO 15930-7, 6.2 and 6.8)."""
    info = {key: str(value) for key, value in pdf.docinfo.items()}
    day = made.isoformat() if made else ""
    metadata = pdf.make_stream(
        _XMP.format(
            day=f"{day}T00:00:00+00:00" if day else "",
            id=uuid.uuid5(uuid.NAMESPACE_OID, info.get("/briefkitedition", "")),
            **{
                name.lower(): escape(info.get(f"/{name}", ""))
                for name in ("Title", "Creator", "Producer")
            },
        ).encode()
    )
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    if day:
        stamp = f"D:{day.replace('-', '')}000000+00'00'"
        pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = stamp
    pdf.docinfo["/Trapped"] = Name("/False")
    intent = pdf.make_stream(profile.data)
    intent.N = 4 if profile.space == "CMYK" else 1
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFX,
                OutputConditionIdentifier=profile.name,
                Info=profile.name,
                DestOutputProfile=intent,
            )
        ]
    )


# --- pre-flight ---


def preflight(data: bytes, fmt: Format, finish: Finish, *, declared: bool) -> tuple[str, ...]:
    """Return what a print shop would send a file back for: nothing, if it may go out.

    The clauses are those of ISO 15930-7. Their demands on metadata hold for a file that is
    `declared` to be PDF/X-4, as only one with an output profile is.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [*_box_faults(pdf, fmt, finish), *_content_faults(pdf, finish)]
        if declared:
            found += _declaration_faults(pdf)
        return tuple(found)


def _box_faults(pdf: pikepdf.Pdf, fmt: Format, finish: Finish) -> Iterator[str]:
    """6.6: a trim box within a bleed box within a media box; ours are exact to 0.1 mm."""
    bleed = finish.bleed * PT_PER_MM
    if sheet := fmt.press_sheet:
        known = {(sheet.width, sheet.height)}
    else:
        numbers = range(1, len(pdf.pages) + 1)
        known = {(fmt.page_width(number), fmt.height) for number in numbers}
    for number, page in enumerate(pdf.pages, start=1):
        if "/TrimBox" not in page or "/BleedBox" not in page or "/ArtBox" in page:
            yield f"page {number} lacks its trim or bleed box"
            continue
        trim, outer, media = (
            [float(v) for v in box] for box in (page.TrimBox, page.BleedBox, page.MediaBox)
        )
        size = (trim[2] - trim[0]) / PT_PER_MM, (trim[3] - trim[1]) / PT_PER_MM
        if not any(abs(size[0] - w) < 0.1 and abs(size[1] - h) < 0.1 for w, h in known):
            yield f"page {number} is trimmed to {size[0]:.1f} by {size[1]:.1f} mm"
        overhangs = [abs(a - b) for a, b in zip(trim, outer, strict=True)]
        if any(abs(overhang - bleed) > 0.1 * PT_PER_MM for overhang in overhangs):
            yield f"page {number} has a bleed of {min(overhangs) / PT_PER_MM:.1f} mm"
        rooms = outer[0] - media[0], outer[1] - media[1], media[2] - outer[2], media[3] - outer[3]
        if min(rooms) < -0.01:
            yield f"page {number} ends within its bleed"


def _content_faults(pdf: pikepdf.Pdf, finish: Finish) -> Iterator[str]:
    """6.2.4 and 6.2.6 to 6.2.8, 6.3, 6.5, 6.9: inks, fonts, annotations, actions, encryption."""
    if strange := colour_operators(pdf) - (INKS - {"k", "K"} if finish.grayscale else INKS):
        yield f"it has colours that are not inks ({', '.join(sorted(strange))})"
    if pdf.is_encrypted:
        yield "it is encrypted"
    if {"/AcroForm", "/OpenAction", "/AA"} & set(pdf.Root.keys()):
        yield "it has forms or actions"
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Annots"):
            yield f"page {number} has links or notes, where the sheet is printed"
    for item in pdf.objects:
        if not isinstance(item, Dictionary | pikepdf.Stream):
            continue
        if item.get("/Type") == "/FontDescriptor" and not (
            {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())
        ):
            yield f"the font {item.get('/FontName')} is not embedded"
        if item.get("/Subtype") == "/Image":
            yield "it has a picture of dots"


def _declaration_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """6.1 and 6.2.2, 6.8: the version, the output intent, the metadata."""
    if pdf.pdf_version > "1.6":
        yield f"it is PDF {pdf.pdf_version}"
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield "it has no output intent with a profile"
    if not isinstance(pdf.docinfo.get("/Trapped"), Name):
        yield "it does not say whether it is trapped"
    metadata = pdf.Root.get("/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield "it has no metadata, or compressed ones"
        return
    with pdf.open_metadata() as xmp:
        for name, wanted in (
            ("pdfxid:GTS_PDFXVersion", "PDF/X-4"), ("pdf:Trapped", "False"), ("dc:title", ""),
            ("xmp:CreateDate", ""), ("xmp:ModifyDate", ""), ("xmp:MetadataDate", ""),
            ("xmpMM:DocumentID", ""), ("xmpMM:VersionID", ""), ("xmpMM:RenditionClass", ""),
        ):  # fmt: skip
            if not xmp.get(name) or wanted not in xmp[name]:
                yield f"its metadata lack {name}"
    if not pdf.trailer.get("/ID"):
        yield "it has no identifier"
