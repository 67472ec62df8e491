"""An OpenDocument text made ready for pandoc: what that would lose is moved, or marked and told.

Names of elements are those of OpenDocument 1.3, part 3.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from briefkit.diagnostics import translatable
from briefkit.importing.archive import Archive, packed, refusal
from briefkit.importing.marks import Mark, Marks, parse_xml, running_matter
from briefkit.importing.opendocument_styles import (
    DC,
    DRAW,
    FO,
    OFFICE,
    STYLE,
    SVG,
    TEXT,
    TextStyles,
)
from briefkit.importing.trees import Parents, replace_by

__all__ = ["prepare_opendocument"]

_P, _H = TEXT + "p", TEXT + "h"

# What pandoc reads within a paragraph; of other elements there it leaves out the text.
_KNOWN = {
    TEXT + name
    for name in ("span", "a", "s", "tab", "line-break", "note", "bookmark-ref", "reference-ref")
} | {DRAW + "frame", DRAW + "a"}
_HOLDERS = {_P, _H, TEXT + "span", TEXT + "a", TEXT + "meta", TEXT + "ruby"}
_SILENT = {
    TEXT + name
    for name in (
        "soft-page-break", "bookmark", "bookmark-start", "bookmark-end", "reference-mark",
        "reference-mark-start", "reference-mark-end", "change", "change-start", "change-end",
        "toc-mark", "toc-mark-start", "toc-mark-end", "alphabetical-index-mark",
    )
} | {OFFICE + "annotation-end"}  # fmt: skip


def prepare_opendocument(
    archive: Archive, marks: Marks, name: str
) -> tuple[bytes, str, tuple[Mark, ...]]:
    """Return an .odt for pandoc, all words that it has to give, and what stands at no place of it.

    `marks` gets what is told at its place. Raises SourceError for a document that is broken.
    """
    root = parse_xml(archive.texts["content.xml"], name)
    named = archive.texts.get("styles.xml", b"<none/>")
    common = parse_xml(named, name)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise refusal(name, translatable("The file is broken: it has no text."))
    styles = TextStyles((common, root))
    _tell_changes(body, marks)
    _replace_contents(body, marks)
    _tell_comments(body, marks)
    _move_boxes(body, marks)
    replace_by(body, _known)
    _flatten_notes(body)
    for paragraph in [e for e in body.iter() if e.tag in (_P, _H)]:
        _tell_pictures(paragraph, marks)
        styles.tell(paragraph, marks)
    for tree in (common, root):
        _without_indents(tree)
    parts = {part: b"" for part in archive.pictures} | dict(archive.texts)
    parts["content.xml"] = ET.tostring(root, "utf-8")
    parts["styles.xml"] = ET.tostring(common, "utf-8")
    words = "\n".join(_words(paragraph) for paragraph in body.iter() if paragraph.tag in (_P, _H))
    return packed(parts), words, tuple(running_matter(_running(common)))


def _append(paragraph: ET.Element, text: str) -> None:
    ET.SubElement(paragraph, TEXT + "span").text = text


def _tell_changes(body: ET.Element, marks: Marks) -> None:
    """Take out what tracking keeps of words that somebody took out, and tell of it."""
    kept = body.find(TEXT + "tracked-changes")
    if kept is None:
        return
    body.remove(kept)
    texts = {
        region.get(TEXT + "id"): " ".join(
            _words(paragraph) for paragraph in region.iter() if paragraph.tag in (_P, _H)
        )
        for region in kept
        if region.find(TEXT + "deletion") is not None
    }
    for paragraph in [e for e in body.iter() if e.tag in (_P, _H)]:
        for change in list(paragraph.iter(TEXT + "change")):
            if said := texts.get(change.get(TEXT + "change-id"), "").strip():
                _append(paragraph, marks.add(Mark(deleted=said)))
        if paragraph.find(f".//{TEXT}change-start") is not None:
            _append(paragraph, marks.add(Mark(inserted=True)))


def _replace_contents(body: ET.Element, marks: Marks) -> None:
    """Put a mark in the place of a table of contents, which a leaflet makes anew."""
    for element in list(body.iter(TEXT + "table-of-content")):
        element.clear()
        element.tag = _P
        _append(element, marks.add(Mark(role="contents")))


def _tell_comments(body: ET.Element, marks: Marks) -> None:
    parents = Parents(body)
    for comment in list(body.iter(OFFICE + "annotation")):
        author = comment.findtext(DC + "creator", "").strip()
        said = " ".join(_words(paragraph) for paragraph in comment.iter(_P))
        comment_mark = ET.Element(TEXT + "span")
        comment_mark.text = marks.add(Mark(comment=f"{author}: {said}" if author else said))
        parents.insert_after(comment, [comment_mark])
        parents.remove(comment)


def _move_boxes(body: ET.Element, marks: Marks) -> None:
    """Put the paragraphs of text boxes and shapes behind those that they are anchored to.

    The frame of a picture with its caption is such a box; that one is not told of.
    """
    while (box := next(_boxes(body), None)) is not None:
        parents = Parents(body)
        above = (parents.above(box, tag) for tag in (_P, _H))
        paragraph = next((element for element in above if element is not None), None)
        inside = [child for child in box if child.tag in (_P, _H, TEXT + "list")]
        for child in inside:
            box.remove(child)
        frame = parents.above(box, DRAW + "frame") if box.tag == DRAW + "text-box" else box
        if frame is not None and (frame is box or frame.find(f".//{DRAW}image") is None):
            parents.remove(frame)
        else:
            parents.remove(box)
        if not inside:
            continue
        if paragraph is None:
            body[0:0] = inside
            paragraph = inside[0]
        else:
            parents.insert_after(paragraph, inside)
        if not any(child.find(f".//{DRAW}image") is not None for child in inside):
            text = marks.tell(
                translatable(
                    "A text box hangs on this place: its words stand after this paragraph."
                ),
                translatable(
                    "Put them where they belong; for a box, write %(box)s before them.",
                    box="> [!NOTE]",
                ),
            )
            _append(paragraph, text)


_SHAPES = {
    DRAW + name
    for name in (
        "text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "line",
        "path", "connector", "caption", "regular-polygon", "measure",
    )
}  # fmt: skip


def _boxes(body: ET.Element) -> Iterator[ET.Element]:
    return (element for element in body.iter() if element.tag in _SHAPES)


def _known(element: ET.Element) -> list[ET.Element] | None:
    """Return what stands for an element within a paragraph that pandoc would leave out."""
    if element.tag not in _HOLDERS:
        return None
    for child in element:
        if child.tag in _SILENT or (child.tag not in _KNOWN and child.tag.startswith(TEXT)):
            child.tag = TEXT + "span"
            child.attrib.clear()
    return None


def _flatten_notes(body: ET.Element) -> None:
    """Make paragraphs of the lists in notes, which pandoc leaves out."""
    lists = (TEXT + "list", TEXT + "list-item", TEXT + "list-header")
    for note in body.iter(TEXT + "note-body"):
        replace_by(note, lambda e: list(e) if e.tag in lists else None)


def _tell_pictures(paragraph: ET.Element, marks: Marks) -> None:
    """Mark the alternative texts of pictures, and tell of what is no picture."""
    for frame in list(paragraph.iter(DRAW + "frame")):
        if frame.find(f"{DRAW}image") is None:
            text = marks.tell(
                translatable(
                    "A chart, a formula or a part of another program stands here in the document, "
                    "which is not taken over."
                ),
                translatable("Say it in words, or save it as a picture and put that in."),
            )
        else:
            described = (frame.findtext(SVG + name, "").strip() for name in ("desc", "title"))
            text = marks.add(Mark(role="picture", alternative=next(filter(None, described), "")))
        _append(paragraph, text)


def _without_indents(root: ET.Element) -> None:
    # An indent is how a paragraph looks: pandoc makes a quotation of it, but for the real ones.
    for style in root.iter(STYLE + "style"):
        properties = style.find(STYLE + "paragraph-properties")
        quotes = "Quot" in style.get(STYLE + "name", "") + style.get(
            STYLE + "parent-style-name", ""
        )
        if properties is not None and not quotes:
            for side in ("margin-left", "margin", "text-indent"):
                properties.attrib.pop(FO + side, None)


def _words(paragraph: ET.Element) -> str:
    """Return the words of a paragraph, without those of what hangs on it."""
    said: list[str] = [paragraph.text or ""]
    for child in paragraph:
        if child.tag in (TEXT + "tab", TEXT + "line-break", TEXT + "s"):
            said.append(" ")
        elif child.tag in (TEXT + "span", TEXT + "a") or child.tag.startswith(TEXT + "bookmark"):
            said.append(_words(child))
        said.append(child.tail or "")
    return "".join(said)


def _running(common: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield “head” or “foot” with the words of each head and foot of pages."""
    for place, where in (("header", "head"), ("footer", "foot")):
        for part in common.iter(STYLE + place):
            yield where, " ".join(_words(paragraph) for paragraph in part.iter(_P))
