"""Commands that bring a project and its Weblate together: weblate reviews, weblate pictures."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE
from briefkit.cli.output import new_console, report
from briefkit.cli.sections import Sections
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from briefkit.weblate import Agreement, Client

__all__ = ["weblate"]


@click.command(epilog="Example: briefkit weblate reviews briefkit bg")
@click.argument("weblate_project", metavar="PROJECT")
@click.argument("locales", nargs=-1, type=LOCALE, metavar="[LOCALE]...")
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="Only this domain.")
@click.pass_obj
@reporting
def reviews(
    settings: Settings, weblate_project: str, locales: Sequence[str], domains: Sequence[str]
) -> int:
    """Make what is approved in Weblate reviewed here, and what is reviewed here approved there.

    Only where both have the same words: pull Weblate's commits first. PROJECT is the project's
    slug in Weblate; the variables WLC_URL and WLC_KEY have the address of its API and your key, as
    for Weblate's own client.
    """
    from briefkit.maintaining import wanted_by_locale
    from briefkit.project import is_source
    from briefkit.weblate import agreed, approve, read_units

    project, client = settings.project, _client()
    for locale in locales:
        project.catalogs.require_locale(locale)
    faults: list[Diagnostic] = []
    for domain, locale, messages in wanted_by_locale(project, faults, locales, domains):
        if is_source(project, domain, locale):
            continue
        units = read_units(client, weblate_project, domain, locale)
        catalog = project.catalogs.read(domain, locale)
        found = agreed(catalog, messages, units, project.source_locale(domain))
        if found.catalog != catalog:
            project.catalogs.write(found.catalog, catalog)
        approve(client, found.to_approve)
        new_console().print(
            f"{catalog.path}: {found.reviewed} newly reviewed here, "
            f"{len(found.to_approve)} newly approved in Weblate"
        )
        faults += _apart(found)
    report(faults)
    return 1 if faults else 0


def _apart(found: "Agreement") -> list[Diagnostic]:
    """Return what the two don't agree about."""
    told = (
        (
            found.differing,
            "Weblate has other words: nothing was taken over.",
            "Pull Weblate's commits, push yours, then give the command again.",
        ),
        (
            found.withdrawn,
            "It is reviewed here, and somebody withdrew its approval in Weblate.",
            "Ask them; then withdraw it here too, at the desk, or approve it there.",
        ),
    )
    return [
        Diagnostic(
            check="weblate",
            message=message,
            hint=hint,
            severity=Severity.WARNING,
            location=Location(found.catalog.path, entry.line if entry else 0),
            locale=found.catalog.locale,
            msgid=unit.key[1],
        )
        for units, message, hint in told
        for unit in units
        for entry in [found.catalog.entry(unit.key)]
    ]


@click.command(epilog="Example: briefkit weblate pictures briefkit")
@click.argument("weblate_project", metavar="PROJECT")
@click.option("--brief", metavar="NAME", help="This brief.  [default: the only one]")
@click.pass_obj
@reporting
def pictures(settings: Settings, weblate_project: str, brief: str | None) -> int:
    """Show in Weblate where each message stands: pictures of the source's pages, on A4.

    They take the place of those of an earlier time. PROJECT, WLC_URL and WLC_KEY are as for
    “briefkit weblate reviews”.
    """
    from briefkit.build import plan
    from briefkit.preview import Subject
    from briefkit.project import LEAFLET_DOMAIN
    from briefkit.weblate import page_pictures, show_pictures

    project, client = settings.project, _client()
    name = settings.brief_name(brief)
    sources = {domain: project.source_locale(domain) for domain in (name, LEAFLET_DOMAIN)}
    for edition in plan(project, briefs=[name], locales=[sources[name]]):
        subject = Subject(edition=edition, order=settings.order(), today=settings.today)
        found = page_pictures(subject)
        counts = show_pictures(client, weblate_project, subject, sources, found)
        shown = ", ".join(f"{count} messages of {domain}" for domain, count in counts.items())
        new_console().print(f"{edition.audience}: {len(found)} pages, with {shown}")
    return 0


def _client() -> "Client":
    """Return the Weblate that the environment names. Raises UsageError where it names none."""
    from briefkit.weblate import Client

    return Client(os.environ.get("WLC_URL", ""), os.environ.get("WLC_KEY", ""))


@click.group(
    cls=Sections,
    sections={"Commands": (reviews, pictures)},
    epilog="Example: briefkit weblate reviews briefkit bg",
)
def weblate() -> None:
    """Bring the project and its Weblate together: reviews, and pictures of the pages."""
