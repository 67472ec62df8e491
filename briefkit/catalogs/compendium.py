"""What another catalog has translated fills the gaps of one, as gettext's compendiums do."""

from dataclasses import replace

from briefkit.model import Catalog, Entry

__all__ = ["filled"]


def filled(catalog: Catalog, compendium: Catalog) -> Catalog:
    """Return `catalog` with the current translations of `compendium` where it has none.

    What it has stays, fuzzy or not, and so does what is obsolete.
    """
    known = {e.message.key: e.translations for e in compendium.entries if e.current}
    entries = tuple(_filled(entry, known.get(entry.message.key)) for entry in catalog.entries)
    return catalog if entries == catalog.entries else replace(catalog, entries=entries)


def _filled(entry: Entry, translations: tuple[str, ...] | None) -> Entry:
    empty = not any(entry.translations) and not entry.obsolete
    if translations is None or not empty or len(translations) != len(entry.translations):
        return entry
    return entry.change(translations=translations)
