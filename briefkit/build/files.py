"""A leaflet's files: their names, and taking away those that must not be printed."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from briefkit.build.manifest import read_records
from briefkit.build.orders import Built, MadeFile, Order, State
from briefkit.diagnostics import Diagnostic
from briefkit.leaflet import PLAIN, Finish, find_format
from briefkit.model import Edition
from briefkit.proof import NotPdfError, page_count, read_edition_code

__all__ = [
    "earlier_files",
    "file_name",
    "is_picture",
    "made_file",
    "picture_kind",
    "refuse",
    "wanted_files",
    "withdraw",
    "withdraw_earlier",
]

# The ends of files' names by their kinds. Pictures of cards have numbers: “card-3”, “square-3”.
_ENDINGS = {
    "": ".pdf",
    "sheet": ".sheet.pdf",
    "press": ".press.pdf",
    "text": ".txt",
    "words": ".words.txt",
}
_PICTURES = {"card": "", "square": ".square"}


def file_name(edition: Edition, finish: Finish, kind: str) -> str:
    """Return the name of a leaflet's file of a kind."""
    stem = f"{edition.stem}.grayscale" if finish.grayscale else edition.stem
    if kind in _ENDINGS:
        return f"{stem}{_ENDINGS[kind]}"
    form, _, number = kind.partition("-")
    return f"{stem}{_PICTURES[form]}-{number}.png"


def is_picture(name: str) -> bool:
    """Whether a file is a picture of a card: how many there are is known from the text alone."""
    return name.endswith(".png")


def picture_kind(name: str) -> str:
    """Return the kind of a file that is a picture of a card, by its name."""
    match = re.search(r"(\.square)?-(\d+)\.png$", name)
    assert match is not None
    return f"{'square' if match[1] else 'card'}-{match[2]}"


def wanted_files(edition: Edition, finish: Finish) -> Iterator[tuple[str, str]]:
    """Yield the kinds of the files that a leaflet has with a finish, with their names.

    Pictures of cards are left out.
    """
    fmt = find_format(edition.format)
    sent = fmt.other is not None
    kinds = {
        "": True,
        "sheet": fmt.sheet is not None,
        "press": finish.for_press,
        "text": sent,
        "words": sent,
    }
    return ((kind, file_name(edition, finish, kind)) for kind in _ENDINGS if kinds[kind])


def earlier_files(edition: Edition, finish: Finish, output: Path) -> Iterator[str]:
    """Yield the names of the files that lie in a folder and may be a leaflet's, of any kind."""
    names = [file_name(edition, finish, kind) for kind in _ENDINGS]
    yield from (name for name in names if (output / name).is_file())
    if find_format(edition.format).other is not None and output.is_dir():
        stem = re.escape(names[0].removesuffix(".pdf"))
        picture = re.compile(rf"{stem}(?:\.square)?-\d+\.png")
        yield from (path.name for path in output.iterdir() if picture.fullmatch(path.name))


def made_file(path: Path, kind: str, data: bytes, *, pages: int = 0) -> MadeFile:
    """Return what is known of a file with this content; a PDF's pages are counted if not given."""
    return MadeFile(
        path=path,
        kind=kind,
        pages=pages or (page_count(data) if path.suffix == ".pdf" else 1),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def refuse(edition: Edition, order: Order, faults: tuple[Diagnostic, ...]) -> Built:
    """Take away the files that lie there of a leaflet, and return why it is refused."""
    for finish in (PLAIN, Finish(grayscale=True)):  # its text is the same in both
        withdraw(order.output, earlier_files(edition, finish, order.output))
    return Built(edition=edition, state=State.REFUSED, diagnostics=faults)


def withdraw(output: Path, names: Iterable[str], current: str = "") -> None:
    """Take away from a folder what is not fit to print; leave any file alone that is not ours.

    A PDF that has the code `current` is fit, though it is older. Pictures and text have no code:
    they are ours where the folder's manifest has them.
    """
    others = []
    for name in names:
        try:
            if not name.endswith(".pdf"):
                others.append((name, hashlib.sha256((output / name).read_bytes()).hexdigest()))
            elif read_edition_code((output / name).read_bytes()) not in ("", current):
                (output / name).unlink()
        except (OSError, NotPdfError):
            pass
    if others:
        ours = {(name, digest) for r in read_records(output) for name, digest in r.files.items()}
        for name, _ in (other for other in others if other in ours):
            (output / name).unlink(missing_ok=True)


def withdraw_earlier(output: Path, unfit: Callable[[Edition], bool]) -> tuple[str, ...]:
    """Take away the leaflets that a folder’s manifest has, of editions that are `unfit` to print.

    Returns their files’ names. A folder without a manifest is left alone.
    """
    names = dict.fromkeys(n for r in read_records(output) if unfit(r.edition) for n in r.files)
    there = [name for name in names if Path(name).name == name and (output / name).is_file()]
    withdraw(output, there)
    return tuple(name for name in there if not (output / name).exists())
