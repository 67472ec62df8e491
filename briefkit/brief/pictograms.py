"""Pictograms of a text: beside its words, and in stories without words."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

from briefkit.brief.alternative_texts import read_alternative_text
from briefkit.brief.segments import SegmentReader
from briefkit.diagnostics import quoted, translatable
from briefkit.model import PICTOGRAMS, Block, Kind, Segment

__all__ = ["is_story", "read_leading_pictogram", "read_story"]

_PICTOGRAM = r"!\[((?:\\.|[^\]\\])*)\]\(pictogram:([^)\s]*)\)\s*"
_LEADING = re.compile(_PICTOGRAM, re.DOTALL)
_STORY = re.compile(f"(?:{_PICTOGRAM})+", re.DOTALL)


def read_leading_pictogram(content: str, line: int, segments: SegmentReader) -> tuple[str, str]:
    """Return the name of the pictogram that words begin with (“” for none), and the words."""
    found = _LEADING.match(content)
    if not found:
        return "", content
    if found[1]:
        segments.refuse(
            translatable(
                "A pictogram beside words has an alternative text, which would be read with them."
            ),
            translatable(
                "Write %(example)s: what the words say needs no other.",
                example=f"![](pictogram:{found[2]})",
            ),
            line,
        )
    _require_known(found[2], line, segments)
    return found[2], content[found.end() :]


def is_story(content: str) -> bool:
    """Return whether a paragraph holds pictograms and nothing else."""
    return bool(_STORY.fullmatch(content.strip()))


def read_story(content: str, line: int, segments: SegmentReader) -> Block[Segment]:
    """Return a paragraph of pictograms, each with its alternative text."""
    shown = [
        _pictogram(found[2], found[1], line + content[: found.start()].count("\n"), segments)
        for found in _LEADING.finditer(content)
    ]
    return Block(kind=Kind.STORY, children=tuple(shown))


def _pictogram(name: str, alternative: str, line: int, segments: SegmentReader) -> Block[Segment]:
    _require_known(name, line, segments)
    if not alternative.strip():
        segments.refuse(
            translatable(
                "The pictogram %(name)s stands without words, and has no alternative text.",
                name=name,
            ),
            translatable(
                "Say in the square brackets what it tells: %(example)s.",
                example=f"![They promise gifts](pictogram:{name})",
            ),
            line,
        )
        return Block(kind=Kind.PICTOGRAM, name=name)
    content = read_alternative_text(
        alternative, translatable("the pictogram %(name)s", name=name), line, segments
    )
    return Block(kind=Kind.PICTOGRAM, name=name, content=content)


def _require_known(name: str, line: int, segments: SegmentReader) -> None:
    if name not in PICTOGRAMS:
        near = _nearest(name)
        segments.refuse(
            translatable("There is no pictogram “%(name)s”.", name=name),
            translatable("Did you mean %(meant)s?", meant=quoted(near))
            if near
            else translatable("All are in docs/pictograms.md."),
            line,
        )


def _nearest(typed: str) -> Sequence[str]:
    """Return the names of pictograms that may be meant: by a word of theirs, or by spelling."""
    words = re.findall(r"\w{3,}", typed.lower())
    by_word = [
        name
        for name, pictogram in PICTOGRAMS.items()
        if any(w in name.split("-") or w in pictogram.meaning.lower() for w in words)
    ]
    return by_word[:3] or get_close_matches(typed.lower(), PICTOGRAMS, 2, 0.6)
