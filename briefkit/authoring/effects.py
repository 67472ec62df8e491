"""What a change of a text does to its translations, told before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefkit.catalogs import merge
from briefkit.errors import CatalogError, SourceError
from briefkit.model import Catalog, Entry, Message, MessageKey
from briefkit.project import Project

__all__ = ["TranslatorsNote", "Unsettled", "translators_notes", "unsettled_languages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A language whose translation a change unsettles, by numbers of messages.

    `fuzzy` ones keep a translation that is to be confirmed, `new` ones have none, and what is
    `gone` is no longer printed: its translation is kept.
    """

    locale: str
    fuzzy: int
    new: int
    gone: int


def unsettled_languages(
    project: Project, brief: str, messages: Sequence[Message]
) -> tuple[Unsettled, ...]:
    """Return the languages that a brief's `messages` unsettle in the place of those it has now.

    Where the brief needs work now, they are compared with what the catalogs have. A catalog that
    can't be read is left out: that is told where one translates.
    """
    found = []
    before = _messages(project, brief)
    # Most catalogs have the same messages translated: what is worked out for one holds for all.
    known: dict[object, Unsettled] = {}
    for catalog in _catalogs(project, brief):
        key = _shape(catalog, (*messages, *(before or ())))
        if key not in known:
            settled = catalog if before is None else merge(before, catalog)
            known[key] = _unsettled(settled, merge(messages, settled))
        one = replace(known[key], locale=catalog.locale)
        if one.fuzzy or one.new or one.gone:
            found.append(one)
    return tuple(found)


def _shape(catalog: Catalog, messages: Sequence[Message]) -> object:
    """Return all of a catalog that merging goes by, beside the words of its translations."""
    return (
        catalog.header("Plural-Forms") if any(m.plural for m in messages) else "",
        tuple(m.key for m in messages if not m.is_wanted_in(catalog.locale)),
        tuple(
            (e.message.key, e.message.flags, tuple(map(bool, e.translations)), e.obsolete)
            + (e.previous if e.fuzzy else ())
            for e in catalog.entries
        ),
    )


def _messages(project: Project, brief: str) -> tuple[Message, ...] | None:
    try:
        return project.brief(brief).messages
    except SourceError:
        return None


def _catalogs(project: Project, brief: str) -> Iterator[Catalog]:
    """Yield the catalogs of a brief that are there and can be read."""
    for locale in project.catalogs.locales:
        if project.catalogs.path(brief, locale).exists():
            try:
                yield project.catalogs.read(brief, locale)
            except CatalogError:
                continue


def _unsettled(before: Catalog, after: Catalog) -> Unsettled:
    known, present = _active(before), _active(after)
    added = [entry for key, entry in present.items() if key not in known]
    fuzzy = [entry for entry in added if entry.fuzzy]
    # What was changed is counted as such, and has not gone.
    changed = {(entry.previous[0], entry.previous[1]) for entry in fuzzy}
    gone = [key for key in known if key not in present and key not in changed]
    return Unsettled(
        locale=before.locale,
        fuzzy=len(fuzzy),
        new=sum(not any(entry.translations) for entry in added),
        gone=len(gone),
    )


def _active(catalog: Catalog) -> dict[MessageKey, Entry]:
    return {entry.message.key: entry for entry in catalog.entries if not entry.obsolete}


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatorsNote:
    """What the translator of a language says to the author, and the line that it is about."""

    locale: str
    line: int
    msgid: str
    note: str


def translators_notes(project: Project, brief: str, place: str) -> tuple[TranslatorsNote, ...]:
    """Return the notes of all translators at messages of the file of that name, by its lines.

    Of a brief that needs work there are none: its messages have no places.
    """
    messages = _messages(project, brief) or ()
    lines = {
        message.key: next((p.line for p in message.places if p.path == place), 0)
        for message in messages
    }
    found = [
        TranslatorsNote(
            locale=catalog.locale, line=lines[key], msgid=entry.message.msgid, note=entry.note
        )
        for catalog in _catalogs(project, brief)
        for key, entry in _active(catalog).items()
        if lines.get(key) and entry.note
    ]
    return tuple(sorted(found, key=lambda note: (note.line, note.locale)))
