"""Writing the tag tree, with the indexes that lead back to it."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefkit.typeset.mend.tag_tree import Area, Kid, Tag

__all__ = ["write_tags"]


def write_tags(pdf: pikepdf.Pdf, tree: Tag) -> None:
    """Write the tag tree in place of the PDF's, with the trees that lead back to it.

    ISO 32000-1, 14.7.4.4: a page's entry of the parent tree has an element for each of its MCIDs,
    an annotation's its own; 14.7.2: what has an identifier stands in the IDTree.
    """
    writer = _Writer(pdf)
    root = pdf.Root.StructTreeRoot
    root.K = Array([writer.element(tree, root)])
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(writer.parents())))
    root.ParentTreeNextKey = len(writer.owners) + len(writer.annotations)
    if writer.identified:
        root.IDTree = pdf.make_indirect(Dictionary(Names=Array(writer.names())))


class _Writer:
    """Writes elements, and keeps who owns each MCID, each annotation and each identifier."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.owners: list[dict[int, pikepdf.Object]] = [{} for _ in pdf.pages]
        self.annotations: list[tuple[pikepdf.Dictionary, pikepdf.Object]] = []
        self.identified: list[tuple[bytes, pikepdf.Object]] = []

    def element(self, tag: Tag, parent: pikepdf.Object) -> pikepdf.Object:
        """Write a tag, and those below it; return its structure element."""
        element = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name("/" + tag.role), P=parent)
        )
        home = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), -1)
        if home >= 0:
            element.Pg = self.pdf.pages[home].obj
        for key, value in (
            ("/Lang", tag.lang), ("/Alt", tag.alt), ("/ActualText", tag.actual_text),
            ("/ID", tag.id),
        ):  # fmt: skip
            if value:
                element[key] = String(value)
        if tag.id:
            self.identified.append((bytes(element.ID), element))
        objects = [Dictionary({"/O": Name(o), **a}) for o, a in tag.attributes.items()]
        if objects:
            element.A = objects[0] if len(objects) == 1 else Array(objects)
        element.K = Array([self._kid(kid, element, home) for kid in tag.kids])
        return element

    def _kid(self, kid: Kid, element: pikepdf.Object, home: int) -> Any:
        """Return a kid as its element names it; `home` is the page of that element (0-based)."""
        if isinstance(kid, Tag):
            return self.element(kid, element)
        sheet = self.pdf.pages[kid.page].obj
        if isinstance(kid, Area):
            self.annotations.append((kid.annotation, element))
            return Dictionary(Type=Name.OBJR, Obj=kid.annotation, Pg=sheet)
        self.owners[kid.page][kid.mcid] = element
        if kid.page == home:
            return kid.mcid
        return Dictionary(Type=Name.MCR, Pg=sheet, MCID=kid.mcid)

    def parents(self) -> list[Any]:
        """Return the parent tree's numbers and entries; write the annotations' numbers."""
        numbers: list[Any] = []
        for number, owned in enumerate(self.owners):
            last = max(owned, default=-1)
            numbers += [number, Array([owned.get(mcid) for mcid in range(last + 1)])]
        for number, (annotation, element) in enumerate(self.annotations, start=len(self.owners)):
            annotation.StructParent = number
            numbers += [number, element]
        return numbers

    def names(self) -> list[Any]:
        """Return the IDTree's names and elements, sorted."""
        return [
            part
            for name, element in sorted(self.identified, key=lambda item: item[0])
            for part in (String(name), element)
        ]
