"""A template and a catalog become the catalog brought up to date; no translation is lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rapidfuzz import fuzz, process

from briefkit.languages import english_name, plural_forms
from briefkit.model import Catalog, Entry, Message, MessageKey

__all__ = [
    "merge",
    "new_catalog",
    "record_review",
    "record_translation",
    "rename",
    "template_catalog",
]

# GNU msgmerge takes a message for a changed one when they are this alike (FUZZY_THRESHOLD 0.6).
FUZZY_THRESHOLD = 60.0

Previous = tuple[str | None, str | None, str | None]


def template_catalog(
    messages: Iterable[Message], *, domain: str, path: str, created: str, bugs_to: str = ""
) -> Catalog:
    """Return the template (.pot) of a domain; `created` is a time as gettext writes it."""
    return Catalog(
        locale="",
        domain=domain,
        path=path,
        header_comment=f"Template of the messages of “{domain}”.",
        header_flags=("fuzzy",),
        headers=(
            ("Project-Id-Version", "briefkit"),
            ("Report-Msgid-Bugs-To", bugs_to),
            ("POT-Creation-Date", created),
            ("PO-Revision-Date", "YEAR-MO-DA HO:MI+ZONE"),
            ("Last-Translator", "FULL NAME <EMAIL@ADDRESS>"),
            ("Language-Team", "LANGUAGE <LL@li.org>"),
            ("Language", ""),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ),
        entries=tuple(_untranslated(message, 2) for message in messages),
    )


def new_catalog(
    messages: Iterable[Message],
    *,
    domain: str,
    locale: str,
    path: str,
    created: str,
    translator: str = "",
    bugs_to: str = "",
) -> Catalog:
    """Return a catalog to begin with; its plural forms are CLDR's.

    `created` is a time as gettext writes it, `translator` a name and address for Last-Translator.
    """
    forms = plural_forms(locale)
    count = _plural_count(forms)
    return Catalog(
        locale=locale,
        domain=domain,
        path=path,
        header_comment=f"{english_name(locale)} translation of “{domain}”.",
        headers=(
            ("Project-Id-Version", "briefkit"),
            ("Report-Msgid-Bugs-To", bugs_to),
            ("POT-Creation-Date", created),
            ("PO-Revision-Date", created),
            ("Last-Translator", translator or "nobody yet"),
            ("Language-Team", english_name(locale)),
            ("Language", locale),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=UTF-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", forms),
        ),
        entries=tuple(_untranslated(message, count) for message in messages),
    )


def _plural_count(forms: str) -> int:
    digits = forms.partition("nplurals=")[2].partition(";")[0].strip()
    return int(digits) if digits.isdigit() and int(digits) > 0 else 2


def _untranslated(message: Message, plurals: int) -> Entry:
    return Entry(message=message, translations=("",) * (plurals if message.plural else 1))


def merge(messages: Sequence[Message], catalog: Catalog) -> Catalog:
    """Return `catalog` with the messages of a changed source.

    Exact matches keep their translation, obsolete ones come back with theirs, messages that are
    much alike take the old translation as fuzzy with its previous msgid, and what is gone turns
    obsolete, unless it was fuzzy and an obsolete or a fuzzy message has the same words. Merging
    twice changes nothing more. Places that moved within their files stay as they were, so that a
    line added to a text doesn't touch every message below it.
    """
    plurals = _plural_count(catalog.header("Plural-Forms"))
    active = {entry.message.key: entry for entry in catalog.entries if not entry.obsolete}
    obsolete = {entry.message.key: entry for entry in catalog.entries if entry.obsolete}
    wanted = {message.key for message in messages}
    changed = [m for m in messages if m.key not in active and m.key not in obsolete]
    alike = _most_alike(changed, [*active.values(), *obsolete.values()])
    entries: list[Entry] = []
    for message in messages:
        if message.key in active:
            entries.append(_kept(message, active[message.key], plurals))
        elif message.key in obsolete:
            entries.append(_kept(message, obsolete[message.key], plurals))
        elif message.key in alike:
            entries.append(_fuzzy(message, alike[message.key], plurals))
        else:
            entries.append(_untranslated(message, plurals))
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


def _most_alike(messages: Sequence[Message], entries: Iterable[Entry]) -> dict[MessageKey, Entry]:
    candidates = [entry for entry in entries if any(entry.translations)]
    if not messages or not candidates:
        return {}
    texts = [entry.message.msgid for entry in candidates]
    index = _WordIndex(texts)
    found: dict[MessageKey, Entry] = {}
    for message in messages:
        near = index.near(message.msgid)
        matches = _matches(message.msgid, {i: texts[i] for i in near})
        if not matches:
            matches = _matches(message.msgid, texts)
        if matches:
            # Among equals, the one of the same context, then the first.
            best = max(
                matches,
                key=lambda m: (m[1], candidates[m[2]].message.context == message.context, -m[2]),
            )
            found[message.key] = candidates[best[2]]
    return found


def _matches(text: str, choices: Sequence[str] | dict[int, str]) -> list[tuple[str, float, int]]:
    return process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=FUZZY_THRESHOLD, limit=3)


class _WordIndex:
    """Which texts have which words: where to look first for a text that is much alike."""

    ENOUGH = 100

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts_of: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for word in set(text.split()):
                self._texts_of.setdefault(word, []).append(number)

    def near(self, text: str) -> list[int]:
        """Return the texts that share the rarest words of `text`."""
        lists = sorted((self._texts_of.get(word, []) for word in set(text.split())), key=len)
        near: dict[int, None] = {}
        for numbers in lists:
            if near and len(near) + len(numbers) > self.ENOUGH:
                break
            near.update(dict.fromkeys(numbers))
        return sorted(near)


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
    previous: Previous = (old.context, old.msgid, old.plural)
    if entry.fuzzy and entry.previous[1] is not None:
        previous = entry.previous
    return Entry(
        message=replace(message, flags=_flags(message, old, fuzzy=True)),
        translations=translations,
        translator_comment=entry.translator_comment,
        previous=previous,
    )


def rename(catalog: Catalog, new_msgids: Mapping[MessageKey, str]) -> Catalog:
    """Return the catalog with messages under a corrected msgid, their translations untouched.

    A review that held still holds. Entries already under the corrected msgid stay as they are.
    """
    reviewed = catalog.review is not None
    present = {entry.message.key for entry in catalog.entries if not entry.obsolete}
    entries = tuple(
        entry.change(message=replace(entry.message, msgid=new_msgids[entry.message.key]))
        if entry.message.key in new_msgids
        and (entry.message.context, new_msgids[entry.message.key]) not in present
        else entry
        for entry in catalog.entries
    )
    if entries == catalog.entries:
        return catalog
    renamed = replace(catalog, entries=entries)
    return renamed.with_headers(X_Review_Digest=renamed.digest()) if reviewed else renamed


def record_translation(
    catalog: Catalog, key: MessageKey, text: str, *, translator: str, revised: str
) -> Catalog:
    """Return a catalog with a message translated, as an editor of PO files saves it.

    It is no longer fuzzy. `translator` is a name and an address, `revised` a time as gettext writes
    it; both go into the headers. Raises KeyError for a message that the catalog hasn't.
    """
    if key not in {entry.message.key for entry in catalog.entries if not entry.obsolete}:
        raise KeyError(key)

    def translated(entry: Entry) -> Entry:
        flags = tuple(flag for flag in entry.message.flags if flag != "fuzzy")
        message = replace(entry.message, flags=flags)
        return entry.change(message=message, translations=(text,), previous=(None, None, None))

    entries = tuple(
        translated(entry) if entry.message.key == key and not entry.obsolete else entry
        for entry in catalog.entries
    )
    if entries == catalog.entries:
        return catalog
    return replace(catalog, entries=entries).with_headers(
        Last_Translator=translator, PO_Revision_Date=revised
    )


def record_review(catalog: Catalog, reviewer: str, day: date) -> Catalog:
    """Return the catalog with the review of its present words in its headers."""
    return catalog.with_headers(
        X_Reviewed_By=reviewer, X_Review_Date=day.isoformat(), X_Review_Digest=catalog.digest()
    )
