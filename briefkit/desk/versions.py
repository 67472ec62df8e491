"""What two copies of the project have both changed: shown as two texts, and chosen."""

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefkit.catalogs import parse_catalog, serialise_catalog, with_entry
from briefkit.desk.permitting import require_languages
from briefkit.desk.persons import person
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError, ChangedError
from briefkit.model import Catalog, Entry
from briefkit.project import digest_of, remove_file, write_atomically

if TYPE_CHECKING:
    from briefkit.office.repository import Repository, Version

# Of a file that may go, so many characters.
_SHOWN = 2000

__all__ = ["ShownVersion", "may_choose", "shown_version", "take_other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """Two texts of a file or, in a `locale`, of a message of a `domain`; `source` is its original.

    `seen` is a digest of what the file has now; `author` made the last commit of the other copy,
    in which the file may be `gone`.
    """

    id: str
    path: str
    locale: str
    domain: str
    source: str
    ours: str
    theirs: str
    author: str
    seen: str
    gone: bool


def may_choose(version: "Version", contacts: Path, tree: Path) -> bool:
    """Whether whoever is there may choose: it is what she may save.

    Translators save messages, and take out no catalog.
    """
    somebody = person()
    if somebody.author:
        return True
    if somebody.worker and tree / version.path == contacts.resolve():
        return True
    locale = "" if version.gone else _locale(version.path)
    return somebody.translates(locale) if locale else False


def _locale(path: str) -> str:
    """Return the language that a path is a catalog of; nothing for another file."""
    folder = PurePosixPath(path).parent
    return folder.parent.name if folder.name == "LC_MESSAGES" else ""


def shown_version(repository: "Repository", version: "Version") -> ShownVersion | None:
    """Return two texts to choose from; nothing where they are the same by now, or gone."""
    held = repository.branch.held(version.commit.encode(), os.fsencode(version.path))  # type: ignore[arg-type]
    data = _read(repository.branch.tree / version.path)
    if data is None or held == data or (held is None) is not version.gone:
        return None
    if held is None:
        ours, theirs, source = _beginning(_text(data)), "", ""
    elif version.message is None:
        ours, theirs, source = _text(data), _text(held), ""
    else:
        entry, other = (_entry(_catalog(version, each), version) for each in (data, held))
        if entry is None or other is None or _words(entry) == _words(other):
            return None
        ours, theirs, source = _words(entry), _words(other), version.message[1]
    return ShownVersion(
        id=version.id,
        path=version.path,
        locale=_locale(version.path),
        domain=PurePosixPath(version.path).stem,
        source=source,
        ours=ours,
        theirs=theirs,
        author=version.author,
        seen=digest_of(data if version.gone else ours.encode("utf-8", "replace")),
        gone=version.gone,
    )


def take_other(repository: "Repository", version: "Version", seen: str, revised: str) -> None:
    """Write the other copy's text in the place of ours, as whoever is there would save it.

    `revised` is the time as gettext's headers have it. Raises ChangedError where ours is not what
    was `seen`.
    """
    if locale := _locale(version.path):
        require_languages([locale])
    shown = shown_version(repository, version)
    if shown is None:
        return
    path = repository.branch.tree / version.path
    data = _read(path) or b""
    if shown.seen != seen:
        raise ChangedError(
            Diagnostic(
                check="versions",
                message=translatable(
                    "Somebody has changed this text meanwhile. Nothing was written."
                ),
                location=Location(version.path),
            )
        )
    if shown.gone:
        remove_file(path, repository.branch.tree, expected=digest_of(data))
        return
    held = repository.branch.held(version.commit.encode(), os.fsencode(version.path))  # type: ignore[arg-type]
    assert held is not None
    if version.message is not None:
        ours, other = (_catalog(version, each) for each in (data, held))
        entry = _entry(other, version)
        assert ours is not None
        assert entry is not None
        by = person().signature
        held = serialise_catalog(with_entry(ours, entry, translator=by, revised=revised))
    write_atomically(path, held, expected=digest_of(data))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _text(data: bytes) -> str:
    """Return a file's text; of what is none, that it is one of so many bytes."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return f"({len(data)} B)"


def _beginning(text: str) -> str:
    """Return so much of a file's text that one knows which it is."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]} …"


def _catalog(version: "Version", data: bytes) -> Catalog | None:
    path = PurePosixPath(version.path)
    try:
        return parse_catalog(
            data, locale=_locale(version.path), domain=path.stem, path=version.path
        )
    except CatalogError:
        return None


def _entry(catalog: Catalog | None, version: "Version") -> Entry | None:
    return catalog.entry(version.message) if catalog and version.message else None


def _words(entry: Entry) -> str:
    return " / ".join(entry.translations)
