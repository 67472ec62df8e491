"""A text that nobody has saved yet, in a project of its own: to be looked at."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from briefkit.authoring.texts import SourceText
from briefkit.project import LANGUAGES, Project

__all__ = ["lay_out_draft"]

# What a draft has of its project as it is there.
_LINKED = ("locales", "templates", "fonts", LANGUAGES)


def lay_out_draft(
    project: Project,
    seen: SourceText,
    text: str,
    folder: Path,
    pictures: Mapping[str, bytes] | None = None,
) -> Project:
    """Return a project in `folder`, whose one brief has a text in the place of the one `seen`.

    `pictures` are files that it has besides, by their names in the brief's folder. The real
    project's files are neither changed nor waited for; the brief's are copies, its catalogs and
    templates are links to those that are there. Raises OSError.
    """
    brief, own = folder / "briefs" / seen.brief, dict(pictures or {})
    own[seen.path.name] = text.encode()
    _copy_changed(seen.path.parent, brief, frozenset(brief / name for name in own))
    for name, data in own.items():
        _write_changed(brief / name, data)
    for name in _LINKED:
        found = (project.root / name).resolve()
        if found.exists() and not (folder / name).is_symlink():
            (folder / name).symlink_to(found, target_is_directory=found.is_dir())
    return Project(folder, project.bundled)


def _copy_changed(source: Path, target: Path, own: frozenset[Path]) -> None:
    """Have a folder hold what another does, but for the files that are its own.

    What is new or was changed there is copied; what is hidden is left out, and so are links to
    folders: they can lead in a circle.
    """
    target.mkdir(parents=True, exist_ok=True)
    with os.scandir(source) as listed:
        wanted = {entry.name: entry for entry in listed if entry.name[0] != "."}
    for path in target.iterdir():
        if path.name not in wanted and path not in own and (path.is_symlink() or path.is_file()):
            path.unlink()
    for name, entry in wanted.items():
        if entry.is_dir(follow_symlinks=False):
            _copy_changed(Path(entry.path), target / name, own)
        elif entry.is_file() and target / name not in own:
            _copy_file(Path(entry.path), target / name, source)


def _copy_file(path: Path, copy: Path, folder: Path) -> None:
    """Copy a file that was changed; a link out of its folder stays one, and is refused as such."""
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        copy.unlink(missing_ok=True)
        copy.symlink_to(path.resolve())
    elif _stamp(path) != _stamp(copy):
        # With its time, by which it is known to be the same.
        shutil.copy2(path, copy)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, -1
    return status.st_mtime_ns, status.st_size


def _write_changed(path: Path, data: bytes) -> None:
    if path.is_symlink() or not path.exists() or path.read_bytes() != data:
        # What a link leads to is no draft.
        path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
