"""Read a finished PDF back and refuse it unless it is what a leaflet must be."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from fontTools.ttLib import TTFont

from briefkit.diagnostics import Diagnostic
from briefkit.languages import direction, families_for, language_tag
from briefkit.leaflet import PT_PER_MM, Finish, Format, Leaflet, Page, Sheet, Side
from briefkit.model import Fit
from briefkit.proof.glyphs import Drawn, Shaper, drawn_glyphs, glyph_counts
from briefkit.proof.reading import Run, StructureElement, comparable, read_runs, read_structure
from briefkit.typeset import Imposed, colour_operators, preflight, press_sides, read_imposed

__all__ = [
    "Expectation",
    "expect",
    "proof",
    "proof_press",
    "proof_sheet",
    "read_edition_code",
    "subject_words",
]

# Rounding in the PDF's numbers, and side bearings of glyphs that reach over the edge, in pt; and
# for large type, as a part of the height of what is set.
TOLERANCE, OVERHANG = 2.0, 0.12


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a leaflet's PDF must show. `text` and `disclaimer` are as a reader reads them.

    `roles` are the tags that its page must have; `subject` the words that the outside of a
    discreet edition must not show, and `emblem` the description of what it must not show either.
    """

    label: str
    lang: str
    title: str
    text: str
    disclaimer: str
    disclaimer_lang: str
    language_name: str
    draft_notice: str
    code: str
    fonts: tuple[str, ...]
    pages_min: int
    pages_max: int
    fmt: Format
    right_to_left: bool
    roles: frozenset[str]
    subject: frozenset[str] = frozenset()
    emblem: str = ""
    grayscale: bool = False


# The tags of what a page has, by its elements.
ROLES = {"h1": "H1", "p": "P", "ul": "L", "ol": "L", "li": "LI", "svg": "Figure"}

EMBLEM = (None, "Emblem of the European Union")


def expect(
    leaflet: Leaflet,
    page: Page,
    fmt: Format,
    fit: Fit,
    *,
    subject: frozenset[str] = frozenset(),
    grayscale: bool = False,
) -> Expectation:
    """Return what the PDF of a leaflet must show; the disclaimer is not taken from its page."""
    emblem = leaflet.labels.get(EMBLEM)
    return Expectation(
        label=leaflet.edition.stem,
        lang=language_tag(leaflet.edition.locale),
        title=page.title,
        text=page.text,
        disclaimer=leaflet.disclaimer.text,
        disclaimer_lang=language_tag(leaflet.disclaimer.locale),
        language_name=page.language_name,
        draft_notice=page.draft_notice if leaflet.draft else "",
        code=leaflet.code,
        fonts=families_for(leaflet.edition.locale),
        pages_min=fit.pages_min,
        pages_max=fit.pages_max,
        fmt=fmt,
        right_to_left=direction(leaflet.edition.locale) == "rtl",
        roles=frozenset(ROLES[e.tag] for e in page.elements if e.tag in ROLES),
        subject=subject if leaflet.edition.discreet else frozenset(),
        emblem=emblem.text if emblem else "",
        grayscale=grayscale,
    )


def subject_words(titles: Iterable[str], neutral: Iterable[str]) -> frozenset[str]:
    """Return the words that give a subject away: those of five letters or more of its titles.

    `neutral` are texts that every leaflet has, whose words give nothing away.
    """
    harmless = comparable(" ".join(neutral)).casefold()
    words = re.findall(r"\w{5,}", " ".join(titles).casefold())
    return frozenset(word for word in words if word not in harmless)


