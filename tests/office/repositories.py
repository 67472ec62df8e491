"""Repositories to record in, and what Git itself says of them."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

from briefkit.office.repository import Repository, open_repository
from briefkit.project import Written, noted_writes, write_atomically

__all__ = ["ANNA", "DESK", "NOW", "OPENED", "git", "in_git", "opened", "saved"]

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
DESK = "briefkit desk <desk@desk.example.org>"
ANNA = "Anna Petrova <anna@example.org>"

# What a test has opened: it is closed when the test ends.
OPENED: list[Repository] = []


def git(folder: Path, *command: str) -> str:
    """Return what Git itself says."""
    about = ("-c", "user.name=Admin", "-c", "user.email=admin@example.org")
    done = subprocess.run(
        ["git", *about, "-C", str(folder), *command], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def in_git(folder: Path) -> None:
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")


def opened(root: Path) -> Repository:
    repository = open_repository(root, DESK)
    assert repository
    OPENED.append(repository)
    return repository


def saved(path: Path, text: str) -> list[Written]:
    with noted_writes() as written:
        write_atomically(path, text.encode())
    return written
