"""What a machine can tell of a PDF's accessibility.

Each check is a function named for its checkpoint of the Matterhorn Protocol 1.1, which lists how a
file can fail PDF/UA-1 (ISO 14289-1); the numbers of the conditions stand in its docstring. The
checks read the file alone and know nothing of how it was made: `mend` is judged by them too.
"""

import io
import re
import struct
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont, TTLibError

from briefkit.diagnostics import Diagnostic, shorten
from briefkit.proof.reading import Box, comparable

__all__ = ["audit"]

# ISO 32000-1, 14.8.4: the standard structure types.
STANDARD = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry
    Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form""".split()
)

# ISO 32000-1, tables 336 and 337: what lists and tables are made of, and where their parts stand.
KIDS = {
    "L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"}, "TR": {"TH", "TD"},
    "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"},
}  # fmt: skip
PARENTS = {
    "LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"}, "TBody": {"Table"}, "TFoot": {"Table"}, "TH": {"TR"}, "TD": {"TR"},
}  # fmt: skip

# ISO 32000-1, 14.8.5.5: the values of ListNumbering that stand for labels.
BULLETS = frozenset(("/Disc", "/Circle", "/Square"))
NUMBERS = frozenset(("/Decimal", "/UpperRoman", "/LowerRoman", "/UpperAlpha", "/LowerAlpha"))

# The first word of the Unicode names of a language's letters; any other's are LATIN.
SCRIPTS = {"ar": "ARABIC", "bg": "CYRILLIC", "el": "GREEK", "uk": "CYRILLIC"}

# RFC 3066, which ISO 32000-1 takes for its languages.
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

# ISO 14289-1, 7.21.7: what ToUnicode may not map a glyph to.
UNMAPPED = frozenset(("", "\0", "\ufeff", "\ufffe"))

SHOW = frozenset(("Tj", "TJ", "'", '"'))
PATH = frozenset(("re", "m", "l", "c", "v", "y"))
PAINT = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"))

# ISO 32000-1, 12.5.3: the flags of annotations.
HIDDEN, PRINT = 2, 4

# Side bearings and rounding, in pt; and how far a link's words may stand from where one is led.
TOLERANCE, NEAR = 1.0, 30.0

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)

# What pikepdf and fontTools raise for an object, or a font, that is not what it should be.
MALFORMED = (
    AttributeError, IndexError, KeyError, TypeError, ValueError, struct.error,
    pikepdf.PdfError, pikepdf.OutlineStructureError, TTLibError,
)  # fmt: skip

Place = tuple[int, int]
"""a page (0-based) and an MCID"""


# --- the file as it is read ---


@dataclass(frozen=True, slots=True)
class _Font:
    """A font of two bytes a glyph: its name, its codes' text, how many glyphs are embedded."""

    name: str
    characters: Mapping[bytes, str]
    glyphs: int
    embedded: bool
    mapped: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    """An open marked content; `mcid` is its own or the outer one's, or -1."""

    mcid: int
    artifact: int
    replaced: bool


@dataclass(slots=True)
class _Sheet:
    """What a page's content says and draws, by its marked content."""

    texts: dict[int, str] = field(default_factory=dict)
    marks: Counter[int] = field(default_factory=Counter)
    drawn: dict[int, Box] = field(default_factory=dict)
    artifacts: list[tuple[Mapping[str, Any], str]] = field(default_factory=list)
    untagged: list[str] = field(default_factory=list)
    nested: list[str] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    undefined: Counter[str] = field(default_factory=Counter)


@dataclass(eq=False, slots=True)
class _Element:
    """A structure element; `role` is the standard type that its own is mapped to."""

    item: Any
    role: str
    parent: "_Element | None"
    language: str
    kids: list["_Element | Place | pikepdf.Object"] = field(default_factory=list)

    @property
    def elements(self) -> list["_Element"]:
        return [kid for kid in self.kids if isinstance(kid, _Element)]

    @property
    def places(self) -> list[Place]:
        return [kid for kid in self.kids if isinstance(kid, tuple)]

    @property
    def annotations(self) -> list[pikepdf.Object]:
        return [kid for kid in self.kids if isinstance(kid, pikepdf.Object)]

    def walk(self) -> Iterator["_Element"]:
        yield self
        for element in self.elements:
            yield from element.walk()

    def within(self, role: str) -> bool:
        return self.role == role or (self.parent is not None and self.parent.within(role))

    def attribute(self, owner: str, key: str) -> Any:
        attributes: Any = self.item.get("/A", pikepdf.Array())
        for found in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if isinstance(found, pikepdf.Dictionary) and found.get("/O") == owner:
                return found.get(key)
        return None