def read_edition_code(data: bytes) -> str:
    """Return the edition code in a PDF's metadata, or nothing where it is not a leaflet's.

    Raises pikepdf.PdfError for what is not a PDF.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return str(pdf.docinfo.get("/briefkitedition", ""))


@dataclass(frozen=True, slots=True)
class _Printed:
    """A PDF as it was read; `characters` are the ASCII ones that each of `drawn` has."""

    pdf: pikepdf.Pdf
    runs: tuple[Run, ...]
    structure: StructureElement | None
    drawn: tuple[Drawn, ...]
    characters: tuple[str, ...]
    shaper: Shaper
    texts: Mapping[tuple[int, int], str]


def proof(data: bytes, wanted: Expectation, shaper: Shaper) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a leaflet's PDF: nothing, if it may be let out."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as error:
        return (_fault(wanted, "pdf", f"this is not a whole PDF: {error}"),)
    with pdf:
        runs = read_runs(data)
        texts: dict[tuple[int, int], str] = {}
        for run in runs:
            texts[run.page, run.mcid] = texts.get((run.page, run.mcid), "") + run.text
        drawn = drawn_glyphs(pdf)
        characters = tuple(map(shaper.ascii_text, drawn))
        printed = _Printed(pdf, runs, read_structure(pdf), drawn, characters, shaper, texts)
        return tuple(
            _fault(wanted, check.__name__.removeprefix("_").replace("_", "-"), message)
            for check in CHECKS
            for message in check(printed, wanted)
        )


def _fault(wanted: Expectation, check: str, message: str) -> Diagnostic:
    return Diagnostic(
        check=f"proof-{check}",
        message=f"{wanted.label}: {message}.",
        hint="The leaflet is not let out. Mend its template or its texts, then build again.",
    )


def _page_count(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    count = len(printed.pdf.pages)
    if not wanted.pages_min <= count <= wanted.pages_max:
        yield f"it has {count} pages, not {wanted.pages_min} to {wanted.pages_max}"


def _page_size(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    for number, page in enumerate(printed.pdf.pages, start=1):
        size = wanted.fmt.page_width(number) * PT_PER_MM, wanted.fmt.height * PT_PER_MM
        left, bottom, right, top = (float(value) for value in page.trimbox)
        if abs(right - left - size[0]) > 0.5 or abs(top - bottom - size[1]) > 0.5:
            yield f"page {number} is {right - left:.0f} x {top - bottom:.0f} pt in size"


def _language(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    found = str(printed.pdf.Root.get("/Lang", ""))
    if found != wanted.lang:
        yield f"its language is given as “{found}”, not “{wanted.lang}”"


def _title(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    found = str(printed.pdf.docinfo.get("/Title", ""))
    if found != wanted.title:
        yield f"its title is “{found}”, not “{wanted.title}”"
    if not printed.pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield "a viewer would show its file name instead of its title"


def _tags(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    if printed.structure is None or not printed.pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get(
        "/Marked"
    ):
        yield "it has no tags"
        return
    roles = {element.role for element in printed.structure.walk()}
    if missing := wanted.roles - roles:
        yield f"its tags have no {', '.join(sorted(missing))}"
    owned = {place for element in printed.structure.walk() for place in element.content}
    for run in printed.runs:
        if run.mcid >= 0 and (run.page, run.mcid) not in owned:
            yield f"“{run.text.strip()}” on page {run.page + 1} is in no tag"
    if any(e.role == "Figure" and not e.alt for e in printed.structure.walk()):
        yield "a figure has no alternative text"


def _fonts(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    known = {family.replace(" ", "-") for family in wanted.fonts}
    for name, font in _fonts_of(printed.pdf).items():
        family = _font_name(font)
        if not any(family.startswith(f) for f in known):
            yield f"it uses the font {family}, which is not one of ours"
        if _font_file(font) is None:
            yield f"the font {family} ({name}) is not embedded"


def _font_name(font: pikepdf.Object) -> str:
    return re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get("/BaseFont", "/")))


def _fonts_of(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Object]:
    fonts: dict[str, pikepdf.Object] = {}
    for page in pdf.pages:
        for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items():
            fonts[str(name)] = font
    return fonts


def _font_file(font: pikepdf.Object) -> pikepdf.Object | None:
    descendant = font.get("/DescendantFonts", [font])[0]
    descriptor = descendant.get("/FontDescriptor", pikepdf.Dictionary())
    for key in ("/FontFile2", "/FontFile3", "/FontFile"):
        if key in descriptor:
            return descriptor[key]
    return None


def _glyphs(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    """Find .notdef: glyph 0, or one beyond the font's own, which shows as a box or as nothing."""
    counts: dict[str, int] = {}
    for font in _fonts_of(printed.pdf).values():
        file = _font_file(font)
        if file is not None:
            program = TTFont(io.BytesIO(file.read_bytes()), lazy=True)
            counts[_font_name(font)] = program["maxp"].numGlyphs
    missing = Counter(
        drawn.page
        for drawn in printed.drawn
        for font, glyph in drawn.glyphs
        if glyph == 0 or glyph >= counts.get(font, 1 << 16)
    )
    for page, number in sorted(missing.items()):
        yield f"page {page + 1} has {number} characters that no font has a glyph for"


