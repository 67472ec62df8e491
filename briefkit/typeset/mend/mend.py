"""What WeasyPrint leaves undone for a reader, mended in the finished PDF.

The tag tree is read into `Tag`s, mended by one function a defect, and written anew; the pages'
contents and the metadata are mended after it. Each function is to be deleted when WeasyPrint mends
its defect. ISO 14289-1 is PDF/UA-1, ISO 19005-2 PDF/A-2, ISO 32000-1 PDF 1.7; numbers such as
01-005 are the conditions of the Matterhorn Protocol 1.1.
"""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from types import MappingProxyType
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError
from briefkit.languages import ARABIC, direction
from briefkit.leaflet import Page, PageElement

__all__ = ["mend"]

# ISO 32000-1, 12.5.3: the annotation flag Print.
PRINT = 4

# WeasyPrint draws in CSS pixels, 96 an inch.
PT_PER_PX = 0.75

SOFT_HYPHEN = "\u00ad"

# The structure types that WeasyPrint gives, or should give, to elements of HTML.
ROLES = {
    "main": "Part", "section": "Sect", "header": "Sect", "footer": "Sect", "aside": "Sect",
    "p": "P", "ul": "L", "ol": "L", "li": "LI", "a": "Link", "span": "Span",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}  # fmt: skip

# ISO 32000-1, 14.8.5.5: the ListNumbering of bullets other than discs.
BULLETS = {"\u25e6": "/Circle", "\u25aa": "/Square"}

# ISO 32000-1, 14.8.4.4: what stands within a line.
INLINE = frozenset({"Span", "Link", "Reference", "Note"})


@dataclass(eq=False, slots=True)
class Piece:
    """Marked content: a line's part, or a picture; it holds `start` to `end` of the page's text.

    `tail` is what it must say after its last glyph: a blank or a soft hyphen at a line's end.
    """

    page: int
    mcid: int
    text: str
    start: int = -1
    end: int = -1
    tail: str = ""


@dataclass(eq=False, slots=True)
class Area:
    """The area of a link on a page (0-based)."""

    page: int
    annotation: Any

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Its left, bottom, right and top, in pt."""
        x1, y1, x2, y2 = (float(value) for value in self.annotation.Rect)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    @property
    def target(self) -> str:
        """Where it leads, as a page's HTML says it."""
        if "/Dest" in self.annotation:
            return f"#{self.annotation.Dest}"
        return str(self.annotation.A.URI)


@dataclass(eq=False, slots=True)
class Tag:
    """A structure element; `attributes` are its attribute objects by their owner."""

    role: str
    kids: list["Tag | Piece | Area"]
    lang: str = ""
    alt: str = ""
    actual_text: str = ""
    id: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def walk(self) -> list["Tag"]:
        """Return this tag and those below it, in reading order."""
        found, waiting = [], [self]
        while waiting:
            tag = waiting.pop()
            found.append(tag)
            waiting += [kid for kid in reversed(tag.kids) if isinstance(kid, Tag)]
        return found

    def tags(self) -> Iterator["Tag"]:
        """Yield the tags directly below."""
        return (kid for kid in self.kids if isinstance(kid, Tag))

    def areas(self) -> list[Area]:
        """Return the areas directly below."""
        return [kid for kid in self.kids if isinstance(kid, Area)]

    def pieces(self) -> Iterator[Piece]:
        """Yield the content of this tag and those below it, the labels of lists left out."""
        for kid in self.kids:
            if isinstance(kid, Piece):
                yield kid
            elif isinstance(kid, Tag) and kid.role != "Lbl":
                yield from kid.pieces()

    def range(self) -> tuple[int, int]:
        """Return what it holds of the page's text, or -1, -1 where that is not known."""
        found = [piece for piece in self.pieces() if piece.start >= 0]
        return (found[0].start, found[-1].end) if found else (-1, -1)


