"""What two copies have both changed, kept until somebody chooses."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

from briefkit.office.repository.merging import Version
from briefkit.project import write_atomically

__all__ = ["Versions"]

# A page forgets what has become the same while a merge keeps more: one after the other.
_changing = Lock()


class Versions:
    """A file with what is to be chosen; the words themselves stand in commits."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def listed(self) -> tuple[Version, ...]:
        """Return what is to be chosen, the oldest first; what makes no sense there is left out."""
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return ()
        found = (_version(each) for each in data) if isinstance(data, list) else ()
        return tuple(version for version in found if version)

    def add(self, versions: Iterable[Version]) -> None:
        """Keep more; of the same file or message, the last one takes the place of the others."""
        added = {(version.path, version.message): version for version in versions}
        if not added:
            return
        with _changing:
            kept = {(version.path, version.message): version for version in self.listed()}
            self._write((kept | added).values())

    def remove(self, version_id: str) -> None:
        """Forget what was chosen."""
        with _changing:
            self._write(version for version in self.listed() if version.id != version_id)

    def _write(self, versions: Iterable[Version]) -> None:
        lines = [json.dumps(asdict(version), ensure_ascii=False) for version in versions]
        text = "[\n" + ",\n".join(lines) + "\n]\n"
        write_atomically(self._path, text.encode("utf-8", "surrogatepass"))


def _version(data: Any) -> Version | None:
    if not isinstance(data, dict):
        return None
    path, commit, author = (data.get(name) for name in ("path", "commit", "author"))
    if not (isinstance(path, str) and isinstance(commit, str) and isinstance(author, str)):
        return None
    match data.get("message"):
        case None:
            return Version(path, commit, author, gone=data.get("gone") is True)
        case [str() | None as context, str() as msgid]:
            return Version(path, commit, author, (context, msgid))
    return None
