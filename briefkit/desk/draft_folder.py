"""The temporary folder of a desk's drafts, which goes with it, also where it was killed."""

import os
import shutil
import tempfile
from pathlib import Path

import filelock

__all__ = ["DraftFolder", "remove_left_folders"]

_PREFIX = "briefkit-drafts-"

# Whoever works in a folder holds the lock of this file in it, and loses it by ending in any way.
_LOCK = ".lock"


class DraftFolder:
    """A folder for drafts: it is made when it is first asked for."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lock: filelock.BaseFileLock | None = None

    @property
    def path(self) -> Path:
        """Where it is."""
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix=_PREFIX))
            self._lock = filelock.FileLock(self._path / _LOCK)
            self._lock.acquire()
        return self._path

    def remove(self) -> None:
        """Take it away, with all that is in it."""
        if self._path is not None and self._lock is not None:
            self._lock.release()
            shutil.rmtree(self._path, ignore_errors=True)
        self._path = self._lock = None


def remove_left_folders() -> None:
    """Take away the folders of desks that were killed; those of desks that run stay."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if not _is_own(path) or not (path / _LOCK).is_file():
            continue
        try:
            with filelock.FileLock(path / _LOCK, timeout=0):
                shutil.rmtree(path, ignore_errors=True)
        except (filelock.Timeout, OSError):
            continue  # somebody works there


def _is_own(path: Path) -> bool:
    """Whether it is a folder of this user, and no link that somebody else has laid there."""
    try:
        status = path.lstat()
    except OSError:
        return False
    mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return mine and path.is_dir() and not path.is_symlink()
