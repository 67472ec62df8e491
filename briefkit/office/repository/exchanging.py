"""What others have saved is pulled, what was saved here is pushed: where a branch has a remote."""

import contextlib
import os
import stat
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from io import BytesIO, StringIO

from dulwich import porcelain
from dulwich.file import FileLocked
from dulwich.objects import ObjectID
from dulwich.refs import HEADREF, Ref

from briefkit.office.repository.merging import (
    Merged,
    Version,
    changed_names,
    common_commit,
    is_within,
    merged_files,
)
from briefkit.office.repository.recording import OUTSIDE, Busy, Repository
from briefkit.project import digest_of, drop_empty_folders, write_atomically

__all__ = ["Diverged", "Exchange", "exchange_of"]

_MERGE = "Take over what others have saved"

_TRIES = 20
_PAUSE = 0.1


class Diverged(Exception):
    """It was refused: others have saved something meanwhile, which is to be pulled first.

    Where there is nothing to pull, the remote lets nobody push, or not this.
    """


def exchange_of(repository: Repository) -> "Exchange | None":
    """Return what exchanges the branch that is checked out; nothing where it has no remote."""
    chain, _ = repository.repo.refs.follow(HEADREF)
    branch = chain[-1].removeprefix(b"refs/heads/")
    config = repository.repo.get_config_stack()
    try:
        remote = config.get((b"branch", branch), b"remote")
        merge = config.get((b"branch", branch), b"merge")
        config.get((b"remote", remote), b"url")
    except KeyError:
        return None
    return Exchange(repository, remote.decode(), chain[-1], merge)


class Exchange:
    """The branch that is checked out, and the one of a remote that it follows."""

    def __init__(self, repository: Repository, remote: str, own: bytes, followed: bytes) -> None:
        self.repository = repository
        self._remote = remote
        self._own = own.decode()
        self._followed = followed.decode()
        name = self._followed.removeprefix("refs/heads/")
        self._known = Ref(f"refs/remotes/{remote}/{name}".encode())

    def unsent(self) -> bool:
        """Whether something was recorded here that the other copies don't have."""
        return self.repository.branch.head() != self._theirs()

    def _theirs(self) -> ObjectID | None:
        try:
            return self.repository.repo.refs[self._known]
        except KeyError:
            return None

    def fetch(self) -> None:
        """Learn what others have saved. Raises what the network, or the remote, says."""
        place = self.repository.repo.path
        porcelain.fetch(place, self._remote, outstream=StringIO(), errstream=BytesIO(), quiet=True)

    def push(self) -> None:
        """Send what was recorded here. Raises Diverged, and as `fetch` does."""
        if not self.unsent() or self.repository.branch.head() is None:
            return
        place, spec = self.repository.repo.path, f"{self._own}:{self._followed}"
        head, theirs = self.repository.branch.head(), self._theirs()
        try:
            done = porcelain.push(
                place, self._remote, spec, outstream=BytesIO(), errstream=BytesIO()
            )
        except porcelain.DivergedBranches:
            raise Diverged from None
        if done.ref_status and any(done.ref_status.values()):
            # dulwich notes as theirs what they have refused.
            if theirs is None:
                del self.repository.repo.refs[self._known]
            else:
                self.repository.repo.refs[self._known] = theirs
            raise Diverged
        if head is not None:
            self.repository.repo.refs[self._known] = head

    def merge(self, now: datetime, keep: Callable[[Iterable[Version]], None]) -> None:
        """Put what others have saved into our files; `keep` what is to be chosen.

        What was changed in these files past the desk is committed first. Raises Busy, Unmergeable,
        and ChangedError where another program saves at this very moment: what was written by then
        is what would be written the next time.
        """
        with self.repository.lock, self.repository.marked():
            for _ in range(_TRIES):
                with contextlib.suppress(FileLocked):
                    if self._merge(now, keep):
                        return
                time.sleep(_PAUSE)
        raise Busy

    def _merge(self, now: datetime, keep: Callable[[Iterable[Version]], None]) -> bool:
        branch, theirs = self.repository.branch, self._theirs()
        ours = branch.head()
        if theirs is None or ours is None or is_within(branch, theirs, ours):
            return True
        base = common_commit(branch, ours, theirs)
        if outside := self._outside(ours, changed_names(branch, base, theirs)):
            recorded = branch.commit(ours, outside, branch.desk, OUTSIDE, now)
            branch.note_in_index(outside)
            if not branch.move_head(ours, recorded, OUTSIDE):
                return False
            ours = recorded
        assert ours is not None
        if base == ours:
            names = changed_names(branch, base, theirs)
            merged = Merged({name: branch.held(theirs, name) for name in names}, ())
            top: ObjectID | None = theirs
        else:
            merged = merged_files(branch, base, ours, theirs)
            top = branch.commit(ours, merged.files, branch.desk, _MERGE, now, theirs)
        keep(merged.versions)
        self._write(ours, theirs, merged.files)
        branch.note_in_index(merged.files)
        return branch.move_head(ours, top, _MERGE)

    def _outside(self, ours: ObjectID, names: Iterable[bytes]) -> Mapping[bytes, bytes | None]:
        """Return the files of these names that are not as our last commit has them."""
        branch, found = self.repository.branch, dict[bytes, bytes | None]()
        for name in names:
            path = branch.tree / os.fsdecode(name)
            data = path.read_bytes() if path.is_file() else None
            if data is not None and data != branch.held(ours, name):
                found[name] = data
        return found

    def _write(self, ours: ObjectID, theirs: ObjectID, files: Mapping[bytes, bytes | None]) -> None:
        """Write files that are as our last commit has them. Raises ChangedError for another."""
        branch, tree = self.repository.branch, self.repository.branch.tree
        # What is gone goes first: a folder may become a file, or a file a folder.
        for name, data in sorted(files.items(), key=lambda file: file[1] is not None):
            path = tree / os.fsdecode(name)
            if data is None:
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                    path.unlink()
                drop_empty_folders(path.parent, tree)
            elif (held := branch.held(ours, name)) != data:
                write_atomically(path, data, expected="" if held is None else digest_of(held))
                entry = branch.entry(theirs, name)
                if held is None and entry and entry[0] & stat.S_IXUSR:
                    path.chmod(path.stat().st_mode | 0o111)
