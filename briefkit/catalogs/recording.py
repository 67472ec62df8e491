"""What a person has done is written into a catalog: a translation, a review, a corrected msgid."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from briefkit.model import Catalog, Entry, MessageKey

__all__ = ["record_note", "record_review", "record_translation", "rename", "with_entry"]


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
    # A machine's translation that is saved as it is stays a machine's.
    if changed is not entry and catalog.is_by_machine(key):
        changed = changed.made_by("person")
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
    """Return the catalog with the review of its present words in its headers."""
    return catalog.with_headers(
        X_Reviewed_By=reviewer, X_Review_Date=day.isoformat(), X_Review_Digest=catalog.digest()
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
