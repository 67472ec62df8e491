"""A Markdown text becomes blocks, or a refusal."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from briefkit.brief.figures import Pictures, read_figure
from briefkit.brief.footnotes import footnote_faults, read_footnote
from briefkit.brief.lists import read_definitions, read_list
from briefkit.brief.markdown import (
    Node,
    block_tree,
    content_of,
    line_of,
    lone_image,
    without_comments,
)
from briefkit.brief.pictograms import is_story, read_leading_pictogram, read_story
from briefkit.brief.quotations import read_quotation
from briefkit.brief.segments import SegmentReader
from briefkit.brief.tables import captions, read_table
from briefkit.diagnostics import InEnglish, Location, translatable
from briefkit.errors import SourceError
from briefkit.model import Block, Kind, Segment

__all__ = ["parse_blocks", "picture_files"]


def parse_blocks(
    text: str, path: str, audience: str, pictures: Pictures | None = None
) -> tuple[Block[Segment], ...]:
    """Read the blocks of one audience's CommonMark text; `path` is how its places are named.

    Beyond CommonMark there are tables (GFM 0.29, 4.10), footnotes, definition lists and captions as
    Pandoc has them, tasks and callouts as GitHub has them, page breaks (---) and a table of
    contents ([TOC]). `pictures` are those that the text names, whose words are segments too. An
    HTML comment that is a block of its own is left out.

    Raises SourceError, with file and line of all that is wrong, for a text that doesn't open with
    its only heading of level 1, that skips a heading level, that uses blocks a leaflet has no form
    for, or with what would print as markup.
    """
    text = without_comments(text)
    tree, targets = block_tree(text)
    segments = SegmentReader(path, audience, text.split("\n"), targets)
    for name, line in targets.items():
        segments.refuse(
            translatable(
                "A link is written by reference: %(example)s.", example=f"[text][{name.casefold()}]"
            ),
            translatable("Write its target in place: %(example)s.", example="[text](https://…)"),
            line,
        )
    reader = _Reader(segments, pictures or {})
    blocks = tuple(reader.blocks(tree.children, ""))
    _require_title(blocks, segments)
    _require_what_is_asked_for(blocks, tree.children, segments)
    segments.faults += footnote_faults(blocks, segments)
    if faults := segments.faults:
        raise SourceError(*sorted(faults, key=lambda fault: fault.location or Location("")))
    return blocks


def picture_files(text: str) -> Mapping[str, int]:
    """Return the files of pictures that a text names, each with its first line (from 1)."""
    files: dict[str, int] = {}
    tree, _targets = block_tree(without_comments(text))
    for node in tree.walk():
        if node.type == "paragraph" and (image := lone_image(content_of(node).strip())):
            files.setdefault(image.address, line_of(node))
    return {name: line for name, line in files.items() if not name.startswith("pictogram:")}


_HINTS = {
    "fence": translatable(
        "Take the lines of %(fence)s or %(other)s away.", fence="```", other="~~~"
    ),
    "code block": translatable("Take the blanks at the line's beginning away."),
    "hr": translatable(
        "A page break stands on a line of its own, outside of lists and quotations."
    ),
    "footnote reference": translatable(
        "Put the footnote on a line of its own, outside of lists and quotations."
    ),
}


# TRANSLATORS: what a passage is: the title of a text
_TITLE = translatable("title")
# TRANSLATORS: what a passage is
_HEADING = translatable("heading")
# TRANSLATORS: what a passage is
_PARAGRAPH = translatable("paragraph")


class _Reader:
    """One pass over the blocks of a text, whatever they stand in."""

    def __init__(self, segments: SegmentReader, pictures: Pictures) -> None:
        self.segments = segments
        self.pictures = pictures
        self.level = 0

    def blocks(self, nodes: Sequence[Node], within: str) -> Iterator[Block[Segment]]:
        """Yield blocks; `within` is what they stand in, for translators, and “” for the text."""
        captioned = captions(nodes, self.segments)
        for position, node in enumerate(nodes):
            if position in captioned.values():
                continue
            match node.type:
                case "heading":
                    yield self.heading(node)
                case "paragraph":
                    yield self.paragraph(node, within)
                case "bullet_list" | "ordered_list":
                    yield read_list(node, self.segments, self.blocks)
                case "dl":
                    yield read_definitions(node, self.segments, self.blocks)
                case "table":
                    caption = nodes[captioned[position]] if position in captioned else None
                    yield read_table(node, caption, self.segments)
                case "blockquote":
                    yield read_quotation(node, self.segments, self.blocks)
                case "footnote_reference" if not within:
                    yield read_footnote(node, self.segments)
                case "hr" if not within:
                    yield Block(kind=Kind.PAGE_BREAK)
                case _:
                    self.refuse(node)

    def refuse(self, node: Node) -> None:
        name = node.type.replace("_", " ")
        self.segments.refuse(
            translatable("A leaflet has no form for this block: %(name)s.", name=InEnglish(name)),
            _HINTS.get(name, translatable("Use headings, paragraphs, lists and tables.")),
            line_of(node),
        )

    def heading(self, node: Node) -> Block[Segment]:
        level, line = int(node.tag[1:]), line_of(node)
        if (level == 1) != (self.level == 0):
            self.segments.refuse(
                translatable("A text has one heading of level 1, its title, and opens with it."),
                translatable(
                    "Begin the text with “%(sign)s” and the title; give all other headings more "
                    "signs.",
                    sign="# ",
                ),
                line,
            )
        elif level > self.level + 1:
            self.segments.refuse(
                translatable(
                    "A heading of level %(level)s follows one of level %(before)s.",
                    level=level,
                    before=self.level,
                ),
                translatable("Don't skip a level: screen readers follow them."),
                line,
            )
        if node.markup == "-" and _is_short(self.segments.lines[line + _height(node) - 2]):
            self.segments.refuse(
                translatable(
                    "A short line of %(sign)s right under a text makes it a heading.", sign="-"
                ),
                translatable(
                    "Put an empty line before %(rule)s for a page break, or begin the heading "
                    "with “%(sign)s”.",
                    rule="---",
                    sign="## ",
                ),
                line,
            )
        self.level = level
        name, content = read_leading_pictogram(content_of(node), line, self.segments)
        if name and level != 1:
            self.segments.refuse(
                translatable("A heading has a pictogram, and only the title prints one."),
                translatable(
                    "Take it out, or put it before the title, on the first line of the text."
                ),
                line,
            )
        segment = self.segments.read(_TITLE if level == 1 else _HEADING, content, line)
        self.segments.heading = segment.text
        return Block(kind=Kind.HEADING, content=segment, level=level, name=name)

    def paragraph(self, node: Node, within: str) -> Block[Segment]:
        content, line = content_of(node), line_of(node)
        if content == "[TOC]" and not within:
            return Block(kind=Kind.CONTENTS)
        if is_story(content):
            return read_story(content, line, self.segments)
        if image := lone_image(content.strip()):
            return read_figure(image, line, self.segments, self.pictures)
        kind = within or _PARAGRAPH
        return Block(kind=Kind.PARAGRAPH, content=self.segments.read(kind, content, line))


def _height(node: Node) -> int:
    return node.map[1] - node.map[0] if node.map else 1


def _is_short(underline: str) -> bool:
    # A page break is as long, and an item that is being written as “-” is shorter.
    return len(underline.strip("> \t")) < 4


def _require_title(blocks: Sequence[Block[Segment]], segments: SegmentReader) -> None:
    if not blocks or blocks[0].kind is not Kind.HEADING:
        first = Location(segments.path, 1)
        if not any(fault.location == first for fault in segments.faults):
            segments.refuse(
                translatable("The text doesn't open with a title."),
                translatable("Begin it with “%(sign)s” and the title.", sign="# "),
                1,
            )


def _require_what_is_asked_for(
    blocks: Sequence[Block[Segment]], nodes: Sequence[Node], segments: SegmentReader
) -> None:
    """Refuse breaks that would leave a page empty, and contents of nothing, or more than once."""
    printed = [node for node in nodes if node.type != "footnote_reference"]
    for node, after in pairwise([*printed, None]):
        if node and node.type == "hr" and (after is None or after.type == "hr"):
            segments.refuse(
                translatable("A page break has no text after it."),
                translatable("Take the line out."),
                line_of(node),
            )
    contents = [n for n in nodes if n.type == "paragraph" and content_of(n) == "[TOC]"]
    for node in contents[1:]:
        segments.refuse(
            translatable("A second table of contents."), translatable("Take it out."), line_of(node)
        )
    if contents and not any(b.kind is Kind.HEADING and b.level == 2 for b in blocks):
        segments.refuse(
            translatable(
                "The table of contents is empty: no heading begins with “%(sign)s”.", sign="## "
            ),
            translatable("Take %(sign)s out, or give the text headings.", sign="[TOC]"),
            line_of(contents[0]),
        )
