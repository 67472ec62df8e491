"""What a person has done is written into a catalog: a translation, a review, a corrected msgid."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from datetime import date

from briefkit.catalogs.confirming import confirmation, confirmed, unconfirmed
from briefkit.model import Catalog, Entry, MessageKey, Review

__all__ = [
    "record_confirmations",
    "record_note",
    "record_review",
    "record_translation",
    "rename",
    "with_entry",
    "withdraw_confirmations",
]


def record_translation(
    catalog: Catalog, key: MessageKey, text: str, *, translator: str, revised: str
) -> Catalog:
    """Return a catalog with a message translated, as an editor of PO files saves it.

    The entry is then not fuzzy, and a person's if that changed it. `translator` is a name and an
    address, `revised` a time as gettext writes it; both go into the headers. Raises KeyError for a
    message that the catalog hasn't.
    """
    entry = catalog.entry(key)
    if entry is None:
        raise KeyError(key)
    flags = tuple(flag for flag in entry.message.flags if flag != "fuzzy")
    message = replace(entry.message, flags=flags)
    changed = entry.change(message=message, translations=(text,), previous=(None, None, None))
    if changed is not entry:
        changed = unconfirmed(changed)
        # A machine's translation that is saved as it is stays a machine's.
        changed = changed.made_by("person") if catalog.is_by_machine(key) else changed
    return with_entry(catalog, changed, translator=translator, revised=revised)


def record_note(
    catalog: Catalog, key: MessageKey, note: str, *, translator: str, revised: str
) -> Catalog:
    """Return a catalog with a translator's note to the author of a message; otherwise as above."""
    entry = catalog.entry(key)
    if entry is None:
        raise KeyError(key)
    return with_entry(catalog, entry.with_note(note), translator=translator, revised=revised)


def with_entry(catalog: Catalog, entry: Entry, *, translator: str, revised: str) -> Catalog:
    """Return a catalog with an entry in the place of the one of the same message.

    The headers say who did it and when, where anything changed.
    """
    entries = tuple(
        entry if each.message.key == entry.message.key and not each.obsolete else each
        for each in catalog.entries
    )
    if entries == catalog.entries:
        return catalog
    return replace(catalog, entries=entries).with_headers(
        Last_Translator=translator, PO_Revision_Date=revised
    )


def record_review(catalog: Catalog, reviewer: str, day: date) -> Catalog:
    """Return the catalog with the review of its present words in its headers.

    Each message that nobody has confirmed yet says so too: when one changes later, it is known
    which it was.
    """
    keys = {entry.message.key for entry in catalog.entries}
    return record_confirmations(catalog, keys, Review(reviewer, day)).with_headers(
        X_Reviewed_By=reviewer, X_Review_Date=day.isoformat(), X_Review_Digest=catalog.digest()
    )


def record_confirmations(catalog: Catalog, keys: Container[MessageKey], review: Review) -> Catalog:
    """Return the catalog with its present words of `keys` confirmed, but for what doesn't print.

    What somebody has confirmed already stays hers.
    """
    return _with_entries(
        catalog,
        (
            confirmed(entry, review)
            if entry.current and entry.message.key in keys and confirmation(entry) is None
            else entry
            for entry in catalog.entries
        ),
    )


def withdraw_confirmations(catalog: Catalog, keys: Container[MessageKey]) -> Catalog:
    """Return the catalog with nobody standing by its words of `keys`, nor by the whole of it.

    What the review of the whole vouched for besides, its reviewer has confirmed.
    """
    review = catalog.review
    others = {e.message.key for e in catalog.entries if e.message.key not in keys}
    if review is not None:
        catalog = record_confirmations(catalog, others, review).with_headers(X_Review_Digest="")
    return _with_entries(
        catalog, (unconfirmed(e) if e.message.key in keys else e for e in catalog.entries)
    )


def _with_entries(catalog: Catalog, entries: Iterable[Entry]) -> Catalog:
    changed = tuple(entries)
    return catalog if changed == catalog.entries else replace(catalog, entries=changed)


def rename(catalog: Catalog, new_msgids: Mapping[MessageKey, str]) -> Catalog:
    """Return the catalog with messages under a corrected msgid, their translations untouched.

    A review that held still holds. Entries already under the corrected msgid stay as they are.
    """
    reviewed = catalog.review is not None
    present = {entry.message.key for entry in catalog.entries if not entry.obsolete}
    renamed = _with_entries(
        catalog,
        (
            _renamed(entry, new_msgids[entry.message.key])
            if entry.message.key in new_msgids
            and (entry.message.context, new_msgids[entry.message.key]) not in present
            else entry
            for entry in catalog.entries
        ),
    )
    if renamed is catalog:
        return catalog
    return renamed.with_headers(X_Review_Digest=renamed.digest()) if reviewed else renamed


def _renamed(entry: Entry, msgid: str) -> Entry:
    """Return an entry under a corrected msgid; who confirmed its translation still does."""
    held = confirmation(entry)
    renamed = entry.change(message=replace(entry.message, msgid=msgid))
    return confirmed(renamed, held) if held else renamed
