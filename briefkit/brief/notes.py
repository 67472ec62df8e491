"""The notes that cite references: their numbers, full and short forms, who is cited where."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from briefkit.brief.references import Reference
from briefkit.languages import sort_key
from briefkit.model import Citation, Emphasis, InLanguage, Inline, Link, NoteReference, Strong

__all__ = [
    "Note",
    "NoteItem",
    "SourceIndexRow",
    "citations_in",
    "note_labels",
    "number_notes",
    "source_index",
]


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
    """A numbered note."""

    number: int
    items: tuple[NoteItem, ...]


@dataclass(frozen=True, slots=True)
class SourceIndexRow:
    """A work and the numbers of the notes that cite it."""

    reference: Reference
    notes: tuple[int, ...]


def citations_in(inline: Iterable[Inline]) -> Iterable[Citation]:
    """Yield the citations of a text in reading order."""
    for node in inline:
        if isinstance(node, Citation):
            yield node
        elif isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from citations_in(node.children)


def note_labels(inline: Iterable[Inline]) -> Iterable[str]:
    """Yield the labels of the footnotes that a text refers to, in reading order."""
    for node in inline:
        if isinstance(node, NoteReference):
            yield node.label
        elif isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from note_labels(node.children)


def number_notes(
    citations: Iterable[tuple[Citation, str]], references: Mapping[str, Reference]
) -> tuple[Note, ...]:
    """Number the notes in reading order; a work that an earlier note cited takes its short form.

    Each citation comes with the locale of its text, and must name known references.
    """
    first: dict[str, int] = {}
    notes = []
    for number, (citation, locale) in enumerate(citations, start=1):
        items = tuple(
            NoteItem(references[work.key], first.get(work.key), work.locator, locale)
            for work in citation.works
        )
        for work in citation.works:
            first.setdefault(work.key, number)
        notes.append(Note(number, items))
    return tuple(notes)


def source_index(notes: Iterable[Note], locale: str) -> tuple[SourceIndexRow, ...]:
    """Return the works cited, in the locale's alphabetical order, with the notes that cite them."""
    cited: dict[str, tuple[Reference, list[int]]] = {}
    for note in notes:
        for item in note.items:
            cited.setdefault(item.reference.key, (item.reference, []))[1].append(note.number)
    rows = [SourceIndexRow(reference, tuple(numbers)) for reference, numbers in cited.values()]
    return tuple(
        sorted(rows, key=lambda r: (sort_key(r.reference.sort_author, locale), r.reference.title))
    )
