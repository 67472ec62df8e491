"""A passage becomes inline Markdown that is read as the same, with as few backslashes as can be."""

import re
import string
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from enum import StrEnum
from itertools import count
from urllib.parse import quote, unquote

from briefkit.brief import parse_blocks, parse_inline
from briefkit.diagnostics import Location
from briefkit.errors import SourceError
from briefkit.importing.passages import Passage, nodes_of, plain, spoken_of, tidied, without
from briefkit.model import (
    Block,
    Break,
    Emphasis,
    Inline,
    Kind,
    Link,
    NoteReference,
    Segment,
    Strong,
    Text,
)

__all__ = ["Written", "plain_heading", "written_inline"]


class Written(StrEnum):
    """What a passage is written in: what stands before it in a line."""

    PARAGRAPH = ""
    HEADING = "## "
    ITEM = "- "
    QUOTATION = "> "


# Signs at the edge of words that keep Markdown's from being read as emphasis (CommonMark, 6.2).
_EDGE = r"\s" + re.escape(string.punctuation + "“”„‘’‚«»‹›…–—")

# The most places at which a backslash is tried to be left out.
_TRIES = 60


def written_inline(passage: Passage, form: Written, forced: str = "") -> tuple[str, str]:
    """Return the Markdown of a passage, and its words if they can't have the look that they had.

    `forced` are signs that get a backslash in any case.
    """
    whole = tidied(passage)
    if not whole:
        return "", ""
    for attempt in _forms(whole):
        text = _escaped(attempt, form, forced)
        if text is not None:
            same = spoken_of(attempt) == spoken_of(whole) and _look(attempt) == _look(whole)
            return text, "" if same else spoken_of(whole)
    # What can't be read at all is told with its line, once the text is read as a whole.
    bare = without(whole, strong=True, emphasis=True)
    return _markdown(nodes_of(bare), _signs(nodes_of(bare))), spoken_of(whole)


def plain_heading(text: str) -> str:
    """Return words as the Markdown of a heading that prints them as they are."""
    return written_inline(plain(text), Written.HEADING)[0]


def _look(passage: Passage) -> tuple[bool, bool, bool]:
    """Return which looks a passage has anywhere."""
    return (
        any(piece.strong for piece in passage),
        any(piece.emphasis for piece in passage),
        any(piece.href for piece in passage),
    )


def _forms(passage: Passage) -> Iterator[Passage]:
    """Yield a passage with all its looks, then with ever fewer."""
    yield passage
    yield tidied(passage, _EDGE)
    yield without(passage, emphasis=True)
    yield without(passage, strong=True)
    yield without(passage, strong=True, emphasis=True)
    yield tuple(_unlinked(passage))


def _unlinked(passage: Passage) -> Passage:
    return tidied(replace(piece, href="", strong=False, emphasis=False) for piece in passage)


def _escaped(passage: Passage, form: Written, forced: str) -> str | None:
    """Return Markdown that is read as a passage, or None where there is none."""
    nodes = nodes_of(passage)
    signs = _signs(nodes)
    must = {place for place, sign in signs.items() if sign in forced}
    if _is_read(bare := _markdown(nodes, must), nodes, form):
        return bare
    kept = set(signs)
    if not _is_read(_markdown(nodes, kept), nodes, form):
        return None
    by_sign = [{p for p in signs if signs[p] == sign} for sign in sorted(set(signs.values()))]
    alone = [{place} for place in sorted(signs)][:_TRIES]
    for places in (*by_sign, *alone):
        fewer = (kept - places) | must
        if fewer != kept and _is_read(_markdown(nodes, fewer), nodes, form):
            kept = fewer
    return _markdown(nodes, kept)


def _is_read(text: str, nodes: Sequence[Inline], form: Written) -> bool:
    """Whether Markdown is read as these nodes, in a block of that form and no other."""
    path = "import.md"
    notes = "".join(f"\n[^{label}]: x\n" for label in dict.fromkeys(_labels(nodes)))
    hang = {Written.ITEM: "  ", Written.QUOTATION: "> "}.get(form, "")
    hung = text.replace("\n", "\n" + hang)
    try:
        _, *blocks = parse_blocks(f"# x\n\n{form}{hung}\n{notes}", path, "x")
        content = _content([b for b in blocks if b.kind is not Kind.FOOTNOTE], form)
        if content is None:
            return False
        read = parse_inline(content.text, Location(path))
    except SourceError:
        return False
    return _comparable(read) == _comparable(nodes)


_KINDS = {
    Written.PARAGRAPH: (Kind.PARAGRAPH,),
    Written.HEADING: (Kind.HEADING,),
    Written.ITEM: (Kind.BULLET_LIST, Kind.LIST_ITEM),
    Written.QUOTATION: (Kind.QUOTATION, Kind.PARAGRAPH),
}


def _content(blocks: Sequence[Block[Segment]], form: Written) -> Segment | None:
    """Return the words of the one block of a form that blocks are, or None where they are none."""
    block: Block[Segment] | None = None
    for kind in _KINDS[form]:
        if len(blocks) != 1 or blocks[0].kind is not kind or blocks[0].done is not None:
            return None
        block, blocks = blocks[0], blocks[0].children
    return block.content if block else None


def _labels(nodes: Sequence[Inline]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, NoteReference):
            yield node.label
        elif isinstance(node, Emphasis | Strong | Link):
            yield from _labels(node.children)


def _comparable(nodes: Sequence[Inline]) -> list[object]:
    """Return nodes as they are compared: an address is the same, however its signs are coded."""
    found: list[object] = []
    for node in nodes:
        match node:
            case Link(href, children):
                found.append(("link", unquote(href), _comparable(children)))
            case Emphasis(children) | Strong(children):
                found.append((type(node), _comparable(children)))
            case _:
                found.append(node)
    return found


def _signs(nodes: Sequence[Inline]) -> dict[int, str]:
    """Return the signs in nodes that a backslash can make plain, by their places in the text."""
    text = "".join(_texts(nodes))
    return {place: c for place, c in enumerate(text) if c in string.punctuation}


def _texts(nodes: Sequence[Inline]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(text):
                yield text
            case Link() if _is_bare(node):
                pass
            case Emphasis(children) | Strong(children) | Link(_, children):
                yield from _texts(children)


def _markdown(nodes: Sequence[Inline], escaped: Set[int] | dict[int, str]) -> str:
    return "".join(_marked(nodes, escaped, count()))


def _marked(
    nodes: Sequence[Inline], escaped: Set[int] | dict[int, str], places: Iterator[int]
) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(text):
                yield "".join(f"\\{c}" if next(places) in escaped else c for c in text)
            case Emphasis(children):
                yield from ("*", *_marked(children, escaped, places), "*")
            case Strong(children):
                yield from ("**", *_marked(children, escaped, places), "**")
            case Link(href, _) if _is_bare(node):
                yield f"<{href}>"
            case Link(href, children):
                address = quote(href, safe="%/:?#@!$&'*+,;=~-._")
                yield from ("[", *_marked(children, escaped, places), f"]({address})")
            case Break():
                yield "\\\n"
            case NoteReference(label):
                yield f"[^{label}]"


def _is_bare(link: Link) -> bool:
    """Whether a link shows its address and nothing else."""
    return link.children == (Text(link.href),) and bool(
        re.fullmatch(r"[a-z]+:[!-~]+", link.href) and not re.search(r"[<>\\*_`]", link.href)
    )
