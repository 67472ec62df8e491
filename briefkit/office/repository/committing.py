"""The branch that is checked out: what its commits hold, and new ones on top of it."""

import os
import stat
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from dulwich.errors import NotTreeError
from dulwich.index import index_entry_from_stat
from dulwich.object_store import commit_tree_changes
from dulwich.objects import Blob, Commit, ObjectID, Tree
from dulwich.refs import HEADREF
from dulwich.repo import Repo

__all__ = ["Branch"]


class Branch:
    """The branch of a repository that is checked out in its working `tree`.

    `desk` is who commits: “Name <address>”.
    """

    def __init__(self, repo: Repo, desk: str) -> None:
        self.repo = repo
        self.tree = Path(os.path.realpath(repo.path))
        self.desk = desk
        # What a commit names must be on the disk before it is.
        repo.object_store.fsync_object_files = True

    def head(self) -> ObjectID | None:
        """Return the commit that is checked out; none where there is none yet."""
        try:
            return self.repo.refs[HEADREF]
        except KeyError:
            return None

    def held(self, commit: ObjectID | None, name: bytes) -> bytes | None:
        """Return what a file holds in a commit; nothing where it is not there."""
        found = self.entry(commit, name)
        return self.repo.object_store[found[1]].as_raw_string() if found else None

    def entry(self, commit: ObjectID | None, name: bytes) -> tuple[int, ObjectID] | None:
        """Return the mode and the object of a file in a commit."""
        if commit is None:
            return None
        tree = self.tree_of(commit)
        try:
            found = tree.lookup_path(self.repo.object_store.__getitem__, name)
        except (KeyError, NotTreeError):
            return None
        return None if stat.S_ISDIR(found[0]) else found

    def tree_of(self, commit: ObjectID | None) -> Tree:
        """Return the files of a commit."""
        if commit is None:
            return Tree()
        found = self.repo.object_store[commit]
        assert isinstance(found, Commit)
        tree = self.repo.object_store[found.tree]
        assert isinstance(tree, Tree)
        return tree

    def commit(
        self,
        parent: ObjectID | None,
        files: Mapping[bytes, bytes | None],
        author: str,
        subject: str,
        now: datetime,
        *also: ObjectID,
    ) -> ObjectID | None:
        """Return a commit with files as they are given, of a parent and `also` others.

        It is the parent where nothing would change.
        """
        store = self.repo.object_store
        changes: list[tuple[bytes, int | None, ObjectID | None]] = []
        for name, data in files.items():
            if data is None:
                if self.entry(parent, name):
                    changes.append((name, None, None))
                continue
            blob = Blob.from_string(data)
            store.add_object(blob)
            changes.append((name, self._mode(name, also), blob.id))
        before = self.tree_of(parent)
        if before.id not in store:
            store.add_object(before)  # that of no file, in a repository that is new
        # What is gone goes first: a folder may become a file, or a file a folder.
        gone = [change for change in changes if change[2] is None]
        tree = commit_tree_changes(store, before.id, gone)
        tree = commit_tree_changes(store, tree, [each for each in changes if each not in gone])
        if parent is not None and tree == before.id and not also:
            return parent
        made = Commit()
        made.tree = tree
        made.parents = [each for each in (parent, *also) if each is not None]
        made.author, made.committer = author.encode(), self.desk.encode()
        made.author_time = made.commit_time = int(now.timestamp())
        offset = now.utcoffset()
        made.author_timezone = made.commit_timezone = int(offset.total_seconds()) if offset else 0
        made.encoding = b"UTF-8"
        made.message = f"{subject}\n".encode()
        store.add_object(made)
        return made.id

    def _mode(self, name: bytes, also: Sequence[ObjectID]) -> int:
        """Return a file's mode: as it lies there, or else as one of the other commits has it."""
        try:
            mode = (self.tree / os.fsdecode(name)).stat().st_mode
        except OSError:
            mode = 0
        if not stat.S_ISREG(mode):
            mode = next((found[0] for each in also if (found := self.entry(each, name))), 0)
        return 0o100755 if mode & stat.S_IXUSR else 0o100644

    def note_in_index(self, files: Mapping[bytes, bytes | None]) -> None:
        """Have Git's index know files as they are committed. Raises FileLocked."""
        index = self.repo.open_index()
        for name, data in files.items():
            if data is None:
                if name in index:
                    del index[name]
                continue
            about = (self.tree / os.fsdecode(name)).stat()
            index[name] = index_entry_from_stat(about, Blob.from_string(data).id)
        index.write()

    def move_head(self, before: ObjectID | None, after: ObjectID | None, subject: str) -> bool:
        """Check out a commit in the place of another; say whether that was still there."""
        assert after is not None
        said = {"message": subject.encode(), "committer": self.desk.encode()}
        if before is None:
            return self.repo.refs.add_if_new(HEADREF, after, **said)  # type: ignore[arg-type]
        return self.repo.refs.set_if_equals(HEADREF, before, after, **said)  # type: ignore[arg-type]