class _File:
    """A PDF, read once for all checks."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root
        self.pages: dict[Any, int] = {page.objgen: n for n, page in enumerate(pdf.pages)}
        self.fonts: dict[Any, _Font] = {}
        self.sheets = [self._sheet(page) for page in pdf.pages]
        self.tree: Any = self.root.get("/StructTreeRoot", pikepdf.Dictionary())
        self.roles = {
            str(role)[1:]: str(standard)[1:]
            for role, standard in self.tree.get("/RoleMap", pikepdf.Dictionary()).items()
        }
        self.language = str(self.root.get("/Lang", ""))
        self.elements: list[_Element] = []
        self._read_kids(_Element(self.tree, "", None, self.language), 0)

    # --- the tag tree ---

    def _read_kids(self, element: _Element, page: int) -> None:
        below: Any = element.item.get("/K", pikepdf.Array())
        for kid in below if isinstance(below, pikepdf.Array) else [below]:
            if isinstance(kid, int):
                element.kids.append((page, kid))
            elif kid.get("/Type") == "/MCR":
                element.kids.append((self._page(kid, page), int(kid["/MCID"])))
            elif kid.get("/Type") == "/OBJR":
                element.kids.append(kid["/Obj"])
            else:
                role = self.standard(str(kid.get("/S", "/"))[1:])
                language = str(kid.get("/Lang", element.language))
                child = _Element(kid, role, element, language)
                element.kids.append(child)
                self.elements.append(child)
                if len(self.elements) > len(self.pdf.objects):
                    raise ValueError("an element holds itself")
                self._read_kids(child, self._page(kid, page))

    def _page(self, item: Any, page: int) -> int:
        return self.pages.get(item["/Pg"].objgen, -1) if "/Pg" in item else page

    def standard(self, role: str) -> str:
        """Return the standard type that a type is mapped to in the end, or nothing."""
        seen = set()
        while role not in STANDARD and role in self.roles and role not in seen:
            seen.add(role)
            role = self.roles[role]
        return role if role in STANDARD else ""

    def of(self, *roles: str) -> list[_Element]:
        return [element for element in self.elements if element.role in roles]

    def text(self, element: _Element) -> str:
        """Return what an element says, the labels of lists included."""
        if "/ActualText" in element.item:
            return str(element.item.ActualText)
        parts = []
        for kid in element.kids:
            if isinstance(kid, _Element):
                parts.append(self.text(kid))
            elif isinstance(kid, tuple):
                parts.append(self.sheets[kid[0]].texts.get(kid[1], ""))
        return "".join(parts)

    def named(self, element: _Element) -> str:
        """Return how a person is told which element it is."""
        text = shorten(self.text(element), 60)
        return f"{element.role or element.item.get('/S')} “{text}”" if text else element.role

    # --- contents ---

    def _font(self, font: Any) -> _Font:
        if font.objgen in self.fonts:
            return self.fonts[font.objgen]
        descendant = font.get("/DescendantFonts", [font])[0]
        descriptor = descendant.get("/FontDescriptor", pikepdf.Dictionary())
        program = descriptor.get("/FontFile2", descriptor.get("/FontFile3"))
        glyphs = 1 << 16
        if program is not None:
            glyphs = TTFont(io.BytesIO(program.read_bytes()), lazy=True)["maxp"].numGlyphs
        pairs = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
        read = _Font(
            name=re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font.get("/BaseFont", "/"))),
            characters={
                bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
                for code, text in re.findall(rb"<(\w{4})> *<(\w+)>", pairs)
            },
            glyphs=glyphs,
            embedded=program is not None,
            mapped=font.get("/Encoding") == "/Identity-H"
            and descendant.get("/CIDToGIDMap") == "/Identity",
        )
        return self.fonts.setdefault(font.objgen, read)

    def _sheet(self, page: pikepdf.Page) -> _Sheet:
        sheet = _Sheet()
        resources: Any = page.get("/Resources", pikepdf.Dictionary())
        names = resources.get("/Properties", pikepdf.Dictionary())
        fonts = {
            str(name): self._font(font)
            for name, font in resources.get("/Font", pikepdf.Dictionary()).items()
        }
        marks: list[_Mark] = [_Mark(-1, -1, replaced=False)]
        font: _Font | None = None
        matrix, matrices = IDENTITY, []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            operands: Any = instruction.operands
            mark = marks[-1]
            if operator in SHOW:
                _show(sheet, mark, font, operands)
            elif operator in ("BDC", "BMC"):
                properties = operands[1] if len(operands) == 2 else pikepdf.Dictionary()
                if isinstance(properties, pikepdf.Name):
                    properties = names.get(properties, pikepdf.Dictionary())
                marks.append(_open(sheet, mark, str(operands[0]), properties))
            elif operator == "EMC":
                marks.pop()
            elif operator == "Tf":
                font = fonts.get(str(operands[0]))
            elif operator == "q":
                matrices.append(matrix)
            elif operator == "Q":
                matrix = matrices.pop()
            elif operator == "cm":
                matrix = _multiplied(tuple(float(v) for v in operands), matrix)  # type: ignore[arg-type]
            elif operator in PATH and mark.mcid >= 0:
                _draw(sheet, mark.mcid, matrix, [float(value) for value in operands], operator)
            elif operator in PAINT:
                if mark.mcid < 0 and mark.artifact < 0:
                    sheet.untagged.append("a drawing")
                elif operator == "Do" and mark.mcid >= 0:
                    _draw(sheet, mark.mcid, matrix, [0, 0, 1, 1], "re")
        return sheet


def _open(sheet: _Sheet, outer: _Mark, tag: str, properties: Any) -> _Mark:
    own = int(properties["/MCID"]) if "/MCID" in properties else -1
    if own >= 0:
        sheet.marks[own] += 1
        sheet.texts.setdefault(own, "")
        if outer.artifact >= 0:
            sheet.nested.append("tagged content in an artifact")
    mcid, artifact = max(own, outer.mcid) if own < 0 else own, outer.artifact
    if tag == "/Artifact":
        if outer.mcid >= 0:
            sheet.nested.append("an artifact in tagged content")
        artifact = len(sheet.artifacts)
        sheet.artifacts.append((dict(properties.items()), ""))
    replaced = outer.replaced
    if "/ActualText" in properties and not replaced:
        replaced = True
        if mcid >= 0:
            sheet.texts[mcid] = sheet.texts.get(mcid, "") + str(properties["/ActualText"])
    return _Mark(mcid, artifact, replaced)


def _show(sheet: _Sheet, mark: _Mark, font: _Font | None, operands: Sequence[Any]) -> None:
    strings = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
    data = b"".join([bytes(part) for part in strings if isinstance(part, pikepdf.String)])
    codes = [data[index : index + 2] for index in range(0, len(data), 2)]
    characters = [font.characters.get(code, "") if font else "" for code in codes]
    text = "".join(characters)
    name = font.name if font else "no font"
    if not mark.replaced:
        sheet.unmapped[name] += sum(c in UNMAPPED for c in characters)
    last = (font.glyphs - 1 if font else 0).to_bytes(2)
    sheet.undefined[name] += sum(not b"\0\0" < code <= last for code in codes)
    if mark.artifact >= 0:
        properties, before = sheet.artifacts[mark.artifact]
        sheet.artifacts[mark.artifact] = properties, before + text
    elif mark.mcid < 0:
        sheet.untagged.append(f"“{shorten(text, 60)}”")
    elif not mark.replaced:
        sheet.texts[mark.mcid] = sheet.texts.get(mark.mcid, "") + text


def _multiplied(a: Matrix, b: Matrix) -> Matrix:
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


def _draw(
    sheet: _Sheet, mcid: int, matrix: Matrix, numbers: Sequence[float], operator: str
) -> None:
    """Add points to what a marked content has drawn."""
    if operator == "re":
        x, y, width, height = numbers
        numbers = x, y, x + width, y, x, y + height, x + width, y + height
    a, b, c, d, e, f = matrix
    points = [
        (a * x + c * y + e, b * x + d * y + f) for x, y in zip(*[iter(numbers)] * 2, strict=True)
    ]
    xs, ys = zip(*points, *_corners(sheet.drawn.get(mcid)), strict=True)
    sheet.drawn[mcid] = min(xs), min(ys), max(xs), max(ys)


def _corners(box: Box | None) -> list[tuple[float, float]]:
    return [(box[0], box[1]), (box[2], box[3])] if box else []


# --- the checks ---

Check = Callable[[_File], Iterator[str]]


def audit(data: bytes) -> tuple[Diagnostic, ...]:
    """Return what a machine finds wrong with a PDF's accessibility: nothing, for our leaflets.

    It is made for files whose fonts are of two bytes a glyph, with a ToUnicode of single codes, as
    WeasyPrint writes them. Raises pikepdf.PdfError for what is not a PDF.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        try:
            file = _File(pdf)
        except MALFORMED as error:
            return (_finding("malformed", f"The file's objects are malformed: {error}"),)
        return tuple(
            _finding(check.__name__.removeprefix("_").replace("_", "-"), message)
            for check in CHECKS
            for message in _messages(check, file)
        )


