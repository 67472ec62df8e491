"""The messages of a changed source are merged into a catalog; no translation is lost."""

from collections.abc import Sequence
from dataclasses import replace

from briefkit.catalogs.matching import most_alike
from briefkit.catalogs.starting import plural_count, untranslated
from briefkit.garbage import without_collecting
from briefkit.model import Catalog, Entry, Message

__all__ = ["merge"]

_Previous = tuple[str | None, str | None, str | None]


@without_collecting()
def merge(messages: Sequence[Message], catalog: Catalog) -> Catalog:
    """Return `catalog` with the messages of a changed source.

    Exact matches keep their translation, obsolete ones come back with theirs, messages that are
    much alike take the old translation as fuzzy with its previous msgid, and what is gone turns
    obsolete, unless it was fuzzy and an obsolete or a fuzzy message has the same words. Merging
    twice changes nothing more. Places that moved within their files stay as they were, so that a
    line added to a text doesn't touch every message below it.

    A message that the catalog's locale is not asked for is left out, unless the catalog has it, as
    another program's merging gives it to all languages.
    """
    plurals = plural_count(catalog.header("Plural-Forms"))
    active = {entry.message.key: entry for entry in catalog.entries if not entry.obsolete}
    obsolete = {entry.message.key: entry for entry in catalog.entries if entry.obsolete}
    messages = [m for m in messages if m.is_wanted_in(catalog.locale) or m.key in active]
    wanted = {message.key for message in messages}
    changed = [m for m in messages if m.key not in active and m.key not in obsolete]
    alike = most_alike(changed, [*active.values(), *obsolete.values()])
    entries: list[Entry] = []
    for message in messages:
        if message.key in active:
            entries.append(_kept(message, active[message.key], plurals))
        elif message.key in obsolete:
            entries.append(_kept(message, obsolete[message.key], plurals))
        elif message.key in alike:
            entries.append(_fuzzy(message, alike[message.key], plurals))
        else:
            entries.append(untranslated(message, plurals))
    unwanted = [entry for entry in catalog.entries if entry.message.key not in wanted]
    held = {_words(entry) for entry in entries if entry.fuzzy}
    held |= {_words(entry) for entry in unwanted if entry.obsolete or not entry.fuzzy}
    for entry in unwanted:
        if entry.obsolete:
            entries.append(entry)
        elif any(entry.translations) and not (entry.fuzzy and _words(entry) in held):
            # What nobody confirmed is kept once, however often its source is edited.
            held.add(_words(entry))
            gone = replace(entry.message, places=(), comments=())
            entries.append(entry.change(obsolete=True, message=gone))
    merged = tuple(entries)
    return catalog if merged == catalog.entries else replace(catalog, entries=merged)


def _words(entry: Entry) -> tuple[tuple[str, ...], str]:
    """Return what a person has written in an entry."""
    return entry.translations, entry.translator_comment


def _flags(message: Message, old: Message, *, fuzzy: bool) -> tuple[str, ...]:
    """Return the template's flags and those that a translator or a tool has added."""
    added = (flag for flag in old.flags if flag not in ("fuzzy", *message.flags))
    formats = (flag for flag in added if not flag.endswith("-format") or flag.startswith("no-"))
    return (*(("fuzzy",) if fuzzy else ()), *message.flags, *formats)


def _kept(message: Message, entry: Entry, plurals: int) -> Entry:
    old = entry.message
    moved_within = [place.path for place in message.places] == [place.path for place in old.places]
    places = old.places if moved_within else message.places
    translations, fuzzy = _shaped(message, entry.translations, plurals)
    fuzzy = fuzzy or entry.fuzzy
    flags = _flags(message, old, fuzzy=fuzzy)
    if set(flags) == set(old.flags):
        flags = old.flags
    return entry.change(
        message=replace(message, places=places, flags=flags),
        translations=translations,
        obsolete=False,
    )


def _shaped(
    message: Message, translations: tuple[str, ...], plurals: int
) -> tuple[tuple[str, ...], bool]:
    """Return the translations in as many forms as the message wants, and whether they changed."""
    count = plurals if message.plural else 1
    if len(translations) == count:
        return translations, False
    shaped = (*translations[:count], *("",) * (count - len(translations)))
    return shaped, any(shaped)


def _fuzzy(message: Message, entry: Entry, plurals: int) -> Entry:
    old = entry.message
    translations, _ = _shaped(message, entry.translations, plurals)
    # A translation that was fuzzy already was made for what it names as its previous message.
    previous: _Previous = (old.context, old.msgid, old.plural)
    if entry.fuzzy and entry.previous[1] is not None:
        previous = entry.previous
    return Entry(
        message=replace(message, flags=_flags(message, old, fuzzy=True)),
        translations=translations,
        translator_comment=entry.translator_comment,
        previous=previous,
        line=entry.line,  # where its translation stands until it is saved
    )
