"""The command line: parse, call, report. Rich and the heavy modules are imported when needed."""

from datetime import UTC, datetime
from pathlib import Path

import click

from briefkit import __version__
from briefkit.cli import (
    catalogs,
    checking,
    desking,
    exchanging,
    leaflets,
    previewing,
    publishing,
    tracing,
)
from briefkit.cli.shell import Settings

__all__ = ["main"]


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: briefkit build --locale bg --locale el",
)
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The project's folder.  [default: this folder]",
)
@click.version_option(__version__, prog_name="briefkit")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """One brief, many languages, on paper: make, translate and check leaflets."""
    context.obj = Settings(root.absolute(), datetime.now(UTC).astimezone().date())


for module in (leaflets, catalogs, checking, exchanging, previewing, desking, publishing, tracing):
    for name in module.__all__:
        main.add_command(getattr(module, name))