def _messages(check: Check, file: _File) -> Iterator[str]:
    try:
        yield from check(file)
    except MALFORMED as error:
        yield f"This cannot be checked, for the file's objects are malformed: {error}"


def _finding(check: str, message: str) -> Diagnostic:
    return Diagnostic(
        check=f"matterhorn-{check}",
        message=f"{message}.",
        hint="Build the leaflet again. If this comes back, briefkit is at fault: report it.",
    )


def _01_artifacts_apart(file: _File) -> Iterator[str]:
    """01-003, 01-004: artifacts and tagged content are not nested in each other."""
    for number, sheet in enumerate(file.sheets, start=1):
        for what in sheet.nested:
            yield f"Page {number} has {what}"


def _01_all_content_tagged(file: _File) -> Iterator[str]:
    """01-005: content is tagged, or an artifact."""
    owned = {place for element in file.elements for place in element.places}
    for number, sheet in enumerate(file.sheets):
        lost = [t or "a drawing" for m, t in sheet.texts.items() if (number, m) not in owned]
        for what in [*sheet.untagged, *lost]:
            yield f"On page {number + 1}, {shorten(what, 60)} is in no tag, and is no artifact"


def _01_marked(file: _File) -> Iterator[str]:
    """01-007, ISO 14289-1, 7.1: the file says that it is tagged, and that its tags are sure."""
    marks: Any = file.root.get("/MarkInfo", pikepdf.Dictionary())
    if not marks.get("/Marked") or "/K" not in file.tree:
        yield "The file has no tags, or does not say that it has"
    if marks.get("/Suspects"):
        yield "The file says that its tags are suspect"


