"""The commands, in the order of the work that they are for."""

from datetime import UTC, datetime
from pathlib import Path

import click

from briefkit import __version__
from briefkit.cli.backing_up import backup, restore
from briefkit.cli.building import build
from briefkit.cli.checking import check
from briefkit.cli.contact_checks import contacts
from briefkit.cli.correcting import fix_source
from briefkit.cli.desks import desk
from briefkit.cli.diagnosing import doctor
from briefkit.cli.exchanging import exchange
from briefkit.cli.extracting import extract, update
from briefkit.cli.importing import import_document
from briefkit.cli.listing_languages import languages_sheet
from briefkit.cli.new_briefs import new
from briefkit.cli.picturing import contact_sheet
from briefkit.cli.previewing import preview
from briefkit.cli.print_runs import print_run
from briefkit.cli.proofing import proof
from briefkit.cli.pseudo_leaflets import pseudo
from briefkit.cli.publishing import site
from briefkit.cli.reviewing import review, status
from briefkit.cli.sections import Sections
from briefkit.cli.settings import Settings
from briefkit.cli.starting import init, init_locale
from briefkit.cli.theming import theme
from briefkit.cli.tracing import trace
from briefkit.cli.upgrading import schema, upgrade
from briefkit.cli.weblates import weblate

__all__ = ["main"]

_SECTIONS = {
    "Start": (init, new, upgrade, doctor),
    "Write": (import_document, schema, theme, extract, update, fix_source),
    "Translate": (init_locale, status, exchange, review, weblate),
    "Check": (check, pseudo, proof, trace, contacts),
    "Print": (build, print_run, languages_sheet, contact_sheet),
    "Publish": (site,),
    "Serve": (desk, preview, backup, restore),
}


@click.group(
    cls=Sections,
    sections=_SECTIONS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: briefkit build --locale bg --locale el",
)
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder.  [default: this folder]",
)
@click.version_option(__version__, prog_name="briefkit")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """One brief, many languages, on paper: make, translate and check leaflets."""
    folder, today = (root or Path()).absolute(), datetime.now(UTC).astimezone().date()
    context.obj = Settings(folder, today, named=root is not None)
