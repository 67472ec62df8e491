"""A translation memory fills the empty messages of a catalog."""

from collections.abc import Iterable, Iterator

from briefkit.catalogs.exchange.reconciling import entry_with_state
from briefkit.catalogs.exchange.units import Unit, catalog_units, unit_ids
from briefkit.model import Catalog, Entry

__all__ = ["filled_from_memory"]


def filled_from_memory(catalog: Catalog, memory: Iterable[Unit]) -> Iterator[Entry]:
    """Yield the catalog's entries, the empty ones as the memory has them."""
    found: dict[tuple[str | None, ...], str] = {}
    for unit in memory:
        # By the message itself, its words and context, its words alone: the first of each counts.
        for key in ((unit.id, unit.source), (None, unit.source, unit.context), (None, unit.source)):
            if unit.target.strip():
                found.setdefault(key, unit.target)
    exported = {unit.id: unit for unit in catalog_units(catalog)}
    for entry in catalog.entries:
        if entry.obsolete or any(entry.translations):
            yield entry
            continue
        texts = []
        for unit in (exported[name] for name in unit_ids(entry)):
            text = found.get((unit.id, unit.source))
            if text is None and entry.message.plural is None:
                text = found.get((None, unit.source, unit.context))
                text = found.get((None, unit.source)) if text is None else text
            texts.append(text or "")
        if all(texts):
            entry = entry_with_state(entry.change(translations=tuple(texts)), fuzzy=True)
        yield entry