def _01_parents(file: _File) -> Iterator[str]:
    """ISO 32000-1, 14.7.2: each element knows its parent."""
    for element in file.elements:
        if element.parent and _identity(element.item.get("/P")) != _identity(element.parent.item):
            yield f"The element {file.named(element)} does not know its parent"


def _01_parent_tree(file: _File) -> Iterator[str]:
    """ISO 32000-1, 14.7.4.4: content and links lead to their elements, and these to them."""
    entries = dict(_pairs(file.tree.get("/ParentTree", pikepdf.Dictionary()).get("/Nums", [])))
    owners: dict[Place, _Element] = {}
    for element in file.elements:
        for place in element.places:
            if place in owners:
                yield f"Two elements hold the same content: {file.named(element)}"
            owners[place] = element
            if place[0] < 0 or file.sheets[place[0]].marks[place[1]] != 1:
                yield f"The element {file.named(element)} holds content that is not on its page"
        for annotation in element.annotations:
            found = entries.get(annotation.get("/StructParent", -1))
            if _identity(found) != _identity(element.item):
                yield f"The link of {file.named(element)} does not lead back to it"
    for number, page in enumerate(file.pdf.pages):
        listed: Any = entries.get(page.get("/StructParents", -1), [])
        back = {(number, m): _identity(item) for m, item in enumerate(listed) if item is not None}
        forth = {p: _identity(e.item) for p, e in owners.items() if p[0] == number}
        if back != forth:
            wrong = sorted({place for place, _ in back.items() ^ forth.items()})
            yield f"On page {number + 1}, content {wrong[0][1]} does not lead back to its element"


