"""Inlines of pandoc's document become a passage, and what can't stand in one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefkit.diagnostics import translatable
from briefkit.importing.marks import Mark, Marks, parted, unmarked
from briefkit.importing.pandoc import Node
from briefkit.importing.passages import Passage, Piece, tidied
from briefkit.model import Break, NoteReference

__all__ = ["Image", "InlineReader", "Paragraph", "Tell", "words_of"]

Tell = Callable[[str, str], None]

_SCHEMES = ("http", "https", "mailto", "tel")
_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_ORDINALS = ("st", "nd", "rd", "th", "er", "re", "e", "ème", "o", "a", "os", "as")


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture in the document: the part that holds it, and what it shows."""

    part: str
    alternative: str


@dataclass(slots=True)
class Paragraph:
    """What a paragraph holds: its words, its pictures, and what it is by its marks."""

    passage: Passage = ()
    images: list[Image] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)


class InlineReader:
    """Reads the paragraphs of one document.

    `tell` takes a finding, `note` the blocks of a footnote for its label.
    """

    def __init__(self, marks: Marks, tell: Tell, note: Callable[[Sequence[Node]], str]) -> None:
        self.marks = marks
        self.tell = tell
        self.note = note
        self.paragraph = Paragraph()

    def read(self, inlines: Sequence[Node]) -> Paragraph:
        """Return what a paragraph holds."""
        outer, self.paragraph = self.paragraph, Paragraph()
        pieces = tidied(_pieces(self, inlines, Piece()))
        read, self.paragraph = self.paragraph, outer
        read.passage = pieces
        return read


def _pieces(reader: InlineReader, inlines: Sequence[Node], look: Piece) -> Iterator[Piece]:
    for node in inlines:
        yield from _piece(reader, node["t"], node.get("c"), look)


def _piece(reader: InlineReader, kind: str, content: Any, look: Piece) -> Iterator[Piece]:
    match kind:
        case "Str":
            yield from _text(reader, content, look)
        case "Space" | "SoftBreak":
            yield replace(look, text=" ")
        case "LineBreak":
            yield Piece(mark=Break())
        case "Strong":
            yield from _pieces(reader, content, replace(look, strong=True))
        case "Emph":
            yield from _pieces(reader, content, replace(look, emphasis=True))
        case "Underline":
            yield from _underlined(reader, content, look)
        case "SmallCaps":
            yield from _pieces(reader, content, look)
        case "Link":
            yield from _link(reader, content[1], content[2][0], look)
        case "Image":
            _image(reader, content[1], content[2])
        case "Note":
            yield Piece(mark=NoteReference(reader.note(content)))
        case "Span":
            yield from _span(reader, content[0], content[1], look)
        case "Superscript" | "Subscript":
            yield from _shifted(reader, kind, content, look)
        case _:
            yield from _foreign(reader, kind, content, look)


def _text(reader: InlineReader, text: str, look: Piece) -> Iterator[Piece]:
    for part in parted(text, reader.marks):
        if isinstance(part, str):
            yield replace(look, text=part)
        else:
            _heed(reader, part)


def _heed(reader: InlineReader, mark: Mark) -> None:
    if mark.role == "picture":
        # It stands behind its picture.
        images = reader.paragraph.images
        if images and not images[-1].alternative:
            images[-1] = replace(images[-1], alternative=mark.alternative)
    elif mark.role:
        reader.paragraph.roles.add(mark.role)
    if mark.message:
        reader.tell(mark.message, mark.hint)
    if mark.comment:
        _comment(reader, mark.comment)
    if mark.deleted:
        _deleted(reader, mark.deleted)
    if mark.inserted:
        _inserted(reader, "")


def _comment(reader: InlineReader, said: str) -> None:
    reader.tell(
        translatable("A comment is not taken over: “%(said)s”.", said=said),
        translatable("Heed it, or leave it."),
    )


def _deleted(reader: InlineReader, said: str) -> None:
    reader.tell(
        translatable("Words that a tracked change takes out are left out: “%(said)s”.", said=said),
        translatable("Type them again if the change was to be refused."),
    )


def _inserted(reader: InlineReader, said: str) -> None:
    reader.tell(
        translatable("Words that a tracked change adds are taken over: “%(said)s”.", said=said)
        if said
        else translatable("Words that a tracked change adds are taken over."),
        translatable("Take them out if the change was to be refused."),
    )


def _underlined(reader: InlineReader, content: Sequence[Node], look: Piece) -> Iterator[Piece]:
    if not look.href and not all(node["t"] == "Link" for node in content):
        reader.tell(
            translatable(
                "Underlined words became *emphasis*: “%(words)s”.", words=words_of(content)
            ),
            translatable("Take the asterisks off if they say nothing."),
        )
        look = replace(look, emphasis=True)
    yield from _pieces(reader, content, look)


