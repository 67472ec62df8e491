"""Blocks of pandoc's document become the blocks of a text, and a list of what could not."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefkit.diagnostics import translatable
from briefkit.importing.inlines import Image, InlineReader, Paragraph, Tell, words_of
from briefkit.importing.marks import Marks
from briefkit.importing.pandoc import Node
from briefkit.importing.passages import Passage, Piece, plain, spoken_of, tidied, without
from briefkit.importing.tables import Table, read_table
from briefkit.model import Block, Break, Kind

__all__ = ["CAPTION", "TITLE", "DocumentReader", "Draft", "Finding"]

Draft = Block[Passage]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What could not be taken over: under which heading, and before which block it was met."""

    message: str
    hint: str
    heading: str = ""
    block: int = 0


# What captions and titles are until they have found their places.
CAPTION = "caption"
TITLE = -1


class DocumentReader:
    """Reads the blocks of one document; `findings` tells what could not be taken over.

    `picture` gives the file of a picture, or "" where it can't be used, which it tells of.
    """

    def __init__(self, marks: Marks, picture: Callable[[Image, Tell], str]) -> None:
        self.picture = picture
        self.findings: list[Finding] = []
        self.footnotes: list[Draft] = []
        self.inlines = InlineReader(marks, self.tell, self._note)
        self.heading = ""
        self.blocks: list[Draft] = []
        self.contents = False

    def read(self, nodes: Sequence[Node]) -> list[Draft]:
        """Return the blocks of a document, with its captions and headings as they stand in it."""
        for node in nodes:
            self.blocks += _block(self, node)
        return self.blocks

    def tell(self, message: str, hint: str) -> None:
        """Note what could not be taken over, and where."""
        self.findings.append(
            Finding(message=message, hint=hint, heading=self.heading, block=len(self.blocks))
        )

    def _note(self, nodes: Sequence[Node]) -> str:
        """Keep the words of a footnote, and return its label."""
        label = str(len(self.footnotes) + 1)
        position = len(self.footnotes)
        self.footnotes.append(Block(kind=Kind.FOOTNOTE, name=label))
        self.footnotes[position] = Block(
            kind=Kind.FOOTNOTE, name=label, content=_in_one(self, nodes, Piece(mark=Break()))
        )
        return label


def _in_one(document: DocumentReader, nodes: Sequence[Node], between: Piece) -> Passage:
    """Return all words of some blocks in one passage."""
    pieces: list[Piece] = []
    for block in (b for node in nodes for b in _block(document, node)):
        for passage in block.walk():
            pieces += [between, *passage] if pieces else passage
    return tidied(pieces)


def _block(document: DocumentReader, node: Node) -> Iterator[Draft]:
    content: Any = node.get("c")
    match node["t"]:
        case "Para" | "Plain":
            yield from _paragraph(document, document.inlines.read(content))
        case "Header":
            yield from _read_heading(document, content[0], document.inlines.read(content[2]))
        case "BulletList":
            yield from _list(document, Kind.BULLET_LIST, content, 1)
        case "OrderedList":
            (start, style, _), items = content
            if style["t"] not in ("Decimal", "DefaultStyle"):
                document.tell(
                    translatable("A list by letters or Roman numbers became one by numbers."),
                    translatable("Mend the places that speak of its letters."),
                )
            yield from _list(document, Kind.ORDERED_LIST, items, start)
        case "BlockQuote":
            if children := _inside(document, content):
                yield Block(kind=Kind.QUOTATION, children=tuple(_with_source(children)))
        case "DefinitionList":
            yield from _definitions(document, content)
        case "Table":
            yield from _table(document, content)
        case "Figure":
            yield from _figure(document, content)
        case "Div":
            yield from _inside(document, content[1])
        case "LineBlock":
            lines = [piece for line in content for piece in (*line, {"t": "LineBreak"})]
            yield from _paragraph(document, document.inlines.read(lines))
        case "HorizontalRule":
            document.tell(
                translatable(
                    "A line across the page is left out: a leaflet parts its text by headings."
                ),
                translatable("For a new page there, write --- on a line of its own."),
            )
        case kind:
            yield from _foreign(document, kind, node)


def _foreign(document: DocumentReader, kind: str, node: Node) -> Iterator[Draft]:
    """Yield the words of a block that leaflets have no form for, and tell of it."""
    said = words_of(node)
    document.tell(
        translatable(
            "A block that a leaflet has no form for (%(kind)s) became a paragraph.", kind=kind
        ),
        translatable("Look at its words."),
    )
    lines = said.split("\n")
    pieces = [p for line in lines for p in (*plain(line), Piece(mark=Break()))]
    if passage := tidied(pieces):
        yield Block(kind=Kind.PARAGRAPH, content=passage)


def _inside(document: DocumentReader, nodes: Sequence[Node]) -> list[Draft]:
    return [block for node in nodes for block in _block(document, node)]


def _paragraph(document: DocumentReader, read: Paragraph) -> Iterator[Draft]:
    roles = read.roles
    if "contents" in roles:
        if not document.contents:
            document.contents = True
            yield Block(kind=Kind.CONTENTS)
        return
    passage = read.passage
    if "title" in roles and passage:
        yield _headed(document, passage, TITLE)
    elif "caption" in roles and passage and not read.images:
        yield Block(kind=Kind.PARAGRAPH, content=passage, name=CAPTION)
    elif passage:
        if read.images:
            document.tell(
                translatable("A picture within a paragraph stands after it now."),
                translatable("Put it where it is needed, between two paragraphs."),
            )
        level = next((role for role in roles if role.isdecimal()), "")
        yield Block(kind=Kind.PARAGRAPH, content=passage, name=level)
    yield from _pictured(document, read.images)