def mend(
    data: bytes,
    page: Page,
    words: Sequence[Sequence[str]],
    label: str,
    letters: Mapping[int, str] = MappingProxyType({}),
) -> bytes:
    """Return a PDF of WeasyPrint's, mended for readers: the same bytes for the same input.

    `words` are the texts that were set on each page, in the order of its tags, a picture an empty
    one; `label` names the edition; `letters` are the Arabic font's, by their glyphs. Raises
    TypesetError when a passage in another language cannot be found in the tags, or content is drawn
    where tags do not reach.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        right_to_left = direction(str(pdf.Root.Lang).replace("-", "_")) == "rtl"
        if right_to_left:
            _write_direction(pdf)
        tree = _read_tags(pdf, words)
        _locate(tree, page.text)
        _name_sections(tree, page.elements)
        _unwrap(tree)
        dropped = _tidy_links(tree)
        _nest_lists(tree)
        _shape_items(tree)
        _prune(tree)
        _join(tree, page.elements)
        _number_lists(tree)
        _mark_languages(tree, page, label)
        _scope_headers(tree)
        _tag_notes(tree, page.elements)
        _place_figures(tree, pdf)
        _end_lines(tree)
        _say_words(tree, right_to_left=right_to_left)
        _name_links(tree, page.link_names)
        _part_content(tree)
        characters = _map_glyphs(pdf, letters)
        _mend_contents(pdf, tree, characters, label)
        _drop_annotations(pdf, dropped)
        _write_tags(pdf, tree)
        _identify(pdf)
        output = io.BytesIO()
        # A file identifier made from the content keeps two renders the same.
        pdf.save(
            output,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            fix_metadata_version=False,
        )
    return output.getvalue()


# --- the tag tree, read and written ---


def _read_tags(pdf: pikepdf.Pdf, words: Sequence[Sequence[str]]) -> Tag:
    """Read the tag tree; WeasyPrint's elements for the parts of lines are left out."""
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    texts = [iter(page) for page in words]

    def read(item: Any) -> Tag:
        tag = Tag(
            str(item.S).removeprefix("/"),
            [],
            alt=str(item.get("/Alt", "")),
            id=str(item.get("/ID", "")),
        )
        if "/A" in item:
            attributes = dict(item.A.items())
            tag.attributes[str(attributes.pop("/O"))] = attributes
        page = pages[item.Pg.objgen] if "/Pg" in item else -1
        for kid in item.K:
            if isinstance(kid, int):
                tag.kids.append(Piece(page, kid, next(texts[page])))
            elif (role := kid.get("/S")) is None:
                tag.kids.append(Area(page, kid.Obj))
            elif role == "/Span" and isinstance(mcid := kid.K[0], int):
                tag.kids.append(Piece(page, mcid, next(texts[page])))
            else:
                tag.kids.append(read(kid))
        return tag

    return read(pdf.Root.StructTreeRoot.K[0])


def _locate(tree: Tag, text: str) -> None:
    """Find what each piece holds of the page's text, and what follows it there at a line's end.

    Where the words are not the page's, the rest stays unknown: the proof will tell.
    """
    letters = "".join(text.split())
    ends = set(accumulate(len(word) for word in text.split()))
    at = 0
    for piece in tree.pieces():
        own = "".join(piece.text.split())
        hyphenated = not letters.startswith(own, at)
        if hyphenated:
            own = own[:-1]
            if not letters.startswith(own, at) or piece.text[-1:] not in ("-", "\u2010"):
                return
        piece.start, piece.end = at, at + len(own)
        at = piece.end
        piece.tail = SOFT_HYPHEN if hyphenated else " " if at in ends else ""


