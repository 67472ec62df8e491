"""The files that the desk works on, and what changes when they are saved."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from briefkit.build import Order
from briefkit.desk.choices import Choice, parse_choice
from briefkit.desk.contact_file import change_contacts, read_contacts
from briefkit.desk.contact_table import ContactRow
from briefkit.diagnostics import Diagnostic
from briefkit.errors import ContactError
from briefkit.model import gettext_time
from briefkit.project import LANGUAGES, Project, digest_of, write_atomically

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

    def day(self) -> date:
        """Return what day it is."""
        return self.clock().date()

    def revised(self) -> str:
        """Return the time as gettext's headers have it."""
        return gettext_time(self.clock())

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return Project(self.order.root, self.order.bundled)

    @property
    def orders_file(self) -> Path:
        """Where this project's orders are kept: beside the last choice."""
        root = str(self.order.root.resolve()).encode("utf-8", "surrogateescape")
        return self.choice_file.with_name(f"orders-{digest_of(root)[:16]}.json")

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
        return parse_choice(_text(self.choice_file))

    def remember(self, choice: Choice) -> None:
        """Keep a choice for the next time."""
        write_atomically(self.choice_file, choice.as_json().encode())

    def stamp(self) -> Stamp:
        """Return what changes whenever a file of the project is saved."""
        project = self.project
        folders = [project.folder(name) for name in ("briefs", "locales", "templates")]
        paths = [path for folder in folders for path in _files_below(folder)]
        return stamp_of([*paths, project.root / LANGUAGES])


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """Return what changes whenever one of the files is saved; one that vanishes is left out."""
    found = []
    for path in sorted(paths):
        try:
            status = path.stat()
        except OSError:
            continue  # it was there to be renamed, as editors save
        found.append((str(path), status.st_mtime_ns, status.st_size))
    return tuple(found)


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and those inside it, but for hidden ones, which editors make.

    Links are followed, each folder once.
    """
    seen: set[str] = set()
    for parent, folders, files in os.walk(folder, followlinks=True):
        real = os.path.realpath(parent)
        folders[:] = [] if real in seen else [name for name in folders if name[0] != "."]
        if real not in seen:
            seen.add(real)
            yield from (Path(parent, name) for name in files if name[0] != ".")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""  # what cannot be read was not chosen
