"""Figures: where they stand on the page, and how their images are drawn."""

import pydyf

from briefkit.typeset.mend.contents import PT_PER_PX
from briefkit.typeset.mend.objects import array, at, top_of
from briefkit.typeset.mend.tag_tree import Tag

__all__ = ["draw_images_as_they_are", "leave_out_signs", "place_figures"]


def leave_out_signs(tree: Tag) -> None:
    """Take drawings without a description out of the tags, which makes artifacts of them.

    WeasyPrint tags every drawing as a Figure. ISO 14289-1, 7.1: what has no meaning of its own, as
    a sign beside a word that says the same, is an artifact.
    """
    for tag in tree.walk():
        tag.kids = [
            kid
            for kid in tag.kids
            if not (isinstance(kid, Tag) and kid.role == "Figure" and not kid.alt)
        ]


def place_figures(tree: Tag, pdf: pydyf.PDF) -> None:
    """Write a figure's BBox in pt; WeasyPrint's is in CSS pixels from the page's top left corner.

    ISO 32000-1, 14.8.5.4.3: in the page's own units and directions; a figure between blocks is
    placed as a block.
    """
    for tag in tree.walk():
        for figure in tag.tags():
            if figure.role != "Figure":
                continue
            layout = figure.attributes["/Layout"]
            page = next(figure.pieces()).page
            top = top_of(at(pdf, pdf.page_references[page]))
            box = layout["/BBox"].strip(b"[]").split()
            x1, y1, x2, y2 = (float(value) * PT_PER_PX for value in box)
            layout["/BBox"] = array(round(v, 3) for v in (x1, top - y2, x2, top - y1))
            if tag.role in ("Document", "Part", "Sect", "Div"):
                layout["/Placement"] = b"/Block"


def draw_images_as_they_are(pdf: pydyf.PDF) -> None:
    """Have no viewer smooth an image: WeasyPrint asks it to, and PDF/A forbids that.

    ISO 19005-2, 6.2.8.
    """
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"
