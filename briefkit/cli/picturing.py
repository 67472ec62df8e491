"""The command that puts leaflets together in a picture: contact-sheet."""

from collections.abc import Sequence
from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError

__all__ = ["contact_sheet"]


@click.command(
    "contact-sheet",
    epilog="Example: briefkit contact-sheet leaflets/*.pdf --output docs/images/contact-sheet.png",
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE...",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("contact-sheet.png"),
    show_default=True,
    metavar="FILE",
    help="The picture to write (PNG).",
)
@click.option("--columns", type=click.IntRange(1), default=6, show_default=True)
@click.option("--width", type=click.IntRange(50, 2000), default=300, show_default=True, help="px")
@click.option("--every-page", is_flag=True, help="Show all pages, not the first alone.")
@click.pass_obj
@reporting
def contact_sheet(
    settings: Settings,
    files: Sequence[Path],
    output: Path,
    columns: int,
    width: int,
    every_page: bool,
) -> int:
    """Put the first pages of leaflets together in one picture."""
    from briefkit.project import write_atomically
    from briefkit.proof import NotPdfError
    from briefkit.proof import contact_sheet as make_contact_sheet

    try:
        picture = make_contact_sheet(
            [path.read_bytes() for path in files],
            columns=columns,
            width=width,
            every_page=every_page,
        )
    except (NotPdfError, OSError) as error:
        raise UsageError(
            Diagnostic(
                check="picture",
                message=f"A file cannot be shown: {error}.",
                hint="Give leaflets that briefkit built.",
            )
        ) from None
    write_atomically(output, picture)
    new_console().print(f"{output}: {len(files)} leaflets")
    return 0
