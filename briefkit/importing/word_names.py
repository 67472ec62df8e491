"""Names in Word's XML, with their namespaces."""

import xml.etree.ElementTree as ET

__all__ = [
    "CHART",
    "COMPATIBILITY",
    "DRAWING",
    "MAIN",
    "MATH",
    "OFFICE",
    "SHAPE",
    "STRICT",
    "WORD",
    "append_text",
    "as_part",
    "value",
]

MAIN = "word/document.xml"

_URIS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
# pandoc knows elements by these prefixes.
for _prefix, _uri in _URIS.items():
    ET.register_namespace(_prefix, _uri)

WORD, MATH, DRAWING, CHART, SHAPE, OFFICE = ("{" + _URIS[prefix] + "}" for prefix in "wmacvo")
COMPATIBILITY = "{" + _URIS["mc"] + "}"

STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"


def as_part(root: ET.Element) -> bytes:
    """Return a part of the document, with all these namespaces declared.

    pandoc looks up the names in footnotes by those that the document's own part declares.
    """
    for uri in _URIS.values():
        root.set(f"{{{uri}}}declared", "")
    data: bytes = ET.tostring(root, "utf-8")
    return data


def value(element: ET.Element | None) -> str:
    """Return the value of a property, or "" where there is none."""
    return "" if element is None else element.get(WORD + "val", "")


def append_text(paragraph: ET.Element, text: str) -> None:
    """Put text at the end of a paragraph."""
    run = ET.SubElement(paragraph, WORD + "r")
    ET.SubElement(run, WORD + "t").text = text
