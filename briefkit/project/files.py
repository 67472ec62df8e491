"""Files read and written whole, or refused with a reason."""

import errno
import hashlib
import os
import secrets
import stat
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import BriefkitError, ChangedError, SourceError
from briefkit.project.noting import Written, note_written, noting
from briefkit.project.replacing import take_place

__all__ = [
    "CATALOG_LIMIT",
    "CONTACTS_LIMIT",
    "TEXT_LIMIT",
    "append_line",
    "changed_file",
    "decode_text",
    "digest_of",
    "drop_empty_folders",
    "read_bytes",
    "read_text",
    "remove_file",
    "unusable_file",
    "write_atomically",
]

# The most that is read of a text, a catalog and a file of contacts, in bytes: many times what they
# need, and read within seconds.
TEXT_LIMIT = 256 * 1024
CATALOG_LIMIT = 4 * 1024 * 1024
CONTACTS_LIMIT = 2 * 1024 * 1024  # some thousands of offices


def digest_of(data: bytes) -> str:
    """Return the digest by which a file is known to be what it was."""
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes, *, expected: str | None = None) -> None:
    """Write a file whole: whatever happens, it is the old one or the new one. Makes its folder.

    `expected` is the digest of what the file held when it was read (`digest_of`), or "" where there
    was none: if it holds anything else now, ChangedError is raised, and nothing is written. A
    symbolic link stays one, and its target is written; mode and owner stay as they are.
    """
    path = _target(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Its own name may be as long as a name can be.
    part = path.with_name(f".briefkit-{secrets.token_hex(8)}.part")
    try:
        _write_part(part, path, data)
        _require_unchanged(path, expected)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    before = _held(path) if noting() else None
    _take_place(part, path, expected)
    _sync_folder(path.parent)
    note_written(Written(path, before, data))


def remove_file(path: Path, top: Path, *, expected: str) -> None:
    """Take a file away, and the folders below `top` that it leaves empty.

    `expected` is the digest of what it held when it was read; ChangedError is raised, and nothing
    is done, where it holds anything else, or is gone.
    """
    before = _held(path)
    if before is None or digest_of(before) != expected:
        raise changed_file(path.name)
    path.unlink()
    drop_empty_folders(path.parent, top)
    note_written(Written(path, before, None))


def drop_empty_folders(folder: Path, top: Path) -> None:
    """Take a folder away in which nothing is left, as Git does, and those above it, below `top`."""
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _held(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _take_place(part: Path, path: Path, expected: str | None) -> None:
    """Put a finished file in its place. Raises ChangedError where another was saved there."""
    if expected == "":
        # A link is only made where there is nothing; some disks have none.
        try:
            os.link(part, path)
        except FileExistsError:
            part.unlink()
            raise changed_file(path.name) from None
        except OSError:
            os.replace(part, path)
        else:
            part.unlink()
        return
    check = None if expected is None else partial(_holds, expected)
    try:
        taken = take_place(part, path, check)
    except FileNotFoundError:
        part.unlink(missing_ok=True)
        raise changed_file(path.name) from None
    except OSError:
        part.unlink(missing_ok=True)
        raise
    if not taken:
        raise changed_file(path.name)


def _holds(expected: str, file: Path) -> bool:
    return digest_of(file.read_bytes()) == expected


def _target(path: Path) -> Path:
    """Return the file that a path leads to by symbolic links. Raises OSError for a circle."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


def _write_part(part: Path, path: Path, data: bytes) -> None:
    """Write what is to replace `path`, with its mode and its owner, to the disk itself."""
    before = path.stat() if path.exists() else None
    # A new file has the mode that the person's umask gives it; no other can be read too early.
    mode = 0o666 if before is None else 0o600
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        if before is not None:
            if hasattr(os, "chown"):
                with suppress(OSError):  # only an administrator may give files away
                    os.chown(part, before.st_uid, before.st_gid)
            os.chmod(part, stat.S_IMODE(before.st_mode))
        os.fsync(file.fileno())


def _require_unchanged(path: Path, expected: str | None) -> None:
    """Raise ChangedError unless a file's content is `expected`: most changes are seen here."""
    if expected is None:
        return
    try:
        found = digest_of(path.read_bytes())
    except FileNotFoundError:
        found = ""
    if found != expected:
        raise changed_file(path.name)


def _sync_folder(folder: Path) -> None:
    """Have the disk keep a folder's names; where a system can't, it does so in its own time."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def append_line(path: Path, line: str) -> None:
    """Add a line to a file, also while other processes do so: no line is lost or mixed up.

    Makes the file, and its folder, if need be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b", buffering=0) as file:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        # A last line that was cut short is ended first.
        end = file.seek(0, os.SEEK_END)
        whole = not end or (file.seek(end - 1), file.read(1))[1] == b"\n"
        data = (b"" if whole else b"\n") + line.encode() + b"\n"
        try:
            while data:  # a disk that is nearly full takes a part
                data = data[file.write(data) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(end)
            raise


def read_text(path: Path, folder: str, limit: int = TEXT_LIMIT) -> str:
    """Read a text; `folder` is how its folder is named to people, `limit` is in bytes.

    Raises SourceError.
    """
    place = f"{folder}/{path.name}"
    return decode_text(read_bytes(path, place, limit, SourceError), place)


def decode_text(data: bytes, place: str) -> str:
    """Return UTF-8 as text with Unix line ends. Raises SourceError, with the line."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(
            Diagnostic(
                check="charset",
                message=translatable("The file is not in UTF-8."),
                hint=translatable("Save it again as UTF-8."),
                location=Location(place, error.object.count(b"\n", 0, error.start) + 1),
            )
        ) from None


def read_bytes(path: Path, place: str, limit: int, error_type: type[BriefkitError]) -> bytes:
    """Read a file of at most `limit` bytes; `place` is how it is named to people.

    Raises an error of the type given.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError("it is no file")  # a pipe would keep us waiting, a device never end
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise unusable_file(error_type, place, error) from None
    if len(data) > limit:
        raise error_type(
            Diagnostic(
                check="files",
                message=translatable("The file is larger than %(limit)s kB.", limit=limit // 1024),
                hint=translatable("Take it from its last good copy, or part it."),
                location=Location(place),
            )
        )
    return data


def changed_file(place: str) -> ChangedError:
    """Return the error for a file that is not as it was read."""
    return ChangedError(
        Diagnostic(
            check="changed-on-disk",
            message=translatable("The file was changed by another program meanwhile."),
            hint=translatable("Nothing was written. Save it there, then give the command again."),
            location=Location(place),
        )
    )


def unusable_file(
    error_type: type[BriefkitError], place: str, error: OSError, what: str = "read"
) -> BriefkitError:
    """Return the error for a file that the system lets nobody read, or write."""
    reason = error.strerror or error
    return error_type(
        Diagnostic(
            check="files",
            message=translatable("The file cannot be read: %(reason)s.", reason=reason)
            if what == "read"
            else translatable("The file cannot be written: %(reason)s.", reason=reason),
            hint=translatable("Check that it is there, and that you may open it."),
            location=Location(place),
        )
    )
