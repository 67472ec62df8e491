"""The commands that keep all of a project in one file: backup, restore."""

from datetime import UTC, datetime
from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings, state_folder
from briefkit.extras import needing_extra

__all__ = ["backup", "restore"]


@click.command(epilog="Example: briefkit backup /media/stick/leaflets.zip")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.pass_obj
@reporting
def backup(settings: Settings, file: Path) -> int:
    """Write the project, its history and what the desk remembers to one file.

    It may be given while the desk runs. The file has your contacts in it: keep it as you keep them.
    """
    with needing_extra("A backup", "desk"):
        from briefkit.desk import DeskFiles, back_up

    files = DeskFiles(
        order=settings.order(),
        contacts_file=settings.root / "contacts.csv",
        choice_file=state_folder() / "desk.json",
        clock=lambda: datetime.now(UTC).astimezone(),
    )
    count = back_up(files, file.absolute())
    new_console().print(f"{file}: {count} files. To put them back: briefkit restore FILE DIR")
    return 0


@click.command(epilog="Example: briefkit restore /media/stick/leaflets.zip leaflets")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@reporting
def restore(file: Path, folder: Path) -> int:
    """Put what “briefkit backup” wrote back into a new folder."""
    with needing_extra("A backup", "desk"):
        from briefkit.desk import restore as put_back

    count = put_back(file, folder.absolute(), state_folder())
    new_console().print(f"{folder}: {count} files are as they were.")
    return 0
