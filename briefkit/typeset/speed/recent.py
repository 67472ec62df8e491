"""Things remembered, of which the oldest are forgotten."""

from collections.abc import Hashable
from typing import Any

__all__ = ["Recent"]


class Recent:
    """Things by their keys: at least the last `most` that were asked for, at most twice as many."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._newer: dict[Hashable, Any] = {}
        self._older: dict[Hashable, Any] = {}

    def get(self, key: Hashable) -> Any:
        """Return a thing, or None."""
        found = self._newer.get(key)
        if found is None and (found := self._older.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: Hashable, thing: Any) -> None:
        if len(self._newer) >= self._most:
            self._older, self._newer = self._newer, {}
        self._newer[key] = thing
