"""The command that checks translations: check."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefkit import __version__
from briefkit.cli.exit_codes import reporting
from briefkit.cli.ignored_catalogs import ignored_catalogs
from briefkit.cli.options import LOCALE, verbose_option
from briefkit.cli.output import diagnostics_as_json, grouped_text, new_console, print_json
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location, Severity, grouped
from briefkit.errors import CatalogError
from briefkit.extras import install_command

if TYPE_CHECKING:
    from briefkit.catalogs import Term
    from briefkit.catalogs.checks import Check
    from briefkit.model import Catalog
    from briefkit.project import Project, ReadText

__all__ = ["check"]


@click.command(epilog="Example: briefkit check bg --domain cyber-trafficking")
@click.argument("locales", nargs=-1, type=LOCALE, metavar="[LOCALE]...")
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="Only this domain.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"], case_sensitive=False),
    default="text",
    show_default=True,
    help="For people, for programs, or for the annotations of a code forge.",
)
@verbose_option
@click.pass_obj
@reporting
def check(
    settings: Settings, locales: Sequence[str], domains: Sequence[str], form: str, verbose: bool
) -> int:
    """Find the mistakes in translations that would hurt in print.

    Errors stop a build, warnings don’t. “ignore-NAME”, as a message’s flag or in its translator’s
    comment, silences the check of that name there. Only what may be printed is checked: “briefkit
    status” tells of the rest.
    """
    from briefkit.catalogs.checks import CHECKS, check_catalog
    from briefkit.maintaining import sound_domains
    from briefkit.model import wanted_in
    from briefkit.project import domain_locales, require_domain

    project = settings.project
    for locale in locales:
        project.catalogs.require_locale(locale)
    for domain in domains:
        require_domain(project, domain)
    glossary, found = _glossary(project)
    sound = dict(sound_domains(project, found, domains))
    language = _language_check(project, sound)
    if not locales:
        found += ignored_catalogs(project)
    checked = left_out = 0
    pairs = [(d, locale) for d in sound for locale in domain_locales(project, d, locales)]
    for domain, locale in pairs:
        try:
            catalog = project.catalogs.read(domain, locale)
        except CatalogError as error:
            found += error.diagnostics
            continue
        messages = wanted_in(sound[domain], locale)
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
    found += _unprinted(project, sound)
    found += _lacking_letters(project, pairs)
    found.sort(key=lambda finding: finding.location or Location(""))
    readable = _readable(project, sound, locales)
    _show(settings, form, found, (checked, left_out), readable, verbose=verbose)
    return 1 if _count(found, Severity.ERROR) else 0


def _language_check(project: "Project", domains: Iterable[str]) -> "Check | None":
    """Return the check of languages, or none and say so where it is not installed."""
    from briefkit.catalogs.checks import language_check

    sources = map(project.source_locale, domains)
    language = language_check((*project.catalogs.locales, *sources))
    if language is None:
        new_console(stderr=True).print(
            "The check “language” is left out: it needs what this command installs: "
            f"{install_command('check')}"
        )
    return language


def _glossary(project: "Project") -> tuple[tuple["Term", ...], list[Diagnostic]]:
    """Return the project's terms, or none and why they can't be read."""
    try:
        return project.catalogs.glossary, []
    except CatalogError as error:
        return (), list(error.diagnostics)


def _unprinted(project: "Project", domains: Iterable[str]) -> Iterator[Diagnostic]:
    """Yield what is not printed as the briefs have it, and what of easy texts is hard to read."""
    from briefkit.project import author_warnings

    for name in domains:
        if name in project.brief_names:
            yield from author_warnings(project, name)


def _readable(
    project: "Project", domains: Iterable[str], locales: Sequence[str]
) -> list["ReadText"]:
    """Return how readable the easy texts are in the locales named, or in all."""
    from briefkit.project import readable_texts

    names = [name for name in domains if name in project.brief_names]
    found = (read for name in names for read in readable_texts(project, name))
    return [read for read in found if not locales or read.locale in locales]


def _lacking_letters(project: "Project", pairs: Iterable[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Yield the letters that a brand's font lacks, for each language of a brief."""
    from briefkit.project import font_warnings

    for name, locale in pairs:
        if name in project.brief_names:
            with suppress(CatalogError):  # which is told by the checks
                yield from font_warnings(project, name, locale)


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
    settings: Settings,
    form: str,
    found: Sequence[Diagnostic],
    counts: tuple[int, int],
    readable: Sequence["ReadText"],
    *,
    verbose: bool,
) -> None:
    from briefkit.catalogs.checks import RULES, github_line, sarif_log

    checked, left_out = counts
    errors, warnings = _count(found, Severity.ERROR), _count(found, Severity.WARNING)
    here = Path.cwd()
    inside = settings.root != here and settings.root.is_relative_to(here)
    folder = f"{settings.root.relative_to(here).as_posix()}/" if inside else ""
    match form:
        case "json":
            summary = {"checked": checked, "left_out": left_out}
            summary |= {"errors": errors, "warnings": warnings}
            figures = [
                {"path": each.path, "locale": each.locale, **asdict(each.readability)}
                for each in readable
            ]
            listed = diagnostics_as_json(found)
            print_json({**summary, "readability": figures, "diagnostics": listed})
        case "github":
            for finding in found:
                click.echo(github_line(finding, folder))
        case "sarif":
            print_json(sarif_log(found, version=__version__, rules=RULES, folder=folder))
        case _:
            console = new_console()
            for group in [[finding] for finding in found] if verbose else grouped(found):
                first = group[0]
                style = "bold red" if first.severity is Severity.ERROR else "yellow"
                console.print(f"{first.severity} {first.check}: ", style=style, end="")
                console.print(grouped_text(group))
            for text in readable:
                read = text.readability
                console.print(
                    f"{text.path} {text.locale}: readability {read.figure:g} ({read.formula}); "
                    f"easy texts have {read.easy}"
                )
            console.print(
                f"{_counted(checked, 'message')} checked, {left_out} fuzzy, empty or missing: "
                f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}"
            )
