"""A folder in which one command works at a time."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import UsageError

__all__ = ["locked"]


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Work in a folder, which is made if need be, alone; the lock ends with its process.

    Raises UsageError where another command does so. Where a system or a disk has no such locks,
    nothing is held.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.EACCES):
                raise _busy(folder) from None
        yield
    finally:
        os.close(handle)


def _busy(folder: Path) -> UsageError:
    return UsageError(
        Diagnostic(
            check="files",
            message=translatable("Another command is at work in this folder."),
            hint=translatable("Wait until it has ended, then give yours again."),
            location=Location(str(folder)),
        )
    )
