"""Commands for `brief.toml`: upgrade, schema."""

import codecs
from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import SourceError

__all__ = ["schema", "upgrade"]


@click.command(epilog="Example: briefkit upgrade")
@click.pass_obj
@reporting
def upgrade(settings: Settings) -> int:
    """Rewrite each brief.toml of an earlier form in the present one, with its comments.

    What it says stays the same. A file that needs work is left as it is, and told.
    """
    from briefkit.authoring import SCHEMA_FILE, write_schema
    from briefkit.project import require_own_folder

    project, console = settings.project, new_console()
    require_own_folder(project.root, "briefs")
    folder = project.folder("briefs")
    faults: list[Diagnostic] = []
    for name in project.brief_names:
        place = f"briefs/{name}/brief.toml"
        try:
            changed = _upgrade(folder / name / "brief.toml", place)
        except SourceError as error:
            faults += error.diagnostics
            continue
        console.print(f"{place}: {'rewritten' if changed else 'has the present form'}")
    if write_schema(folder):
        console.print(f"briefs/{SCHEMA_FILE}: written")
    report(faults)
    return 1 if faults else 0


def _upgrade(path: Path, place: str) -> bool:
    """Rewrite a file; return whether it changed. Raises SourceError where it needs work."""
    from briefkit.brief import upgraded_settings
    from briefkit.project import decode_text, digest_of, write_atomically

    data = path.read_bytes()
    text = decode_text(data, place)
    after = upgraded_settings(text, place)
    if after == text:
        return False
    ends = "\r\n" if b"\r\n" in data else "\n"
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    write_atomically(path, mark + after.replace("\n", ends).encode(), expected=digest_of(data))
    return True


@click.command(epilog="Example: briefkit schema > briefs/brief.schema.json")
@reporting
def schema() -> int:
    """Print the JSON Schema of brief.toml, by which editors check it and offer its keys."""
    from briefkit.authoring import schema_text

    click.echo(schema_text(), nl=False)
    return 0