def _write_tags(pdf: pikepdf.Pdf, tree: Tag) -> None:
    """Write the tag tree anew, with the trees that lead back to it.

    ISO 32000-1, 14.7.4.4: a page's entry of the parent tree has an element for each of its MCIDs,
    an annotation's its own; 14.7.2: what has an identifier stands in the IDTree.
    """
    root = pdf.Root.StructTreeRoot
    owners: list[dict[int, pikepdf.Object]] = [{} for _ in pdf.pages]
    annotations: list[tuple[pikepdf.Dictionary, pikepdf.Object]] = []
    identified: list[tuple[bytes, pikepdf.Object]] = []

    def write(tag: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        element = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + tag.role), P=parent)
        )
        home = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), -1)
        if home >= 0:
            element.Pg = pdf.pages[home].obj
        for key, value in (
            ("/Lang", tag.lang), ("/Alt", tag.alt), ("/ActualText", tag.actual_text),
            ("/ID", tag.id),
        ):  # fmt: skip
            if value:
                element[key] = String(value)
        if tag.id:
            identified.append((bytes(element.ID), element))
        objects = [Dictionary({"/O": Name(o), **a}) for o, a in tag.attributes.items()]
        if objects:
            element.A = objects[0] if len(objects) == 1 else Array(objects)
        kids: list[Any] = []
        for kid in tag.kids:
            if isinstance(kid, Tag):
                kids.append(write(kid, element))
                continue
            sheet = pdf.pages[kid.page].obj
            if isinstance(kid, Area):
                annotations.append((kid.annotation, element))
                kids.append(Dictionary(Type=Name.OBJR, Obj=kid.annotation, Pg=sheet))
                continue
            owners[kid.page][kid.mcid] = element
            kids.append(
                kid.mcid if kid.page == home else Dictionary(Type=Name.MCR, Pg=sheet, MCID=kid.mcid)
            )
        element.K = Array(kids)
        return element

    root.K = Array([write(tree, root)])
    numbers: list[Any] = []
    for number, owned in enumerate(owners):
        numbers += [number, Array([owned.get(mcid) for mcid in range(max(owned, default=-1) + 1)])]
    for number, (annotation, element) in enumerate(annotations, start=len(owners)):
        annotation.StructParent = number
        numbers += [number, element]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(owners) + len(annotations)
    if identified:
        names = [part for name, e in sorted(identified, key=lambda i: i[0]) for part in (name, e)]
        root.IDTree = pdf.make_indirect(
            Dictionary(Names=Array([String(n) if isinstance(n, bytes) else n for n in names]))
        )


# --- the tag tree, mended ---


