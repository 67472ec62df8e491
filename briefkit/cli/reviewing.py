"""Commands for the state of translations: status, review."""

from collections.abc import Sequence

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE, json_option
from briefkit.cli.output import new_console, print_json, report
from briefkit.cli.settings import Settings
from briefkit.cli.sound_domains import wanted_by_locale
from briefkit.diagnostics import Diagnostic, Location, legible
from briefkit.errors import CatalogError, UsageError

__all__ = ["review", "status"]


@click.command(epilog="Example: briefkit status --json")
@click.argument("locales", nargs=-1, type=LOCALE, metavar="[LOCALE]...")
@json_option
@click.pass_obj
@reporting
def status(settings: Settings, locales: Sequence[str], as_json: bool) -> int:
    """Show how far each language is: translated, fuzzy, missing, reviewed."""
    from rich.table import Table

    from briefkit.languages import require_known

    project = settings.project
    rows: list[dict[str, object]] = []
    faults: list[Diagnostic] = []
    for domain, locale, messages in wanted_by_locale(project, faults, locales):
        catalog = project.catalogs.read(domain, require_known(locale))
        entries = [catalog.entry(message.key) for message in messages]
        translated = sum(entry is not None and entry.current for entry in entries)
        fuzzy = sum(entry is not None and entry.fuzzy and entry.translated for entry in entries)
        review = catalog.review
        rows.append(
            {
                "domain": domain,
                "locale": locale,
                "messages": len(messages),
                "translated": translated,
                "fuzzy": fuzzy,
                "missing": len(messages) - translated - fuzzy,
                "reviewed_by": review.reviewer if review else None,
                "reviewed_on": review.day.isoformat() if review else None,
            }
        )
    if as_json:
        print_json(rows)
        report(faults)
        return 1 if faults else 0
    table = Table(box=None, pad_edge=False)
    for heading in ("Locale", "Domain", "Translated", "Fuzzy", "Missing", "Reviewed"):
        table.add_column(heading, justify="right" if heading[0] in "TFM" else "left")
    for row in sorted(rows, key=lambda row: (str(row["locale"]), str(row["domain"]))):
        reviewed = f"{row['reviewed_by']}, {row['reviewed_on']}" if row["reviewed_by"] else "draft"
        reviewed = legible(reviewed)
        table.add_row(
            str(row["locale"]),
            str(row["domain"]),
            f"{row['translated']}/{row['messages']}",
            str(row["fuzzy"]),
            str(row["missing"]),
            reviewed,
        )
    new_console().print(table)
    report(faults)
    return 1 if faults else 0


@click.command(epilog='Example: briefkit review bg --reviewer "Mariya Petrova"')
@click.argument("locale", type=LOCALE)
@click.option("--reviewer", required=True, metavar="NAME", help="Who has read every message.")
@click.option("--domain", "domains", multiple=True, metavar="NAME", help="Only this domain.")
@click.pass_obj
@reporting
def review(settings: Settings, locale: str, reviewer: str, domains: Sequence[str]) -> int:
    """Record that a native speaker has read a language's catalogs and stands by them.

    The leaflets then print without the draft band, until a message changes. A catalog that
    “briefkit check” finds errors in is refused.
    """
    from briefkit.catalogs import record_review
    from briefkit.catalogs.checks import catalog_errors
    from briefkit.project import require_domain

    project = settings.project
    project.catalogs.require_locale(locale)
    name = " ".join(reviewer.split())
    if not name:
        raise UsageError(Diagnostic(check="review", message="Give the reviewer's name."))
    for domain in domains:
        require_domain(project, domain)
    pairs = []
    faults: list[Diagnostic] = []
    unsound: list[Diagnostic] = []
    for domain, _, messages in wanted_by_locale(project, unsound, [locale], domains):
        catalog = project.catalogs.read(domain, locale)
        entries = [catalog.entry(message.key) for message in messages]
        if waiting := [entry for entry in entries if entry is None or not entry.current]:
            first = next((entry for entry in waiting if entry is not None), None)
            raise CatalogError(
                Diagnostic(
                    check="review",
                    message=f"{len(waiting)} messages are fuzzy, empty or missing.",
                    hint="A review vouches for every message: finish them first.",
                    location=Location(catalog.path, first.line if first else 0),
                    locale=locale,
                    msgid=first.message.msgid if first else "",
                )
            )
        faults += catalog_errors(catalog, messages, source_locale=project.source_locale(domain))
        pairs.append((record_review(catalog, name, settings.today), catalog))
    if faults:
        raise CatalogError(*faults)
    for after, before in pairs:
        project.catalogs.write(after, before)
        new_console().print(f"{after.path}: reviewed by {name} on {settings.today}")
    report(unsound)
    return 1 if unsound else 0
