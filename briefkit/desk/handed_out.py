"""What the desk has handed out: a line for each leaflet that was downloaded or printed.

It has the form of a build's manifest, and tells which sheets have a contact that has changed.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefkit.build import MANIFEST, Outdated, Record, outdated_leaflets, read_records, record_line
from briefkit.contacts import Contact
from briefkit.project import append_line

__all__ = ["HandedOut"]


class HandedOut:
    """The leaflets that were handed out, from a folder's list and from a build's manifest.

    Where the folder cannot be written, nothing is noted: it is no reason to refuse a leaflet.
    """

    def __init__(self, folder: Path, built: Path) -> None:
        self._folder = folder
        self._built = built

    def note(self, record: Record | None, now: datetime) -> None:
        """Note that a leaflet is handed out now, once for what is the same to the letter."""
        if record is None or not self._folder.is_dir():
            return
        last = [known for known in self._records() if known.edition == record.edition]
        if last and (last[-1].code, last[-1].contacts) == (record.code, record.contacts):
            return
        self._append(replace(record, made=_time(now)))

    def outdated(self, contacts: Iterable[Contact]) -> tuple[Outdated, ...]:
        """Return what was handed out or built with contacts that are not as they are now."""
        return outdated_leaflets([*read_records(self._built), *self._records()], contacts)

    def settle(self, code: str, contacts: Iterable[Contact], now: datetime) -> None:
        """Note that no sheet of a code that is outdated is in use any more."""
        for outdated in self.outdated(contacts):
            if outdated.record.code == code:
                self._append(replace(outdated.record, made=_time(now), contacts=()))

    def _append(self, record: Record) -> None:
        with suppress(OSError):
            append_line(self._folder / MANIFEST, record_line(record))

    def _records(self) -> tuple[Record, ...]:
        return tuple(read_records(self._folder))


def _time(now: datetime) -> str:
    """Return a time as a build's manifest has it, so that both are in one order."""
    return now.astimezone(UTC).isoformat(timespec="seconds")
