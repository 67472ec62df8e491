"""Lists of Markdown: bulleted, numbered, of tasks, of definitions."""

import re
from collections.abc import Callable, Iterator, Sequence

from briefkit.brief.markdown import Node, content_of, line_of
from briefkit.brief.pictograms import read_leading_pictogram
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import translatable
from briefkit.model import Block, Kind, Segment

__all__ = ["BlockReader", "read_definitions", "read_list"]

# TRANSLATORS: what a passage is: an item of a list
_ITEM = translatable("list item")
# TRANSLATORS: what a passage is: a word, before its definition
_TERM = translatable("term")
# TRANSLATORS: what a passage is: what a word means
_DEFINITION = translatable("definition")

BlockReader = Callable[[Sequence[Node], str], Iterator[Block[Segment]]]
"""Reads blocks that stand in another; it is given what that is, for translators."""


def read_list(node: Node, segments: SegmentReader, read_blocks: BlockReader) -> Block[Segment]:
    """Return a bulleted or a numbered list; one of tasks is a bulleted one."""
    numbered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) if numbered else 1
    items = []
    for number, item in enumerate(node.children, start):
        if numbered and number > start and _is_misnumbered(item.info, number):
            line = line_of(item)
            segments.refuse(
                translatable(
                    "The item %(number)s of a list would print as %(printed)s.",
                    number=item.info,
                    printed=number,
                ),
                translatable(
                    "Number the items without a gap; if this is none, put a backslash after its "
                    "number."
                ),
                line,
            )
        items.append(_item(item, segments, read_blocks))
    kind = Kind.ORDERED_LIST if numbered else Kind.BULLET_LIST
    return Block(kind=kind, children=tuple(items), start=start)


def _is_misnumbered(typed: str, number: int) -> bool:
    # All may be numbered 1, as CommonMark allows.
    return typed.isdecimal() and int(typed) not in (1, number)


_TASK = re.compile(r"\[([ xX])\](?:\s+|$)")


def _item(node: Node, segments: SegmentReader, read_blocks: BlockReader) -> Block[Segment]:
    line = line_of(node)
    if not node.children:
        segments.refuse(
            translatable("A list item is empty."), translatable("Fill it, or take it out."), line
        )
    done: bool | None = None
    name = ""
    children: tuple[Block[Segment], ...] = ()
    rest = node.children
    if rest and rest[0].type == "paragraph":
        content = content_of(rest[0])
        if task := _TASK.match(content):
            done, content = task[1] != " ", content[task.end() :]
        name, content = read_leading_pictogram(content, line, segments)
        if task or name:
            first = Block(kind=Kind.PARAGRAPH, content=segments.read(_ITEM, content, line))
            children, rest = (first,), rest[1:]
    children += tuple(read_blocks(rest, _ITEM))
    if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
        return Block(kind=Kind.LIST_ITEM, content=children[0].content, done=done, name=name)
    return Block(kind=Kind.LIST_ITEM, children=children, done=done, name=name)


def read_definitions(
    node: Node, segments: SegmentReader, read_blocks: BlockReader
) -> Block[Segment]:
    """Return a list of terms, each before its definitions."""
    parts = []
    for child in node.children:
        line = line_of(child)
        if child.type == "dt":
            content = content_of(child)
            parts.append(Block(kind=Kind.TERM, content=segments.read(_TERM, content, line)))
            continue
        if segments.lines[line - 1].lstrip().startswith("~"):
            segments.refuse(
                translatable(
                    "A line that begins with “%(sign)s” would be a definition of the line before "
                    "it.",
                    sign="~ ",
                ),
                translatable(
                    "Begin a definition with “%(sign)s”; otherwise write what the sign means.",
                    sign=": ",
                ),
                line,
            )
        children = tuple(read_blocks(child.children, _DEFINITION))
        if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
            parts.append(Block(kind=Kind.DEFINITION, content=children[0].content))
        else:
            parts.append(Block(kind=Kind.DEFINITION, children=children))
    return Block(kind=Kind.DEFINITION_LIST, children=tuple(parts))
