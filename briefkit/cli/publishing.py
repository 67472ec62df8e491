"""The command for a web site of leaflets: site."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit.cli.contacts import ContactChoice, contact_options, read_contacts
from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import formats_option, jobs_option
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings, cores
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import UsageError

if TYPE_CHECKING:
    from briefkit.build import Built, Order

__all__ = ["site"]

# What the folder of a language holds.
_ENDS = ("html", "png", "css", "webmanifest")


@click.command(epilog="Example: briefkit site public")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@formats_option("PDFs in this format.")
@contact_options
@jobs_option
@click.pass_obj
@reporting
def site(
    settings: Settings,
    folder: Path,
    formats: tuple[str, ...],
    contacts: ContactChoice,
    jobs: int | None,
) -> int:
    """Write a web site of all leaflets, for any web host.

    A page for each text in each language, with links to its PDFs; a device keeps those it opened.
    """
    from briefkit.build import build, plan
    from briefkit.site import LEAFLETS, is_site

    if not is_site(folder):
        raise UsageError(
            Diagnostic(
                check="site",
                message="The folder has other things in it than a site of leaflets.",
                hint="Choose a new one: nothing of yours is written over.",
                location=Location(str(folder)),
            )
        )
    order = settings.order(
        output=folder.absolute() / LEAFLETS,
        made=datetime.now(UTC),
        contacts=read_contacts(settings, contacts),
    )
    faults: list[Diagnostic] = []
    editions = plan(
        settings.project,
        formats=formats,
        refused=lambda _, error: faults.extend(error.diagnostics),
    )
    built = build(editions, order, jobs=jobs or cores())
    report([*faults, *(diagnostic for item in built for diagnostic in item.diagnostics)])
    done = [item for item in built if item.path is not None]
    if done:
        _write(folder, done, order, settings)
    languages = len({item.edition.locale for item in done})
    new_console().print(
        f"{folder}: {len(done)} of {len(built)} leaflets in {languages} languages. "
        "Put the folder on your web host; index.html is its first page."
    )
    return 0 if len(done) == len(built) and not faults else 1


def _write(folder: Path, done: "Sequence[Built]", order: "Order", settings: Settings) -> None:
    """Write the pages of a site to its folder, and take away those of what is refused now."""
    from briefkit.pages import pages_by_language
    from briefkit.project import write_atomically
    from briefkit.site import LEAFLETS, site_files

    written = set()
    for name, data in site_files(done, order, pages_by_language(settings.project)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_atomically(folder / name, data)
        written.add(folder / name)
    pages = {path for end in _ENDS for path in folder.glob(f"*/*.{end}")}
    for path in pages - written:
        if path.parent.name != LEAFLETS:
            path.unlink()
