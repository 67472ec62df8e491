"""Commands that bring catalogs up to date with their source: extract, update."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.output import new_console, report
from briefkit.cli.settings import Settings, gettext_now
from briefkit.errors import CatalogError

if TYPE_CHECKING:
    from briefkit.model import Catalog, Message
    from briefkit.project import Project

__all__ = ["extract", "update", "write_template"]


@click.command(epilog="Example: briefkit extract && git diff locales/")
@click.pass_obj
@reporting
def extract(settings: Settings) -> int:
    """Write the templates (.pot) of all domains from the briefs and the page templates."""
    console = new_console()
    project = settings.project
    for domain in project.domains:
        messages = project.messages(domain)
        changed = write_template(project, domain, messages)
        state = "written" if changed else "unchanged"
        path = project.catalogs.read_template(domain).path
        console.print(f"{path}: {len(messages)} messages, {state}")
    return 0


def write_template(project: "Project", domain: str, messages: Sequence["Message"]) -> bool:
    from briefkit.catalogs import template_catalog

    before = project.catalogs.read_template(domain)
    created = before.header("POT-Creation-Date") or gettext_now()
    after = template_catalog(messages, domain=domain, path=before.path, created=created)
    if after.entries != before.entries:
        after = after.with_headers(POT_Creation_Date=gettext_now())
    return project.catalogs.write(after, before)


@click.command(epilog="Example: briefkit update && briefkit status")
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.pass_obj
@reporting
def update(settings: Settings, locales: Sequence[str]) -> int:
    """Merge a changed source into the catalogs; no translation is lost."""
    from briefkit.catalogs import merge

    project = settings.project
    for locale in locales:
        project.catalogs.require_locale(locale)
    console = new_console()
    failed = 0
    for domain in project.domains:
        messages = project.messages(domain)
        for locale in locales or project.catalogs.locales:
            if not project.catalogs.path(domain, locale).exists():
                continue
            try:
                before = project.catalogs.read(domain, locale)
                after = merge(messages, before)
                if after != before:
                    after = after.with_headers(POT_Creation_Date=gettext_now())
                project.catalogs.write(after, before)
            except CatalogError as error:
                report(error.diagnostics)
                failed += 1
                continue
            console.print(f"{before.path}: {_tally(before, after)}")
    return 1 if failed else 0


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
