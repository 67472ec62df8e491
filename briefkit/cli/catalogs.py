"""Commands for catalogs: extract, status."""

from collections.abc import Sequence
from datetime import UTC, datetime

import click

from briefkit.cli.shell import Settings, new_console, print_json, reporting

__all__ = ["extract", "status"]


@click.command(epilog="Example: briefkit extract && git diff locales/")
@click.pass_obj
@reporting
def extract(settings: Settings) -> int:
    """Write the templates (.pot) of all domains from the briefs and the page templates."""
    from briefkit.merge import template_catalog

    project = settings.project
    console = new_console()
    for domain in project.domains:
        before = project.template(domain)
        after = template_catalog(
            project.messages(domain),
            domain=domain,
            path=before.path,
            created=before.header("POT-Creation-Date") or _now(),
        )
        if after.entries != before.entries:
            after = after.with_headers(POT_Creation_Date=_now())
        changed = project.write_catalog(after, before)
        state = "written" if changed else "unchanged"
        console.print(f"{before.path}: {len(after.entries)} messages, {state}")
    return 0


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M+0000")


@click.command(epilog="Example: briefkit status --json")
@click.argument("locales", nargs=-1, metavar="[LOCALE]...")
@click.option("--json", "as_json", is_flag=True, help="Print a report for machines.")
@click.pass_obj
@reporting
def status(settings: Settings, locales: Sequence[str], as_json: bool) -> int:
    """Show how far each language is: translated, fuzzy, missing, reviewed."""
    from rich.table import Table

    from briefkit.locales import require_known

    project = settings.project
    rows: list[dict[str, object]] = []
    for domain in project.domains:
        messages = project.messages(domain)
        for locale in locales or project.locales:
            catalog = project.catalog(domain, require_known(locale))
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
        return 0
    table = Table(box=None, pad_edge=False)
    for heading in ("Locale", "Domain", "Translated", "Fuzzy", "Missing", "Reviewed"):
        table.add_column(heading, justify="right" if heading[0] in "TFM" else "left")
    for row in sorted(rows, key=lambda row: (str(row["locale"]), str(row["domain"]))):
        reviewed = f"{row['reviewed_by']}, {row['reviewed_on']}" if row["reviewed_by"] else "draft"
        table.add_row(
            str(row["locale"]),
            str(row["domain"]),
            f"{row['translated']}/{row['messages']}",
            str(row["fuzzy"]),
            str(row["missing"]),
            reviewed,
        )
    new_console().print(table)
    return 0
