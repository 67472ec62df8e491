"""The words of a document, piece by piece with their look; inline nodes are made of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from briefkit.model import Break, Emphasis, Inline, Link, NoteReference, Strong, Text

__all__ = ["Passage", "Piece", "nodes_of", "plain", "spoken_of", "tidied", "without"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of one look, or in their place a line break or a reference to a note."""

    text: str = ""
    mark: Break | NoteReference | None = None
    strong: bool = False
    emphasis: bool = False
    href: str = ""

    @property
    def look(self) -> tuple[object, ...]:
        """What pieces have in common that are one."""
        return self.mark is None, self.strong, self.emphasis, self.href


Passage = tuple[Piece, ...]


def spoken_of(passage: Iterable[Piece]) -> str:
    """Return the words of a passage."""
    return "".join(" " if isinstance(piece.mark, Break) else piece.text for piece in passage)


def plain(text: str) -> Passage:
    """Return a passage of words without any look."""
    return (Piece(text=text),) if text else ()


def without(passage: Passage, *, strong: bool = False, emphasis: bool = False) -> Passage:
    """Return a passage with less of a look."""
    return tidied(
        replace(
            piece,
            strong=piece.strong and not strong,
            emphasis=piece.emphasis and not emphasis,
        )
        for piece in passage
    )


def tidied(passage: Iterable[Piece], edge: str = r"\s") -> Passage:
    """Return a passage with single blanks, none at its edges, and none that has a look.

    `edge` is a class of characters that lose their look at the edge of words that have one.
    """
    pieces = [*_joined(passage)]
    for look in ("href", "strong", "emphasis"):
        pieces = [*_joined(_bared(pieces, look, edge))]
    kept: list[Piece] = []
    for piece in pieces:
        begins = not kept or isinstance(kept[-1].mark, Break)
        if isinstance(piece.mark, Break):
            _trim(kept)
            kept += [piece] if kept and not isinstance(kept[-1].mark, Break) else []
        elif piece.mark is not None:
            kept.append(piece)
        else:
            text = re.sub(r"[ \t\r\n\u2028\u2029]+", " ", piece.text)
            if begins:
                text = text.lstrip()
            elif kept[-1].text.endswith(" "):
                text = text.lstrip(" ")
            kept += [replace(piece, text=text)] if text else []
    while kept and (isinstance(kept[-1].mark, Break) or _trim(kept)):
        if isinstance(kept[-1].mark, Break):
            kept.pop()
    return tuple(_joined(kept))


def _trim(pieces: list[Piece]) -> bool:
    """Take the blanks at the end off; say whether a piece was blank, and is gone."""
    if not pieces or pieces[-1].mark is not None:
        return False
    last = pieces.pop()
    if text := last.text.rstrip():
        pieces.append(replace(last, text=text))
    return not text


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for (is_text, *_), group in groupby(pieces, lambda piece: piece.look):
        same = list(group)
        if is_text:
            if text := "".join(piece.text for piece in same):
                yield replace(same[0], text=text)
        else:
            yield from same


def _bared(pieces: Sequence[Piece], look: str, edge: str) -> Iterator[Piece]:
    """Yield pieces with a look taken off the characters at the edges of what has it."""
    off = {look: "" if look == "href" else False}
    for has, group in groupby(pieces, lambda piece: getattr(piece, look)):
        if has:
            yield from _edges([*group], off, edge)
        else:
            yield from group


def _edges(same: list[Piece], off: dict[str, Any], edge: str) -> Iterator[Piece]:
    head = re.match(f"[{edge}]*", same[0].text)
    if head and head[0]:
        yield replace(same[0], text=head[0], **off)
        same[0] = replace(same[0], text=same[0].text[head.end() :])
    tail = re.search(f"[{edge}]*$", same[-1].text)
    if tail and tail[0]:
        same[-1] = replace(same[-1], text=same[-1].text[: tail.start()])
        yield from same
        yield replace(same[-1], text=tail[0], **off)
    else:
        yield from same


def nodes_of(passage: Passage) -> tuple[Inline, ...]:
    """Return the inline nodes of a passage: a link outside of strong, that outside of emphasis."""
    nodes: list[Inline] = []
    for href, linked in groupby(passage, lambda piece: piece.href):
        inside: list[Inline] = []
        for strong, strongly in groupby(linked, lambda piece: piece.strong):
            within: list[Inline] = []
            for emphasis, group in groupby(strongly, lambda piece: piece.emphasis):
                leaves = [piece.mark or Text(piece.text) for piece in group]
                within += [Emphasis(tuple(leaves))] if emphasis else leaves
            inside += [Strong(tuple(within))] if strong else within
        nodes += [Link(href, tuple(inside))] if href else inside
    return tuple(nodes)
