"""Reading the tag tree that WeasyPrint wrote, and finding its content in the page's text."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import pikepdf

from briefkit.typeset.mend.tag_tree import Area, Piece, Tag

__all__ = ["SOFT_HYPHEN", "locate", "read_tags"]

SOFT_HYPHEN = "\u00ad"


def read_tags(pdf: pikepdf.Pdf, words: Sequence[Sequence[str]]) -> Tag:
    """Return the root of the tag tree, without the Spans that WeasyPrint puts round parts of lines.

    `words` are the texts that were set on each page, in the order of its tags, an empty one for a
    picture: they become the texts of the pieces.
    """
    pages: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages)}
    texts = [iter(page) for page in words]

    def read(item: Any) -> Tag:
        tag = Tag(
            str(item.S).removeprefix("/"),
            [],
            alt=str(item.get("/Alt", "")),
            id=str(item.get("/ID", "")),
        )
        if "/A" in item:
            attributes = dict(item.A.items())
            tag.attributes[str(attributes.pop("/O"))] = attributes
        page = pages[item.Pg.objgen] if "/Pg" in item else -1
        for kid in item.K:
            if isinstance(kid, int):
                tag.kids.append(Piece(page, kid, next(texts[page])))
            elif (role := kid.get("/S")) is None:
                tag.kids.append(Area(page, kid.Obj))
            elif role == "/Span" and isinstance(mcid := kid.K[0], int):
                tag.kids.append(Piece(page, mcid, next(texts[page])))
            else:
                tag.kids.append(read(kid))
        return tag

    return read(pdf.Root.StructTreeRoot.K[0])


def locate(tree: Tag, text: str) -> None:
    """Find where each piece stands in the page's text, and what follows it there at a line's end.

    It sets `start`, `end` and `tail`. From the first piece that is not in the text, the rest stays
    unknown: the proof reports what is missing.
    """
    letters = "".join(text.split())
    ends = set(accumulate(len(word) for word in text.split()))
    at = 0
    for piece in tree.pieces():
        own = "".join(piece.text.split())
        hyphenated = not letters.startswith(own, at)
        if hyphenated:
            own = own[:-1]
            if not letters.startswith(own, at) or piece.text[-1:] not in ("-", "\u2010"):
                return
        piece.start, piece.end = at, at + len(own)
        at = piece.end
        piece.tail = SOFT_HYPHEN if hyphenated else " " if at in ends else ""
