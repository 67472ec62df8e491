"""The table of contents: an index of headings, not a list like others."""

from collections.abc import Iterable

from briefkit.leaflet import PageElement
from briefkit.typeset.mend.tag_tree import Kid, Piece, Tag

__all__ = ["shape_contents"]


def shape_contents(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Make a TOC of the list in a nav, with a TOCI for each heading; in WeasyPrint's tags it is L.

    ISO 32000-1, 14.8.4.2: TOC, and TOCI with a Reference to what it names; the number of the page
    stands behind that.
    """
    navs = [(e.start, e.end) for e in elements if e.tag == "nav"]
    for start, end in navs:
        for tag in [tag for tag in tree.walk() if tag.role == "L"]:
            first, last = tag.range()
            if start <= first < last <= end:
                _shape(tag)


def _shape(tag: Tag) -> None:
    tag.role = "TOC"
    tag.attributes.pop("/List", None)
    for item in list(tag.tags()):
        item.role = "TOCI"
        kids: list[Kid] = []
        for kid in item.kids:
            kids += kid.kids if isinstance(kid, Tag) and kid.role == "LBody" else [kid]
        within = [kid for kid in kids if isinstance(kid, Tag) and kid.role == "L"]
        referring = [kid for kid in kids if kid not in within]
        pages = [Tag("Span", [kid]) for kid in referring if isinstance(kid, Piece)]
        links = [kid for kid in referring if isinstance(kid, Tag)]
        item.kids = [Tag("Reference", [*links, *pages]), *within]