def _text(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    """The tags, read in order, must say what the page was meant to say: no more and no less."""
    if printed.structure is None:
        return
    found, meant = comparable(printed.structure.text(printed.texts)), comparable(wanted.text)
    if found == meant:
        return
    at = next(
        (i for i, (a, b) in enumerate(zip(found, meant, strict=False)) if a != b),
        min(len(found), len(meant)),
    )
    yield (
        f"its text is not the leaflet's: “{found[at : at + 40]}” stands where "
        f"“{meant[at : at + 40]}” should"
    )


def _digits(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    """Every number must be drawn with its digits in their order: a wrong one harms a person."""
    labels = {
        place
        for element in (printed.structure.walk() if printed.structure else ())
        if element.role == "Lbl"
        for below in element.walk()
        for place in below.content
    }
    texts = [
        characters
        for drawn, characters in zip(printed.drawn, printed.characters, strict=True)
        if drawn.mcid >= 0 and (drawn.page, drawn.mcid) not in labels
    ]
    found, meant = list(_numbers(texts)), list(_numbers([wanted.text]))
    if sorted("".join(found)) != sorted("".join(meant)):
        yield f"its numbers are not the leaflet's: {_unlike(found, meant)}"
        return
    # A line's end may part a number in an address; whole ones must be there as they are.
    joined = "".join(texts)
    for number in sorted(set(meant) - set(found)):
        if number not in joined:
            yield f"the number {number} is not printed with its digits in order"


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from re.findall(r"\d+", text)


def _unlike(found: list[str], meant: list[str]) -> str:
    extra = sorted(set(found) - set(meant))[:3]
    lost = sorted(set(meant) - set(found))[:3]
    return f"found {', '.join(extra) or 'too few'}, missing {', '.join(lost) or 'none'}"


def _disclaimer(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    if printed.structure is None:
        return
    notice = comparable(wanted.disclaimer)
    last = len(printed.pdf.pages) - 1
    blocks = [e for e in printed.structure.walk() if e.role == "P"]
    holders = [e for e in blocks if notice in comparable(e.text(printed.texts))]
    whole = comparable(printed.structure.text(printed.texts))
    if not holders:
        yield "the disclaimer that every leaflet must end with is missing, or not whole"
        return
    if len(holders) > 1 or not whole.endswith(notice):
        yield "the disclaimer is not the last content"
    pages = {page for e in holders[-1].walk() for page, _ in e.content}
    if pages != {last}:
        yield "the disclaimer is not whole on the last page"
    lowest = min((r.box[1] for r in printed.runs if r.page == last and r.mcid >= 0), default=0)
    places = {place for e in holders[-1].walk() for place in e.content}
    mine = [r.box[1] for r in printed.runs if (r.page, r.mcid) in places]
    if mine and min(mine) > lowest + TOLERANCE:
        yield "something is printed below the disclaimer"
    languages = {e.lang for e in holders[-1].walk() if e.lang} or {wanted.lang}
    if wanted.disclaimer_lang not in languages:
        yield f"the disclaimer is not marked as being in “{wanted.disclaimer_lang}”"


def _boxes(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    fmt = wanted.fmt
    for run in printed.runs:
        width, height = fmt.page_width(run.page + 1) * PT_PER_MM, fmt.height * PT_PER_MM
        area = (
            fmt.margin_side * PT_PER_MM,
            fmt.margin_bottom * PT_PER_MM,
            width - fmt.margin_side * PT_PER_MM,
            height - fmt.margin_top * PT_PER_MM,
        )
        left, bottom, right, top = area if run.mcid >= 0 else (0, 0, width, height)
        reach = max(TOLERANCE, OVERHANG * (run.box[3] - run.box[1]))
        if not (
            run.box[0] >= left - reach
            and run.box[1] >= bottom - reach
            and run.box[2] <= right + reach
            and run.box[3] <= top + reach
        ):
            yield f"“{run.text.strip()[:60]}” on page {run.page + 1} is outside its box"


def _right_to_left(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    """Every right-to-left word must be drawn with the glyphs that its letters are shaped to."""
    meant = printed.shaper.right_to_left_glyphs(wanted.text, wanted.lang)
    if not meant:
        return
    drawn = Counter(g for d in printed.drawn if d.mcid >= 0 for _, g in d.glyphs)
    if missing := sum((meant - drawn).values()):
        yield f"{missing} of its {sum(meant.values())} right-to-left glyphs are not drawn"


def _running_foot(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    count = len(printed.pdf.pages)
    for number in range(count):
        foot = _ascii_text(printed, number, artifacts=True)
        numbered, last = wanted.fmt.numbered, number == count - 1
        parts = [f"{number + 1}/{count}"] * numbered + [wanted.code] * (numbered or last)
        for part in parts:
            if comparable(part) not in foot:
                yield f"the foot of page {number + 1} lacks “{part}”"
        if (numbered or last) and not _shows(
            printed, number, wanted.language_name, wanted, artifacts=True
        ):
            yield f"the foot of page {number + 1} lacks “{wanted.language_name}”"
        if not _shows(printed, number, wanted.draft_notice, wanted, artifacts=False):
            yield f"page {number + 1} is a draft's, and does not say so"


def _shows(
    printed: _Printed, page: int, text: str, wanted: Expectation, *, artifacts: bool
) -> bool:
    """Whether a page shows a text, by its glyphs where those alone tell."""
    glyphs = printed.shaper.right_to_left_glyphs(text, wanted.lang)
    page_drawn = [d for d in printed.drawn if d.page == page and (d.mcid < 0 or not artifacts)]
    if glyphs:
        return not glyphs - Counter(g for d in page_drawn for _, g in d.glyphs)
    runs = (r for r in printed.runs if r.page == page and (r.mcid < 0 or not artifacts))
    # PDFium turns Latin letters round on a right-to-left page; the glyphs lack the ligatures.
    read = comparable("".join(run.text for run in runs))
    drawn = _ascii_text(printed, page, artifacts=artifacts)
    return comparable(text) in read or (text.isascii() and comparable(text) in drawn)


def _ascii_text(printed: _Printed, page: int, *, artifacts: bool) -> str:
    """Return the ASCII characters that are drawn on a page, or by its artifacts alone."""
    shown = zip(printed.drawn, printed.characters, strict=True)
    return comparable(
        "".join(c for d, c in shown if d.page == page and (d.mcid < 0 or not artifacts))
    )


def _discreet(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    """Nothing of the subject may show outside: on a face, in the file's name, in its metadata."""
    count = len(printed.pdf.pages)
    if not wanted.subject or not count:
        return
    elements = list(printed.structure.walk()) if printed.structure else []
    for number in sorted({page % count for page in wanted.fmt.outside}):
        texts = [run.text for run in printed.runs if run.page == number]
        here = [e for e in elements if any(page == number for page, _ in _places(e))]
        texts += [element.actual_text for element in here]
        if word := _betrayed("".join(texts), wanted):
            yield f"page {number + 1}, which shows outside, says “{word}”"
        if any(e.role == "Figure" and e.alt == wanted.emblem for e in here):
            yield f"page {number + 1}, which shows outside, has the emblem"
    yield from _betrayed_by_file(printed.pdf, wanted)


def _places(element: StructureElement) -> Iterator[tuple[int, int]]:
    for below in element.walk():
        yield from below.content


def _betrayed(text: str, wanted: Expectation) -> str:
    shown = comparable(text).casefold()
    return next((word for word in sorted(wanted.subject) if word in shown), "")


def _betrayed_by_file(pdf: pikepdf.Pdf, wanted: Expectation) -> Iterator[str]:
    if word := _betrayed(wanted.label, wanted):
        yield f"its file's name says “{word}”"
    metadata = pdf.Root.get("/Metadata")
    said = [str(value) for value in pdf.docinfo.values()]
    said += [metadata.read_bytes().decode("utf-8", "replace")] if metadata is not None else []
    with pdf.open_outline() as outline:
        said += _shown(outline.root)
    if word := _betrayed("".join(said), wanted):
        yield f"its metadata say “{word}”"


def _shown(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    """Yield the bookmarks that a viewer shows at first: those of closed ones are not."""
    for item in items:
        yield item.title
        if not item.is_closed:
            yield from _shown(item.children)


def _greys(printed: _Printed, wanted: Expectation) -> Iterator[str]:
    yield from _colours(printed.pdf, wanted)


def _colours(pdf: pikepdf.Pdf, wanted: Expectation) -> Iterator[str]:
    if wanted.grayscale and (found := colour_operators(pdf) - {"g", "G"}):
        yield f"it has colours ({', '.join(sorted(found))})"


CHECKS = (
    _page_count,
    _page_size,
    _language,
    _title,
    _tags,
    _fonts,
    _glyphs,
    _text,
    _digits,
    _right_to_left,
    _disclaimer,
    _boxes,
    _running_foot,
    _discreet,
    _greys,
)


# --- what is printed from ---

# What is exact to a tenth of a millimetre, in pt.
TENTH_MM = 0.1 * PT_PER_MM


def proof_sheet(
    data: bytes, reading: bytes, wanted: Expectation, sheet: Sheet
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with sheets on which the pages of `reading` were imposed.

    `reading` is the PDF of the pages, proofed: every one must stand whole in its place.
    """
    size = sheet.width * PT_PER_MM, sheet.height * PT_PER_MM
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(reading)) as pages:
        sides = sheet.arrange(len(pages.pages), wanted.right_to_left)
        faults = [
            f"side {number} is {float(page.mediabox[2]):.1f} x {float(page.mediabox[3]):.1f} pt"
            for number, page in enumerate(pdf.pages, start=1)
            if any(abs(float(page.mediabox[i + 2]) - size[i]) > TENTH_MM for i in (0, 1))
        ]
        corners = [(0.0, 0.0) for _ in pdf.pages]
        faults += _imposed_faults(pdf, pages, sides, corners)
        faults += _printed_faults(pdf, wanted)
    return tuple(_fault(wanted, "sheet", message) for message in faults)


def proof_press(
    data: bytes, reading: bytes, wanted: Expectation, finish: Finish
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a print shop's file of the pages of `reading`: its pre-flight."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(reading)) as pages:
        count = len(pages.pages)
        sides = press_sides(wanted.fmt, count, right_to_left=wanted.right_to_left)
        corners = [(float(page.trimbox[0]), float(page.trimbox[1])) for page in pdf.pages]
        declared = "/OutputIntents" in pdf.Root
        faults = [*preflight(data, wanted.fmt, finish, declared=declared)]
        faults += _imposed_faults(pdf, pages, sides, corners)
        faults += _printed_faults(pdf, wanted)
    return tuple(_fault(wanted, "press", message) for message in faults)


def _imposed_faults(
    pdf: pikepdf.Pdf,
    reading: pikepdf.Pdf,
    sides: Sequence[Side],
    corners: Sequence[tuple[float, float]],
) -> Iterator[str]:
    """Compare glyphs, for those of joined letters tell a text and their ToUnicode doesn't.

    `corners` are the lower left ones of the trim of each side, in pt.
    """
    if len(pdf.pages) != len(sides):
        yield f"it has {len(pdf.pages)} sides, not {len(sides)}"
    meant = [glyph_counts(page) for page in reading.pages]
    found = [(item, glyph_counts(item.form)) for item in read_imposed(pdf)]
    for number, (side, corner) in enumerate(zip(sides, corners, strict=False)):
        for cell in side:
            x, y = corner[0] + cell.x * PT_PER_MM, corner[1] + cell.y * PT_PER_MM
            if not any(
                item.side == number and _stands_at(item, x, y) and glyphs == meant[cell.page]
                for item, glyphs in found
            ):
                yield f"page {cell.page + 1} is not in its place on side {number + 1}, or not whole"


def _stands_at(item: Imposed, x: float, y: float) -> bool:
    return abs(item.x - x) < TENTH_MM and abs(item.y - y) < TENTH_MM


def _printed_faults(pdf: pikepdf.Pdf, wanted: Expectation) -> Iterator[str]:
    if str(pdf.docinfo.get("/briefkitedition", "")) != wanted.code:
        yield "its metadata lack its edition code"
    yield from _colours(pdf, wanted)
    if wanted.subject:
        yield from _betrayed_by_file(pdf, wanted)
