"""A Markdown text becomes blocks, or a refusal."""

import re
from collections.abc import Iterator

from briefkit.brief.inline import read_inline
from briefkit.brief.markdown import Token, block_tokens, without_comments
from briefkit.brief.unset_lines import unset_lines
from briefkit.brief.unset_signs import UnsetMarkup, unset_markup
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError
from briefkit.model import Block, Kind, Segment

__all__ = ["parse_blocks"]


def parse_blocks(text: str, path: str, audience: str) -> tuple[Block[Segment], ...]:
    """Read the blocks of one audience's CommonMark text; `path` is how its places are named.

    An HTML comment that is a block of its own is left out. Raises SourceError, with file and line
    of all that is wrong, for a text that doesn't open with its only heading of level 1, that skips
    a heading level, that uses blocks a leaflet has no form for, or with what would print as markup.
    """
    reader = _Reader(without_comments(text), path, audience)
    blocks = reader.read()
    if reader.faults:
        raise SourceError(*sorted(reader.faults, key=lambda fault: fault.location or Location("")))
    return blocks


_HINTS = {
    "blockquote": "Take the “>” away, or put a backslash before it: \\>.",
    "fence": "Take the lines of ``` or ~~~ away.",
    "code block": "Take the blanks at the line's beginning away.",
    "hr": "Take the line away: a heading parts a text.",
}


_MISNUMBERED = "The item {} of a list would print as {}."
_NUMBER_HINT = "Number the items without a gap; if this is none, put a backslash after its number."


class _Reader:
    """One pass over the block tokens of a text; `faults` is all that is wrong with it."""

    def __init__(self, text: str, path: str, audience: str) -> None:
        self.path = path
        self.audience = audience
        self.heading = ""
        self.level = 0
        self.faults: list[Diagnostic] = []
        tokens, self.targets = block_tokens(text)
        self.tokens = iter(tokens)
        for name, line in self.targets.items():
            if name.startswith("^"):
                self.refuse(
                    f"A footnote is defined: [{name.casefold()}].",
                    "Say it in the text, or cite a work of references.json: [@key].",
                    line,
                )
            else:
                self.refuse(
                    "A link is written by reference: [text][name].",
                    "Write its target in place: [text](https://…).",
                    line,
                )

    def refuse(self, message: str, hint: str, line: int) -> None:
        place = Location(self.path, line)
        found = Diagnostic(check="source", message=message, hint=hint, location=place)
        if found not in self.faults:
            self.faults.append(found)

    def read(self) -> tuple[Block[Segment], ...]:
        blocks = tuple(self.blocks(""))
        if not blocks or blocks[0].kind is not Kind.HEADING:
            if not any(fault.location == Location(self.path, 1) for fault in self.faults):
                self.refuse(
                    "The text doesn't open with a title.", "Begin it with “# ” and the title.", 1
                )
        return blocks

    def blocks(self, end: str) -> Iterator[Block[Segment]]:
        number = 0
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
                    if (first := token.attrs.get("start", 1)) != 1:
                        self.refuse(
                            "A numbered list doesn't begin with 1.",
                            f"Begin it with 1; if this is no list, write {first}\\.",
                            line,
                        )
                    items = tuple(self.blocks("ordered_list_close"))
                    yield Block(kind=Kind.ORDERED_LIST, children=items)
                case "list_item_open":
                    number += 1
                    if _is_misnumbered(token.info, number):
                        self.refuse(_MISNUMBERED.format(token.info, number), _NUMBER_HINT, line)
                    yield self.read_item(line)
                case other if other == end:
                    return
                case _:
                    self.refuse_block(token, line)

    def refuse_block(self, token: Token, line: int) -> None:
        """Tell of a block that is not set, and go on behind it."""
        name = token.type.removesuffix("_open").replace("_", " ")
        self.refuse(
            f"A leaflet has no form for this block: {name}.",
            _HINTS.get(name, "Use headings, paragraphs and lists."),
            line,
        )
        depth: int = token.nesting
        while depth > 0:
            depth += next(self.tokens).nesting

    def read_heading(self, level: int, line: int) -> Block[Segment]:
        if (level == 1) != (self.level == 0):
            self.refuse(
                "A text has one heading of level 1, its title, and opens with it.",
                "Begin the text with “# ” and the title; give all other headings more signs.",
                line,
            )
        elif level > self.level + 1:
            self.refuse(
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
            self.refuse("A list item is empty.", "Fill it, or take it out.", line)
        if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
            return Block(kind=Kind.LIST_ITEM, content=children[0].content)
        return Block(kind=Kind.LIST_ITEM, children=children)

    def segment(self, kind: str, line: int) -> Segment:
        inline, _close = next(self.tokens), next(self.tokens)
        text = _fold(inline.content)
        location = Location(self.path, line)
        if not text:
            self.refuse(f"A {kind} is empty.", "Fill it, or take it out.", line)
        nodes, faults = read_inline(text, location)
        self.faults += faults
        lines = inline.content.split("\n")
        in_lines = tuple(unset_lines(lines))
        for number, found in in_lines:
            self.refuse_markup(found, line + number)
        seen = {found.what for _, found in in_lines}
        for found in unset_markup(text, nodes):
            if found.what not in seen and not self.has_target(found, text):
                seen.add(found.what)
                self.refuse_markup(found, line + _line_of(found.signs, lines))
        if kind != "paragraph" and (signs := re.search(r"(?<![\\#])##+$", text)):
            self.refuse_markup(
                UnsetMarkup(signs[0], "a heading's closing signs", "Take them out."), line
            )
        place = self.audience if kind == "title" else f"under ‘{self.heading}’, {self.audience}"
        return Segment(text=text, location=location, comment=f"{kind}, {place}")

    def refuse_markup(self, found: UnsetMarkup, line: int) -> None:
        self.refuse(
            f"This markup would print as it stands: “{found.signs}”, {found.what}.",
            found.remedy,
            line,
        )

    def has_target(self, found: UnsetMarkup, text: str) -> bool:
        """Whether it uses a link or a footnote, which is reported where that is defined."""
        names = re.findall(r"\]\[([^\]]+)\]" if found.signs == "][" else r"\[(\^[^\]]+)\]", text)
        return found.signs in ("][", *(f"[{name}]" for name in names)) and any(
            name.upper() in self.targets for name in names
        )


def _is_misnumbered(typed: str, number: int) -> bool:
    # The first item's number is looked at with its list; all may be 1.
    return number > 1 and typed.isdecimal() and int(typed) not in (1, number)


def _line_of(signs: str, lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if signs in line), 0)


def _fold(content: str) -> str:
    """Return a block's raw inline text with its soft line breaks folded to spaces."""
    # A hard break is two spaces or a backslash before the line's end (CommonMark 0.31, 6.7).
    content = re.sub(r"(?:(?<! ) {2,}|(?<!\\)((?:\\\\)*)\\)\n\s*", r"\1\\\n", content)
    return re.sub(r"(?<!\\)\n\s*", " ", content).strip()