def _headed(document: DocumentReader, passage: Passage, level: int) -> Draft:
    passage = tuple(
        Piece(text=" ") if isinstance(piece.mark, Break) else piece for piece in passage
    )
    passage = without(passage, strong=all(p.strong for p in passage if p.text.strip()))
    document.heading = spoken_of(passage)
    return Block(kind=Kind.HEADING, content=passage, level=level)


def _read_heading(document: DocumentReader, level: int, read: Paragraph) -> Iterator[Draft]:
    if read.passage:
        title = "title" in read.roles
        yield _headed(document, read.passage, TITLE if title else level)
    elif not read.images:
        document.tell(
            translatable("A heading is empty: it is left out."),
            translatable("Type it if its words are missing."),
        )
    yield from _pictured(document, read.images)


def _pictured(document: DocumentReader, images: Sequence[Image]) -> Iterator[Draft]:
    for image in images:
        if file := document.picture(image, document.tell):
            words = Block(kind=Kind.ALTERNATIVE_TEXT, content=plain(image.alternative))
            yield Block(kind=Kind.FIGURE, name=file, children=(words,))


def _list(
    document: DocumentReader, kind: Kind, items: Sequence[Sequence[Node]], start: int
) -> Iterator[Draft]:
    read = [_item(document, _inside(document, item)) for item in items]
    if kept := tuple(item for item in read if item is not None):
        yield Block(kind=kind, children=kept, start=start)


def _item(document: DocumentReader, children: Sequence[Draft]) -> Draft | None:
    if not children:
        return None
    first, *others = children
    # The name is the level of an item until that has found its place.
    done, content, level = None, first.content, first.name
    if first.kind is Kind.PARAGRAPH and content and content[0].text[:1] in ("☐", "☒", "☑"):
        done = content[0].text[0] != "☐"
        content = tidied((Piece(text=content[0].text[1:]), *content[1:]))
        if not content and not others:
            return None
        first = Block(kind=Kind.PARAGRAPH, content=content or ())
    if first.kind is Kind.PARAGRAPH and not others:
        return Block(kind=Kind.LIST_ITEM, content=first.content, done=done, name=level)
    return Block(kind=Kind.LIST_ITEM, children=(first, *others), done=done, name=level)


def _definitions(document: DocumentReader, pairs: Sequence[Any]) -> Iterator[Draft]:
    children: list[Draft] = []
    for term, definitions in pairs:
        passage = document.inlines.read(term).passage
        if passage:
            children.append(Block(kind=Kind.TERM, content=without(passage, strong=True)))
        for block in (b for nodes in definitions for b in _inside(document, nodes)):
            for content in block.walk():
                children.append(Block(kind=Kind.DEFINITION, content=content))
    if children:
        yield Block(kind=Kind.DEFINITION_LIST, children=tuple(children))


def _table(document: DocumentReader, content: Sequence[Any]) -> Iterator[Draft]:
    images: list[Draft] = []

    def cell(nodes: Sequence[Node]) -> Passage:
        blocks = _inside(document, nodes)
        images.extend(block for block in blocks if block.kind is Kind.FIGURE)
        words = [block for block in blocks if block.kind is not Kind.FIGURE]
        if len(words) > 1 or any(block.kind is not Kind.PARAGRAPH for block in words):
            document.tell(
                translatable("A cell of a table has several paragraphs: they stand in one now."),
                translatable("Look whether they can still be understood."),
            )
        pieces: list[Piece] = []
        for passage in (p for block in words for p in block.walk()):
            pieces += [Piece(text=" "), *passage]
        return tidied(
            Piece(text=" ") if isinstance(piece.mark, Break) else piece for piece in pieces
        )

    table = Table(content)
    if (only := table.only_cell) is not None:
        document.tell(
            translatable("A frame (a table of one cell) became plain paragraphs."),
            translatable(
                "For a box, write %(box)s before them, and %(sign)s before each line.",
                box="> [!NOTE]",
                sign=">",
            ),
        )
        yield from _inside(document, only)
        return
    caption = _in_one(document, table.caption, Piece(text=" "))
    if caption:
        yield Block(kind=Kind.PARAGRAPH, content=caption, name=CAPTION)
    if rows := read_table(table, cell, document.tell):
        yield Block(kind=Kind.TABLE, children=tuple(rows))
    yield from images


def _figure(document: DocumentReader, content: Sequence[Any]) -> Iterator[Draft]:
    _, (_, caption), blocks = content
    yield from _inside(document, blocks)
    if said := _in_one(document, caption, Piece(text=" ")):
        yield Block(kind=Kind.PARAGRAPH, content=said, name=CAPTION)


_SOURCE = re.compile(r"[—―–][ \t\u00a0]+(?=\S)")


def _with_source(children: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the blocks of a quotation, the last as its source where it begins with a dash."""
    *others, last = children
    if last.kind is Kind.PARAGRAPH and last.content:
        # The source may stand on a line of its own.
        for position in reversed(range(1, len(last.content))):
            if isinstance(last.content[position - 1].mark, Break):
                source = last.content[position:]
                if _SOURCE.match(spoken_of(source)):
                    content = last.content[: position - 1]
                    others.append(Block(kind=Kind.PARAGRAPH, content=tidied(content)))
                    last = Block(kind=Kind.PARAGRAPH, content=source)
                break
    yield from others
    content = last.content or ()
    if others and last.kind is Kind.PARAGRAPH and (dash := _SOURCE.match(content[0].text)):
        words = replace(content[0], text=content[0].text[dash.end() :])
        yield Block(kind=Kind.ATTRIBUTION, content=tidied((words, *content[1:])))
    else:
        yield last