def _name_sections(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Headers, footers and asides of HTML have no structural meaning in the tags.

    ISO 14289-1, 7.1: tags are semantically appropriate (ISO 32000-1, 14.8.4.2: Sect).
    """
    sections = {(e.start, e.end): "Sect" for e in elements if ROLES.get(e.tag) == "Sect"}
    for tag in tree.walk():
        if tag.role == "NonStruct":
            tag.role = sections.pop(tag.range(), "NonStruct")


def _unwrap(tag: Tag) -> None:
    """Every unknown or anonymous element is wrapped in a NonStruct, a cell's blocks in Divs.

    ISO 14289-1, 7.1. What a wrapper holds takes its place: emphasis, isolates, raised numbers.
    """
    kids: list[Tag | Piece | Area] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _unwrap(kid)
            only = kid.kids[0] if len(kid.kids) == 1 else None
            block = isinstance(only, Tag) and only.role not in INLINE
            if kid.role == "NonStruct" or (kid.role == "Div" and block):
                kids += kid.kids
                continue
        kids.append(kid)
    tag.kids = kids


def _tidy_links(tree: Tag) -> list[Area]:
    """Return the areas of links that are to be dropped: doubled ones, and those of no words.

    Every element within a link gets an annotation of its own, outside the Link element; a link
    without a target, or without words, is a Link all the same. 28-011: a link annotation is
    within a Link tag (ISO 14289-1, 7.18.5).
    """
    dropped: list[Area] = []
    for link in [tag for tag in tree.walk() if tag.role == "Link"]:
        areas: list[Area] = []
        for tag in link.walk():
            areas += tag.areas()
            tag.kids = [kid for kid in tag.kids if not isinstance(kid, Area)]
        named = any(piece.text.strip() for piece in link.pieces()) or any(
            tag.role == "Figure" for tag in link.walk()
        )
        kept: list[Area] = []
        for area in areas:
            superfluous = not named or any(_covers(other, area) for other in kept)
            (dropped if superfluous else kept).append(area)
        link.kids = [*kept, *link.kids]
        if not kept:
            link.role = "Span"
    return dropped


def _covers(outer: Area, inner: Area) -> bool:
    left, bottom, right, top = outer.box
    x1, y1, x2, y2 = inner.box
    return outer.page == inner.page and left <= x1 and bottom <= y1 and right >= x2 and top >= y2


def _nest_lists(tree: Tag) -> None:
    """A list within an item stands beside that item. ISO 14289-1, 7.6; 09-005."""
    for tag in [tag for tag in tree.walk() if tag.role == "L"]:
        kids: list[Tag | Piece | Area] = []
        for kid in tag.kids:
            item = kids[-1] if kids else None
            if isinstance(kid, Tag) and kid.role == "L" and isinstance(item, Tag):
                item.kids.append(kid)
            else:
                kids.append(kid)
        tag.kids = kids


def _shape_items(tree: Tag) -> None:
    """An item's blocks stand beside its label, without an LBody.

    ISO 14289-1, 7.6; ISO 32000-1, 14.8.4.3.3: LI has Lbl and LBody; 09-005.
    """
    for item in [tag for tag in tree.walk() if tag.role == "LI"]:
        labels = [kid for kid in item.kids if isinstance(kid, Tag) and kid.role == "Lbl"]
        body: list[Tag | Piece | Area] = []
        for kid in item.kids:
            if isinstance(kid, Tag) and kid.role == "LBody":
                body += kid.kids
            elif kid not in labels:
                body.append(kid)
        item.kids = [*labels, *([Tag("LBody", body)] if body else [])]


def _prune(tag: Tag) -> None:
    """Empty elements are tagged too. ISO 14289-1, 7.1: tags are for content."""
    for kid in tag.tags():
        _prune(kid)
    tag.kids = [kid for kid in tag.kids if not isinstance(kid, Tag) or kid.kids]


def _join(tree: Tag, elements: Iterable[PageElement]) -> None:
    """An element that runs over a page's end, or a link over a line's, is several in the tags.

    ISO 14289-1, 7.1: one list, item, paragraph or link is one element.
    """
    ends: dict[tuple[str, int], int] = {}
    for element in elements:
        key = ROLES.get(element.tag, ""), element.start
        ends[key] = max(ends.get(key, 0), element.end)

    def continues(before: Tag, after: Tag) -> bool:
        if before.role != after.role:
            return False
        if before.role == "LBody":
            return True
        first, second = list(before.pieces()), list(after.pieces())
        if not first or not second:
            return False
        parted = first[-1].page != second[0].page or before.role in INLINE
        end = after.range()[1]
        return parted and first[-1].start >= 0 and ends.get((before.role, first[0].start), 0) >= end

    def join(tag: Tag) -> None:
        kids: list[Tag | Piece | Area] = []
        for kid in tag.kids:
            before = kids[-1] if kids else None
            if isinstance(kid, Tag) and isinstance(before, Tag) and continues(before, kid):
                before.kids += kid.kids
            else:
                kids.append(kid)
        tag.kids = kids
        for kid in tag.tags():
            join(kid)

    join(tree)


def _number_lists(tree: Tag) -> None:
    """Lists do not say how their items are labelled. ISO 14289-1, 7.6: ListNumbering; 16-001."""
    for tag in tree.walk():
        labels = (
            piece.text.strip()
            for item in tag.tags()
            for label in item.tags()
            if label.role == "Lbl"
            for piece in label.kids
            if isinstance(piece, Piece)
        )
        if tag.role == "L" and (first := next(labels, "")):
            numbering = "/Decimal" if first[0].isdecimal() else BULLETS.get(first[0], "/Disc")
            tag.attributes["/List"] = {"/ListNumbering": Name(numbering)}


def _mark_languages(tree: Tag, page: Page, label: str) -> None:
    """The language of an element is not written to the tags; only the root's is.

    ISO 14289-1, 7.2: changes of language are declared. Templates mark them by `span` and by
    nothing else; where one is all that a block holds, the block itself is marked.
    """
    languages: dict[tuple[int, int], list[str]] = {}
    for element in page.elements:
        if element.tag == "span" and element.end > element.start:
            languages.setdefault((element.start, element.end), []).append(element.lang)
    for tag in tree.walk():
        if tag.role == "Span" and (found := languages.get(tag.range())):
            tag.lang = found.pop()
    for language in (language for found in languages.values() for language in found):
        raise TypesetError(
            Diagnostic(
                check="language-tags",
                message=f"{label}: a passage in “{language}” is not where the tags say.",
                hint="Use <span> in templates for changes of language alone.",
            )
        )
    _merge_spans(tree)


def _merge_spans(tag: Tag) -> None:
    kids: list[Tag | Piece | Area] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            _merge_spans(kid)
        bare = isinstance(kid, Tag) and kid.role == "Span" and not kid.lang
        kids += kid.kids if bare and isinstance(kid, Tag) else [kid]
    content = [kid for kid in kids if not isinstance(kid, Area)]
    if len(content) == 1 and isinstance(only := content[0], Tag) and only.role == "Span":
        tag.lang = only.lang
        kids = [*tag.areas(), *only.kids]
    tag.kids = kids


def _scope_headers(tree: Tag) -> None:
    """Header cells do not say what they head. ISO 14289-1, 7.5: Scope; 15-003."""

    def visit(tag: Tag, head: bool) -> None:
        cells = [kid for kid in tag.tags() if kid.role in ("TH", "TD")]
        column = head or all(cell.role == "TH" for cell in cells)
        for cell in cells:
            if cell.role == "TH":
                scope = Name.Column if column else Name.Row
                cell.attributes.setdefault("/Table", {})["/Scope"] = scope
        for kid in tag.tags():
            visit(kid, tag.role == "THead")

    visit(tree, head=False)


def _tag_notes(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Notes, and the links that lead to them, are not told from other items and links.

    ISO 14289-1, 7.9: Note, with an ID of its own, and Reference; 19-001 to 19-004. A note's
    number is its Lbl (ISO 32000-1, 14.8.4.4.1).
    """
    links = [tag for tag in tree.walk() if tag.role == "Link"]
    targets = {area.target for link in links for area in link.areas()}
    noted = {(e.start, e.end): e.id for e in elements if e.tag == "li" and f"#{e.id}" in targets}
    for item in [tag for tag in tree.walk() if tag.role == "LI"]:
        if item.range() in noted:
            *labels, body = item.kids
            assert isinstance(body, Tag)
            body.kids = [Tag("Note", [*labels, *body.kids], id=noted[item.range()])]
            item.kids = [body]
    notes = {f"#{name}" for name in noted.values()}
    for tag in tree.walk():
        tag.kids = [
            Tag("Reference", [kid])
            if isinstance(kid, Tag) and any(area.target in notes for area in kid.areas())
            else kid
            for kid in tag.kids
        ]


def _place_figures(tree: Tag, pdf: pikepdf.Pdf) -> None:
    """A figure's BBox is in CSS pixels from the page's top left corner.

    ISO 32000-1, 14.8.5.4.3: in the page's own units and directions; a figure between blocks is
    placed as a block.
    """
    for tag in tree.walk():
        for figure in tag.tags():
            if figure.role != "Figure":
                continue
            layout = figure.attributes["/Layout"]
            page = next(figure.pieces()).page
            top = float(pdf.pages[page].trimbox[3])
            x1, y1, x2, y2 = (float(value) * PT_PER_PX for value in layout["/BBox"])
            layout["/BBox"] = Array([round(v, 3) for v in (x1, top - y2, x2, top - y1)])
            if tag.role in ("Document", "Part", "Sect", "Div"):
                layout["/Placement"] = Name.Block


def _end_lines(tree: Tag) -> None:
    """The blank at a line's end is not drawn, and two words become one when they are read.

    ISO 32000-1, 14.8.2.5: words are parted by blanks, explicitly; 14.8.2.2.3: a hyphen that a
    line's end adds is a soft one. This decides which pieces need it: within a block alone.
    """

    def end_block(last: Piece | None) -> None:
        if last:
            last.tail = ""

    def visit(tag: Tag, last: Piece | None) -> Piece | None:
        for kid in tag.kids:
            if isinstance(kid, Piece):
                if not kid.text.strip():
                    kid.tail = ""  # blanks alone are not drawn
                    continue
                if last and last.tail == " " and (last.text[-1].isspace() or kid.text[0].isspace()):
                    last.tail = ""
                last = kid
            elif isinstance(kid, Tag):
                within = kid.role in INLINE
                if not within:
                    end_block(last)
                last = visit(kid, last if within else None)
                if not within:
                    end_block(last)
                    last = None
        return last

    end_block(visit(tree, None))


def _say_words(tree: Tag, *, right_to_left: bool) -> None:
    """Right-to-left text is drawn backwards, and its glyphs are not its letters.

    ISO 14289-1, 7.2 and 7.21.7; ISO 32000-1, 14.9.4: ActualText says what they stand for. On a
    right-to-left page readers reorder the rest too, and all of it is said.
    """
    for tag in tree.walk():
        kids: list[Tag | Piece | Area] = []
        for kid in tag.kids:
            if isinstance(kid, Piece) and (right_to_left or _is_right_to_left(kid.text)):
                text = kid.text[:-1] if kid.tail == SOFT_HYPHEN else kid.text
                said = text.strip() and text + kid.tail
                kid.tail = ""
                kids.append(Tag("Span", [kid], actual_text=said) if said else kid)
            else:
                kids.append(kid)
        tag.kids = kids


def _is_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(character) in ("R", "AL") for character in set(text))


