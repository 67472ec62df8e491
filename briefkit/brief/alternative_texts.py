"""Alternative texts of pictures and pictograms: words, without markup."""

from briefkit.brief.inline import read_inline
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import Location, translatable
from briefkit.model import Segment, Text

__all__ = ["read_alternative_text"]


def read_alternative_text(text: str, what: str, line: int, segments: SegmentReader) -> Segment:
    """Return the alternative text of `what`, “the picture map.svg”; refuse one with markup."""
    nodes, _faults = read_inline(text, Location(segments.path, line))
    if not all(isinstance(node, Text) for node in nodes):
        segments.refuse(
            translatable(
                "The alternative text of %(what)s has markup, and only its words are read.",
                what=what,
            ),
            translatable("Write it without."),
            line,
        )
    # TRANSLATORS: what a passage is; %(what)s is “the picture map.svg”
    kind = translatable("alternative text of %(what)s", what=what)
    return segments.read(kind, text, line)