def _02_role_map(file: _File) -> Iterator[str]:
    """02-001, 02-003, 02-004: every type is a standard one, or is mapped to one."""
    for role in sorted({str(element.item.get("/S", "/"))[1:] for element in file.elements}):
        if not file.standard(role):
            yield f"The type “{role}” is mapped to no standard type"
    for role in sorted(STANDARD & file.roles.keys()):
        yield f"The standard type “{role}” is mapped to “{file.roles[role]}”"


def _06_metadata(file: _File) -> Iterator[str]:
    """06-001 to 06-003: the metadata say PDF/UA-1 and the title, which is the file's."""
    if "/Metadata" not in file.root:
        yield "The file has no metadata"
        return
    metadata = file.pdf.open_metadata()
    if metadata.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
        yield "The metadata do not say that the file is PDF/UA-1"
    if not metadata.get("dc:title") or metadata["dc:title"] != str(file.pdf.docinfo.get("/Title")):
        yield "The metadata have no title, or another than the file"


def _07_title_shown(file: _File) -> Iterator[str]:
    """07-001, 07-002: a viewer shows the title."""
    if not file.root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle"):
        yield "A viewer would show the file's name instead of its title"


def _09_lists_and_tables(file: _File) -> Iterator[str]:
    """09-004, 09-005: lists and tables are made of what they must be made of."""
    for element in file.elements:
        parent = element.parent.role if element.parent else ""
        if element.role in PARENTS and parent not in PARENTS[element.role]:
            yield f"The element {file.named(element)} stands in {parent or 'the root'}"
        if element.role not in KIDS:
            continue
        wrong = [kid.role for kid in element.elements if kid.role not in KIDS[element.role]]
        if wrong or element.places:
            yield f"The element {file.named(element)} holds {', '.join(wrong) or 'bare content'}"
        bodies = sum(kid.role == "LBody" for kid in element.elements)
        if element.role == "LI" and bodies != 1:
            yield f"The list item {file.named(element)} has {bodies} bodies"


def _10_unicode(file: _File) -> Iterator[str]:
    """10-001, 31-027 to 31-029: every glyph has a character, or what it says instead."""
    unmapped: Counter[str] = sum((sheet.unmapped for sheet in file.sheets), Counter())
    for font, number in (+unmapped).items():
        yield f"{number} glyphs of {font} have no character and no ActualText"


def _11_languages(file: _File) -> Iterator[str]:
    """11-001 to 11-006: the languages of the file and of its elements are given."""
    found = {file.language: "the file"}
    found |= {element.language: file.named(element) for element in file.elements}
    for language, where in found.items():
        if not LANGUAGE.fullmatch(language):
            yield f"The language of {where} is given as “{language}”"


def _11_scripts(file: _File) -> Iterator[str]:
    """11-007: three words in letters of another script are of another language."""
    for element in file.elements:
        own = SCRIPTS.get(element.language.partition("-")[0], "LATIN")
        text = "".join(file.sheets[page].texts.get(mcid, "") for page, mcid in element.places)
        foreign = 0
        for word in re.findall(r"[^\W\d_]{2,}", str(element.item.get("/ActualText", text))):
            foreign = foreign + 1 if not unicodedata.name(word[0], own).startswith(own) else 0
            if foreign == 3 and not element.within("Link"):
                yield f"“{shorten(text, 60)}” is marked as “{element.language}”"
                break


def _13_alternatives(file: _File) -> Iterator[str]:
    """13-004: a figure says what it shows."""
    for figure in file.of("Figure"):
        if not str(figure.item.get("/Alt", figure.item.get("/ActualText", ""))).strip():
            yield "A figure has no alternative text"


def _13_places(file: _File) -> Iterator[str]:
    """ISO 32000-1, 14.8.5.4.3: a figure's box is where it is drawn."""
    for figure in file.of("Figure"):
        box = figure.attribute("/Layout", "/BBox")
        places = [place for element in figure.walk() for place in element.places]
        drawn = [file.sheets[p].drawn[m] for p, m in places if m in file.sheets[p].drawn]
        if box is None or not all(_covers([float(v) for v in box], one) for one in drawn):
            yield f"The box of the figure “{figure.item.get('/Alt', '')}” is not where it is drawn"


