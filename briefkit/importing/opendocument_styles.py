"""The styles of an OpenDocument text: what a paragraph of each is, and how its words look."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence

from briefkit.diagnostics import translatable
from briefkit.importing.marks import Mark, Marks

__all__ = ["DC", "DRAW", "FO", "OFFICE", "STYLE", "SVG", "TEXT", "TextStyles"]

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
_URIS = {
    "office": _URN + "office:1.0",
    "text": _URN + "text:1.0",
    "style": _URN + "style:1.0",
    "draw": _URN + "drawing:1.0",
    "table": _URN + "table:1.0",
    "fo": _URN + "xsl-fo-compatible:1.0",
    "svg": _URN + "svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}
for _prefix, _uri in _URIS.items():
    ET.register_namespace(_prefix, _uri)

OFFICE, TEXT, STYLE, DRAW, FO, SVG, DC = (
    "{" + _URIS[prefix] + "}" for prefix in ("office", "text", "style", "draw", "fo", "svg", "dc")
)

_NO_COLOUR = ("", "#000000", "transparent")


class TextStyles:
    """The styles of a document, by their names; its own are looked up before the common ones."""

    def __init__(self, roots: Sequence[ET.Element]) -> None:
        self._styles = {
            (style.get(STYLE + "family", ""), style.get(STYLE + "name", "")): style
            for root in roots
            for style in root.iter(STYLE + "style")
        }

    def tell(self, paragraph: ET.Element, marks: Marks) -> None:
        """Mark what a paragraph is by its style, and tell of what its look may say."""
        style = paragraph.get(TEXT + "style-name", "")
        names = self._names("paragraph", style)
        told = []
        if paragraph.tag == TEXT + "p" and "Title" in names:
            told.append(marks.add(Mark(role="title")))
        elif "Caption" in names:
            told.append(marks.add(Mark(role="caption")))
        if self._value("paragraph", style, "paragraph", "break-before") == "page":
            told.append(
                marks.tell(
                    translatable("A new page begins here in the document."),
                    translatable(
                        "If it is to begin here in the leaflet too, write --- on a line of its own."
                    ),
                )
            )
        for span in paragraph.iter(TEXT + "span"):
            told += self._looks(span, marks)
        for text in told:
            ET.SubElement(paragraph, TEXT + "span").text = text

    def _looks(self, span: ET.Element, marks: Marks) -> Iterator[str]:
        name, said = span.get(TEXT + "style-name", ""), "".join(span.itertext()).strip()
        if not said:
            return
        if self._value("text", name, "text", "display", TEXT) == "none":
            for part in span.iter():
                part.text = ""
            yield marks.tell(
                translatable(
                    "The document hides these words, which are not taken over: “%(said)s”.",
                    said=said,
                ),
                translatable("Type them where they are to be read."),
            )
        elif (
            self._value("text", name, "text", "color") not in _NO_COLOUR
            or self._value("text", name, "text", "background-color") not in _NO_COLOUR
        ):
            yield marks.tell(
                translatable(
                    "The words “%(said)s” had a colour of their own, which is not taken over.",
                    said=said,
                ),
                translatable("If it says something, say it in words, or make them **strong**."),
            )

    def _value(self, family: str, name: str, properties: str, key: str, namespace: str = FO) -> str:
        """Return a property of an own style of the document, or ""."""
        style = self._styles.get((family, name))
        found = None if style is None else style.find(f"{STYLE}{properties}-properties")
        return "" if found is None else found.get(namespace + key, "")

    def _names(self, family: str, name: str) -> list[str]:
        """Return the name of a style and those of the styles that it is made from."""
        names: list[str] = []
        while name and name not in names:
            names.append(name)
            style = self._styles.get((family, name))
            name = "" if style is None else style.get(STYLE + "parent-style-name", "")
        return names
