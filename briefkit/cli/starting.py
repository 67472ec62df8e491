"""Commands that start a project or a language: init, init-locale."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.extracting import start_catalog
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.errors import SourceError, UsageError

__all__ = ["init", "init_locale"]


@click.command(epilog="Example: briefkit init my-campaign")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
@reporting
def init(settings: Settings, folder: Path) -> int:
    """Start a project of your own: a folder with the brief, the catalogs and the templates."""
    from briefkit.project import bundled_folder

    names = ("briefs", "locales", "templates")
    if taken := [name for name in names if (folder / name).exists()]:
        raise UsageError(
            Diagnostic(
                check="project",
                message=f"There is a {taken[0]}/ in {folder} already.",
                hint="Choose another folder: nothing of yours is overwritten.",
            )
        )
    for name in names:
        shutil.copytree(bundled_folder() / name, folder / name)
    new_console().print(f"{folder}: ready. Go there and give “briefkit build”.")
    return 0


@click.command("init-locale", epilog="Example: briefkit init-locale uk")
@click.argument("locale")
@click.option("--translator", default="", metavar="'NAME <ADDRESS>'", help="For Last-Translator.")
@click.pass_obj
@reporting
def init_locale(settings: Settings, locale: str, translator: str) -> int:
    """Start a language: a catalog for each domain, with its plural forms from CLDR."""
    from briefkit.languages import require_known
    from briefkit.project import domain_locales

    project = settings.project
    require_known(locale)
    console = new_console()
    started = 0
    faults: list[Diagnostic] = []
    for domain in project.domains:
        if project.catalogs.path(domain, locale).exists():
            path = project.catalogs.read(domain, locale).path
            console.print(f"{path}: there already, left as it is")
            continue
        try:
            if not domain_locales(project, domain, [locale]):
                console.print(f"briefs/{domain}: not made in {locale} (languages in brief.toml)")
                continue
            console.print(start_catalog(project, domain, locale, translator))
            started += 1
        except SourceError as error:
            faults += error.diagnostics
    report(faults)
    if faults:
        return 1
    if not started:
        raise UsageError(
            Diagnostic(
                check="locale",
                message=f"“{locale}” has all its catalogs already.",
                hint="Bring them up to date with “briefkit update”.",
            )
        )
    report(_unprintable(locale))
    return 0


def _unprintable(locale: str) -> Iterator[Diagnostic]:
    """Yield a warning where the fonts lack the letters of a language's own name."""
    from briefkit.languages import endonym, english_name, missing_glyphs

    if missing_glyphs(endonym(locale), locale):
        yield Diagnostic(
            check="missing-glyphs",
            message=f"The fonts have no letters for {english_name(locale)} ({endonym(locale)}): "
            "catalogs can be translated, but no leaflet can be printed yet.",
            severity=Severity.WARNING,
        )