def _name_links(tree: Tag, names: Mapping[str, str]) -> None:
    """Links have their address for a description, and no Print flag.

    28-012: a link's Contents describes it (ISO 14289-1, 7.18.5); ISO 19005-2, 6.3.2: Print.
    """
    for area in (area for tag in tree.walk() for area in tag.areas()):
        area.annotation.F = PRINT
        area.annotation.Contents = String(names.get(area.target, area.target))


def _part_content(tree: Tag) -> None:
    """Some readers take an element's own content before its elements'. ISO 14289-1, 7.1.

    Where an element has both, its content is given elements too.
    """
    for tag in tree.walk():
        if not any(tag.tags()):
            continue
        kids: list[Tag | Piece | Area] = []
        for content, group in groupby(tag.kids, lambda kid: isinstance(kid, Piece)):
            grouped = list(group)
            kids += [Tag("Span", grouped)] if content else grouped
        tag.kids = kids


# --- contents ---


@dataclass(slots=True)
class Content:
    """A page's content: what stands in each instruction's place, and what its operator was.

    `marks` are the first and the last instruction of each MCID.
    """

    steps: list[list[ContentStreamInstruction]]
    operators: list[str]
    marks: dict[int, tuple[int, int]]

    def operands(self, mcid: int, operator: str) -> Any:
        """Return the operands of the first `operator` in a marked content, or nothing."""
        first, last = self.marks[mcid]
        if operator not in self.operators[first:last]:
            return None
        return self.steps[self.operators.index(operator, first, last)][0].operands


