"""A leaflet's files: their names, and taking away those that must not be printed."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from briefkit.build.manifest import read_records
from briefkit.build.orders import Built, MadeFile, Order, State
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import PLAIN, Finish, find_format
from briefkit.model import Edition
from briefkit.proof import NotPdfError, page_count, read_edition_code

__all__ = ["file_names", "made_file", "refuse", "wanted_files", "withdraw", "withdraw_earlier"]


def file_names(edition: Edition, finish: Finish) -> Iterator[tuple[str, str]]:
    """Yield the kinds of files that a leaflet may have, with their names."""
    stem = f"{edition.stem}.grayscale" if finish.grayscale else edition.stem
    for kind in ("", "sheet", "press"):
        yield kind, f"{stem}.{kind}.pdf" if kind else f"{stem}.pdf"


def wanted_files(edition: Edition, finish: Finish) -> Iterator[tuple[str, str]]:
    """Yield the kinds of the files that a leaflet has with a finish, with their names."""
    sheet = find_format(edition.format).sheet is not None
    kinds = {"": True, "sheet": sheet, "press": finish.for_press}
    return ((kind, name) for kind, name in file_names(edition, finish) if kinds[kind])


def made_file(path: Path, kind: str, data: bytes, *, pages: int = 0) -> MadeFile:
    """Return what is known of a file with this content; its pages are counted if not given."""
    return MadeFile(
        path=path,
        kind=kind,
        pages=pages or page_count(data),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def refuse(edition: Edition, order: Order, faults: tuple[Diagnostic, ...]) -> Built:
    """Take away the files that lie there of a leaflet, and return why it is refused."""
    for finish in (PLAIN, Finish(grayscale=True)):  # its text is the same in both
        for _, name in file_names(edition, finish):
            withdraw(order.output / name)
    return Built(edition=edition, state=State.REFUSED, diagnostics=faults)


def withdraw(path: Path, current: str = "") -> None:
    """Take away a leaflet that is not fit to print; leave any file alone that is none.

    One that has the code `current` is fit, though it is older.
    """
    try:
        if path.is_file() and read_edition_code(path.read_bytes()) not in ("", current):
            path.unlink()
    except (OSError, NotPdfError):
        pass


def withdraw_earlier(output: Path, unfit: Callable[[Edition], bool]) -> tuple[str, ...]:
    """Take away the leaflets that a folder’s manifest has, of editions that are `unfit` to print.

    Returns their files’ names. A folder without a manifest is left alone.
    """
    names = dict.fromkeys(n for r in read_records(output) if unfit(r.edition) for n in r.files)
    there = [name for name in names if Path(name).name == name and (output / name).is_file()]
    for name in there:
        withdraw(output / name)
    return tuple(name for name in there if not (output / name).exists())
