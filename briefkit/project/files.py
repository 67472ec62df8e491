"""Files read and written whole, or refused with a reason."""

import os
import sys
import tempfile
from pathlib import Path

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError, SourceError

__all__ = [
    "CATALOG_LIMIT",
    "CONTACTS_LIMIT",
    "append_line",
    "decode_text",
    "read_bytes",
    "read_text",
    "unusable_file",
    "write_atomically",
]

# The most that is read of a text, a catalog and a file of contacts, in bytes: many times what they
# need, and read within seconds.
TEXT_LIMIT = 256 * 1024
CATALOG_LIMIT = 4 * 1024 * 1024
CONTACTS_LIMIT = 2 * 1024 * 1024  # some thousands of offices


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole: whatever happens, it is the old one or the new one. Makes its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


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
        file.write((b"" if whole else b"\n") + line.encode() + b"\n")
        os.fsync(file.fileno())


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
                message="The file is not in UTF-8.",
                hint="Save it again as UTF-8.",
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
                message=f"The file is larger than {limit // 1024} kB.",
                hint="Take it from its last good copy, or part it.",
                location=Location(place),
            )
        )
    return data


def unusable_file(
    error_type: type[BriefkitError], place: str, error: OSError, what: str = "read"
) -> BriefkitError:
    """Return the error for a file that the system lets nobody read, or write."""
    return error_type(
        Diagnostic(
            check="files",
            message=f"The file cannot be {what}: {error.strerror or error}.",
            hint="Check that it is there, and that you may open it.",
            location=Location(place),
        )
    )
