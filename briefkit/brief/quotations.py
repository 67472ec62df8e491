"""Quotations of Markdown with their source, and callouts as GitHub has them."""

import re

from briefkit.brief.lists import BlockReader
from briefkit.brief.markdown import Node, content_of, line_of
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import translatable
from briefkit.model import Block, Kind, Segment

__all__ = ["CALLOUTS", "read_quotation"]

CALLOUTS = ("note", "tip", "important", "warning", "caution")
"""The kinds of callouts (GitHub's, “Alerts”)."""

# TRANSLATORS: what a passage is: whom a quotation is by
_SOURCE_OF = translatable("source of a quotation")
# TRANSLATORS: what a passage is
_OF_QUOTATION = translatable("paragraph of a quotation")

_CALLOUT = re.compile(r"\[!([^\]\n]*)\][ \t]*([^\n]*)(?:\n|$)")
_SOURCE = re.compile(r"[—―–][ \t\u00a0]+")


def read_quotation(node: Node, segments: SegmentReader, read_blocks: BlockReader) -> Block[Segment]:
    """Return what stands behind “> ”: a callout where it begins with “[!NOTE]”, or a quotation.

    The last paragraph of a quotation is its source where it begins with a dash.
    """
    _refuse_unmarked_lines(node, segments)
    nodes = list(node.children)
    first = nodes[0] if nodes else None
    if first is None:
        segments.refuse(
            translatable("A quotation is empty."),
            translatable("Fill it, or take it out."),
            line_of(node),
        )
    elif first.type == "paragraph" and (sign := _CALLOUT.match(content_of(first))):
        return _callout(node, sign, segments, read_blocks)
    last = nodes[-1] if len(nodes) > 1 else None
    source: tuple[Block[Segment], ...] = ()
    if last is not None and last.type == "paragraph":
        content = content_of(last)
        if dash := _SOURCE.match(content):
            text = segments.read(_SOURCE_OF, content[dash.end() :], line_of(last))
            source = (Block(kind=Kind.ATTRIBUTION, content=text),)
            nodes = nodes[:-1]
    for each in nodes:
        _refuse_joined_source(each, segments)
    blocks = tuple(read_blocks(nodes, _OF_QUOTATION))
    return Block(kind=Kind.QUOTATION, children=blocks + source)


def _callout(
    node: Node, sign: re.Match[str], segments: SegmentReader, read_blocks: BlockReader
) -> Block[Segment]:
    name, line, nodes = sign[1].lower(), line_of(node), node.children
    if name not in CALLOUTS:
        segments.refuse(
            translatable("There is no callout “%(sign)s”.", sign=sign[1]),
            translatable(
                "Choose one of: %(names)s.",
                names=", ".join(f"[!{known.upper()}]" for known in CALLOUTS),
            ),
            line,
        )
    if sign[2]:
        segments.refuse(
            translatable("A callout has words behind its sign: “%(sign)s”.", sign=sign[2][:30]),
            translatable("Put them on the next line, behind “%(sign)s”.", sign="> "),
            line,
        )
    # TRANSLATORS: what a passage is; %(name)s is “note”, “tip”, “warning” and the like
    within = translatable("paragraph of a callout (%(name)s)", name=name)
    children: tuple[Block[Segment], ...] = ()
    content = content_of(nodes[0])[sign.end() :]
    if content:
        children = (Block(kind=Kind.PARAGRAPH, content=segments.read(within, content, line + 1)),)
    children += tuple(read_blocks(nodes[1:], within))
    if not children:
        segments.refuse(
            translatable("A callout is empty."), translatable("Fill it, or take it out."), line
        )
    return Block(kind=Kind.CALLOUT, name=name, children=children)


def _refuse_unmarked_lines(node: Node, segments: SegmentReader) -> None:
    # CommonMark takes a line right below a quotation into it (0.31, 5.1, laziness).
    start, end = node.map or (0, 0)
    for number in range(start + 1, end):
        line = segments.lines[number].strip()
        if line and not line.startswith(">"):
            segments.refuse(
                translatable("This line would stand in the quotation above it."),
                translatable(
                    "Begin it with “%(sign)s”, or put an empty line before it.", sign="> "
                ),
                number + 1,
            )
            return


def _refuse_joined_source(node: Node, segments: SegmentReader) -> None:
    lines = content_of(node).split("\n") if node.type == "paragraph" else []
    if len(lines) > 1 and _SOURCE.match(lines[-1]):
        segments.refuse(
            translatable("The last line of a quotation begins with a dash: it may be its source."),
            translatable(
                "Put a line of “%(sign)s” alone before it; if it is none, join it with the line "
                "before.",
                sign=">",
            ),
            line_of(node) + len(lines) - 1,
        )
