"""A review of a language's catalogs: refused where anything in them must not be vouched for."""

from collections.abc import Sequence
from datetime import date

from briefkit.brief import hidden_characters
from briefkit.catalogs import record_review
from briefkit.catalogs.checks import catalog_errors
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import CatalogError, UsageError
from briefkit.maintaining.changes import CatalogChange
from briefkit.maintaining.domains import wanted_by_locale
from briefkit.model import Catalog, Message
from briefkit.project import Project, require_domain

__all__ = ["plan_review", "reviewer_name"]


def plan_review(
    project: Project,
    locale: str,
    reviewer: str,
    day: date,
    *,
    domains: Sequence[str] = (),
    faults: list[Diagnostic],
) -> tuple[CatalogChange, ...]:
    """Return what recording a review changes in a language's catalogs, or in those of `domains`.

    What is wrong with briefs that can't be read is added to `faults`. Raises UsageError for a
    locale or a domain that there isn't, and for no name; CatalogError where a message is fuzzy,
    empty or missing, or where a check finds an error.
    """
    project.catalogs.require_locale(locale)
    name = reviewer_name(reviewer)
    for domain in domains:
        require_domain(project, domain)
    changes = []
    errors: list[Diagnostic] = []
    for domain, _, messages in wanted_by_locale(project, faults, [locale], domains):
        catalog = project.catalogs.read(domain, locale)
        _require_finished(catalog, messages)
        errors += catalog_errors(catalog, messages, source_locale=project.source_locale(domain))
        changes.append(CatalogChange(catalog, record_review(catalog, name, day)))
    if errors:
        raise CatalogError(*errors)
    return tuple(changes)


def reviewer_name(text: str) -> str:
    """Return a reviewer's name on one line. Raises UsageError where there is none."""
    name = " ".join(text.split())
    if not name:
        raise UsageError(
            Diagnostic(check="review", message=translatable("Give the reviewer's name."))
        )
    if hidden := hidden_characters(name):
        raise UsageError(
            Diagnostic(
                check="review",
                message=translatable(
                    "The name has characters that hide or reorder it: %(hidden)s.",
                    hidden=", ".join(hidden),
                ),
                hint=translatable("Type it again without them."),
            )
        )
    return name


def _require_finished(catalog: Catalog, messages: Sequence[Message]) -> None:
    entries = [catalog.entry(message.key) for message in messages]
    waiting = [entry for entry in entries if entry is None or not entry.current]
    if not waiting:
        return
    first = next((entry for entry in waiting if entry is not None), None)
    raise CatalogError(
        Diagnostic(
            check="review",
            message=translatable(
                "%(count)s messages are fuzzy, empty or missing.", count=len(waiting)
            ),
            hint=translatable("A review vouches for every message: finish them first."),
            location=Location(catalog.path, first.line if first else 0),
            locale=catalog.locale,
            msgid=first.message.msgid if first else "",
        )
    )