def _covers(outer: Sequence[float], inner: Sequence[float]) -> bool:
    return all(
        (a <= b + TOLERANCE) if side < 2 else (a >= b - TOLERANCE)
        for side, (a, b) in enumerate(zip(outer, inner, strict=True))
    )


def _14_headings(file: _File) -> Iterator[str]:
    """14-002, 14-003, 14-006, 14-007: headings begin with H1 and skip no level."""
    level = 0
    for heading in file.of("H", "H1", "H2", "H3", "H4", "H5", "H6"):
        if heading.role == "H":
            yield f"The heading {file.named(heading)} has no level"
            continue
        here = int(heading.role[1])
        if here > level + 1:
            yield f"The heading {file.named(heading)} follows one of level {level}"
        level = here


def _15_scopes(file: _File) -> Iterator[str]:
    """15-003: a header cell says what it heads."""
    for cell in file.of("TH"):
        if cell.attribute("/Table", "/Scope") not in ("/Row", "/Column", "/Both"):
            yield f"The header cell {file.named(cell)} does not say what it heads"


def _16_numbering(file: _File) -> Iterator[str]:
    """16-001, 16-002: a list says how its items are labelled."""
    for element in file.of("L"):
        items = [item for item in element.elements if item.role == "LI"]
        labels = [
            next((below for below in item.walk() if below.role in ("Lbl", "L")), None)
            for item in items
        ]
        texts = [file.text(label).strip() for label in labels if label and label.role == "Lbl"]
        if not texts:
            continue
        wanted = NUMBERS if any(text[:1].isalnum() for text in texts) else BULLETS
        if str(element.attribute("/List", "/ListNumbering")) not in wanted:
            yield f"The list {file.named(element)} does not say how its items are labelled"
        if len(texts) < len(items):
            yield f"The list {file.named(element)} has items without a label"


def _18_running_matter(file: _File) -> Iterator[str]:
    """18-001, 18-002: running heads and feet are artifacts of pagination, and say which."""
    for number, sheet in enumerate(file.sheets, start=1):
        for properties, text in sheet.artifacts:
            kind, part = properties.get("/Type"), properties.get("/Subtype")
            if text.strip() and (kind != "/Pagination" or part not in ("/Header", "/Footer")):
                yield f"“{shorten(text, 60)}” on page {number} is neither a head nor a foot"
            elif kind not in ("/Pagination", "/Layout", "/Page", "/Background"):
                yield f"An artifact on page {number} does not say what it is"


def _19_notes(file: _File) -> Iterator[str]:
    """19-001 to 19-004: notes have identifiers, and are linked both ways."""
    names = Counter(str(note.item.get("/ID", "")) for note in file.of("Note"))
    known = {str(name) for name, _ in _pairs(file.tree.get("/IDTree", {}).get("/Names", []))}
    for name, number in names.items():
        if number > 1 or name not in known:
            yield f"{number} notes have the identifier “{name}”, or it is in no index"
    destinations = {str(name): target for name, target in _pairs(_destinations(file.root))}
    links = [area for link in file.of("Link") for area in link.annotations]
    for reference in file.of("Reference"):
        targets = {str(a.get("/Dest", "")) for e in reference.walk() for a in e.annotations}
        if not targets or targets - names.keys() or targets - destinations.keys():
            yield f"The reference {file.named(reference)} leads to no note"
    for note in file.of("Note"):
        own = [area for element in note.walk() for area in element.annotations]
        inside, name = {area.objgen for area in own}, str(note.item.get("/ID"))
        to = [a for a in links if str(a.get("/Dest")) == name and a.objgen not in inside]
        back = [destinations.get(str(area.get("/Dest", ""))) for area in own]
        if not any(_leads_to(file, target, area) for target in back if target for area in to):
            yield f"The note {file.named(note)} is not linked both ways"


def _destinations(root: Any) -> Any:
    return root.get("/Names", {}).get("/Dests", {}).get("/Names", [])