def _link(
    reader: InlineReader, content: Sequence[Node], target: str, look: Piece
) -> Iterator[Piece]:
    if target.partition(":")[0].lower() in _SCHEMES and not look.href:
        look = replace(look, href=target)
    elif not target.startswith("#"):
        reader.tell(
            translatable(
                "The link “%(words)s” leads to %(target)s, where no reader of a leaflet can "
                "follow: its words alone are taken over.",
                words=words_of(content),
                target=target or "–",
            ),
            translatable("Link to an address on the web, or say where it is found."),
        )
    yield from _pieces(reader, content, look)


def _image(reader: InlineReader, alternative: Sequence[Node], target: Sequence[str]) -> None:
    said = words_of(alternative).strip()
    # Word's own guess is followed by a line that says so.
    if said.lower().endswith("description automatically generated"):
        said = said[: -len("description automatically generated")].strip(" .,")
        reader.tell(
            translatable("Word guessed what a picture shows: “%(said)s”.", said=said),
            translatable("Look whether that is right."),
        )
    reader.paragraph.images.append(Image(part=target[0], alternative=said))


def _span(
    reader: InlineReader, attributes: Any, content: Sequence[Node], look: Piece
) -> Iterator[Piece]:
    _, classes, pairs = attributes
    author = dict(pairs).get("author", "")
    match classes[0] if classes else "":
        case "comment-start":
            said = words_of(content)
            _comment(reader, f"{author}: {said}" if author else said)
            return
        case "deletion":
            _deleted(reader, words_of(content))
            return
        case "insertion":
            _inserted(reader, words_of(content))
        case "paragraph-insertion" | "paragraph-deletion":
            reader.tell(
                translatable("A tracked change parts or joins paragraphs here."),
                translatable("Look whether they are as they should be."),
            )
        case "mark":
            reader.tell(
                translatable(
                    "The words “%(said)s” had a colour of their own, which is not taken over.",
                    said=words_of(content),
                ),
                translatable("If it says something, say it in words, or make them **strong**."),
            )
    yield from _pieces(reader, content, look)


def _shifted(
    reader: InlineReader, kind: str, content: Sequence[Node], look: Piece
) -> Iterator[Piece]:
    """Yield raised or lowered words by signs of their own where there are such."""
    raised = kind == "Superscript"
    signs = _RAISED if raised else _LOWERED
    said = words_of(content)
    if any(node["t"] == "Note" for node in content) or not said:
        yield from _pieces(reader, content, look)
    elif all(sign in signs for sign in said):
        yield replace(look, text="".join(signs[sign] for sign in said))
    else:
        if said not in _ORDINALS:
            reader.tell(
                translatable("The raised words “%(said)s” stand on the line now.", said=said)
                if raised
                else translatable("The lowered words “%(said)s” stand on the line now.", said=said),
                translatable("Look whether they can still be understood."),
            )
        yield from _pieces(reader, content, look)


def _foreign(reader: InlineReader, kind: str, content: Any, look: Piece) -> Iterator[Piece]:
    """Yield what stands for an inline that leaflets don't have, and tell of it."""
    match kind:
        case "Strikeout":
            reader.tell(
                translatable(
                    "Words that are struck out are left out: “%(words)s”.", words=words_of(content)
                ),
                translatable("Type them again if they are meant."),
            )
        case "Quoted":
            opening, closing = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            yield replace(look, text=opening)
            yield from _pieces(reader, content[1], look)
            yield replace(look, text=closing)
        case "Cite":
            yield from _pieces(reader, content[1], look)
        case "Code":
            yield from _text(reader, content[1], look)
        case "Math":
            reader.tell(
                translatable("A formula is not taken over: %(formula)s", formula=content[1]),
                translatable("Say it in words."),
            )
        case _:
            said = words_of([{"t": kind, "c": content}])
            reader.tell(
                translatable(
                    "There is no form for this: “%(said)s” (%(kind)s).", said=said, kind=kind
                ),
                translatable("Look at its words."),
            )
            yield from _text(reader, said, look)


def words_of(content: Any) -> str:
    """Return all words in a part of pandoc's document, whatever it is; marks are left out."""
    return "".join(_words(content)).strip()


def _words(content: Any) -> Iterator[str]:
    if isinstance(content, list):
        for part in content:
            yield from _words(part)
    elif isinstance(content, dict):
        kind, inner = content["t"], content.get("c", [])
        if kind in ("Str", "Code", "CodeBlock", "RawInline", "RawBlock", "Math"):
            said = inner if isinstance(inner, str) else inner[-1]
            yield unmarked(said)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in ("Link", "Image", "Span"):
            yield from _words(inner[1])
        elif kind not in ("Note",):
            yield from _words(inner)
            if kind in ("Para", "Plain", "Header"):
                yield " "
