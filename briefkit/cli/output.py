"""What a command writes: diagnostics, tables and JSON. Rich is imported when it is needed."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["diagnostics_as_json", "new_console", "print_json", "report", "shown"]

# The most findings that are shown: a broken file of contacts can have one a line.
_REPORT_LIMIT = 1_000


def new_console(*, stderr: bool = False) -> "Console":
    """Return a console that prints paths and messages as they are."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, soft_wrap=True)


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print diagnostics to standard error, at most 1,000 of them."""
    console = new_console(stderr=True)
    found = tuple(diagnostics)
    for diagnostic in found[:_REPORT_LIMIT]:
        style = "bold red" if diagnostic.severity is Severity.ERROR else "yellow"
        console.print(f"{diagnostic.severity}: ", style=style, end="")
        console.print(str(diagnostic))
    if len(found) > _REPORT_LIMIT:
        console.print(f"… and {len(found) - _REPORT_LIMIT} more.")


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