def _leads_to(file: _File, target: Any, area: Any) -> bool:
    """Whether a destination is where an annotation is."""
    page = next((p for p in file.pdf.pages if p.objgen == target[0].objgen), None)
    if page is None or area.objgen not in {a.objgen for a in page.get("/Annots", [])}:
        return False
    heights = [float(area.Rect[1]), float(area.Rect[3])]
    return min(heights) - NEAR <= float(target[3]) <= max(heights) + NEAR


def _27_bookmarks(file: _File) -> Iterator[str]:
    """ISO 14289-1, 7.17: every heading has its bookmark."""
    with file.pdf.open_outline() as outline:
        found = [comparable(item.title) for item in _outlined(outline.root)]
    for heading in file.of("H1", "H2", "H3", "H4", "H5", "H6"):
        if comparable(file.text(heading)) not in found:
            yield f"The heading {file.named(heading)} has no bookmark"


def _outlined(items: Sequence[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _outlined(item.children)


def _28_tab_order(file: _File) -> Iterator[str]:
    """28-008, 28-009: the tab key follows the tags."""
    for number, page in enumerate(file.pdf.pages, start=1):
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"On page {number} the tab key does not follow the tags"


def _28_links(file: _File) -> Iterator[str]:
    """28-002, 28-004, 28-011, 28-012: a link is in its tag, described, and can be reached."""
    tagged = {a.objgen: element for element in file.elements for a in element.annotations}
    destinations = {str(name) for name, _ in _pairs(_destinations(file.root))}
    for number, page in enumerate(file.pdf.pages, start=1):
        for annotation in page.get("/Annots", []):
            element = tagged.get(annotation.objgen)
            where = f"The link “{annotation.get('/Contents', '')}” on page {number}"
            if annotation.get("/Subtype") != "/Link":
                yield f"An annotation on page {number} is no link"
            elif element is None or element.role != "Link":
                yield f"{where} is in no Link tag"
            if not str(annotation.get("/Contents", "")).strip():
                yield f"{where} is not described"
            if not int(annotation.get("/F", 0)) & PRINT or int(annotation.get("/F", 0)) & HIDDEN:
                yield f"{where} is not printed, or hidden"
            inside = str(annotation.get("/Dest")) in destinations
            if not inside and "/URI" not in annotation.get("/A", {}):
                yield f"{where} leads nowhere"
            x1, y1, x2, y2 = (float(value) for value in annotation.Rect)
            if abs(x2 - x1) < 1 or abs(y2 - y1) < 1:
                yield f"{where} has no area"
    for link in file.of("Link"):
        if not link.annotations:
            yield f"The element {file.named(link)} has no link"
        if not file.text(link).strip() and not any(e.role == "Figure" for e in link.walk()):
            yield "A link has no words"


def _31_fonts(file: _File) -> Iterator[str]:
    """31-004 to 31-006, 31-009: fonts are embedded, and their codes are those of their glyphs."""
    for font in file.fonts.values():
        if not font.embedded:
            yield f"The font {font.name} is not embedded"
        if not font.mapped:
            yield f"The codes of the font {font.name} are not those of its glyphs"


def _31_glyphs(file: _File) -> Iterator[str]:
    """31-011, 31-030: every character has a glyph."""
    undefined: Counter[str] = sum((sheet.undefined for sheet in file.sheets), Counter())
    for font, number in (+undefined).items():
        yield f"{number} characters have no glyph in {font}"


def _identity(item: Any) -> Any:
    return item.objgen if isinstance(item, pikepdf.Object) else None


def _pairs(items: Any) -> Iterator[tuple[Any, Any]]:
    values = iter(items)
    return zip(values, values, strict=True)


CHECKS = (
    _01_artifacts_apart,
    _01_all_content_tagged,
    _01_marked,
    _01_parents,
    _01_parent_tree,
    _02_role_map,
    _06_metadata,
    _07_title_shown,
    _09_lists_and_tables,
    _10_unicode,
    _11_languages,
    _11_scripts,
    _13_alternatives,
    _13_places,
    _14_headings,
    _15_scopes,
    _16_numbering,
    _18_running_matter,
    _19_notes,
    _27_bookmarks,
    _28_tab_order,
    _28_links,
    _31_fonts,
    _31_glyphs,
)
