"""The command that lists the languages of a text on a sheet: languages-sheet."""

from datetime import UTC, datetime
from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE, site_option, site_warnings
from briefkit.cli.output import new_console, report, shown
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic

__all__ = ["languages_sheet"]


@click.command(
    "languages-sheet",
    epilog="Example: briefkit languages-sheet --worker-locale bg --qr https://leaflets.example.org",
)
@click.option("--brief", metavar="NAME", help="Of this brief.  [default: the only one]")
@click.option(
    "--audience",
    metavar="NAME",
    help="Of this audience's text, by its name in brief.toml.  [default: the brief's first]",
)
@click.option(
    "--worker-locale",
    "locale",
    type=LOCALE,
    metavar="CODE",
    help="The language of the worker: of the heading, and of the languages' names beside their "
    "own.  [default: the brief's own]",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3"], case_sensitive=False),
    default="a4",
    show_default=True,
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the sheet goes.  [default: leaflets]",
)
@site_option
@click.pass_obj
@reporting
def languages_sheet(
    settings: Settings,
    brief: str | None,
    audience: str | None,
    locale: str | None,
    paper: str,
    output: Path | None,
    site: str,
) -> int:
    """Make a sheet on which a reader finds her language, to show or to hang up.

    Each language in which there are leaflets has a line in its own letters, and with --qr a code of
    its leaflet's page. The sheet names no subject.
    """
    from briefkit.build import (
        inputs_of,
        listed_languages,
        make_leaflet,
        plan_languages_sheet,
        take_over,
    )

    edition = plan_languages_sheet(
        settings.project,
        settings.brief_name(brief),
        paper=paper,
        audience=audience,
        locale=locale,
    )
    folder = {"output": output.absolute()} if output else {}
    order = settings.order(**folder, made=datetime.now(UTC), site=site)
    take_over(settings.project)
    listed = listed_languages(edition, inputs_of(order.root, order.bundled), site)
    built = make_leaflet(edition, order)
    full = _full(len(listed.lines), with_codes=bool(site))
    faults = [full if fault.check == "fit" else fault for fault in built.diagnostics]
    report([*site_warnings(site), *faults, *map(_left_out, listed.left_out)])
    if built.path is None:
        return 1
    drafts = sum(line.draft for line in listed.lines)
    new_console().print(
        f"{shown(built.path)}: languages: {len(listed.lines)}, drafts among them: {drafts}. "
        f"Its code is {built.code}."
    )
    return 1 if listed.left_out else 0


def _full(languages: int, *, with_codes: bool) -> Diagnostic:
    """Return what to say where so many languages are too long for the sheet: nobody wrote a text
    that could be shortened.
    """
    fewer = "name fewer in brief.toml (languages = […], of the brief or of an audience)"
    return Diagnostic(
        check="languages-sheet",
        message=f"{languages} languages{' with their codes' if with_codes else ''} don't fit on "
        "one side of the paper, be it A4 or A3.",
        hint=f"Leave out --qr, or {fewer}." if with_codes else f"{fewer.capitalize()}.",
    )


def _left_out(locale: str) -> Diagnostic:
    """Return what to say of a language that has a catalog, and no leaflet that can be made."""
    from briefkit.languages import english_name

    return Diagnostic(
        check="languages-sheet",
        message=f"{english_name(locale)} is not on the sheet, for its leaflet can't be made.",
        hint=f"“briefkit build --locale {locale}” says why.",
        locale=locale,
    )
