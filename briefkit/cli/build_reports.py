"""What a build shows: its progress, the table at its end, its report for machines."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.cli.output import diagnostics_as_json, new_console, shown

if TYPE_CHECKING:
    from briefkit.build import Built
    from briefkit.model import Edition

__all__ = ["Progress", "built_as_json", "print_table", "tally", "withdraw_leaflets"]


def tally(built: "Sequence[Built]", output: Path) -> str:
    """Return how many leaflets there are now, and where."""
    done = sum(item.path is not None for item in built)
    return f"{done} of {len(built)} leaflets are in {shown(output)}"


def withdraw_leaflets(output: Path, unfit: Callable[["Edition"], bool]) -> None:
    """Take away the leaflets in a folder of editions that are `unfit` to print, and tell it."""
    from briefkit.build import withdraw_earlier

    if names := withdraw_earlier(output, unfit):
        listed = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
        new_console(stderr=True).print(
            f"Taken away from {shown(output)}, lest they be printed: {len(names)} files made "
            f"before ({listed})."
        )


class Progress:
    """A progress bar over leaflets; within it, a function that is called with each."""

    def __init__(self, total: int) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=new_console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("Making leaflets", total=total)

    def __enter__(self) -> Callable[["Built"], None]:
        self._bar.start()
        return lambda built: self._bar.update(
            self._task, advance=1, description=f"{built.edition.locale} {built.edition.format}"
        )

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def print_table(built: "Sequence[Built]", output: Path) -> None:
    """Print a row for each file, and one for each leaflet that was refused."""
    from rich.table import Table

    from briefkit.build import State

    table = Table(box=None, pad_edge=False)
    for heading, justify in (("File", "left"), ("Pages", "right"), ("Size", "right")):
        table.add_column(heading, justify=justify)  # type: ignore[arg-type]
    table.add_column("State")
    for item in built:
        if item.state == State.REFUSED:
            table.add_row(f"{item.edition.stem}.pdf", "", "", item.state)
        for file in item.files:
            state = item.state if item.made else f"{item.state}, unchanged"
            table.add_row(file.path.name, str(file.pages), f"{file.size / 1000:.0f} kB", state)
    console = new_console()
    console.print(table)
    unchanged = sum(not item.made for item in built)
    console.print(tally(built, output) + (f"; {unchanged} unchanged" if unchanged else ""))
    if any(item.state == State.DRAFT for item in built):
        console.print("Drafts say so on every page: nobody has reviewed their translation yet.")


def built_as_json(item: "Built") -> dict[str, object]:
    """Return a leaflet as the report for machines has it."""
    return {
        "brief": item.edition.brief,
        "audience": item.edition.audience,
        "locale": item.edition.locale,
        "second": item.edition.second or None,
        "twin": item.edition.twin or None,
        "format": item.edition.format,
        "discreet": item.edition.discreet,
        "office": item.edition.office or None,
        "state": item.state,
        "file": str(item.path) if item.path else None,
        "code": item.code,
        "pages": item.pages,
        "bytes": item.size,
        "size_pt": item.text_size,
        "leading": item.leading,
        "files": [str(file.path) for file in item.files],
        "made": item.made,
        "diagnostics": diagnostics_as_json(item.diagnostics),
    }
