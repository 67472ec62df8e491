"""What a person asked for would change: planned, and as its page shows it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from briefkit.desk.uploads import Upload
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import UsageError
from briefkit.extras import needing_extra
from briefkit.maintaining import CatalogChange, Kind, write_changes
from briefkit.project import Project

if TYPE_CHECKING:
    from briefkit.maintaining.exchange import TermChange

__all__ = ["Plan", "plan_upload", "shown_catalog"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change: catalogs, or terms of the glossary; `told` is what there is to know of it.

    `left` counts the messages of a file that change nothing, by why: see `Imported`.

    `kind` is “begin”, “update” or “import”. Without a `locale` it is about several languages.
    `write_terms` writes the terms.
    """

    kind: str
    locale: str
    changes: tuple[CatalogChange, ...] = ()
    told: tuple[Diagnostic, ...] = ()
    left: tuple[tuple[str, int], ...] = ()
    terms: "tuple[TermChange, ...]" = ()
    write_terms: Callable[[Project], None] | None = None

    def write(self, project: Project) -> None:
        """Write it as it was planned. Raises CatalogError where a file has changed since."""
        write_changes(project, self.changes)
        if self.write_terms is not None:
            self.write_terms(project)


def plan_upload(project: Project, upload: Upload, locale: str) -> Plan:
    """Return what a file changes. Raises BriefkitError for one that can't be taken over."""
    with needing_extra(translatable("The exchange"), "exchange"):
        from briefkit.maintaining.exchange import imported_findings, plan_import

    if not upload.name:
        raise UsageError(
            Diagnostic(
                check="exchange",
                message=translatable("No file is chosen."),
                hint=translatable("Choose one first."),
            )
        )
    if upload.name.casefold().endswith(".tbx"):
        return _plan_of_terms(project, upload, locale)
    skip = upload.fields.get("skip") == "yes"
    plan = plan_import(project, upload.data, upload.name, skip_changed=skip)
    told: list[Diagnostic] = []
    for _, result in plan.results:
        told += (*result.conflicts, *result.warnings)
    for change in plan.changes:
        told += imported_findings(project, change.before, change.after)
    named = {of for (_, of), _ in plan.results}
    target = locale or (named.pop() if len(named) == 1 else "")
    counts = [
        (name, sum(getattr(result, name) for _, result in plan.results))
        for name in ("unchanged", "skipped", "absent", "emptied")
    ]
    left = tuple((name, count) for name, count in counts if count)
    return Plan("import", target, plan.changes, tuple(told), left)


def _plan_of_terms(project: Project, upload: Upload, locale: str) -> Plan:
    from briefkit.maintaining.exchange import plan_terms, write_terms

    plan = plan_terms(project, upload.data, upload.name)
    return Plan("import", locale, terms=plan.changes, write_terms=partial(write_terms, plan=plan))


def shown_catalog(
    project: Project, change: CatalogChange, titles: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the page shows of a catalog that changes; a brief is called by its title."""
    domain, locale = change.after.domain, change.after.locale
    messages = change.messages()
    counts = {kind: sum(message.kind is kind for message in messages) for kind in Kind}
    return {
        "domain": domain,
        "title": titles.get(domain, ""),
        "locale": locale,
        "source": project.source_locale(domain),
        "messages": messages,
        "counts": {kind: count for kind, count in counts.items() if count},
    }
