"""The command that takes over a document of Word or LibreOffice: import."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.asking import can_ask, chosen, confirmed
from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.extras import needing_extra

if TYPE_CHECKING:
    from briefkit.authoring import SourceText
    from briefkit.importing import Imported

__all__ = ["import_document"]


@click.command("import", epilog="Example: briefkit import colleague.docx --brief heat")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--brief", metavar="NAME", help="Whose text it is.  [default: the only one]")
@click.option("--audience", metavar="NAME", help="Whom it is for.  [default: the only one]")
@click.pass_obj
@reporting
def import_document(settings: Settings, file: Path, brief: str | None, audience: str | None) -> int:
    """Make a Word document (.docx) or an OpenDocument text (.odt) the text of a brief.

    Its pictures are put into the brief's folder img/. What can't be taken over is listed, with its
    lines. A text that is there is replaced only if you say so: else the new one is put beside it.
    """
    from briefkit.authoring import brief_settings, text_file, write_imported
    from briefkit.project import require_own_folder

    project = settings.project
    require_own_folder(project.root, "briefs")
    name = _choice("brief", brief, project.brief_names, "make it with “briefkit new”")
    audiences = tuple(brief_settings(project, name).settings.audiences)
    audience = _choice("audience", audience, audiences, "name it in brief.toml")
    place = _place(project.root, f"briefs/{name}/{audience}")
    seen = text_file(project, name, audience)
    imported = _imported(file, seen, place)
    write_imported(imported, project, seen, place)
    console = new_console()
    console.print(f"{place}: written" + _tally(imported.pictures))
    if not place.endswith(f"/{audience}.md"):
        console.print(f"{audience}.md is as it was: take over from {place} what you need.")
    report(imported.warnings, verbose=True)
    if imported.warnings:
        many = len(imported.warnings)
        places = f"these {many} places" if many > 1 else "this place"
        console.print(f"Look at {places}, then give “briefkit check”.")
    return 0


def _choice(what: str, given: str | None, known: tuple[str, ...], otherwise: str) -> str:
    """Return what is given, the only one that there is, or what a person chooses."""
    from briefkit.project import require_choice

    if given is not None:
        require_choice(given, known, what, otherwise.capitalize())
        return given
    if len(known) == 1:
        return known[0]
    if known and can_ask():
        return chosen(f"Which {what}?", known)
    raise UsageError(
        Diagnostic(
            check=what,
            message=f"Which {what} is it?" if known else f"There is no {what} yet.",
            hint=f"Give --{what}, one of: {', '.join(known)}."
            if known
            else f"Please {otherwise} first.",
        )
    )


def _place(root: Path, stem: str) -> str:
    """Return where the text is written: in its place, if there is none or it may be replaced."""
    from briefkit.authoring import free_place

    place = f"{stem}.md"
    if not (root / place).exists() or confirmed(f"{place} is there. Replace it?"):
        return place
    return free_place(root, stem)


def _imported(file: Path, seen: "SourceText", place: str) -> "Imported":
    from briefkit.authoring import imported_text
    from briefkit.importing import FILE_LIMIT

    with file.open("rb") as stream:
        data = stream.read(FILE_LIMIT + 1)
    with needing_extra("Taking over a document", "import"):
        return imported_text(data, file.name, seen, place)


def _tally(pictures: Mapping[str, bytes]) -> str:
    many = f"{len(pictures)} pictures" if len(pictures) > 1 else "1 picture"
    return f", with {many} in img/" if pictures else ""