def _mend_contents(
    pdf: pikepdf.Pdf, tree: Tag, characters: Mapping[str, Mapping[bytes, str]], label: str
) -> None:
    """Mend the pages' contents: each stream is parsed once, and written once."""
    order = list(_reading_order(tree))
    for number, sheet in enumerate(pdf.pages):
        top = float(sheet.trimbox[3])
        content = _read_content(sheet)
        mine = [(piece, labels) for piece, labels in order if piece.page == number]
        if missing := [piece.text for piece, _ in mine if piece.mcid not in content.marks]:
            raise TypesetError(
                Diagnostic(
                    check="tags",
                    message=f"{label}: “{missing[0]}” is drawn in a group, which has no tags.",
                    hint="Do without opacity in the stylesheet.",
                )
            )
        _type_artifacts(content, {piece.mcid for piece, _ in mine}, top)
        _reach_links(content, _flat_links(tree, number), top)
        _write_tails(content, [piece for piece, _ in mine if piece.tail], characters)
        _move_labels(content, mine)
        steps = [step for group in content.steps for step in group]
        sheet.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def _reading_order(tag: Tag, label: bool = False) -> Iterator[tuple[Piece, bool]]:
    """Yield all content in reading order, and whether it is a list's label."""
    for kid in tag.kids:
        if isinstance(kid, Piece):
            yield kid, label
        elif isinstance(kid, Tag):
            yield from _reading_order(kid, label or kid.role == "Lbl")


def _read_content(sheet: pikepdf.Page) -> Content:
    steps: list[list[ContentStreamInstruction]] = []
    operators: list[str] = []
    marks: dict[int, tuple[int, int]] = {}
    opened: list[tuple[int, int]] = []
    for index, instruction in enumerate(pikepdf.parse_content_stream(sheet)):
        assert isinstance(instruction, ContentStreamInstruction)  # we draw no inline images
        operator = str(instruction.operator)
        steps.append([instruction])
        operators.append(operator)
        if operator in ("BDC", "BMC"):
            properties: Any = instruction.operands[-1]
            opened.append((int(properties.MCID) if operator == "BDC" else -1, index))
        elif operator == "EMC":
            mcid, first = opened.pop()
            marks[mcid] = first, index
    marks.pop(-1, None)
    return Content(steps, operators, marks)


