"""A Word document made ready for pandoc: what that would lose is moved, or marked and told.

Names of elements are those of WordprocessingML (ISO/IEC 29500-1, 17).
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping

from briefkit.diagnostics import translatable
from briefkit.importing.archive import Archive, packed, refusal
from briefkit.importing.marks import Mark, Marks, parse_xml, running_matter
from briefkit.importing.trees import Parents, replace_by, spoken
from briefkit.importing.word_drawings import move_text_boxes, tell_drawings
from briefkit.importing.word_names import MAIN, MATH, STRICT, WORD, append_text, as_part, value
from briefkit.importing.word_runs import tell_colours, tell_tabs, without_hidden_runs
from briefkit.importing.word_styles import Styles

__all__ = ["prepare_word"]

_TEXTS = ("word/footnotes.xml", "word/endnotes.xml")

# Elements that hold others and say nothing themselves: pandoc leaves out what is in them.
_WRAPPERS = {WORD + name for name in ("fldSimple", "bdo", "dir", "customXml", "smartTag")}


def prepare_word(archive: Archive, marks: Marks, name: str) -> tuple[bytes, str, tuple[Mark, ...]]:
    """Return a .docx for pandoc, all words that it has to give, and what stands at no place of it.

    `marks` gets what is told at its place. Raises SourceError for a document that is broken.
    """
    styles = Styles(_part(archive.texts, "word/styles.xml", name))
    body = parse_xml(archive.texts[MAIN], name)
    if body.tag.startswith(STRICT):
        raise refusal(
            name, translatable("This is a document in the strict form of Office Open XML.")
        )
    roots = {MAIN: body}
    for part in _TEXTS:
        if part in archive.texts:
            roots[part] = parse_xml(archive.texts[part], name)
    words = []
    for root in roots.values():
        _prepare(root, styles, marks)
        words.append(_words(root))
    parts = {part: b"" for part in archive.pictures} | dict(archive.texts)
    parts |= {part: as_part(root) for part, root in roots.items()}
    return packed(parts), "\n".join(words), tuple(_apart(archive.texts, name))


def _part(texts: Mapping[str, bytes], part: str, name: str) -> ET.Element:
    return parse_xml(texts[part], name) if part in texts else ET.Element(WORD + "styles")


def _prepare(root: ET.Element, styles: Styles, marks: Marks) -> None:
    replace_by(root, lambda e: list(e) if e.tag in _WRAPPERS else None)
    replace_by(root, lambda e: [] if e.tag == WORD + "lastRenderedPageBreak" else None)
    _replace_contents(root, styles, marks)
    move_text_boxes(root, marks)
    for paragraph in list(root.iter(WORD + "p")):
        tell_tabs(paragraph, marks)
        without_hidden_runs(paragraph, marks)
        tell_drawings(paragraph, marks)
        _tell_breaks(paragraph, marks)
        _take_role(paragraph, styles, marks)
    tell_colours(root, marks)
    if any(root.find(f".//{WORD}{name}") is not None for name in ("altChunk", "subDoc")):
        for paragraph in list(root.iter(WORD + "p"))[:1]:
            text = marks.tell(
                translatable("The document has another document in it, which is not taken over."),
                translatable("Import that one too."),
            )
            append_text(paragraph, text)


def _replace_contents(root: ET.Element, styles: Styles, marks: Marks) -> None:
    """Put a mark in the place of a table of contents, which a leaflet makes anew."""

    def is_contents(element: ET.Element) -> bool:
        if element.tag == WORD + "sdt":
            kind = value(element.find(f"{WORD}sdtPr/{WORD}docPartObj/{WORD}docPartGallery"))
            return kind == "Table of Contents"
        return element.tag == WORD + "p" and styles.is_contents(_style(element))

    for element in list(root.iter()):
        if is_contents(element):
            element.clear()
            element.tag = WORD + "p"
            append_text(element, marks.add(Mark(role="contents")))


def _style(paragraph: ET.Element) -> str:
    return value(paragraph.find(f"{WORD}pPr/{WORD}pStyle"))


def _take_role(paragraph: ET.Element, styles: Styles, marks: Marks) -> None:
    """Mark a title and a caption, and take away what pandoc would read as something else."""
    properties = paragraph.find(WORD + "pPr")
    if properties is None:
        return
    style = properties.find(WORD + "pStyle")
    role = styles.role(value(style))
    if role not in ("", "quotation") and style is not None:
        properties.remove(style)
        if role in ("title", "caption"):
            append_text(paragraph, marks.add(Mark(role=role)))
    if level := styles.level(value(style)):
        append_text(paragraph, marks.add(Mark(role=level)))
    # An indent is how a paragraph looks: pandoc makes a quotation of it.
    if (indent := properties.find(WORD + "ind")) is not None and role != "quotation":
        properties.remove(indent)
    numbered = properties.find(WORD + "numPr")
    if styles.is_heading(value(style)) and (
        styles.is_numbered(value(style)) if numbered is None else _counts(numbered)
    ):
        append_text(
            paragraph,
            marks.tell(
                translatable("Word numbers this heading by itself; the number is not taken over."),
                translatable("Type it where the text speaks of it."),
            ),
        )


def _counts(numbered: ET.Element) -> bool:
    return value(numbered.find(WORD + "numId")) not in ("", "0")


def _tell_breaks(paragraph: ET.Element, marks: Marks) -> None:
    """Tell of breaks that Word makes of pages: a leaflet has other pages."""
    breaks = [b for b in paragraph.iter(WORD + "br") if b.get(WORD + "type") in ("page", "column")]
    parents = Parents(paragraph)
    for found in breaks:
        parents.remove(found)
    begins = paragraph.find(f"{WORD}pPr/{WORD}pageBreakBefore")
    if breaks or (begins is not None and value(begins) not in ("0", "false")):
        append_text(
            paragraph,
            marks.tell(
                translatable("A new page begins here in the document."),
                translatable(
                    "If it is to begin here in the leaflet too, write --- on a line of its own."
                ),
            ),
        )
    for carriage in list(paragraph.iter(WORD + "cr")):
        carriage.tag = WORD + "br"


def _words(root: ET.Element) -> str:
    """Return the words of a part, its paragraphs on lines of their own."""
    return "\n".join(_spoken(paragraph) for paragraph in root.iter(WORD + "p"))


def _spoken(paragraph: ET.Element) -> str:
    # A picture's or a formula's own words are told where it stands.
    signs = {"tab": " ", "br": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
    parts = {WORD + "t": None} | {WORD + name: sign for name, sign in signs.items()}
    return spoken(paragraph, parts, leave_out={WORD + "p", WORD + "moveFrom", MATH + "oMath"})


def _apart(texts: Mapping[str, bytes], name: str) -> Iterator[Mark]:
    """Yield what stands on no place of the text: heads and feet of pages, drawings' words."""
    yield from running_matter(_running(texts, name))
    for part in sorted(texts):
        if part.startswith(("word/diagrams/data", "word/charts/chart")):
            texts_in = (e.text or "" for e in parse_xml(texts[part], name).iter())
            if said := " ".join(" ".join(texts_in).split()):
                yield Mark(
                    message=translatable(
                        "A chart or a drawing says “%(said)s”, which is not taken over.", said=said
                    ),
                    hint=translatable("Say it in words, or save it as a picture and put that in."),
                )


def _running(texts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    """Yield “head” or “foot” with the words of each head and foot of pages."""
    for part in sorted(texts):
        if part.startswith(("word/header", "word/footer")) and part.endswith(".xml"):
            where = "head" if "header" in part else "foot"
            yield where, _words(parse_xml(texts[part], name))
