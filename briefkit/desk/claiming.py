"""One desk a folder: who comes second gets the address of the first one."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import filelock

from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.project import write_atomically

__all__ = ["CLAIMED", "Claim", "claim_folder"]

# In the project's folder; where nobody may write there, nothing can be lost by two desks either.
CLAIMED = ".briefkit"

# How long a desk may take from its start until it has an address, in seconds.
_LONGEST_START = 10.0


class Claim:
    """A folder that is this desk's alone, or already another's: `other` is its address."""

    def __init__(self, folder: Path, contacts_file: Path, other: str = "") -> None:
        self.other = other
        self._folder = folder
        self._contacts = str(contacts_file.resolve())

    def announce(self, port: int) -> None:
        """Let those who come later know at which port this desk is, 0 for an office's."""
        about = {"port": port, "contacts": self._contacts, "computer": socket.gethostname()}
        with contextlib.suppress(OSError):
            write_atomically(_about(self._folder), json.dumps(about).encode())


@contextlib.contextmanager
def claim_folder(root: Path, contacts_file: Path) -> Iterator[Claim]:
    """Claim a project's folder for a desk, as long as this lasts; the system ends it with us.

    Raises UsageError where the other desk is on another computer or has other contacts.
    """
    folder = root / CLAIMED
    lock = filelock.FileLock(folder / "desk.lock", timeout=0)
    try:
        folder.mkdir(exist_ok=True)
        if not (ignored := folder / ".gitignore").exists():
            ignored.write_text("*\n", encoding="utf-8")
        lock.acquire()
    except filelock.Timeout:
        yield Claim(folder, contacts_file, _address_of_other(root, contacts_file))
        return
    except OSError:
        yield Claim(folder, contacts_file)
        return
    try:
        _about(folder).unlink(missing_ok=True)
        yield Claim(folder, contacts_file)
    finally:
        with contextlib.suppress(OSError):
            _about(folder).unlink(missing_ok=True)
        lock.release()


def _about(folder: Path) -> Path:
    return folder / "desk.json"


def _address_of_other(root: Path, contacts_file: Path) -> str:
    """Return where the other desk is, as soon as it has said so. Raises UsageError."""
    end, about = time.monotonic() + _LONGEST_START, _read_about(root)
    while not about and time.monotonic() < end:
        time.sleep(0.1)
        about = _read_about(root)
    if about.get("computer") != socket.gethostname():
        where = f"on the computer “{about.get('computer', 'unknown')}”"
        raise _taken(f"A desk {where} has this folder, {root}.", "End it there first.")
    if not about["port"]:
        raise _taken(f"The office’s desk has this folder, {root}.", "Use it at its own address.")
    # A port and no address: nobody shall be sent elsewhere by a file.
    address = f"http://127.0.0.1:{about['port']}/"
    if about["contacts"] != str(contacts_file.resolve()):
        message = f"The desk that is open at {address} has other contacts: {about['contacts']}."
        raise _taken(message, "Use it as it is, or end it first.")
    return address


def _read_about(root: Path) -> dict[str, Any]:
    """Return what the other desk has said of itself; nothing where that cannot be read."""
    try:
        about = json.loads(_about(root / CLAIMED).read_text(encoding="utf-8"))
        return {"port": int(about["port"]), **{k: str(about[k]) for k in ("contacts", "computer")}}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def _taken(message: str, hint: str) -> UsageError:
    return UsageError(Diagnostic(check="desk", message=message, hint=hint))
