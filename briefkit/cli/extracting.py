"""Commands that bring catalogs up to date with their source: extract, update."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings, gettext_now
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError

if TYPE_CHECKING:
    from briefkit.model import Catalog, Message
    from briefkit.project import Project

__all__ = ["extract", "start_catalog", "started", "update", "write_template"]


@click.command(epilog="Example: briefkit extract")
@click.pass_obj
@reporting
def extract(settings: Settings) -> int:
    """Write the templates (.pot) of all domains from the briefs and the page templates."""
    from briefkit.maintaining import sound_domains

    console = new_console()
    project = settings.project
    faults: list[Diagnostic] = []
    for domain, messages in sound_domains(project, faults):
        changed = write_template(project, domain, messages)
        state = "written" if changed else "unchanged"
        path = project.catalogs.read_template(domain).path
        console.print(f"{path}: {len(messages)} messages, {state}")
    report(faults)
    return 1 if faults else 0


def write_template(project: "Project", domain: str, messages: Sequence["Message"]) -> bool:
    """Write the template of a domain; say whether anything changed."""
    from briefkit import maintaining

    return maintaining.write_template(project, domain, messages, gettext_now())


@click.command(epilog="Example: briefkit update && briefkit status")
@click.argument("locales", nargs=-1, type=LOCALE, metavar="[LOCALE]...")
@click.pass_obj
@reporting
def update(settings: Settings, locales: Sequence[str]) -> int:
    """Merge a changed source into the catalogs; no translation is lost.

    Long strings stay folded, but for a catalog whose lines Poedit would fold otherwise: there each
    is on a line of its own. A brief that is new gets a catalog in every language of the project.
    Words that all leaflets share are filled in as the program has them.
    """
    from briefkit.maintaining import sound_domains
    from briefkit.project import domain_locales, source_locales

    project = settings.project
    for locale in locales:
        project.catalogs.require_locale(locale, *source_locales(project))
    report(project.catalogs.misnamed)
    console = new_console()
    faults: list[Diagnostic] = []
    for domain, messages in sound_domains(project, faults):
        for locale in domain_locales(project, domain, locales):
            try:
                console.print(_updated(project, domain, locale, messages))
            except CatalogError as error:
                faults += error.diagnostics
    report(faults)
    return 1 if faults else 0


def _has_catalog(project: "Project", domain: str, locale: str) -> bool:
    return project.catalogs.path(domain, locale).exists()


def _updated(project: "Project", domain: str, locale: str, messages: Sequence["Message"]) -> str:
    """Bring a catalog up to date, or start it; return the line that says so."""
    from briefkit.maintaining import updated

    if not _has_catalog(project, domain, locale):
        return start_catalog(project, domain, locale)
    merged = updated(project, domain, locale, messages, gettext_now())
    before, after = project.catalogs.revise(domain, locale, merged)
    return f"{before.path}: {_tally(before, after)}"


def start_catalog(project: "Project", domain: str, locale: str) -> str:
    """Write a domain's first catalog in a locale; return the line that says so."""
    from briefkit.maintaining import first_catalog

    change = first_catalog(project, domain, locale, gettext_now())
    project.catalogs.write(change.after, change.before)
    return started(change.after)


def started(catalog: "Catalog") -> str:
    """Return the line that says that a catalog was begun."""
    gaps = sum(not entry.translated for entry in catalog.entries)
    return f"{catalog.path}: {gaps} messages to translate"


def _tally(before: "Catalog", after: "Catalog") -> str:
    if before == after:
        return "unchanged"
    old = {entry.message.key for entry in before.entries if not entry.obsolete}
    new = [entry for entry in after.entries if not entry.obsolete]
    counts = {
        "translated": sum(entry.current for entry in new),
        "fuzzy": sum(entry.fuzzy for entry in new),
        "untranslated": sum(not entry.translated for entry in new),
        "new": sum(entry.message.key not in old for entry in new),
        "obsolete": sum(entry.obsolete for entry in after.entries),
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items())
