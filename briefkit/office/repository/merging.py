"""What another copy has changed is put into ours, file by file; what both have changed is told."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dulwich.diff_tree import tree_changes
from dulwich.graph import find_merge_base
from dulwich.index import validate_path, validate_path_element_ntfs
from dulwich.objects import Commit, ObjectID

from briefkit.catalogs import parse_catalog, reconcile, serialise_catalog
from briefkit.errors import CatalogError
from briefkit.model import Catalog
from briefkit.office.repository.committing import Branch
from briefkit.office.repository.rows import merged_rows

__all__ = [
    "Merged",
    "Unmergeable",
    "Version",
    "changed_names",
    "common_commit",
    "is_within",
    "merged_files",
]


# The folder of a project in which a desk keeps what is its own: no other copy's.
_OWN = b".briefkit"


class Unmergeable(Exception):
    """Another copy has something that is not taken over: a link, or a name that leads elsewhere."""


@dataclass(frozen=True, slots=True)
class Version:
    """What both copies have changed: a file, or a message of it by its context and msgid.

    The other copy's stands in the `commit`, which `author` made; there, a file may be `gone`.
    """

    path: str
    commit: str
    author: str
    message: tuple[str | None, str] | None = None
    gone: bool = False

    @property
    def id(self) -> str:
        """The name by which it is chosen."""
        named = repr((self.path, self.commit, self.message))
        return hashlib.sha256(named.encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Merged:
    """What our files become, None for those that are gone; and what is to be chosen."""

    files: Mapping[bytes, bytes | None]
    versions: tuple[Version, ...]


def common_commit(branch: Branch, ours: ObjectID, theirs: ObjectID) -> ObjectID | None:
    """Return the last commit that both copies have, or nothing."""
    found = find_merge_base(branch.repo, [ours, theirs])
    # Where a clock was wrong, there are earlier ones among them.
    last = (c for c in found if not any(is_within(branch, c, d) for d in found if d != c))
    return next(last, None)


def is_within(branch: Branch, commit: ObjectID, other: ObjectID) -> bool:
    """Whether a commit is in the history of another."""
    return commit == other or commit in find_merge_base(branch.repo, [commit, other])


def merged_files(branch: Branch, base: ObjectID | None, ours: ObjectID, theirs: ObjectID) -> Merged:
    """Return what becomes of our files. Raises Unmergeable."""
    files: dict[bytes, bytes | None] = {}
    versions: list[Version] = []
    for name in changed_names(branch, base, theirs):
        old, own, other = (branch.held(commit, name) for commit in (base, ours, theirs))
        if own in (other, old):
            if own != other:
                files[name] = other
            continue
        if other is None:
            # They have taken out what we went on with: it stays, until somebody chooses.
            versions += _versions(branch, name, theirs, None, gone=True)
            continue
        merged, both = _merged(name, old, own, other)
        if merged != own:
            files[name] = merged
        versions += _versions(branch, name, theirs, both)
    return Merged(files, tuple(versions))


def changed_names(branch: Branch, base: ObjectID | None, theirs: ObjectID) -> Iterator[bytes]:
    """Yield the files that another copy has changed. Raises Unmergeable."""
    before = branch.tree_of(base).id if base else None
    after = branch.tree_of(theirs).id
    for change in tree_changes(branch.repo.object_store, before, after):
        entry = change.new if change.new and change.new.path else change.old
        assert entry is not None
        assert entry.path is not None
        sound = validate_path(entry.path, validate_path_element_ntfs)
        # A link could lead out of the project, and be written through.
        regular = entry.mode is not None and stat.S_ISREG(entry.mode)
        own = _OWN in entry.path.split(b"/")
        if not sound or not regular or own or not _is_below(branch.tree, entry.path):
            raise Unmergeable(os.fsdecode(entry.path))
        yield entry.path


def _is_below(tree: Path, name: bytes) -> bool:
    """Whether a file lies where its name says: a folder here may be a link to elsewhere."""
    folder = os.path.dirname(os.path.join(tree, os.fsdecode(name)))
    return os.path.realpath(folder) == folder


# Of a file: nothing but its whole; of a catalog: the messages that both have changed.
_Both = tuple[tuple[str | None, str], ...] | None


def _merged(
    name: bytes, old: bytes | None, own: bytes | None, other: bytes
) -> tuple[bytes | None, _Both]:
    """Return what a file becomes, and what of it is to be chosen; it is whole for None."""
    if own is not None and name.endswith((b".po", b".pot")):
        try:
            base = _catalog(name, old) if old is not None else None
            catalog, both = reconcile(base, _catalog(name, own), _catalog(name, other))
            return serialise_catalog(catalog), both
        except CatalogError:
            pass  # what is no catalog is a text
    if own is not None and old is not None and name.endswith(b".csv"):
        rows = merged_rows(old, own, other)
        if rows is not None:
            return rows, ()
    return (other, ()) if own is None else (own, None)


def _catalog(name: bytes, data: bytes) -> Catalog:
    path = PurePosixPath(os.fsdecode(name))
    locale = path.parent.parent.name if path.parent.name == "LC_MESSAGES" else ""
    return parse_catalog(data, locale=locale, domain=path.stem, path=str(path))


def _versions(
    branch: Branch, name: bytes, theirs: ObjectID, both: _Both, *, gone: bool = False
) -> Iterator[Version]:
    made = branch.repo.object_store[theirs]
    assert isinstance(made, Commit)
    author = made.author.decode(errors="replace").partition(" <")[0]
    path, commit = os.fsdecode(name), theirs.decode()
    if both is None:
        yield Version(path, commit, author, gone=gone)
    else:
        for message in both:
            yield Version(path, commit, author, message)
