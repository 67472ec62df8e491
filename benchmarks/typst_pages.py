"""A page as Typst would have it, and what the tags of its PDF say to a screen reader."""

import io
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any

import pikepdf
import typst

from briefkit.leaflet import Page

__all__ = ["compiled", "tags_of", "typst_source"]

# What an element becomes: a call of a function of Typst, up to its contents.
CALLS = {
    "h1": "heading(level: 1)",
    "h2": "heading(level: 2)",
    "h3": "heading(level: 3)",
    "p": "par",
    "ul": "list",
    "ol": "enum",
    "li": "list.item",
    "strong": "strong",
    "b": "strong",
    "em": "emph",
    "sup": "super",
}
PDF_STANDARDS = ["ua-1", "a-2a"]


def compiled(source: str, fonts: str) -> bytes:
    """Return the PDF of a source, with the tags that Typst's own standards ask for."""
    options: dict[str, Any] = {"ignore_system_fonts": True, "pdf_standards": PDF_STANDARDS}
    pdf: bytes = typst.compile(source.encode(), font_paths=[fonts], **options)
    return pdf


def typst_source(page: Page, size: float, leading: float) -> str:
    """Return a page as Typst has it: the same words, emphasis, lists, links, notes, languages."""
    writer = _Writer()
    writer.feed(page.html)
    writer.close()
    body = "".join(writer.parts)
    return (
        f"#set document(title: {_quoted(page.title)})\n"
        '#set page("a4", margin: 18mm)\n'
        f'#set text(font: ("Source Sans 3", "IBM Plex Sans Arabic"), size: {size}pt, '
        f"lang: {_quoted(writer.language)})\n"
        f"#set par(leading: {leading - 1:.2f}em)\n{body}"
    )


class _Writer(HTMLParser):
    """Writes what HTML shows in Typst's markup, where a text is a string: “#"…";”."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.language = "en"
        self._hidden = 0
        self._drawing: list[str] = []
        self._ends: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given["lang"].split("-")[0]
        if self._drawing or tag == "svg":
            self._drawing.append(self.get_starttag_text() or "")
            return
        if tag in ("meta", "br"):
            self.parts.append(" " if tag == "br" else "")
            return
        self._hidden += tag == "head"
        start, end = self._call(tag, given)
        if given.get("class") == "back" and "id" in given:
            # Notes that are joined are led to by links in one item, and Typst loses those in lists.
            start = f"#metadata(none)<{given.pop('id')}>{start}"
        if name := given.get("id", ""):
            start += f"#metadata(none)<{name}>"
        self._ends.append((tag, end))
        self.parts.append(start)

    def _call(self, tag: str, given: Mapping[str, str]) -> tuple[str, str]:
        if tag == "li" and self._ends[-1][0] == "ol":
            return "#enum.item[", "]"
        if tag in ("ul", "ol"):
            return "\n#[", "]\n"
        if tag in CALLS:
            return f"#{CALLS[tag]}[", "]\n" if tag in ("h1", "h2", "h3", "p") else "]"
        if tag == "a":
            target = given["href"]
            to = f"<{target[1:]}>" if target.startswith("#") else _quoted(target)
            return f"#link({to})[", "]"
        if tag == "span" and given.get("lang"):
            return f"#text(lang: {_quoted(given['lang'].split('-')[0])})[", "]"
        return "#[", "]"

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._drawing:
            self._drawing.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if self._drawing:
            self._drawing.append(f"</{tag}>")
            if tag == "svg":
                self._draw()
            return
        self._hidden -= tag == "head"
        while self._ends:
            opened, end = self._ends.pop()
            self.parts.append(end)
            if opened == tag:
                return

    def _draw(self) -> None:
        drawing = "".join(self._drawing)
        said = re.search(r"<title>(.*?)</title>", drawing)
        image = f'image(bytes({_quoted(drawing)}), format: "svg", width: 15mm'
        if said:
            self.parts.append(f"#{image}, alt: {_quoted(said[1])})\n")
        else:
            self.parts.append(f"#pdf.artifact({image}))\n")
        self._drawing = []

    def handle_data(self, data: str) -> None:
        if self._drawing:
            self._drawing.append(data)
        elif not self._hidden and (text := re.sub(r"[ \t\r\n]+", " ", data)) != " ":
            self.parts.append(f"#{_quoted(text)};")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def tags_of(pdf: bytes) -> str:
    """Return what the tags of a PDF have of what a leaflet needs, as a line."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        elements = list(_elements(opened.Root.StructTreeRoot))
        links = [a for page in opened.pages for a in page.get("/Annots", []) if "/Dest" in a]
        names = [str(link.get("/Contents", "")) for link in links]
        kinds = [str(element.S)[1:] for element in elements]
        numberings = sorted({str(kind)[1:] for e in elements for kind in _numberings(e)})
        languages = sum("/Lang" in element for element in elements)
    counts = ", ".join(
        f"{kinds.count(kind)} {kind}" for kind in ("Note", "Reference", "TH", "Sect")
    )
    return (
        f"{counts}; {languages} with a language; lists numbered {' and '.join(numberings)}; "
        f"links within it are called {', '.join(repr(name) for name in dict.fromkeys(names[:9]))}"
    )


def _elements(parent: Any) -> Iterator[Any]:
    kids = parent.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _numberings(element: Any) -> Iterator[Any]:
    attributes = element.get("/A", [])
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if "/ListNumbering" in one:
            yield one.ListNumbering
