"""Footnotes of free text, and whether the text refers to each of them."""

from collections.abc import Iterator, Sequence

from briefkit.brief.markdown import Node, content_of, line_of
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.model import Block, Kind, Segment

__all__ = ["footnote_faults", "read_footnote"]


def read_footnote(node: Node, segments: SegmentReader) -> Block[Segment]:
    """Return a footnote, which is one paragraph without a reference to another."""
    label, line = str(node.meta["label"]), line_of(node)
    paragraphs = [child for child in node.children if child.type == "paragraph"]
    if len(node.children) != 1 or not paragraphs:
        segments.refuse(
            translatable("The footnote %(note)s is empty.", note=f"[^{label}]")
            if not node.children
            else translatable(
                "The footnote %(note)s is more than one paragraph.", note=f"[^{label}]"
            ),
            translatable(
                "Write it as one paragraph: %(example)s.", example="[^1]: The words of the note"
            ),
            line,
        )
    content = content_of(paragraphs[0]) if paragraphs else "–"
    of_text, segments.notes = segments.notes, {}
    # TRANSLATORS: what a passage is
    segment = segments.read(translatable("footnote"), content, line)
    for other in segments.notes:
        segments.refuse(
            translatable(
                "The footnote %(note)s refers to another, %(other)s.",
                note=f"[^{label}]",
                other=f"[^{other}]",
            ),
            translatable("Say it in the note itself."),
            line,
        )
    segments.notes = of_text
    return Block(kind=Kind.FOOTNOTE, content=segment, name=label)


def footnote_faults(
    blocks: Sequence[Block[Segment]], segments: SegmentReader
) -> Iterator[Diagnostic]:
    """Yield the footnotes that are referred to and not there, or there and not referred to."""
    lines: dict[str, int] = {}
    for block in blocks:
        if block.kind is not Kind.FOOTNOTE or block.content is None:
            continue
        line = block.content.location.line
        if block.name in lines:
            yield _fault(
                translatable(
                    "There are two footnotes %(note)s; the other is in line %(lines)s.",
                    note=f"[^{block.name}]",
                    lines=lines[block.name],
                ),
                translatable("Give one of them another label."),
                Location(segments.path, line),
            )
        lines.setdefault(block.name, line)
    for label, line in segments.notes.items():
        if label not in lines:
            yield _fault(
                translatable("There is no footnote %(note)s.", note=f"[^{label}]"),
                translatable(
                    "Add it on a line of its own: %(example)s.",
                    example=f"[^{label}]: The words of the note",
                ),
                Location(segments.path, line),
            )
    for label, line in lines.items():
        if label not in segments.notes:
            yield _fault(
                translatable(
                    "Nothing refers to the footnote %(note)s: it would not print.",
                    note=f"[^{label}]",
                ),
                translatable(
                    "Put %(note)s where it belongs, or take the footnote out.", note=f"[^{label}]"
                ),
                Location(segments.path, line),
            )


def _fault(message: str, hint: str, place: Location) -> Diagnostic:
    return Diagnostic(check="source", message=message, hint=hint, location=place)
