"""The tag tree of a PDF as a person can read it, and pages to typeset."""

import io
from collections.abc import Iterator
from dataclasses import replace

import pikepdf

from briefkit.leaflet import Page, read_page
from briefkit.model import Fit
from briefkit.proof.audit.parsing import Element, File
from briefkit.typeset import Typeset, Typesetter

__all__ = ["as_it_was_set", "page_of", "tag_tree", "tagged_text", "typeset"]

CSS = """
@page { size: 100mm 100mm; margin: 12mm }
:root { font-family: "Source Sans 3", "IBM Plex Sans Arabic" }
body, h1, h2, p, ul, ol { margin: 0 }
"""


def page_of(body: str, *, lang: str = "en", direction: str = "ltr", css: str = "") -> Page:
    """Return a page with a body of HTML, as the templates give one."""
    html = (
        f'<!DOCTYPE html><html lang="{lang}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>Title</title></head><body>{body}</body></html>"
    )
    return read_page(html, CSS + css, language=lang, language_name="")


def as_it_was_set(fit: Fit, made: Typeset) -> Fit:
    """Return the limits that let a text be set in the size and leading of one made alone.

    What is changed in a sound leaflet need not be fitted anew to be judged.
    """
    return replace(
        fit,
        size_max=made.size,
        size_min=made.size,
        leading_max=made.leading,
        leading_min=made.leading,
    )


def typeset(typesetter: Typesetter, page: Page) -> bytes:
    """Return the PDF of a page at 12 pt, however many pages it takes."""
    fit = Fit(size_max=12, size_min=12, leading_max=1.2, leading_min=1.2, pages_min=1, pages_max=9)
    return typesetter.typeset(page, fit, "test").pdf


def tag_tree(data: bytes) -> str:
    """Return the tag tree, an element a line: its role, its language, its attributes, its words.

    Soft hyphens, which nobody sees in a file, are left out.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        file = File(pdf)
        lines = [line for element in _roots(file) for line in _tree(file, element)]
    return "\n".join(lines).replace("\u00ad", "") + "\n"


def _roots(file: File) -> list[Element]:
    return [element for element in file.elements if element.parent and not element.parent.parent]


def _tree(file: File, element: Element, depth: int = 0) -> Iterator[str]:
    parts = [element.role]
    if "/Lang" in element.item:
        parts.append(f"lang={element.item.Lang}")
    if "/ID" in element.item:
        parts.append(f"id={element.item.ID}")
    for owner, key in (("/List", "/ListNumbering"), ("/Table", "/Scope")):
        if value := element.attribute(owner, key):
            parts.append(str(value)[1:])
    parts += [f"-> {a.Dest if '/Dest' in a else a.A.URI}" for a in element.annotations]
    if "/Alt" in element.item:
        parts.append(f"[{element.item.Alt}]")
    if element.places:
        parts.append(f"“{file.text(element)}”")
    yield "  " * depth + " ".join(parts)
    for below in element.elements:
        yield from _tree(file, below, depth + 1)


def tagged_text(data: bytes) -> str:
    """Return what the tags say, in their order: blocks apart, labels of lists left out."""
    blocks = {"P", "H1", "H2", "H3", "LBody", "TH", "TD", "Lbl"}

    def text(file: File, element: Element) -> str:
        if element.role == "Lbl":
            return " "
        said = "".join(text(file, below) for below in element.elements) or file.text(element)
        return f" {said} " if element.role in blocks else said

    with pikepdf.open(io.BytesIO(data)) as pdf:
        file = File(pdf)
        said = "".join(text(file, element) for element in _roots(file))
    return " ".join(said.split())
