"""Notes and the index of sources, as the locale writes them."""

from collections.abc import Callable, Iterable
from itertools import groupby, islice

from markupsafe import Markup, escape

from briefkit.brief import Note, NoteItem, Reference, SourceIndexRow, WorkKind
from briefkit.languages import quotes
from briefkit.leaflet.inline import InlineWriter, References
from briefkit.leaflet.locale_text import LocaleWriter
from briefkit.leaflet.markup import plain, stripped

__all__ = ["NoteWriter", "joined_notes"]


def joined_notes(notes: Iterable[Note]) -> tuple[tuple[Note, ...], ...]:
    """Return notes as they are listed: those in a row that say the same in short are joined."""
    numbered = ((_short_form(note) or note.number, note) for note in notes)
    rows = groupby(numbered, key=lambda pair: pair[0])
    return tuple(tuple(note for _, note in row) for _, row in rows)


def _short_form(note: Note) -> tuple[NoteItem, ...]:
    """Return the works of a note that only names again what earlier notes cited in full."""
    named = note.content is None and all(item.first_note for item in note.items)
    return note.items if named else ()


class NoteWriter:
    """Writes the works that a text cites."""

    def __init__(self, locale: LocaleWriter) -> None:
        self._locale = locale

    def note(
        self,
        note: Note,
        repeated: Callable[..., str],
        accessed: Callable[..., str],
        edited: Callable[..., str],
    ) -> Markup:
        """Return a note: its works, in full or short, as the locale writes them; or its own text,
        with the works that it cites.

        The templates' words: `repeated` writes the short form, `accessed` the day of a visit,
        `edited` the names of editors.
        """
        works = iter([self._work(item, repeated, accessed, edited) for item in note.items])

        def cited(number: int) -> Markup:
            return Markup(self._locale.semicolon).join(islice(works, number))

        if note.content is not None:
            writing = References(cite=lambda citation: cited(len(citation.works)))
            return InlineWriter(self._locale, (), with_notes=False).written(note.content, writing)
        text = cited(len(note.items))
        # A date may end with a full stop of its own (Bulgarian, Hungarian).
        return text if plain(text).endswith(".") else text + Markup(".")

    def _work(
        self,
        item: NoteItem,
        repeated: Callable[..., str],
        accessed: Callable[..., str],
        edited: Callable[..., str],
    ) -> Markup:
        if item.first_note is None:
            parts = self._full(item.reference, accessed, edited)
        else:
            parts = [self._short(item, item.first_note, repeated)]
        if item.locator:
            parts.append(self._locale.foreign(item.locator, item.locale))
        return Markup(self._locale.comma).join(parts)

    def source_row(self, row: SourceIndexRow, note_name: Callable[[int], str]) -> Markup:
        """Return a work of the index, with links to the notes that cite it."""
        work = row.reference
        author = [] if work.sort_author in (work.container, work.title) else [work.sort_author]
        parts = [self._locale.foreign(name, work.language) for name in author]
        parts += [self._title(work), *self._container(work)]
        links = [
            Markup('<a href="#note-{}" aria-label="{}">{}</a>').format(
                number, plain(note_name(number)), self._locale.ltr(number)
            )
            for number in row.notes
        ]
        return Markup("{} ({})").format(
            Markup(self._locale.comma).join(parts), Markup(self._locale.comma).join(links)
        )

    def _short(self, item: NoteItem, first_note: int, repeated: Callable[..., str]) -> Markup:
        work = item.reference
        author = self._locale.foreign(work.short_author, work.language)
        return stripped(repeated(author, self._locale.ltr(first_note)))

    def _title(self, work: Reference) -> Markup:
        if work.kind is not WorkKind.WORK:
            title = self._locale.foreign(work.title, work.language)
            return title if work.kind is WorkKind.LAW else Markup("<em>{}</em>").format(title)
        opening, closing = quotes(self._locale.locale)
        return escape(opening) + self._locale.foreign(work.title, work.language) + escape(closing)

    def _container(self, work: Reference) -> list[Markup]:
        if not work.container:
            return []
        return [Markup("<em>{}</em>").format(self._locale.foreign(work.container, work.language))]

    def _editors(self, work: Reference, edited: Callable[..., str]) -> list[Markup]:
        names = [self._locale.foreign(name, work.language) for name in work.editors]
        if not names:
            return []
        return [stripped(edited(Markup(self._locale.comma).join(names)))]

    def _full(
        self, work: Reference, accessed: Callable[..., str], edited: Callable[..., str]
    ) -> list[Markup]:
        """Return the parts of a work in full, in their order."""
        parts = [self._locale.foreign(author, work.language) for author in work.authors]
        parts.append(self._title(work))
        about = (work.genre, work.number, work.authority)
        # A law's number mostly stands in its title.
        said = [part for part in about if part and part not in work.title]
        parts += [self._locale.foreign(part, work.language) for part in said]
        parts += self._container(work)
        parts += self._editors(work, edited)
        if work.volume:
            issue = f" ({work.issue})" if work.issue else ""
            parts.append(self._locale.ltr(f"{work.volume}{issue}"))
        if work.pages:
            parts.append(self._locale.ltr(work.pages))
        parts += [self._locale.foreign(part, work.language) for part in work.publisher]
        if work.issued:
            parts.append(self._locale.date(work.issued, work.issued_end))
        if work.issued_text:
            parts.append(self._locale.foreign(work.issued_text, work.language))
        if work.url:
            address = Markup('<a class="url" href="{}">{}</a>')
            parts.append(address.format(work.url, self._locale.ltr(work.url)))
        if work.accessed:
            parts.append(stripped(accessed(self._locale.date(work.accessed))))
        if work.accessed_text:
            text = self._locale.foreign(work.accessed_text, work.language)
            parts.append(stripped(accessed(text)))
        return parts
