"""Writing the tag tree, with the indexes that lead back to it."""

import pydyf

from briefkit.typeset.mend.objects import Raw, at, text
from briefkit.typeset.mend.tag_tree import Area, Kid, Tag

__all__ = ["write_tags"]


def write_tags(pdf: pydyf.PDF, tree: Tag) -> None:
    """Write the tag tree in place of the PDF's, with the trees that lead back to it.

    ISO 32000-1, 14.7.4.4: a page's entry of the parent tree has an element for each of its MCIDs,
    an annotation's its own; 14.7.2: what has an identifier stands in the IDTree.
    """
    writer = _Writer(pdf)
    root = at(pdf, pdf.catalog["StructTreeRoot"])
    root["K"] = b"[%b]" % writer.element(tree, root.reference)
    root["ParentTree"] = writer.add(b"<</Nums [%b]>>" % b" ".join(writer.parents())).reference
    root["ParentTreeNextKey"] = len(writer.owners) + len(writer.annotations)
    if writer.identified:
        root["IDTree"] = writer.add(b"<</Names [%b]>>" % b" ".join(writer.names())).reference


class _Writer:
    """Writes elements, and keeps who owns each MCID, each annotation and each identifier.

    Elements go by their references.
    """

    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.pages: tuple[bytes, ...] = pdf.page_references
        self.owners: list[dict[int, bytes]] = [{} for _ in self.pages]
        self.annotations: list[tuple[pydyf.Dictionary, bytes]] = []
        self.identified: list[tuple[bytes, bytes]] = []

    def add(self, data: bytes) -> Raw:
        """Add an object to the PDF, and return it."""
        item = Raw()
        item.data = data
        self.pdf.add_object(item)
        return item

    def element(self, tag: Tag, parent: bytes) -> bytes:
        """Write a tag, and those below it; return the reference to its structure element."""
        element = self.add(b"")
        reference: bytes = element.reference
        parts = [b"<</Type /StructElem /S /%b /P %b" % (tag.role.encode(), parent)]
        home = next((kid.page for kid in tag.kids if not isinstance(kid, Tag)), -1)
        if home >= 0:
            parts.append(b"/Pg " + self.pages[home])
        for key, value in (
            (b"/Lang ", tag.lang), (b"/Alt ", tag.alt), (b"/ActualText ", tag.actual_text),
            (b"/ID ", tag.id),
        ):  # fmt: skip
            if value:
                parts.append(key + text(value))
        if tag.id:
            self.identified.append((tag.id.encode(), reference))
        if tag.attributes:
            parts.append(b"/A " + _attributes(tag))
        kids = b" ".join([self._kid(kid, reference, home) for kid in tag.kids])
        element.data = b"%b /K [%b]>>" % (b" ".join(parts), kids)
        return reference

    def _kid(self, kid: Kid, element: bytes, home: int) -> bytes:
        """Return a kid as its element names it; `home` is the page of that element (0-based)."""
        if isinstance(kid, Tag):
            return self.element(kid, element)
        page = self.pages[kid.page]
        if isinstance(kid, Area):
            self.annotations.append((kid.annotation, element))
            return b"<</Type /OBJR /Obj %b /Pg %b>>" % (kid.annotation.reference, page)
        self.owners[kid.page][kid.mcid] = element
        if kid.page == home:
            return b"%d" % kid.mcid
        return b"<</Type /MCR /Pg %b /MCID %d>>" % (page, kid.mcid)

    def parents(self) -> list[bytes]:
        """Return the parent tree's numbers and entries; write the annotations' numbers."""
        numbers: list[bytes] = []
        for number, owned in enumerate(self.owners):
            last = max(owned, default=-1)
            entries = b" ".join([owned.get(mcid, b"null") for mcid in range(last + 1)])
            numbers.append(b"%d [%b]" % (number, entries))
        for number, (annotation, element) in enumerate(self.annotations, start=len(self.owners)):
            annotation["StructParent"] = number
            numbers.append(b"%d %b" % (number, element))
        return numbers

    def names(self) -> list[bytes]:
        """Return the IDTree's names and elements, sorted."""
        return [text(name.decode()) + b" " + element for name, element in sorted(self.identified)]


def _attributes(tag: Tag) -> bytes:
    """Return a tag's attribute objects (ISO 32000-1, 14.7.5): one, or an array of them."""
    objects = [
        b"<</O %b %b>>"
        % (owner.encode(), b" ".join(b"%b %b" % (k.encode(), v) for k, v in values.items()))
        for owner, values in tag.attributes.items()
    ]
    return objects[0] if len(objects) == 1 else b"[%b]" % b" ".join(objects)
