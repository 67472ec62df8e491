"""Blocks become the Markdown that is read as the same blocks."""

from collections.abc import Iterable, Iterator, Sequence

from briefkit.importing.documents import Draft
from briefkit.importing.inline_writing import Written, written_inline
from briefkit.importing.passages import Passage, nodes_of
from briefkit.model import Kind, Text

__all__ = ["written"]


def written(
    blocks: Sequence[Draft], footnotes: Sequence[Draft]
) -> tuple[str, list[int], list[tuple[int, str]]]:
    """Return the text of blocks, the line where each begins (from 1), and the look that was lost.

    The last are the numbers of blocks, each with words that can't have the look that they had.
    """
    parts: list[str] = []
    lines: list[int] = []
    lost: list[tuple[int, str]] = []
    line = 1
    everything = [*blocks, *footnotes]
    for number, (block, marker) in enumerate(zip(everything, _markers(everything), strict=True)):
        writer = _Writer()
        part = "\n".join(writer.block(block, marker))
        lost += [(number, words) for words in writer.lost]
        parts.append(part)
        lines.append(line)
        line += part.count("\n") + 2
    return "\n\n".join(parts) + "\n", lines, lost


def _markers(blocks: Sequence[Draft]) -> Iterator[str]:
    """Yield the sign behind the numbers of each block: two lists are parted by it alone."""
    marker, before = ")", None
    for block in blocks:
        numbered = block.kind is Kind.ORDERED_LIST and before is Kind.ORDERED_LIST
        marker = ")" if numbered and marker == "." else "."
        before = block.kind
        yield marker


class _Writer:
    """Writes one block; `lost` are the words that can't have the look that they had."""

    def __init__(self) -> None:
        self.lost: list[str] = []

    def block(self, block: Draft, marker: str = ".") -> Iterator[str]:
        """Yield the lines of a block."""
        match block.kind:
            case Kind.HEADING:
                yield "#" * block.level + " " + self.inline(block.content, Written.HEADING)
            case Kind.PARAGRAPH:
                yield from self.inline(block.content, Written.PARAGRAPH).split("\n")
            case Kind.BULLET_LIST | Kind.ORDERED_LIST:
                yield from self.list(block, marker)
            case Kind.QUOTATION:
                yield from self.quotation(block)
            case Kind.DEFINITION_LIST:
                yield from self.definitions(block)
            case Kind.TABLE:
                yield from self.table(block)
            case Kind.FIGURE:
                yield self.figure(block)
            case Kind.CONTENTS:
                yield "[TOC]"
            case Kind.FOOTNOTE:
                text = self.inline(block.content, Written.PARAGRAPH)
                yield from _hung(f"[^{block.name}]: ", text.split("\n"), "    ")

    def inline(self, content: Passage | None, form: Written, forced: str = "") -> str:
        text, lost = written_inline(content or (), form, forced)
        self.lost += [lost] if lost else []
        return text

    def list(self, block: Draft, marker: str) -> Iterator[str]:
        number = block.start
        loose = any(_is_parted(child) for item in block.children for child in item.children[1:])
        for position, item in enumerate(block.children):
            sign = "- " if block.kind is Kind.BULLET_LIST else f"{number}{marker} "
            number += 1
            if position and loose:
                yield ""
            box = {None: "", False: "[ ] ", True: "[x] "}[item.done]
            yield from _hung(sign + box, self.item(item), " " * len(sign))

    def item(self, item: Draft) -> Iterator[str]:
        if not item.children:
            yield from self.inline(item.content, Written.ITEM).split("\n")
            return
        markers = _markers(item.children)
        for position, (child, marker) in enumerate(zip(item.children, markers, strict=True)):
            if position and _is_parted(child):
                yield ""
            if position == 0 and child.kind is Kind.PARAGRAPH:
                yield from self.inline(child.content, Written.ITEM).split("\n")
            else:
                yield from self.block(child, marker)

    def quotation(self, block: Draft) -> Iterator[str]:
        markers = _markers(block.children)
        for position, (child, marker) in enumerate(zip(block.children, markers, strict=True)):
            if position:
                yield ">"
            if child.kind is Kind.ATTRIBUTION:
                lines: Iterable[str] = ["— " + self.inline(child.content, Written.PARAGRAPH)]
            elif position == 0 and child.kind is Kind.PARAGRAPH:
                lines = [self.inline(child.content, Written.QUOTATION)]
            else:
                lines = self.block(child, marker)
            for line in (part for text in lines for part in text.split("\n")):
                yield f"> {line}".rstrip()

    def definitions(self, block: Draft) -> Iterator[str]:
        for position, child in enumerate(block.children):
            text = self.inline(child.content, Written.PARAGRAPH)
            if child.kind is Kind.TERM:
                if position:
                    yield ""
                yield text.replace("\\\n", " ")
            else:
                yield from _hung(": ", text.split("\n"), "  ")

    def table(self, block: Draft) -> Iterator[str]:
        first, *others = block.children
        if first.kind is Kind.CAPTION:
            yield "Table: " + self.inline(first.content, Written.PARAGRAPH)
            yield ""
            first, *others = others
        yield self.row(first)
        rules = {"start": ":---", "center": ":---:", "end": "---:"}
        yield "| " + " | ".join(rules.get(cell.align, "---") for cell in first.children) + " |"
        for row in others:
            yield self.row(row)

    def row(self, row: Draft) -> str:
        cells = [self.inline(cell.content, Written.PARAGRAPH) for cell in row.children]
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    def figure(self, block: Draft) -> str:
        alternative, *captions = block.children
        words = "".join(
            node.text for node in nodes_of(alternative.content or ()) if isinstance(node, Text)
        )
        text = self.inline(alternative.content, Written.PARAGRAPH, "[]") if words else ""
        title = ""
        if captions:
            caption = self.inline(captions[0].content, Written.PARAGRAPH)
            title = ' "' + caption.replace('"', '\\"') + '"'
        return f"![{text}]({block.name}{title})"


def _hung(sign: str, lines: Iterable[str], indent: str) -> Iterator[str]:
    """Yield lines, a sign before the first, the others as far in."""
    for position, line in enumerate(lines):
        yield sign + line if position == 0 else (indent + line).rstrip()


def _is_parted(block: Draft) -> bool:
    """Whether an empty line stands before a block in an item: a list from 1 needs none."""
    return block.kind not in (Kind.BULLET_LIST, Kind.ORDERED_LIST) or block.start != 1
