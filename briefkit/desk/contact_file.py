"""The desk's file of contacts on the disk: read, and changed with nobody's change lost."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import filelock

from briefkit.contacts import decode_contacts
from briefkit.desk.contact_table import ContactRow, contact_rows, write_contact_rows
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import ChangedError, ContactError
from briefkit.project import digest_of, write_atomically

__all__ = ["change_contacts", "read_contacts"]

# How long another desk may take to save, in seconds, and how often another program may save first.
_LONGEST_WAIT = 20.0
_MOST_TRIES = 20


def read_contacts(path: Path, today: date) -> tuple[ContactRow, ...]:
    """Return the rows of a contacts' file; it has none where it is not there.

    Raises ContactError for a file that could not be written again without a loss.
    """
    return _rows(path, _data(path), today)


def change_contacts(
    path: Path,
    today: date,
    change: Callable[[tuple[ContactRow, ...]], Sequence[ContactRow]],
) -> None:
    """Write what `change` makes of a file's rows; it is on the disk, readable, on return.

    Other desks wait meanwhile. Where another program has saved the file since it was read, `change`
    is asked again, with the rows that are there then. Raises ContactError for what cannot be read
    or written, and passes on what `change` raises: nothing is written then.
    """
    real = path.resolve()  # a link stays one
    real.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(real.with_name(f".{real.name}.lock"), timeout=_LONGEST_WAIT)
    try:
        with lock:
            for _ in range(_MOST_TRIES):
                before = _data(path)
                rows = tuple(change(_rows(path, before, today)))
                data = write_contact_rows(rows, before or b"")
                _require_readable(rows, data, path, today)
                expected = "" if before is None else digest_of(before)
                with suppress(ChangedError):
                    write_atomically(real, data, expected=expected)
                    return
    except filelock.Timeout:
        pass
    raise ContactError(
        Diagnostic(
            check="contacts",
            message=translatable(
                "Other programs keep saving the file of contacts, %(path)s. Nothing was written.",
                path=path,
            ),
            hint=translatable("Close it there, then try again."),
        )
    )


def _data(path: Path) -> bytes | None:
    """Return what a file holds; nothing where there is none. Raises ContactError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        message = translatable(
            "The file of contacts, %(path)s, cannot be read: %(reason)s.",
            path=path,
            reason=error.strerror or error,
        )
        hint = translatable("Check that it is a file, and that you may open it.")
        raise ContactError(Diagnostic(check="contacts", message=message, hint=hint)) from None


def _rows(path: Path, data: bytes | None, today: date) -> tuple[ContactRow, ...]:
    text = decode_contacts(data or b"", str(path))
    return contact_rows(text, today, str(path)) if text.strip() else ()


def _require_readable(rows: Sequence[ContactRow], data: bytes, path: Path, today: date) -> None:
    """Raise ContactError where a file would not be read as it was meant."""
    again = _rows(path, data, today)
    if [row.cells for row in again] != [row.cells for row in rows]:
        raise ContactError(
            Diagnostic(
                check="contacts",
                message=translatable(
                    "The contact has something that a file of contacts cannot hold. Nothing was "
                    "written."
                ),
                hint=translatable("Type it anew, without what was pasted."),
            )
        )
