"""Lists of Markdown: bulleted, numbered, of tasks, of definitions."""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from briefkit.brief.markdown import Node, content_of, line_of
from briefkit.brief.segments import SegmentReader
from briefkit.model import PICTOGRAMS, Block, Kind, Segment

__all__ = ["BlockReader", "read_definitions", "read_list"]

BlockReader = Callable[[Sequence[Node], str], Iterator[Block[Segment]]]
"""Reads blocks that stand in another; it is given what that is, for translators."""

_MISNUMBERED = "The item {} of a list would print as {}."
_NUMBER_HINT = "Number the items without a gap; if this is none, put a backslash after its number."


def read_list(node: Node, segments: SegmentReader, read_blocks: BlockReader) -> Block[Segment]:
    """Return a bulleted or a numbered list; one of tasks is a bulleted one."""
    numbered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) if numbered else 1
    items = []
    for number, item in enumerate(node.children, start):
        if numbered and number > start and _is_misnumbered(item.info, number):
            line = line_of(item)
            segments.refuse(_MISNUMBERED.format(item.info, number), _NUMBER_HINT, line)
        items.append(_item(item, segments, read_blocks))
    kind = Kind.ORDERED_LIST if numbered else Kind.BULLET_LIST
    return Block(kind=kind, children=tuple(items), start=start)


def _is_misnumbered(typed: str, number: int) -> bool:
    # All may be numbered 1, as CommonMark allows.
    return typed.isdecimal() and int(typed) not in (1, number)


_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")
_PICTOGRAM = re.compile(r"!\[([^\]]*)\]\(pictogram:([^)\s]*)\)\s*")


def _item(node: Node, segments: SegmentReader, read_blocks: BlockReader) -> Block[Segment]:
    line = line_of(node)
    if not node.children:
        segments.refuse("A list item is empty.", "Fill it, or take it out.", line)
    done: bool | None = None
    name = ""
    children: tuple[Block[Segment], ...] = ()
    rest = node.children
    if rest and rest[0].type == "paragraph":
        content = content_of(rest[0])
        if task := _TASK.match(content):
            done, content = task[1] != " ", content[task.end() :]
        if pictogram := _PICTOGRAM.match(content):
            name, content = pictogram[2], content[pictogram.end() :]
            _refuse_pictogram(pictogram, line, segments)
        if task or pictogram:
            first = Block(kind=Kind.PARAGRAPH, content=segments.read("list item", content, line))
            children, rest = (first,), rest[1:]
    children += tuple(read_blocks(rest, "list item"))
    if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
        return Block(kind=Kind.LIST_ITEM, content=children[0].content, done=done, name=name)
    return Block(kind=Kind.LIST_ITEM, children=children, done=done, name=name)


def _refuse_pictogram(found: re.Match[str], line: int, segments: SegmentReader) -> None:
    if found[1]:
        segments.refuse(
            "A pictogram beside words has an alternative text, which would be read with them.",
            f"Write ![](pictogram:{found[2]}): what the words say needs no other.",
            line,
        )
    if found[2] not in PICTOGRAMS:
        near = " or ".join(f"“{name}”" for name in _nearest(found[2]))
        segments.refuse(
            f"There is no pictogram “{found[2]}”.",
            f"Do you mean {near}? " * bool(near) + "All are in docs/pictograms.md.",
            line,
        )


def _nearest(typed: str) -> Sequence[str]:
    """Return the names of pictograms that may be meant: by a word of theirs, or by spelling."""
    words = re.findall(r"\w{3,}", typed.lower())
    by_word = [
        name
        for name, pictogram in PICTOGRAMS.items()
        if any(w in name.split("-") or w in pictogram.meaning.lower() for w in words)
    ]
    return by_word[:3] or get_close_matches(typed.lower(), PICTOGRAMS, 2, 0.6)


def read_definitions(
    node: Node, segments: SegmentReader, read_blocks: BlockReader
) -> Block[Segment]:
    """Return a list of terms, each before its definitions."""
    parts = []
    for child in node.children:
        line = line_of(child)
        if child.type == "dt":
            content = content_of(child)
            parts.append(Block(kind=Kind.TERM, content=segments.read("term", content, line)))
            continue
        if segments.lines[line - 1].lstrip().startswith("~"):
            segments.refuse(
                "A line that begins with “~ ” would be a definition of the line before it.",
                "Begin a definition with “: ”; otherwise write what the sign means.",
                line,
            )
        children = tuple(read_blocks(child.children, "definition"))
        if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
            parts.append(Block(kind=Kind.DEFINITION, content=children[0].content))
        else:
            parts.append(Block(kind=Kind.DEFINITION, children=children))
    return Block(kind=Kind.DEFINITION_LIST, children=tuple(parts))
