"""One file put in the place of another, without losing what a third program saves there."""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

__all__ = ["exchange_files", "take_place"]

# What systems say that can't do it, or whose disk can't.
_UNABLE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM)

# renameat2(2) of Linux and renamex_np(2) of macOS: a flag to exchange two files; “this folder”.
_RENAME_EXCHANGE = _RENAME_SWAP = 2
_AT_FDCWD = -100


def take_place(part: Path, path: Path, is_expected: Callable[[Path], bool] | None) -> bool:
    """Put `part` in the place of `path`, where what stands there `is_expected`; say whether it was.

    Without it, whatever stands there is replaced. Where it was not, `path` is left, and `part`
    is gone either way. Files are exchanged, so that what was saved in the last moment is seen and
    given back; a system that can't do so may lose what is saved within microseconds.
    """
    placed = part.stat()
    if is_expected is None or not exchange_files(part, path):
        os.replace(part, path)
        return True
    if is_expected(part):
        part.unlink()
        return True
    while True:
        given_back = part.stat()
        try:
            exchange_files(part, path)
        except FileNotFoundError:  # deleted meanwhile: what was saved before that is better
            os.replace(part, path)
            return False
        # Out comes what was placed there before, unless something else was saved over it.
        if os.path.samestat(part.stat(), placed):
            part.unlink()
            return False
        placed = given_back


def exchange_files(one: Path, other: Path) -> bool:
    """Exchange two files at once; return False where the system can't. Raises OSError."""
    rename = _exchanger()
    if rename is None:
        return False
    if rename(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _exchanger() -> Callable[[bytes, bytes], int] | None:
    """Return the system's function that exchanges two files, or nothing."""
    if sys.platform == "win32":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if renameat2 := getattr(library, "renameat2", None):
        return lambda a, b: renameat2(_AT_FDCWD, a, _AT_FDCWD, b, ctypes.c_uint(_RENAME_EXCHANGE))
    if renamex := getattr(library, "renamex_np", None):
        return lambda a, b: renamex(a, b, ctypes.c_uint(_RENAME_SWAP))
    return None
