"""Who is who now: `office.toml` is read anew when it was changed, and its mistakes are told."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError
from briefkit.office import Office, Person, parse_office
from briefkit.project import TEXT_LIMIT, decode_text, read_bytes

__all__ = ["OfficeFile"]


class OfficeFile:
    """The people of an office: as the file has them now, or as it had them when it was sound.

    `faults` is all that is wrong with it now. The address and the proxy are those of the `office`
    with which the desk was started.
    """

    def __init__(self, path: Path, office: Office) -> None:
        self.faults: tuple[Diagnostic, ...] = ()
        self._path = path
        self._office = office
        # All of it, and not its time: an editor may save twice within a tick of the disk's clock.
        self._read: bytes | None = None
        self._warned = ""

    def people(self) -> Mapping[str, Person]:
        """Return who may come in, by what the proxy calls them."""
        try:
            data = read_bytes(self._path, self._path.name, TEXT_LIMIT, SourceError)
        except SourceError as error:
            self._read = None
            self._tell(error)
        else:
            if data != self._read:
                self._read = data
                self._take(data)
        return self._office.people

    def _take(self, data: bytes) -> None:
        try:
            found = parse_office(decode_text(data, self._path.name))
        except SourceError as error:
            self._tell(error)
            return
        self.faults, self._warned = (), ""
        started = replace(found, people=self._office.people)
        if started != self._office:
            self._warn(f"{self._path.name}: address and [proxy] count from the next start")
        self._office = replace(self._office, people=found.people)

    def _tell(self, error: SourceError) -> None:
        self.faults = tuple(error.diagnostics)
        self._warn(f"{_places(self.faults)}: a mistake; everybody may do what she could before")

    def _warn(self, text: str) -> None:
        """Log a warning, once."""
        if text != self._warned:
            self._warned = text
            logging.getLogger(__name__).warning(text)


def _places(faults: Iterable[Diagnostic]) -> str:
    """Return where faults are, and not what: a journal has nobody's name."""
    return ", ".join(dict.fromkeys(str(f.location) for f in faults if f.location))
