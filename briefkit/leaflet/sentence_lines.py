"""The sentences of a text: of easy ones, each begins a line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from markupsafe import Markup

from briefkit.languages import sentence_gaps, sentences_of
from briefkit.model import (
    Break,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    LocalisedText,
    Strong,
    Text,
    plain_text,
)

__all__ = ["first_sentence", "label_lines", "sentence_lines"]


def sentence_lines(content: LocalisedText) -> LocalisedText:
    """Return a text with a line break for the blanks between its sentences; all else is the same.

    A sentence may end within emphasis or a link.
    """
    gaps = list(sentence_gaps(plain_text(content.inline), content.locale))
    return replace(content, inline=_parted(content.inline, 0, gaps)) if gaps else content


def first_sentence(label: Markup, locale: str) -> Markup:
    """Return the first sentence of a label's words; one with tags as it is."""
    if "<" in label:
        return label
    return Markup.escape(next(iter(sentences_of(label.unescape(), locale)), ""))


def label_lines(label: Markup, locale: str) -> Markup:
    """Return the words of a label likewise, each sentence on a line; one with tags as it is."""
    if "<" in label:
        return label
    return Markup("<br>").join(sentences_of(label.unescape(), locale))


def _parted(
    nodes: Sequence[Inline], start: int, gaps: Sequence[tuple[int, int]]
) -> tuple[Inline, ...]:
    """Return nodes, whose text begins at `start` of their block's, with breaks in its gaps."""
    parted: list[Inline] = []
    for node in nodes:
        end = start + len(plain_text([node]))
        match node:
            case Text():
                parted += _lines(node, start, gaps)
            case Emphasis() | Strong() | Link() | InLanguage():
                parted.append(replace(node, children=_parted(node.children, start, gaps)))
            case Break() if any(first < start < last for first, last in gaps):
                pass  # the gap that it stands in has one already
            case _:
                parted.append(node)
        start = end
    return tuple(parted)


def _lines(node: Text, start: int, gaps: Sequence[tuple[int, int]]) -> Iterator[Inline]:
    """Yield the parts of a text, and a break where a gap begins in it."""
    at, end = start, start + len(node.text)
    for first, last in gaps:
        if start <= first < end:
            yield from _part(node, at - start, first - start)
            yield Break()
        if start < last and first < end:
            at = min(last, end)
    yield from _part(node, at - start, end - start)


def _part(node: Text, first: int, last: int) -> Iterator[Text]:
    if first < last:
        escaped = tuple(at - first for at in node.escaped if first <= at < last)
        yield Text(node.text[first:last], escaped)