def _step(operator: str, *operands: Any) -> ContentStreamInstruction:
    return ContentStreamInstruction(operands, Operator(operator))


def _type_artifacts(content: Content, owned: set[int], top: float) -> None:
    """Margin boxes are marked content that no element owns, artifacts do not say what they are.

    ISO 14289-1, 7.8: running heads and feet are pagination artifacts, told apart; 18-001, 18-002.
    ISO 32000-1, 14.8.2.2.2: borders and backgrounds are layout artifacts.
    """
    layout = _step("BDC", Name.Artifact, Dictionary(Type=Name.Layout))
    for index, operator in enumerate(content.operators):
        if operator == "BMC":
            content.steps[index] = [layout]
    for mcid, (first, _) in content.marks.items():
        if mcid in owned:
            continue
        content.steps[first] = [layout]
        if position := content.operands(mcid, "Tm"):
            above = float(position[5]) * PT_PER_PX < top / 2
            artifact = Dictionary(
                Type=Name.Pagination,
                Subtype=Name.Header if above else Name.Footer,
                Attached=Array([Name.Top if above else Name.Bottom]),
            )
            content.steps[first] = [_step("BDC", Name.Artifact, artifact)]


def _flat_links(tree: Tag, page: int) -> Iterator[tuple[Area, Piece]]:
    """Yield the areas without height on a page, each with the first words that it is for."""
    for tag in tree.walk():
        for area, after in pairwise(tag.kids):
            if isinstance(area, Area) and not isinstance(after, Area) and area.page == page:
                _, bottom, _, top = area.box
                if top - bottom < 1:
                    yield area, after if isinstance(after, Piece) else next(after.pieces())


def _reach_links(content: Content, flat: Iterable[tuple[Area, Piece]], top: float) -> None:
    """A raised number's line has no height, and so its link no area that one could touch.

    ISO 32000-1, 12.5.2: Rect. Its area is given the height of its type: a quarter of the size
    below the base line, three quarters above it.
    """
    for area, piece in flat:
        left, _, right, _ = area.box
        base = top - float(content.operands(piece.mcid, "Tm")[5]) * PT_PER_PX
        size = float(content.operands(piece.mcid, "Tf")[1]) * PT_PER_PX
        box = left, base - size / 4, right, base + size * 3 / 4
        area.annotation.Rect = Array([round(value, 3) for value in box])


def _write_tails(
    content: Content, pieces: Iterable[Piece], characters: Mapping[str, Mapping[bytes, str]]
) -> None:
    """Let the last glyph of a line say what follows it, as `_end_lines` found.

    ISO 32000-1, 14.9.4: ActualText, of one glyph, so that a viewer still selects the others.
    """
    for piece in pieces:
        first, last = content.marks[piece.mcid]
        shown = max(i for i in range(first, last) if content.operators[i] == "TJ")
        font = max(i for i in range(first, shown) if content.operators[i] == "Tf")
        glyphs: Any = content.steps[shown][0].operands[0]
        while not isinstance(glyphs[-1], String):
            del glyphs[-1]
        codes = bytes(glyphs[-1])
        del glyphs[-1]
        if codes[:-2]:
            glyphs.append(String(codes[:-2]))
        own = characters[str(content.steps[font][0].operands[0])].get(codes[-2:], "")
        said = piece.tail if piece.tail == SOFT_HYPHEN else own + piece.tail
        content.steps[shown] = [
            _step("TJ", glyphs),
            _step("BDC", Name.Span, Dictionary(ActualText=String(said))),
            _step("Tj", String(codes[-2:])),
            _step("EMC"),
        ]


def _move_labels(content: Content, order: Sequence[tuple[Piece, bool]]) -> None:
    """The labels of lists are drawn after all else on a page.

    Readers that follow the content, not the tags, would read them there (ISO 14289-1, 7.1: the
    logical order). A label, with the state that it is drawn in, goes before what it labels.
    """
    states = _states(content)
    following: int | None = None
    for piece, label in reversed(order):
        if not label:
            following = piece.mcid
            continue
        if following is None or states[piece.mcid][1] != states[following][1]:
            continue
        first, last = content.marks[piece.mcid]
        depth = 0
        while (
            content.operators[first - depth - 1] == "q"
            and content.operators[last + depth + 1] == "Q"
        ):
            depth += 1
        here = range(first - depth, last + depth + 1)
        drawn = [step for index in here for step in content.steps[index]]
        for index in here:
            content.steps[index] = []
        target = content.marks[following][0]
        content.steps[target][:0] = [*drawn[:depth], *states[piece.mcid][0], *drawn[depth:]]


