"""What another catalog has translated fills the gaps of one, as gettext's compendiums do."""

from dataclasses import replace

from briefkit.model import IGNORING, Catalog, Entry

__all__ = ["filled"]


def filled(catalog: Catalog, compendium: Catalog) -> Catalog:
    """Return `catalog` with the current translations of `compendium` where it has none.

    What it has stays, fuzzy or not, and so does what is obsolete. What a machine translated says
    so, where the catalog doesn't; what silences checks comes with it.
    """
    known = {e.message.key: e for e in compendium.entries if e.current}
    by_machine = {
        key for key in known if compendium.is_by_machine(key) and not catalog.is_by_machine(key)
    }

    def with_known(entry: Entry) -> Entry:
        after = _filled(entry, known.get(entry.message.key))
        marked = after is not entry and entry.message.key in by_machine
        return after.made_by("machine") if marked else after

    entries = tuple(map(with_known, catalog.entries))
    return catalog if entries == catalog.entries else replace(catalog, entries=entries)


def _filled(entry: Entry, known: Entry | None) -> Entry:
    empty = not any(entry.translations) and not entry.obsolete
    if known is None or not empty or len(known.translations) != len(entry.translations):
        return entry
    comment = [line for line in entry.translator_comment.split("\n") if line]
    silencing = [match[0].strip() for match in IGNORING.finditer(known.translator_comment)]
    return entry.change(
        translations=known.translations,
        translator_comment="\n".join([*comment, *(s for s in silencing if s not in comment)]),
    )
