"""The earlier states of a file, where Git keeps the project."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

__all__ = ["Revision", "is_kept_by_git", "revisions_of"]

# How many are read, and how long Git may take for all, in seconds.
_MOST_REVISIONS = 60
_SECONDS = 10

# What a repository's settings would have Git do, it does not: run programs, or write files.
_SAFE = (
    *("--no-pager", "--no-optional-locks", "--literal-pathspecs"),
    *("-c", "core.fsmonitor=false", "-c", "log.showSignature=false", "-c", "log.follow=false"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A file as `author` recorded it: `data` is what it held, `subject` what was said of it."""

    author: str
    time: datetime
    subject: str
    data: bytes


def is_kept_by_git(path: Path) -> bool:
    """Whether a file lies in a folder of Git's, and Git is installed."""
    folders = path.absolute().parents
    return any((folder / ".git").exists() for folder in folders) and shutil.which("git") is not None


def revisions_of(path: Path) -> tuple[Revision, ...]:
    """Return the states of a file that Git has, the newest first.

    There are none where Git is not installed, doesn't keep the file, or takes too long.
    """
    git = shutil.which("git")
    if git is None or not path.parent.is_dir():
        return ()
    try:
        log = ("log", f"-n{_MOST_REVISIONS}", "--format=%H%n%aI%n%an%n%s", "-z")
        told = _given(git, path.parent, *log, "--", path.name).decode(errors="replace")
        lines = [(*line.split("\n", 3), "", "", "")[:4] for line in told.split("\0") if line]
        wanted = "".join(f"{commit}:./{path.name}\n" for commit, *_ in lines)
        found = _given(git, path.parent, "cat-file", "--batch", given=wanted.encode())
    except (OSError, subprocess.SubprocessError):
        return ()
    states = _batched(found)
    return tuple(
        Revision(author=author, time=when, subject=subject, data=data)
        for (_, time, author, subject), data in zip(lines, states, strict=True)
        if data and (when := _time(time))
    )


def _time(written: str) -> datetime | None:
    """Return a time as Git writes it; None for one that no calendar has."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return None


def _given(git: str, folder: Path, *command: str, given: bytes = b"") -> bytes:
    """Return what Git prints. Raises SubprocessError where it fails."""
    done = subprocess.run(
        [git, *_SAFE, *command],
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=_SECONDS,
        check=True,
    )
    return done.stdout


def _batched(found: bytes) -> Iterator[bytes]:
    """Yield the files that `git cat-file --batch` prints; nothing for one that is not there."""
    place = 0
    while place < len(found):
        end = found.index(b"\n", place)
        words = found[place:end].split(b" ")
        place = end + 1
        if words[-1] == b"missing":
            yield b""
            continue
        size = int(words[-1])
        yield found[place : place + size]
        place += size + 1
