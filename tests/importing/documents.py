"""Documents as Word and LibreOffice save them."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

__all__ = ["opened", "pasted", "picture", "replaced", "saved", "text_document", "with_notes"]

_PREFIXES = ("w", "r", "wp", "a", "pic", "m")


def picture(colour: str = "red") -> io.BytesIO:
    """Return a PNG."""
    data = io.BytesIO()
    Image.new("RGB", (80, 40), colour).save(data, "PNG")
    data.seek(0)
    return data


def opened(document: Document, *paragraphs: str) -> None:
    """Add paragraphs to a document, each by the XML within it."""
    for inside in paragraphs:
        element = parse_xml(f"<w:p {_namespaces()}>{inside}</w:p>")
        document.element.body.insert(len(document.element.body) - 1, element)


def _namespaces() -> str:
    others = (
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    )
    known = [prefix for prefix in _PREFIXES if prefix != "m"]
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f"{nsdecls(*known)} {math} {others}"


def saved(make: Callable[[Document], Any], notes: Sequence[str] = ()) -> bytes:
    """Return the .docx of a document that `make` fills, with these footnotes (1, 2, …)."""
    document = docx.Document()
    make(document)
    data = io.BytesIO()
    document.save(data)
    return with_notes(data.getvalue(), notes) if notes else data.getvalue()


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def with_notes(document: bytes, notes: Sequence[str]) -> bytes:
    """Return a .docx with a part of footnotes, as Word writes it."""
    namespaces = nsdecls("w")
    parts = [
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    parts += [
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for number, note in enumerate(notes, 1)
    ]
    footnotes = f'<?xml version="1.0"?><w:footnotes {namespaces}>{"".join(parts)}</w:footnotes>'
    return replaced(
        document,
        {
            "word/footnotes.xml": lambda _: footnotes,
            "[Content_Types].xml": lambda text: text.replace(
                "</Types>",
                f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}"/></Types>',
            ),
            "word/_rels/document.xml.rels": lambda text: text.replace(
                "</Relationships>",
                f'<Relationship Id="notes" Type="{_KIND}" Target="footnotes.xml"/></Relationships>',
            ),
        },
    )


def replaced(document: bytes, parts: Mapping[str, Callable[[str], str]]) -> bytes:
    """Return a document with parts made of what they were (“” where there was none)."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
        for name, make in parts.items():
            before = old.read(name).decode() if name in old.namelist() else ""
            new.writestr(name, make(before), zipfile.ZIP_DEFLATED)
    return data.getvalue()


_NOTE = re.compile(r"\[([ivx]+)\]")


def pasted(text: str) -> bytes:
    """Return the .docx of a plain text, its bullets (•) and its notes ([i]) as Word has them.

    The notes stand at the end, the last section's first; each section counts them anew.
    """
    body, *ends = re.split(r"\n\n\n", text.strip("\n"))
    sections = [
        _NOTE.split(end.strip("\n"))[1:] for end in reversed(ends) if _NOTE.match(end.strip())
    ]
    defined = [dict(zip(parts[::2], parts[1::2], strict=True)) for parts in sections]
    notes: list[str] = []

    def fill(document: Document) -> None:
        for line in filter(None, map(str.strip, body.split("\n"))):
            bullet = line.startswith("•")
            paragraph = document.add_paragraph(style="List Bullet" if bullet else None)
            for position, part in enumerate(_NOTE.split(line.removeprefix("•").strip())):
                if position % 2 == 0:
                    paragraph.add_run(part)
                    continue
                if part not in defined[0]:
                    defined.pop(0)
                notes.append(" ".join(defined[0].pop(part).split()))
                reference = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="{len(notes)}"/></w:r>'
                paragraph._p.append(parse_xml(reference))

    document = saved(fill)
    return with_notes(document, notes)


def text_document(body: str, styles: str = "") -> bytes:
    """Return the .odt of a body's XML; `styles` are its own, of the document."""
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    names = {
        "office": "office", "text": "text", "style": "style", "draw": "drawing", "table": "table",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }  # fmt: skip
    namespaces = " ".join(f'xmlns:{prefix}="{urn}{name}:1.0"' for prefix, name in names.items())
    namespaces += (
        ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    content = (
        f'<office:document-content {namespaces} office:version="1.3"><office:automatic-styles>'
        f"{styles}</office:automatic-styles><office:body><office:text>{body}</office:text>"
        "</office:body></office:document-content>"
    )
    common = f"<office:document-styles {namespaces}><office:styles/></office:document-styles>"
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", common)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("Pictures/a.png", picture().getvalue())
    return data.getvalue()
