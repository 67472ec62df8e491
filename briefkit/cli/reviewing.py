"""Commands for the state of translations: status, review."""

from collections.abc import Sequence

import click

from briefkit.cli.exit_codes import reporting
from briefkit.cli.options import LOCALE, json_option
from briefkit.cli.output import new_console, print_json, report
from briefkit.cli.settings import Settings
from briefkit.diagnostics import Diagnostic, legible

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
    from briefkit.maintaining import catalog_status, wanted_by_locale

    project = settings.project
    rows: list[dict[str, object]] = []
    faults: list[Diagnostic] = []
    for domain, locale, messages in wanted_by_locale(project, faults, locales):
        found = catalog_status(project.catalogs.read(domain, require_known(locale)), messages)
        review = found.review
        rows.append(
            {
                "domain": domain,
                "locale": locale,
                "messages": found.messages,
                "translated": found.translated,
                "fuzzy": found.fuzzy,
                "missing": found.missing,
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
    from briefkit.maintaining import plan_review

    project = settings.project
    unsound: list[Diagnostic] = []
    changes = plan_review(
        project, locale, reviewer, settings.today, domains=domains, faults=unsound
    )
    name = " ".join(reviewer.split())
    for change in changes:
        project.catalogs.write(change.after, change.before)
        new_console().print(f"{change.after.path}: reviewed by {name} on {settings.today}")
    report(unsound)
    return 1 if unsound else 0
