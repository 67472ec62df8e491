"""What stood in catalogs before it was saved over, to be taken back."""

from collections import OrderedDict

from briefkit.model import Catalog, Entry, MessageKey

__all__ = ["SavedEntries"]

_MOST = 200

_Where = tuple[str, MessageKey]


class SavedEntries:
    """The entries that this run of the desk has saved over, each with what was saved."""

    def __init__(self) -> None:
        self._before: OrderedDict[_Where, tuple[Entry, Entry]] = OrderedDict()

    def remember(self, before: Catalog, after: Catalog, key: MessageKey) -> None:
        """Keep what a message's entry was before it was saved."""
        old, new = before.entry(key), after.entry(key)
        if old is not None and new is not None and old != new:
            where = before.path, key
            self._before.pop(where, None)
            self._before[where] = old, new
            while len(self._before) > _MOST:
                self._before.popitem(last=False)

    def before(self, catalog: Catalog, key: MessageKey) -> Entry | None:
        """Return what an entry was before, unless somebody has changed since what was saved."""
        old, new = self._before.get((catalog.path, key), (None, None))
        return old if new is not None and catalog.entry(key) == new else None

    def forget(self, catalog: Catalog, key: MessageKey) -> None:
        """Drop what was taken back."""
        self._before.pop((catalog.path, key), None)
