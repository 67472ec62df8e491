"""What somebody has saved becomes a commit of hers: just these files, whatever else is changed."""

import contextlib
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from dulwich.errors import NotGitRepository
from dulwich.file import FileLocked
from dulwich.ignore import IgnoreFilterManager
from dulwich.repo import Repo

from briefkit.office.repository.committing import Branch
from briefkit.project import Written

__all__ = ["OUTSIDE", "Busy", "Repository", "open_repository"]

# How often, and how long (s) apart, a repository is tried that another program works in.
_TRIES = 20
_PAUSE = 0.1

# The subject of what somebody has changed past the desk, in a file that is saved on it.
OUTSIDE = "Record what was changed outside the desk"

_LEFT = "Record what was saved when the desk ended"


class Busy(Exception):
    """Another program works in the repository: it is tried again later."""


@dataclass(frozen=True, slots=True)
class _Change:
    before: bytes | None
    after: bytes | None


def open_repository(root: Path, desk: str) -> "Repository | None":
    """Return the repository that a project's folder lies in, or nothing where it lies in none.

    `desk` is who commits: “Name <address>”.
    """
    try:
        return Repository(Repo.discover(str(root)), root, desk)
    except NotGitRepository:
        return None


class Repository:
    """A repository with a working tree; one thread at a time works in it."""

    def __init__(self, repo: Repo, root: Path, desk: str) -> None:
        self.repo = repo
        self.root = root
        self.branch = Branch(repo, desk)
        self.lock = Lock()
        self._marker = Path(repo.controldir()) / "briefkit-recording"

    def close(self) -> None:
        """Let go of the repository's files."""
        self.repo.close()

    def record(self, written: Sequence[Written], author: str, subject: str, now: datetime) -> None:
        """Commit what somebody has written, as she wrote it; nothing where nothing is changed.

        What a file held before that no commit has is committed first, as the desk's. Files that Git
        is to ignore, and those elsewhere, are left out. Raises Busy.
        """
        changes: dict[bytes, _Change] = {}
        for each in written:
            if (name := self._name(each.path, gone=each.after is None)) is not None:
                before = changes[name].before if name in changes else each.before
                changes[name] = _Change(before, each.after)
        if not changes:
            return
        with self.lock, self.marked():
            for _ in range(_TRIES):
                with contextlib.suppress(FileLocked):
                    if self._commit(changes, author, subject, now):
                        return
                time.sleep(_PAUSE)
        raise Busy

    def record_leftovers(self, now: datetime) -> None:
        """Commit what was saved and not recorded, as a desk that is killed leaves it.

        What it left locked is freed first. Raises Busy.
        """
        if self._marker.exists():
            for folder in {Path(self.repo.controldir()), Path(self.repo.commondir())}:
                for lock in (*folder.glob("*.lock"), *folder.glob("refs/heads/**/*.lock")):
                    lock.unlink(missing_ok=True)
                for lock in folder.glob("objects/??/*.lock"):
                    lock.unlink(missing_ok=True)
            self._marker.unlink(missing_ok=True)
        self.record(list(self._leftovers()), self.branch.desk, _LEFT, now)

    def _leftovers(self) -> Iterable[Written]:
        """Yield the project's files that Git knows, and that are not as it has them."""
        head = self.branch.head()
        for name, entry in self.repo.open_index().items():
            path = self.branch.tree / os.fsdecode(name)
            if not path.is_relative_to(os.path.realpath(self.root)) or path.is_symlink():
                continue
            with contextlib.suppress(OSError):
                about = path.stat()
                known = getattr(entry, "mtime", None), getattr(entry, "size", None)
                if known == (about.st_mtime, about.st_size):
                    continue
                data, kept = path.read_bytes(), self.branch.held(head, name)
                if kept is not None and data != kept:
                    yield Written(path, kept, data)

    @contextlib.contextmanager
    def marked(self) -> Iterator[None]:
        """Leave a mark while the repository's files may be locked by us."""
        self._marker.touch()
        try:
            yield
        finally:
            self._marker.unlink(missing_ok=True)

    def _name(self, path: Path, *, gone: bool) -> bytes | None:
        """Return how Git names a file that is there, or `gone`; nothing for one not kept."""
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(self.branch.tree) or real.is_file() is gone:
            return None
        name = real.relative_to(self.branch.tree).as_posix()
        if name.startswith(".git/"):
            return None
        kept = os.fsencode(name) in self.repo.open_index()
        if not kept and IgnoreFilterManager.from_repo(self.repo).is_ignored(name):
            return None
        return os.fsencode(name)

    def _commit(
        self, changes: Mapping[bytes, _Change], author: str, subject: str, now: datetime
    ) -> bool:
        """Commit changes on what is checked out; say whether that was still so in the end."""
        head = self.branch.head()
        outside = {
            name: change.before
            for name, change in changes.items()
            if change.before is not None and self.branch.held(head, name) != change.before
        }
        top = head
        if outside:
            top = self.branch.commit(top, outside, self.branch.desk, OUTSIDE, now)
        after = {name: change.after for name, change in changes.items()}
        top = self.branch.commit(top, after, author, subject, now)
        if top == head:
            return True
        self.branch.note_in_index(after)
        return self.branch.move_head(head, top, subject)
