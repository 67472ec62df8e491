"""Links: one annotation for each part of a line, with a name and an area."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import pydyf

from briefkit.typeset.mend.contents import PT_PER_PX, Content
from briefkit.typeset.mend.objects import array, at, text
from briefkit.typeset.mend.tag_tree import Area, Piece, Tag

__all__ = ["flat_links", "name_links", "reach_links", "tidy_links"]


def tidy_links(tree: Tag, pdf: pydyf.PDF) -> None:
    """Put the areas of links into their Link elements; drop doubled ones, and those of no words.

    WeasyPrint gives every element within a link an annotation of its own, outside the Link
    element; a link without a target, or without words, is a Link all the same. 28-011: a link
    annotation is within a Link tag (ISO 14289-1, 7.18.5).
    """
    dropped: list[Area] = []
    for link in [tag for tag in tree.walk() if tag.role == "Link"]:
        areas: list[Area] = []
        for tag in link.walk():
            areas += tag.areas()
            tag.kids = [kid for kid in tag.kids if not isinstance(kid, Area)]
        named = any(piece.text.strip() for piece in link.pieces()) or any(
            tag.role == "Figure" for tag in link.walk()
        )
        kept: list[Area] = []
        for area in areas:
            superfluous = not named or any(_covers(other, area) for other in kept)
            (dropped if superfluous else kept).append(area)
        link.kids = [*kept, *link.kids]
        if not kept:
            link.role = "Span"
    gone = {area.annotation.reference for area in dropped}
    for sheet in (at(pdf, reference) for reference in pdf.page_references):
        if gone and "Annots" in sheet:
            sheet["Annots"] = pydyf.Array([a for a in sheet["Annots"] if a not in gone])


def _covers(outer: Area, inner: Area) -> bool:
    left, bottom, right, top = outer.box
    x1, y1, x2, y2 = inner.box
    return outer.page == inner.page and left <= x1 and bottom <= y1 and right >= x2 and top >= y2


def name_links(tree: Tag, names: Mapping[str, str]) -> None:
    """Describe links by their `names` (by target), or by their addresses.

    WeasyPrint describes every link by its address. 28-012: a link's Contents describes it
    (ISO 14289-1, 7.18.5).
    """
    for area in (area for tag in tree.walk() for area in tag.areas()):
        area.annotation["Contents"] = text(names.get(area.target, area.target))


def flat_links(tree: Tag) -> Iterator[tuple[Area, Piece]]:
    """Yield the areas without height, each with the first words that it is for."""
    for tag in tree.walk():
        for area, after in pairwise(tag.kids):
            if isinstance(area, Area) and not isinstance(after, Area):
                _, bottom, _, top = area.box
                if top - bottom < 1:
                    yield area, after if isinstance(after, Piece) else next(after.pieces())


def reach_links(content: Content, flat: Iterable[tuple[Area, Piece]], top: float) -> None:
    """Give the links of raised numbers an area that one can touch; `top` is the page's, in pt.

    A raised number's line has no height, and so its link's area has none: it is one of the `flat`
    ones of the page. ISO 32000-1, 12.5.2: Rect. It is given the height of its type: a quarter of
    the size below the base line, three quarters above it.
    """
    for area, piece in flat:
        position, font = content.operands(piece.mcid, b"Tm"), content.operands(piece.mcid, b"Tf")
        assert position
        assert font
        left, _, right, _ = area.box
        base = top - float(position[5]) * PT_PER_PX
        size = float(font[1]) * PT_PER_PX
        box = left, base - size / 4, right, base + size * 3 / 4
        area.annotation["Rect"] = array(round(value, 3) for value in box)
