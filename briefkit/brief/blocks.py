"""A Markdown text becomes blocks, or a refusal."""

import re
from collections.abc import Iterator

from briefkit.brief.inline import parse_inline
from briefkit.brief.markdown import block_tokens
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError
from briefkit.model import Block, Kind, Segment

__all__ = ["parse_blocks"]


def parse_blocks(text: str, path: str, audience: str) -> tuple[Block[Segment], ...]:
    """Read the blocks of one audience's CommonMark text; `path` is how its places are named.

    Raises SourceError, with file and line, for a text that doesn't open with its only heading of
    level 1, that skips a heading level, or that uses blocks a leaflet has no form for.
    """
    return _Reader(text, path, audience).read()


class _Reader:
    """One pass over the block tokens of a text."""

    def __init__(self, text: str, path: str, audience: str) -> None:
        self.path = path
        self.audience = audience
        self.heading = ""
        self.level = 0
        tokens, targets = block_tokens(text)
        self.tokens = iter(tokens)
        if targets:
            line = text.casefold().find(f"[{targets[0]}]:".casefold())
            raise self.error(
                "A link is written by reference: [text][name].",
                "Write its target in place: [text](https://…).",
                text.count("\n", 0, max(line, 0)) + 1,
            )

    def error(self, message: str, hint: str, line: int) -> SourceError:
        return SourceError(
            Diagnostic(
                check="source", message=message, hint=hint, location=Location(self.path, line)
            )
        )

    def read(self) -> tuple[Block[Segment], ...]:
        blocks = tuple(self.blocks(""))
        if not blocks or blocks[0].kind is not Kind.HEADING or blocks[0].level != 1:
            raise self.error(
                "The text doesn't open with a title.", "Begin it with “# ” and the title.", 1
            )
        return blocks

    def blocks(self, end: str) -> Iterator[Block[Segment]]:
        for token in self.tokens:
            line = token.map[0] + 1 if token.map else 0
            match token.type:
                case "heading_open":
                    yield self.read_heading(int(token.tag[1:]), line)
                case "paragraph_open":
                    kind = "list item" if end == "list_item_close" else "paragraph"
                    yield Block(kind=Kind.PARAGRAPH, content=self.segment(kind, line))
                case "bullet_list_open":
                    items = tuple(self.blocks("bullet_list_close"))
                    yield Block(kind=Kind.BULLET_LIST, children=items)
                case "ordered_list_open":
                    if token.attrs.get("start", 1) != 1:
                        raise self.error(
                            "A numbered list doesn't begin with 1.", "Begin it with 1.", line
                        )
                    items = tuple(self.blocks("ordered_list_close"))
                    yield Block(kind=Kind.ORDERED_LIST, children=items)
                case "list_item_open":
                    yield self.read_item(line)
                case other if other == end:
                    return
                case other:
                    raise self.error(
                        "A leaflet has no form for this block: "
                        f"{other.removesuffix('_open').replace('_', ' ')}.",
                        "Use headings, paragraphs and lists.",
                        line,
                    )

    def read_heading(self, level: int, line: int) -> Block[Segment]:
        if (level == 1) != (self.level == 0):
            raise self.error(
                "A text has one heading of level 1, its title, and opens with it.",
                "Begin the text with “# ” and the title; give all other headings more signs.",
                line,
            )
        if level > self.level + 1:
            raise self.error(
                f"A heading of level {level} follows one of level {self.level}.",
                "Don't skip a level: screen readers follow them.",
                line,
            )
        self.level = level
        segment = self.segment("title" if level == 1 else "heading", line)
        self.heading = segment.text
        return Block(kind=Kind.HEADING, content=segment, level=level)

    def read_item(self, line: int) -> Block[Segment]:
        children = tuple(self.blocks("list_item_close"))
        if not children:
            raise self.error("A list item is empty.", "Fill it, or take it out.", line)
        if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
            return Block(kind=Kind.LIST_ITEM, content=children[0].content)
        return Block(kind=Kind.LIST_ITEM, children=children)

    def segment(self, kind: str, line: int) -> Segment:
        inline, _close = next(self.tokens), next(self.tokens)
        text = _fold(inline.content)
        location = Location(self.path, line)
        if not text:
            raise self.error(f"A {kind} is empty.", "Fill it, or take it out.", line)
        parse_inline(text, location)
        place = self.audience if kind == "title" else f"under ‘{self.heading}’, {self.audience}"
        return Segment(text=text, location=location, comment=f"{kind}, {place}")


def _fold(content: str) -> str:
    """Return a block's raw inline text with its soft line breaks folded to spaces."""
    # A hard break is two spaces or a backslash before the line's end (CommonMark 0.31, 6.7).
    content = re.sub(r"(?:(?<! ) {2,}|(?<!\\)((?:\\\\)*)\\)\n\s*", r"\1\\\n", content)
    return re.sub(r"(?<!\\)\n\s*", " ", content).strip()
