"""The files that the desk works on, and what changes when they are saved."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from briefkit.build import Order
from briefkit.desk.choices import Choice, parse_choice
from briefkit.desk.contact_file import change_contacts, read_contacts
from briefkit.desk.contact_table import ContactRow
from briefkit.desk.persons import own_file
from briefkit.diagnostics import Diagnostic
from briefkit.errors import ContactError
from briefkit.project import LANGUAGES, Project, digest_of, find_folder, write_atomically
from briefkit.unchanged import files_below

__all__ = ["DeskFiles", "Stamp", "stamp_of"]

# Paths with their times (ns) and sizes (bytes).
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFiles:
    """What the desk reads and writes: a project, its contacts (CSV) and the last choice (JSON).

    `clock` returns the time now, in the time zone here. `dictionaries` are folders with Hunspell's,
    beside those where systems keep them.
    """

    order: Order
    contacts_file: Path
    choice_file: Path
    clock: Callable[[], datetime]
    dictionaries: tuple[Path, ...] = ()
    _read: list[tuple[Stamp, Project]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def day(self) -> date:
        """Return what day it is."""
        return self.clock().date()

    @property
    def project(self) -> Project:
        """The project as it is now: what was read of it stays, until one of its files is saved."""
        return self.look()[1]

    def look(self) -> tuple[Stamp, Project]:
        """Return the stamp of the project's files, and the project as it is now."""
        stamp = self.stamp()
        if not self._read or self._read[-1][0] != stamp:
            self._read[:] = [(stamp, Project(self.order.root, self.order.bundled))]
        return self._read[-1]

    @property
    def orders_file(self) -> Path:
        """Where this project's orders are kept: beside the last choice."""
        root = str(self.order.root.resolve()).encode("utf-8", "surrogateescape")
        return own_file(self.choice_file.with_name(f"orders-{digest_of(root)[:16]}.json"))

    def rows(self) -> tuple[ContactRow, ...]:
        """Return the contacts as their file is now. Raises ContactError where it cannot be read."""
        return read_contacts(self.contacts_file, self.day())

    def readable_rows(self) -> tuple[tuple[ContactRow, ...], tuple[Diagnostic, ...]]:
        """Return the contacts, or none and why their file cannot be read."""
        try:
            return self.rows(), ()
        except ContactError as error:
            return (), tuple(error.diagnostics)

    def change_rows(self, change: Callable[[tuple[ContactRow, ...]], Sequence[ContactRow]]) -> None:
        """Write what `change` makes of the contacts: on the disk on return; see `change_contacts`.

        It is asked again where another program has changed them meanwhile. Raises ContactError.
        """
        change_contacts(self.contacts_file, self.day(), change)

    def choice(self) -> Choice:
        """Return what was chosen last; what was not is empty."""
        return parse_choice(_text(own_file(self.choice_file)))

    def remember(self, choice: Choice) -> None:
        """Keep a choice for the next time."""
        write_atomically(own_file(self.choice_file), choice.as_json().encode())

    def stamp(self) -> Stamp:
        """Return what changes whenever a file of the project is saved."""
        order = self.order
        names = ("briefs", "fonts", "locales", "templates")
        folders = [find_folder(order.root, order.bundled, name) for name in names]
        paths = [path for folder in folders for path in files_below(str(folder))]
        return stamp_of([*paths, str(order.root / LANGUAGES)])


def stamp_of(paths: Iterable[str]) -> Stamp:
    """Return what changes whenever one of the files is saved; one that vanishes is left out."""
    found = []
    for path in sorted(paths):
        try:
            status = os.stat(path)
        except OSError:
            continue  # it was there to be renamed, as editors save
        found.append((path, status.st_mtime_ns, status.st_size))
    return tuple(found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""  # what cannot be read was not chosen
