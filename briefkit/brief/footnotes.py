"""Footnotes of free text, and whether the text refers to each of them."""

from collections.abc import Iterator, Sequence

from briefkit.brief.markdown import Node, content_of, line_of
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import Diagnostic, Location
from briefkit.model import Block, Kind, Segment

__all__ = ["footnote_faults", "read_footnote"]


def read_footnote(node: Node, segments: SegmentReader) -> Block[Segment]:
    """Return a footnote, which is one paragraph without a reference to another."""
    label, line = str(node.meta["label"]), line_of(node)
    paragraphs = [child for child in node.children if child.type == "paragraph"]
    if len(node.children) != 1 or not paragraphs:
        segments.refuse(
            f"The footnote [^{label}] is empty."
            if not node.children
            else f"The footnote [^{label}] is more than one paragraph.",
            "Write it as one paragraph: [^1]: The words of the note.",
            line,
        )
    content = content_of(paragraphs[0]) if paragraphs else "–"
    of_text, segments.notes = segments.notes, {}
    segment = segments.read("footnote", content, line)
    for other in segments.notes:
        segments.refuse(
            f"The footnote [^{label}] refers to another, [^{other}].",
            "Say it in the note itself.",
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
                f"There are two footnotes [^{block.name}]; the other is in line "
                f"{lines[block.name]}.",
                "Give one of them another label.",
                Location(segments.path, line),
            )
        lines.setdefault(block.name, line)
    for label, line in segments.notes.items():
        if label not in lines:
            yield _fault(
                f"There is no footnote [^{label}].",
                f"Add it on a line of its own: [^{label}]: The words of the note.",
                Location(segments.path, line),
            )
    for label, line in lines.items():
        if label not in segments.notes:
            yield _fault(
                f"Nothing refers to the footnote [^{label}]: it would not print.",
                f"Put [^{label}] where it belongs, or take the footnote out.",
                Location(segments.path, line),
            )


def _fault(message: str, hint: str, place: Location) -> Diagnostic:
    return Diagnostic(check="source", message=message, hint=hint, location=place)
