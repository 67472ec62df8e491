"""Notes and the index of sources, as the locale writes them."""

from collections.abc import Callable

from markupsafe import Markup, escape

from briefkit.brief import Note, Reference, SourceIndexRow
from briefkit.languages import quotes
from briefkit.leaflet.locale_text import LocaleWriter
from briefkit.leaflet.markup import plain, stripped

__all__ = ["NoteWriter"]


class NoteWriter:
    """Writes the works that a text cites."""

    def __init__(self, locale: LocaleWriter) -> None:
        self._locale = locale

    def note(
        self, note: Note, repeated: Callable[..., str], accessed: Callable[..., str]
    ) -> Markup:
        """Return a note's works, in full or short, as the locale writes them."""
        works = [
            self._full(item.reference, accessed)
            if item.first_note is None
            else stripped(
                repeated(
                    self._locale.foreign(item.reference.short_author, item.reference.language),
                    self._locale.ltr(item.first_note),
                )
            )
            for item in note.items
        ]
        text = Markup(self._locale.semicolon).join(works)
        # A date may end with a full stop of its own (Bulgarian, Hungarian).
        return text if plain(text).endswith(".") else text + Markup(".")

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

    def _title(self, work: Reference) -> Markup:
        opening, closing = quotes(self._locale.locale)
        return escape(opening) + self._locale.foreign(work.title, work.language) + escape(closing)

    def _container(self, work: Reference) -> list[Markup]:
        if not work.container:
            return []
        return [Markup("<em>{}</em>").format(self._locale.foreign(work.container, work.language))]

    def _full(self, work: Reference, accessed: Callable[..., str]) -> Markup:
        parts = [self._locale.foreign(author, work.language) for author in work.authors]
        parts += [self._title(work), *self._container(work)]
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
        return Markup(self._locale.comma).join(parts)
