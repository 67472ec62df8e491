"""A PDF read once for all checks of the audit."""

from typing import Any

import pikepdf

from briefkit.diagnostics import shorten
from briefkit.proof.audit.parsing.contents import read_content
from briefkit.proof.audit.parsing.elements import STANDARD, Element
from briefkit.proof.audit.parsing.fonts import Font, read_font

__all__ = ["File"]


class File:
    """A PDF: its pages' contents, its fonts, and its elements in reading order.

    Raises ValueError, and what pikepdf and fontTools raise, for malformed objects and fonts.
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.root: Any = pdf.Root
        self.pages: dict[Any, int] = {page.objgen: n for n, page in enumerate(pdf.pages)}
        self.fonts: dict[Any, Font] = {}
        self.contents = [read_content(page, self._font) for page in pdf.pages]
        self.tree: Any = self.root.get("/StructTreeRoot", pikepdf.Dictionary())
        self.roles = {
            str(role)[1:]: str(standard)[1:]
            for role, standard in self.tree.get("/RoleMap", pikepdf.Dictionary()).items()
        }
        self.language = str(self.root.get("/Lang", ""))
        self.elements: list[Element] = []
        self._read_kids(Element(self.tree, "", None, self.language), 0)

    def _read_kids(self, element: Element, page: int) -> None:
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
                child = Element(kid, role, element, language)
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

    def of(self, *roles: str) -> list[Element]:
        """Return the elements of any of these standard types, in reading order."""
        return [element for element in self.elements if element.role in roles]

    def text(self, element: Element) -> str:
        """Return what an element says, the labels of lists included."""
        if "/ActualText" in element.item:
            return str(element.item.ActualText)
        parts = []
        for kid in element.kids:
            if isinstance(kid, Element):
                parts.append(self.text(kid))
            elif isinstance(kid, tuple):
                parts.append(self.contents[kid[0]].texts.get(kid[1], ""))
        return "".join(parts)

    def named(self, element: Element) -> str:
        """Return the name of an element in messages: its role and how its text begins."""
        text = shorten(self.text(element), 60)
        return f"{element.role or element.item.get('/S')} “{text}”" if text else element.role

    def _font(self, font: Any) -> Font:
        if not font.is_indirect:
            return read_font(font)  # those that have no number cannot be told apart by it
        if font.objgen not in self.fonts:
            self.fonts[font.objgen] = read_font(font)
        return self.fonts[font.objgen]
