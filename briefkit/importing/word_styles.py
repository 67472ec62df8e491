"""The styles of a Word document: what a paragraph of each is."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

from briefkit.importing.word_names import WORD, value

__all__ = ["Styles"]

# Word's own styles by the names that they have in files of every language (ISO/IEC 29500-1,
# 17.7.4.9), and those of pandoc. The ones in “text” are paragraphs as all others.
_ROLES = {
    "title": "title",
    "subtitle": "text",
    "author": "text",
    "date": "text",
    "abstract": "text",
    "abstract title": "text",
    "caption": "caption",
    "image caption": "caption",
    "table caption": "caption",
    "quote": "quotation",
    "intense quote": "quotation",
    "block text": "quotation",
}


class Styles:
    """The styles of a document, by their ids."""

    def __init__(self, root: ET.Element) -> None:
        self._styles = {s.get(WORD + "styleId", ""): s for s in root.iter(WORD + "style")}

    def role(self, style: str) -> str:
        """Return what a paragraph of a style is: “title”, “caption”, “quotation”, “text”, or ""."""
        names = (_ROLES.get(name, "") for name in self._names(style))
        return next((role for role in names if role), "")

    def level(self, style: str) -> str:
        """Return how deep an item of a list stands by its style: “2” to “5”, or ""."""
        matches = (re.fullmatch(r"list (?:bullet|number) ([2-5])", n) for n in self._names(style))
        return next((match[1] for match in matches if match), "")

    def is_contents(self, style: str) -> bool:
        """Whether a style is that of a line in a table of contents."""
        return any(re.fullmatch(r"toc \d|toc heading", name) for name in self._names(style))

    def is_heading(self, style: str) -> bool:
        """Whether a style is that of a heading."""
        return any(re.fullmatch(r"heading \d", name) for name in self._names(style))

    def is_numbered(self, style: str) -> bool:
        """Whether Word numbers the paragraphs of a style."""
        numbered = (s.find(f"{WORD}pPr/{WORD}numPr/{WORD}numId") for s in self._chain(style))
        return next((value(n) != "0" for n in numbered if n is not None), False)

    def _names(self, style: str) -> Iterator[str]:
        for found in self._chain(style):
            yield value(found.find(WORD + "name")).casefold()

    def _chain(self, style: str) -> Iterator[ET.Element]:
        """Yield a style and those that it is based on."""
        seen = set[str]()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(self._styles[style].find(WORD + "basedOn"))
