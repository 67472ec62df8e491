"""The notes of a text: their numbers, full and short forms of works, who is cited where."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from briefkit.brief.references import Reference
from briefkit.languages import sort_key
from briefkit.model import (
    Citation,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    LocalisedText,
    NoteReference,
    Strong,
)

__all__ = [
    "Note",
    "NoteItem",
    "SourceIndexRow",
    "citations_in",
    "note_labels",
    "note_marks",
    "number_notes",
    "reference_marks_in",
    "source_index",
]

ReferenceMark = Citation | NoteReference


@dataclass(frozen=True, slots=True)
class NoteItem:
    """One work in a note: in full, or short (“Garcia, note 2”) where `first_note` cited it.

    `locator` says where in it, in the language `locale`.
    """

    reference: Reference
    first_note: int | None
    locator: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: the works that it cites, or a text of its own.

    The `items` of a text are the works that its citations name, in their order.
    """

    number: int
    items: tuple[NoteItem, ...] = ()
    content: LocalisedText | None = None


@dataclass(frozen=True, slots=True)
class SourceIndexRow:
    """A work and the numbers of the notes that cite it."""

    reference: Reference
    notes: tuple[int, ...]


def reference_marks_in(inline: Iterable[Inline]) -> Iterator[ReferenceMark]:
    """Yield what of a text leads to notes, in reading order."""
    for node in inline:
        if isinstance(node, Citation | NoteReference):
            yield node
        elif isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from reference_marks_in(node.children)


def citations_in(inline: Iterable[Inline]) -> Iterator[Citation]:
    """Yield the citations of a text in reading order."""
    return (mark for mark in reference_marks_in(inline) if isinstance(mark, Citation))


def note_labels(inline: Iterable[Inline]) -> Iterator[str]:
    """Yield the labels of the footnotes that a text refers to, in reading order."""
    marks = reference_marks_in(inline)
    return (mark.label for mark in marks if isinstance(mark, NoteReference))


def note_marks(marks: Iterable[ReferenceMark]) -> tuple[int, ...]:
    """Return the number of the note that each mark leads to.

    Each citation has a note of its own; a footnote keeps its number wherever it is referred to.
    """
    labels: dict[str, int] = {}
    numbers, last = [], 0
    for mark in marks:
        known = labels.get(mark.label) if isinstance(mark, NoteReference) else None
        if known is None:
            known = last = last + 1
            if isinstance(mark, NoteReference):
                labels[mark.label] = known
        numbers.append(known)
    return tuple(numbers)


def number_notes(
    marks: Iterable[tuple[ReferenceMark, str]],
    references: Mapping[str, Reference],
    footnotes: Mapping[str, LocalisedText] = MappingProxyType({}),
) -> tuple[Note, ...]:
    """Number the notes in reading order; a work that an earlier note cited takes its short form.

    Each mark comes with the locale of its text. Citations name known references, and the others
    `footnotes` by their labels.
    """
    given = tuple(marks)
    first: dict[str, int] = {}
    notes: dict[int, Note] = {}
    for number, (mark, locale) in zip(note_marks(m for m, _ in given), given, strict=True):
        if number in notes:
            continue
        content = footnotes[mark.label] if isinstance(mark, NoteReference) else None
        if isinstance(mark, Citation):
            cited = [(work, locale) for work in mark.works]
        else:
            assert content is not None
            within = citations_in(content.inline)
            cited = [(work, content.locale) for citation in within for work in citation.works]
        items = tuple(
            NoteItem(references[work.key], first.get(work.key), work.locator, own)
            for work, own in cited
        )
        for work, _ in cited:
            first.setdefault(work.key, number)
        notes[number] = Note(number, items, content)
    return tuple(notes.values())


def source_index(notes: Iterable[Note], locale: str) -> tuple[SourceIndexRow, ...]:
    """Return the works cited, in the locale's alphabetical order, with the notes that cite them."""
    cited: dict[str, tuple[Reference, list[int]]] = {}
    for note in notes:
        for item in note.items:
            numbers = cited.setdefault(item.reference.key, (item.reference, []))[1]
            if note.number not in numbers:
                numbers.append(note.number)
    rows = [SourceIndexRow(reference, tuple(numbers)) for reference, numbers in cited.values()]
    return tuple(
        sorted(rows, key=lambda r: (sort_key(r.reference.sort_author, locale), r.reference.title))
    )
