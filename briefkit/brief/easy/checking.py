"""An easy text to what its author should mend, and to how readable it is."""

from collections.abc import Iterable, Iterator

from briefkit.brief import parse_inline
from briefkit.brief.easy.readability import Readability, readability
from briefkit.brief.easy.rules import RULES
from briefkit.brief.easy.sentence import Finding, Sentence
from briefkit.diagnostics import Diagnostic, Severity, translatable
from briefkit.languages import sentences_of
from briefkit.model import (
    Brief,
    Citation,
    Emphasis,
    Inline,
    Kind,
    Level,
    Link,
    NoteReference,
    Segment,
    Strong,
    plain_text,
)

__all__ = ["easy_warnings", "readability_of"]


def easy_warnings(brief: Brief[Segment]) -> Iterator[Diagnostic]:
    """Yield what of an audience's text goes against the rules for easy ones, in reading order.

    Nothing where its level is another.
    """
    if brief.reader.level is not Level.EASY:
        return
    locale = brief.settings.source_locale
    words = (brief.words.label, brief.words.emergency)
    for segment in words:
        if segment is not None:
            yield from _told(segment, _findings(segment, locale))
    for block in brief.blocks:
        if block.kind is Kind.PARAGRAPH and block.content is not None:
            yield from _told(block.content, [_WITHOUT_PICTOGRAM])
        for each in block.blocks():
            if each.content is not None:
                yield from _told(each.content, _findings(each.content, locale))
            if each.kind is Kind.LIST_ITEM and not each.name and (own := next(each.walk(), None)):
                yield from _told(own, [_WITHOUT_PICTOGRAM])


def readability_of(texts: Iterable[str], locale: str) -> Readability | None:
    """Return how readable a text is as a whole; `texts` are its blocks, without markup.

    None for a language that has no accepted formula.
    """
    sentences = [sentence for text in texts for sentence in sentences_of(text, locale)]
    return readability(sentences, locale)


_WITHOUT_PICTOGRAM = (
    "easy-pictograms",
    translatable("No picture stands beside this thought."),
    translatable(
        "Make it an item of a list with a pictogram: %(example)s (%(page)s has their names).",
        example="- ![](pictogram:talk) …",
        page="docs/pictograms.md",
    ),
)


def _findings(segment: Segment, locale: str) -> Iterator[Finding]:
    nodes = parse_inline(segment.text, segment.location)
    for text in sentences_of(plain_text(nodes), locale):
        for rule in RULES:
            yield from rule(Sentence(text, locale))
    kinds = {type(node) for node in _all(nodes)}
    if Emphasis in kinds:
        yield (
            "easy-emphasis",
            translatable("Slanted letters are hard to read."),
            translatable("Take **bold** ones, or none."),
        )
    if kinds & {Citation, NoteReference}:
        yield (
            "easy-notes",
            translatable("It has a note."),
            translatable("Say it in the text, or leave it out."),
        )


def _all(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        yield node
        if isinstance(node, Emphasis | Strong | Link):
            yield from _all(node.children)


def _told(segment: Segment, findings: Iterable[Finding]) -> Iterator[Diagnostic]:
    for check, message, hint in findings:
        yield Diagnostic(
            check=check,
            message=message,
            hint=hint,
            severity=Severity.WARNING,
            location=segment.location,
        )
