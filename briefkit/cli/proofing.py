"""The command that reads finished leaflets back: proof."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from briefkit.cli.contacts import ContactChoice, contact_options, read_contacts
from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import json_option, site_option
from briefkit.cli.output import diagnostics_as_json, new_console, print_json, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location, Severity

__all__ = ["proof"]


@click.command(epilog="Example: briefkit proof leaflets/*.pdf")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@contact_options
@site_option
@click.option("--audit", "audited", is_flag=True, help="Check their accessibility too (PDF/UA-1).")
@click.option(
    "--layout", "laid_out", is_flag=True, help="Find what is badly set too: breaks, lines, holes."
)
@json_option
@click.pass_obj
@reporting
def proof(
    settings: Settings,
    files: Sequence[Path],
    contacts: ContactChoice,
    site: str,
    audited: bool,
    laid_out: bool,
    as_json: bool,
) -> int:
    """Read finished leaflets back, and check them against the project's texts.

    Give the same contacts and address of QR codes as when they were made.
    """
    from briefkit.build import proof_file

    order = settings.order(contacts=read_contacts(settings, contacts), site=site)
    found = {
        str(path): (
            *proof_file(path, order),
            *(_audit_file(path) if audited and not _to_print(path.name) else ()),
            *(_layout_faults(path) if laid_out and not _to_print(path.name) else ()),
        )
        for path in files
    }
    if as_json:
        print_json({path: diagnostics_as_json(diagnostics) for path, diagnostics in found.items()})
    else:
        console = new_console()
        for path, diagnostics in found.items():
            left_out = " (not audited: a print file has no tags)" * (audited and _to_print(path))
            failed = any(item.severity is Severity.ERROR for item in diagnostics)
            console.print(f"{path}: {'FAILED' if failed else 'passed'}{left_out}")
            if laid_out and (fill := _fill(Path(path))):
                console.print(f"    filled: {fill}")
        report(item for diagnostics in found.values() for item in diagnostics)
    return 1 if any(found.values()) else 0


def _to_print(name: str) -> bool:
    """Whether a file is one to print from: what a screen reader is given lies beside it."""
    return name.endswith((".sheet.pdf", ".press.pdf"))


def _audit_file(path: Path) -> tuple[Diagnostic, ...]:
    from briefkit.proof import NotPdfError
    from briefkit.proof.audit import audit

    try:
        found = audit(path.read_bytes())
    except (OSError, NotPdfError):
        return ()  # the proof reports it
    return tuple(replace(finding, location=Location(str(path))) for finding in found)


def _layout_faults(path: Path) -> tuple[Diagnostic, ...]:
    from briefkit.proof import NotPdfError
    from briefkit.proof.layout import audit_layout

    try:
        found = audit_layout(path.read_bytes())
    except (OSError, NotPdfError):
        return ()  # the proof reports it
    return tuple(replace(finding, location=Location(str(path))) for finding in found)


def _fill(path: Path) -> str:
    """Return how far each page of a file is filled, to be shown; nothing where that is unknown."""
    from briefkit.proof import NotPdfError
    from briefkit.proof.layout import fill_of_pages

    try:
        return ", ".join(f"{int(part * 100)} %" for part in fill_of_pages(path.read_bytes()))
    except (OSError, NotPdfError):
        return ""
