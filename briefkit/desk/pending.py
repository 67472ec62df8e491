"""Changes that were shown and wait for a person's word: what she confirms is what she saw."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefkit.desk.persons import crowded_out, person
from briefkit.project import Project

__all__ = ["Pending", "PendingChanges"]

# How many wait at once, and how long: whoever comes back later looks anew.
_MOST = 8
_LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What was shown: its `kind` (“begin”, “update”, “import”), and where to go when it is done.

    `write` writes it as it was shown, or raises BriefkitError where a file has changed since.
    """

    kind: str
    back: str
    write: Callable[[Project], None]


class PendingChanges:
    """Keeps what was shown in memory alone, under names that nobody can guess."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[str, tuple[datetime, str, Pending]] = {}

    def keep(self, pending: Pending) -> str:
        """Return the name by which changes are confirmed; the oldest make room."""
        self._drop_stale()
        name = secrets.token_urlsafe(16)
        self._kept[name] = self._clock(), person().user, pending
        while len(self._kept) > _MOST:
            del self._kept[crowded_out({name: user for name, (_, user, _) in self._kept.items()})]
        return name

    def take(self, name: str) -> Pending | None:
        """Return what was shown under a name, once, to whom it was shown; nothing after long."""
        self._drop_stale()
        _, user, pending = self._kept.get(name, (None, None, None))
        if user != person().user:
            return None
        del self._kept[name]
        return pending

    def _drop_stale(self) -> None:
        oldest = self._clock() - _LONGEST
        for name in [name for name, (kept, *_) in self._kept.items() if kept < oldest]:
            del self._kept[name]
