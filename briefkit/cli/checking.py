"""The command that checks translations: check."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit import __version__
from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import diagnostics_as_json, new_console, print_json
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location, Severity
from briefkit.errors import CatalogError

if TYPE_CHECKING:
    from briefkit.model import Catalog

__all__ = ["check"]


@click.command(epilog="Example: briefkit check bg --domain cyber-trafficking")
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="Only this domain.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"], case_sensitive=False),
    default="text",
    show_default=True,
    help="For people, for programs, or for the annotations of a code forge.",
)
@click.pass_obj
@reporting
def check(settings: Settings, locales: Sequence[str], domains: Sequence[str], form: str) -> int:
    """Find the mistakes in translations that would hurt in print.

    Errors stop a build, warnings don’t. “ignore-NAME”, as a message’s flag or in its translator’s
    comment, silences the check of that name there. Only what may be printed is checked: “briefkit
    status” tells of the rest.
    """
    from briefkit.catalogs.checks import CHECKS, check_catalog, language_check
    from briefkit.project import require_domain

    project = settings.project
    for locale in locales:
        project.catalogs.require_locale(locale)
    for domain in domains:
        require_domain(project, domain)
    sources = map(project.source_locale, project.domains)
    language = language_check((*project.catalogs.locales, *sources))
    if language is None:
        new_console(stderr=True).print(
            "The check “language” is left out: it needs “pip install 'briefkit[check]'”."
        )
    found: list[Diagnostic] = []
    try:
        glossary = project.catalogs.glossary
    except CatalogError as error:
        glossary, found = (), list(error.diagnostics)
    found += project.catalogs.misnamed
    checked = left_out = 0
    for domain in domains or project.domains:
        messages = project.messages(domain)
        for locale in locales or project.catalogs.locales:
            try:
                catalog = project.catalogs.read(domain, locale)
            except CatalogError as error:
                found += error.diagnostics
                continue
            found += _dated_ahead(catalog, settings.today)
            current = sum(catalog.lookup(message.key) is not None for message in messages)
            checked += current
            left_out += len(messages) - current
            found += check_catalog(
                catalog,
                messages,
                source_locale=project.source_locale(domain),
                glossary=glossary,
                checks=(*CHECKS, language) if language else CHECKS,
            )
    found.sort(key=lambda finding: finding.location or Location(""))
    _show(settings, form, found, checked, left_out)
    return 1 if _count(found, Severity.ERROR) else 0


def _dated_ahead(catalog: "Catalog", today: date) -> Iterator[Diagnostic]:
    """Yield what is wrong with a review that nobody can have made yet."""
    review = catalog.review
    if review is not None and review.day > today:
        yield Diagnostic(
            check="headers",
            message=f"The review is dated {review.day}, a day that has not come yet.",
            hint="Record it again with “briefkit review”.",
            severity=Severity.WARNING,
            location=Location(catalog.path, 1),
            locale=catalog.locale,
        )


def _count(found: Sequence[Diagnostic], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in found)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _show(
    settings: Settings, form: str, found: Sequence[Diagnostic], checked: int, left_out: int
) -> None:
    from briefkit.catalogs.checks import RULES, github_line, sarif_log

    errors, warnings = _count(found, Severity.ERROR), _count(found, Severity.WARNING)
    here = Path.cwd()
    inside = settings.root != here and settings.root.is_relative_to(here)
    folder = f"{settings.root.relative_to(here).as_posix()}/" if inside else ""
    match form:
        case "json":
            counts = {"checked": checked, "left_out": left_out}
            counts |= {"errors": errors, "warnings": warnings}
            print_json({**counts, "diagnostics": diagnostics_as_json(found)})
        case "github":
            for finding in found:
                click.echo(github_line(finding, folder))
        case "sarif":
            print_json(sarif_log(found, version=__version__, rules=RULES, folder=folder))
        case _:
            console = new_console()
            for finding in found:
                style = "bold red" if finding.severity is Severity.ERROR else "yellow"
                console.print(f"{finding.severity} {finding.check}: ", style=style, end="")
                console.print(str(finding))
            console.print(
                f"{_counted(checked, 'message')} checked, {left_out} fuzzy, empty or missing: "
                f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
            )
