"""What a command writes: diagnostics, tables and JSON. Rich is imported when it is needed."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.diagnostics import Diagnostic, Severity, grouped, legible

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["diagnostics_as_json", "grouped_text", "new_console", "print_json", "report", "shown"]

# The most findings that are shown: a broken file of contacts can have one a line.
_REPORT_LIMIT = 1_000


def new_console(*, stderr: bool = False) -> "Console":
    """Return a console that prints paths and messages as they are."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def report(diagnostics: Iterable[Diagnostic], *, verbose: bool | None = None) -> None:
    """Print diagnostics to standard error, at most 1,000 of them.

    Unless `verbose`, what says the same of several places is printed once, as a group. It is
    None for commands that have no such option.
    """
    console = new_console(stderr=True)
    found = tuple(diagnostics)
    groups = [[item] for item in found] if verbose else grouped(found)
    for group in groups[:_REPORT_LIMIT]:
        style = "bold red" if group[0].severity is Severity.ERROR else "yellow"
        console.print(f"{group[0].severity}: ", style=style, end="")
        console.print(grouped_text(group, can_list=verbose is not None))
    if len(groups) > _REPORT_LIMIT:
        console.print(f"… and {len(groups) - _REPORT_LIMIT} more.")


# How many of the other places of a finding are named.
_PLACES = 3


def grouped_text(group: Sequence[Diagnostic], *, can_list: bool = True) -> str:
    """Return diagnostics that say the same as one: the first whole, then where else.

    Where the command `can_list` all, it says by which option.
    """
    first, *others = group
    if not others:
        return str(first)
    here = _place(first)
    elsewhere = (place for place in map(_place, others) if place and place != here)
    places: dict[str, None] = {}
    while len(places) < _PLACES and (place := next(elsewhere, None)):
        places[place] = None
    more = len(others) - len(places)
    where = f"{len(group)} times: also " + (f"at {', '.join(places)}" if places else "")
    if more:
        where += (" and " if places else "") + f"{more} more"
        where += "; --verbose lists all" if can_list else ""
    return f"{first}\n    {where}."


def _place(item: Diagnostic) -> str:
    return legible(" ".join(part for part in (str(item.location or ""), item.locale) if part))


def diagnostics_as_json(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Return diagnostics as the reports for machines have them."""
    return [
        {
            "check": item.check,
            "severity": str(item.severity),
            "message": item.message,
            "hint": item.hint,
            "path": item.location.path if item.location else None,
            "line": item.location.line if item.location else None,
            "locale": item.locale or None,
            "msgid": item.msgid or None,
        }
        for item in diagnostics
    ]


def print_json(value: object) -> None:
    """Print a value as JSON, its letters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def shown(path: Path) -> str:
    """Return a path as it is seen from the folder that the person is in, if it lies below it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
