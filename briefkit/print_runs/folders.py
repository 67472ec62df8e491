"""The folder of a print run: what is in it, and what it says has been printed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError
from briefkit.languages import is_known
from briefkit.model import Edition
from briefkit.print_runs.changes import Printed, sheets_of

__all__ = ["LEAFLETS", "LIST", "STATE", "Kept", "is_print_run", "read_state", "state_bytes"]

# The folder of a print run that its leaflets are built in, with their manifest.
LEAFLETS = "leaflets"
# What is ticked, and what is known of the run.
LIST = "print-run.html"
STATE = "print-run.json"


class Kept(NamedTuple):
    """What a run had printed, and the SHA-256 of the files that it wrote, by their names."""

    printed: tuple[Printed, ...] = ()
    files: Mapping[str, str] = {}


def is_print_run(folder: Path) -> bool:
    """Whether a folder is a print run, or nothing yet: nothing of others is written over."""
    if not folder.exists() or (folder / STATE).is_file():
        return True
    return folder.is_dir() and {path.name for path in folder.iterdir()} <= {LEAFLETS}


def read_state(folder: Path) -> Kept:
    """Return what is known of the run in a folder. Raises UsageError for what can't be read."""
    path = folder / STATE
    if not path.is_file():
        return Kept()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        printed = list(map(_printed, data["printed"]))
        files = {str(name): str(digest) for name, digest in data["files"].items()}
        if not all(map(_is_sound, printed)) or any(Path(name).name != name for name in files):
            raise ValueError(path)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise UsageError(
            Diagnostic(
                check="print-run",
                message="What was printed before can’t be read.",
                hint="Take it from its last good copy, or begin a run in a new folder.",
                location=Location(str(path)),
            )
        ) from None
    return Kept(tuple(printed), files)


def _printed(data: Mapping[str, Any]) -> Printed:
    older = tuple((code, count) for code, count in data.get("older", ()))
    return Printed(**{**data, "edition": Edition(**data["edition"]), "older": older})


def _is_sound(printed: Printed) -> bool:
    """Whether all that is said to be printed has the form that a run gives it."""
    sheets = sheets_of(printed)
    words = (*asdict(printed.edition).values(), printed.place, *(code for code, _ in sheets))
    return (
        all(isinstance(word, str) for word in words)
        and is_known(printed.edition.locale)
        and all(Path(code).name == code for code, _ in sheets)
        and all(type(count) is int and count > 0 for _, count in sheets)
    )


def state_bytes(printed: Iterable[Printed], files: Mapping[str, str]) -> bytes:
    """Return what is to be known of a run, as JSON."""
    data = {"printed": [asdict(each) for each in printed], "files": dict(sorted(files.items()))}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