def _states(content: Content) -> dict[int, tuple[list[ContentStreamInstruction], int]]:
    """Return how each marked content is drawn: its colour and opacity, and the frame it is in.

    Content may only be moved within a frame: the same transformation, clipping and colour space.
    """
    found: dict[int, tuple[list[ContentStreamInstruction], int]] = {}
    begins = {first: mcid for mcid, (first, _) in content.marks.items()}
    stack: list[tuple[dict[str, ContentStreamInstruction], int]] = []
    state: dict[str, ContentStreamInstruction] = {}
    frame = 0
    for index, operator in enumerate(content.operators):
        if operator == "q":
            stack.append((dict(state), frame))
        elif operator == "Q":
            state, frame = stack.pop()
        elif operator in ("rg", "g", "k"):
            state["colour"] = content.steps[index][0]
        elif operator == "gs":
            step = content.steps[index][0]
            state[str(step.operands[0])[:2]] = step  # /a of what is filled, /A of what is stroked
        elif operator in ("cm", "W", "W*", "cs", "scn"):
            frame = index
        elif index in begins:
            found[begins[index]] = list(state.values()), frame
    return found


# --- fonts, annotations, metadata ---


def _map_glyphs(pdf: pikepdf.Pdf, letters: Mapping[int, str]) -> dict[str, dict[bytes, str]]:
    """Return the characters of each font's codes, as they now stand in its ToUnicode.

    A glyph is mapped to the first text that it was drawn for: a part of a letter to nothing, and
    one that two characters share to the rarer one. ISO 14289-1, 7.21.7: every glyph is mapped
    (10-001); to a word joiner, a blank, a hyphen.
    """
    found: dict[str, dict[bytes, str]] = {}
    for name, font in pdf.pages[0].Resources.Font.items():
        pairs = font.ToUnicode.read_bytes()
        for wrong, right in ((b"", b"2060"), (b"00a0", b"0020"), (b"2010", b"002d")):
            pairs = pairs.replace(b"> <" + wrong + b">", b"> <" + right + b">")
        if ARABIC.pdf_family in str(font.BaseFont):
            pairs = _map_letters(pairs, letters)
        font.ToUnicode.write(pairs)
        found[str(name)] = {
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in re.findall(rb"<(\w{4})> <(\w+)>", pairs)
        }
    return found


def _map_letters(pairs: bytes, letters: Mapping[int, str]) -> bytes:
    """A letter's glyph is mapped to its marks too, and these to nothing. ISO 32000-1, 9.10.3."""

    def mapped(match: re.Match[bytes]) -> bytes:
        letter = letters.get(int(match[1], 16), "")
        return b"<%b> <%04x>" % (match[1], ord(letter)) if letter else match[0]

    return re.sub(rb"<(\w{4})> <\w*>", mapped, pairs)


def _drop_annotations(pdf: pikepdf.Pdf, dropped: Iterable[Area]) -> None:
    """Take away what `_tidy_links` left out."""
    gone = {area.annotation.objgen for area in dropped}
    for sheet in pdf.pages:
        if gone and "/Annots" in sheet:
            sheet.Annots = Array([a for a in sheet.Annots if a.objgen not in gone])


# ISO 14289-1, 5, for the identification; ISO 19005-2, 6.6.2.3.3, for the schema that PDF/A wants
# of every property that it does not know.
PDFUA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 pdfuaid:part="1"/><rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>
<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def _write_direction(pdf: pikepdf.Pdf) -> None:
    """The direction of reading is not written. ISO 32000-1, 12.2: Direction of the viewer."""
    pdf.Root.ViewerPreferences.Direction = Name.R2L


def _identify(pdf: pikepdf.Pdf) -> None:
    """The file says that it is PDF/A-2a, and not that it is PDF/UA-1 too. 06-002."""
    metadata = pdf.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b"</rdf:RDF>", PDFUA + b"</rdf:RDF>"))
