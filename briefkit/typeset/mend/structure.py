"""Structure: what is an element of the tag tree, and where one begins and ends."""

from collections.abc import Iterable
from itertools import groupby

from briefkit.leaflet import PageElement
from briefkit.typeset.mend.tag_tree import INLINE, Kid, Piece, Tag

__all__ = ["join", "name_sections", "part_content", "prune", "unwrap"]

# The structure types (ISO 32000-1, 14.8.4) that elements of HTML have, or should have, in the tags.
ROLES = {
    "main": "Part", "section": "Sect", "header": "Sect", "footer": "Sect", "aside": "Sect",
    "nav": "Sect", "p": "P", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "LI", "dd": "LI",
    "a": "Link", "span": "Span", "div": "Div", "blockquote": "BlockQuote", "table": "Table",
    "tbody": "TBody", "caption": "Caption", "figcaption": "Caption",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}  # fmt: skip

# The cells of tables: an empty one keeps the others in their columns.
_CELLS = frozenset({"TH", "TD"})


def name_sections(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Make headers, footers, asides and navs of HTML sections; WeasyPrint tags them as NonStruct.

    ISO 14289-1, 7.1: tags are semantically appropriate (ISO 32000-1, 14.8.4.2: Sect). One that runs
    over a page's end is in parts, of which the first begins and the last ends where it does.
    """
    whole = {(e.start, e.end) for e in elements if ROLES.get(e.tag) == "Sect"}
    named: set[tuple[int, int]] = set()
    for tag in tree.walk():
        if tag.role != "NonStruct":
            continue
        start, end = place = tag.range()
        if place in whole - named:
            tag.role = "Sect"
            named.add(place)
        elif any(kid.role not in (*INLINE, "NonStruct") for kid in tag.tags()) and any(
            (first == start and end < last) or (first < start and last == end)
            for first, last in whole
        ):
            tag.role = "Sect"


def unwrap(tag: Tag) -> None:
    """Put what wrappers hold in their places: emphasis, isolates, raised numbers.

    WeasyPrint wraps every unknown or anonymous element in a NonStruct, a cell's blocks in Divs.
    ISO 14289-1, 7.1: tags are semantically appropriate.
    """
    kids: list[Kid] = []
    for kid in tag.kids:
        if isinstance(kid, Tag):
            unwrap(kid)
            only = kid.kids[0] if len(kid.kids) == 1 else None
            block = isinstance(only, Tag) and only.role not in INLINE
            if kid.role == "NonStruct" or (kid.role == "Div" and block):
                kids += kid.kids
                continue
        kids.append(kid)
    tag.kids = kids


def prune(tag: Tag) -> None:
    """Take out empty elements; WeasyPrint tags them. ISO 14289-1, 7.1: tags are for content.

    The empty cells of a row that has others are kept.
    """
    for kid in tag.tags():
        prune(kid)
    row = tag.role == "TR" and any(kid.kids for kid in tag.tags())
    tag.kids = [
        kid
        for kid in tag.kids
        if not isinstance(kid, Tag) or kid.kids or (row and kid.role in _CELLS)
    ]


def join(tree: Tag, elements: Iterable[PageElement]) -> None:
    """Make one element of one that runs over a page's end, and of a link that runs over a line's.

    WeasyPrint tags each of its parts. ISO 14289-1, 7.1: one list, item, paragraph or link is one
    element.
    """
    ends: dict[tuple[str, int], int] = {}
    for element in elements:
        key = ROLES.get(element.tag, ""), element.start
        ends[key] = max(ends.get(key, 0), element.end)

    def continues(role: str, before: "_Content", after: "_Content") -> bool:
        first, second = before.pieces, after.pieces
        if not first or not second:
            return False
        parted = first[-1].page != second[0].page or role in INLINE
        end = max(piece.end for piece in second)
        return parted and first[-1].start >= 0 and ends.get((role, first[0].start), 0) >= end

    def join(tag: Tag) -> None:
        kids: list[Kid] = []
        content: _Content | None = None  # of the last of them
        for kid in tag.kids:
            before = kids[-1] if kids else None
            if isinstance(kid, Tag) and isinstance(before, Tag) and kid.role == before.role:
                content, after = content or _Content(before), _Content(kid)
                if kid.role == "LBody" or continues(kid.role, content, after):
                    before.kids = _as_written([*before.kids, *kid.kids])
                    content.add(after)
                    continue
                content = after
            else:
                content = None
            kids.append(kid)
        tag.kids = kids
        for kid in tag.tags():
            join(kid)

    join(tree)


def _as_written(kids: list[Kid]) -> list[Kid]:
    """Return what a page's end parted, in the order of the page's text where all of it is known.

    Of two languages side by side, each goes on on the next page.
    """
    starts = [kid.range()[0] if isinstance(kid, Tag) else -1 for kid in kids]
    if min(starts) < 0:
        return kids
    return [kid for _, kid in sorted(zip(starts, kids, strict=True), key=lambda pair: pair[0])]


class _Content:
    """What a text has of a tag, which grows when the tag is joined with others."""

    def __init__(self, tag: Tag) -> None:
        self._all = [piece for piece in tag.pieces() if not piece.generated]
        # A note at the foot may stand on the page after its mark's.
        self._above = [piece for piece in self._all if not piece.at_foot]

    @property
    def pieces(self) -> list[Piece]:
        """Its pieces without the notes at the foot; all of a tag within such a note."""
        return self._above or self._all

    def add(self, other: "_Content") -> None:
        self._all += other._all
        self._above += other._above


def part_content(tree: Tag) -> None:
    """Put content that stands beside elements into Spans.

    Where an element has both, some readers take its content first. ISO 14289-1, 7.1: the tags are
    in logical order.
    """
    for tag in tree.walk():
        if not any(tag.tags()):
            continue
        kids: list[Kid] = []
        for content, group in groupby(tag.kids, lambda kid: isinstance(kid, Piece)):
            grouped = list(group)
            kids += [Tag("Span", grouped)] if content else grouped
        tag.kids = kids
