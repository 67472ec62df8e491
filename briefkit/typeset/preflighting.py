"""Pre-flight: what a print shop would send a file back for."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from briefkit.diagnostics import Translatable, listed, translatable
from briefkit.leaflet import PT_PER_MM, Finish, Format
from briefkit.typeset.colours import INKS, colour_operators

__all__ = ["preflight"]


def preflight(
    data: bytes, fmt: Format, finish: Finish, *, declared: bool
) -> tuple[Translatable, ...]:
    """Return what a print shop would send a file back for: nothing, if it may go out.

    The clauses are those of ISO 15930-7. Their demands on metadata hold for a file that is
    `declared` to be PDF/X-4, as only one with an output profile is.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [*_box_faults(pdf, fmt, finish), *_content_faults(pdf, finish)]
        if declared:
            found += _declaration_faults(pdf)
        return tuple(found)


def _box_faults(pdf: pikepdf.Pdf, fmt: Format, finish: Finish) -> Iterator[Translatable]:
    """6.6: a trim box within a bleed box within a media box; ours are exact to 0.1 mm."""
    bleed = finish.bleed * PT_PER_MM
    if sheet := fmt.press_sheet:
        known = {(sheet.width, sheet.height)}
    else:
        numbers = range(1, len(pdf.pages) + 1)
        known = {(fmt.page_width(number), fmt.height) for number in numbers}
    for number, page in enumerate(pdf.pages, start=1):
        if "/TrimBox" not in page or "/BleedBox" not in page or "/ArtBox" in page:
            yield translatable("page %(page)s lacks its trim or bleed box", page=number)
            continue
        trim, outer, media = (
            [float(v) for v in box] for box in (page.TrimBox, page.BleedBox, page.MediaBox)
        )
        size = (trim[2] - trim[0]) / PT_PER_MM, (trim[3] - trim[1]) / PT_PER_MM
        if not any(abs(size[0] - w) < 0.1 and abs(size[1] - h) < 0.1 for w, h in known):
            yield translatable(
                "page %(page)s is trimmed to %(width)s by %(height)s mm",
                page=number,
                width=f"{size[0]:.1f}",
                height=f"{size[1]:.1f}",
            )
        overhangs = [abs(a - b) for a, b in zip(trim, outer, strict=True)]
        if any(abs(overhang - bleed) > 0.1 * PT_PER_MM for overhang in overhangs):
            yield translatable(
                "page %(page)s has a bleed of %(bleed)s mm",
                page=number,
                bleed=f"{min(overhangs) / PT_PER_MM:.1f}",
            )
        rooms = outer[0] - media[0], outer[1] - media[1], media[2] - outer[2], media[3] - outer[3]
        if min(rooms) < -0.01:
            yield translatable("page %(page)s ends within its bleed", page=number)


def _content_faults(pdf: pikepdf.Pdf, finish: Finish) -> Iterator[Translatable]:
    """6.2.4 and 6.2.6 to 6.2.8, 6.3, 6.5, 6.9: inks, fonts, annotations, actions, encryption."""
    if strange := colour_operators(pdf) - (INKS - {"k", "K"} if finish.grayscale else INKS):
        yield translatable(
            "it has colours that are not inks (%(operators)s)", operators=listed(sorted(strange))
        )
    if pdf.is_encrypted:
        yield translatable("it is encrypted")
    if {"/AcroForm", "/OpenAction", "/AA"} & set(pdf.Root.keys()):
        yield translatable("it has forms or actions")
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Annots"):
            yield translatable(
                "page %(page)s has links or notes, where the sheet is printed", page=number
            )
    for item in pdf.objects:
        if not isinstance(item, Dictionary | pikepdf.Stream):
            continue
        if item.get("/Type") == "/FontDescriptor" and not (
            {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())
        ):
            yield translatable("the font %(font)s is not embedded", font=str(item.get("/FontName")))
        if item.get("/Subtype") == "/Image":
            yield translatable("it has a picture of dots")


def _declaration_faults(pdf: pikepdf.Pdf) -> Iterator[Translatable]:
    """6.1 and 6.2.2, 6.8: the version, the output intent, the metadata."""
    if pdf.pdf_version > "1.6":
        yield translatable("it is PDF %(version)s", version=pdf.pdf_version)
    intents = [i for i in pdf.Root.get("/OutputIntents", []) if i.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1 or "/DestOutputProfile" not in intents[0]:
        yield translatable("it has no output intent with a profile")
    if not isinstance(pdf.docinfo.get("/Trapped"), Name):
        yield translatable("it does not say whether it is trapped")
    metadata = pdf.Root.get("/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield translatable("it has no metadata, or compressed ones")
        return
    with pdf.open_metadata() as xmp:
        for name, wanted in (
            ("pdfxid:GTS_PDFXVersion", "PDF/X-4"), ("pdf:Trapped", "False"), ("dc:title", ""),
            ("xmp:CreateDate", ""), ("xmp:ModifyDate", ""), ("xmp:MetadataDate", ""),
            ("xmpMM:DocumentID", ""), ("xmpMM:VersionID", ""), ("xmpMM:RenditionClass", ""),
        ):  # fmt: skip
            if not xmp.get(name) or wanted not in xmp[name]:
                yield translatable("its metadata lack %(name)s", name=name)
    if not pdf.trailer.get("/ID"):
        yield translatable("it has no identifier")
