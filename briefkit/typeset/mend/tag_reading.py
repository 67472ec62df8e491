"""Reading the tag tree that WeasyPrint wrote, and finding its content in the page's text."""

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

import pydyf

from briefkit.typeset.mend.objects import at, spelled
from briefkit.typeset.mend.set_text import SetText
from briefkit.typeset.mend.tag_tree import Area, Piece, Tag

__all__ = ["SOFT_HYPHEN", "locate", "read_tags"]

SOFT_HYPHEN = "\u00ad"


def read_tags(pdf: pydyf.PDF, words: Sequence[Sequence[SetText]]) -> Tag:
    """Return the root of the tag tree, without the Spans that WeasyPrint puts round parts of lines.

    `words` are the texts that were set on each page, in the order of its tags: they become the
    texts of the pieces, without the ornaments. The tree's objects are not written any more.
    """
    pages = {reference: number for number, reference in enumerate(pdf.page_references)}
    texts = [iter(page) for page in words]

    def add(tag: Tag, page: int, mcid: int) -> None:
        own = next(texts[page])
        if not own.ornament and (own.text.strip() or not own.generated):
            piece = Piece(page, mcid, own.text, generated=own.generated, at_foot=own.at_foot)
            piece.half = own.half
            tag.kids.append(piece)

    def read(item: Any) -> Tag:
        item.free = "f"
        tag = Tag(item["S"].removeprefix("/"), [])
        if "Alt" in item:
            tag.alt = item["Alt"].string
        if "ID" in item:
            tag.id = item["ID"].string
        if "A" in item:
            attributes = {f"/{key}": spelled(value) for key, value in item["A"].items()}
            tag.attributes[attributes.pop("/O").decode()] = attributes
        page = pages[item["Pg"]] if "Pg" in item else -1
        for kid in item["K"]:
            if isinstance(kid, int):
                add(tag, page, kid)
                continue
            below = at(pdf, kid)
            role = below.get("S")
            if role is None:
                below.free = "f"
                tag.kids.append(Area(page, at(pdf, below["Obj"])))
            elif role == "/Span" and below["K"] and isinstance(mcid := below["K"][0], int):
                below.free = "f"
                add(tag, page, mcid)
            else:
                tag.kids.append(read(below))
        return tag

    root = at(pdf, pdf.catalog["StructTreeRoot"])
    at(pdf, root["ParentTree"]).free = "f"
    return read(at(pdf, root["K"][0]))


def locate(tree: Tag, text: str) -> None:
    """Find where each piece stands in the page's text, and what follows it there at a line's end.

    It sets `start`, `end` and `tail`. From the first piece that is not in the text, the rest stays
    unknown: the proof reports what is missing.
    """
    letters = "".join(text.split())
    ends = set(accumulate(len(word) for word in text.split()))
    at = 0
    for piece in _as_written(piece for piece in tree.pieces() if not piece.generated):
        own = "".join(piece.text.split())
        hyphenated = not letters.startswith(own, at)
        if hyphenated:
            own = own[:-1]
            if not letters.startswith(own, at) or piece.text[-1:] not in ("-", "\u2010"):
                return
        piece.start, piece.end = at, at + len(own)
        at = piece.end
        piece.tail = SOFT_HYPHEN if hyphenated else " " if at in ends else ""


def _as_written(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces in the order of the page's text.

    Where a page's end parts two languages that stand side by side, the one goes on behind the
    beginning of the other.
    """
    keyed = []
    first: dict[object, int] = {}
    for number, piece in enumerate(pieces):
        pair, second = piece.half or (piece, False)
        keyed.append((first.setdefault(pair, number), second, number, piece))
    return [piece for *_, piece in sorted(keyed, key=lambda key: key[:3])]
