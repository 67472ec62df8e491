"""A file that came back, and what it changes in the catalogs that it is for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefkit.catalogs.checks import check_catalog
from briefkit.catalogs.exchange import (
    Format,
    Imported,
    Returned,
    import_translations,
    match_locale,
    parse_exchange,
)
from briefkit.diagnostics import Diagnostic, Location, Severity, translatable
from briefkit.errors import BriefkitError, CatalogError
from briefkit.maintaining import CatalogChange
from briefkit.model import Catalog
from briefkit.project import Project, is_source

__all__ = ["ImportPlan", "imported_findings", "plan_import"]

# A domain and a locale.
_Target = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file changes: the catalogs that it alters, and what it brought for each in turn.

    A translation memory may have several results for a catalog.
    """

    changes: tuple[CatalogChange, ...]
    results: tuple[tuple[_Target, Imported], ...]

    @property
    def unconfirmed(self) -> int:
        """How many messages came in with words that don't print, for they are fuzzy."""
        return sum(
            entry.fuzzy and entry.translated and entry != change.before.entry(entry.message.key)
            for change in self.changes
            for entry in change.after.entries
        )


def plan_import(
    project: Project, data: bytes, name: str, *, skip_changed: bool = False
) -> ImportPlan:
    """Return what a file changes in a project's catalogs; `name` is the file's.

    Raises CatalogError as `parse_exchange` and `import_translations` do, and for a file that is for
    no catalog of the project.
    """
    before: dict[_Target, Catalog] = {}
    after: dict[_Target, Catalog] = {}
    results: list[tuple[_Target, Imported]] = []
    for returned in parse_exchange(data, name):
        for target in _targets(project, returned):
            if target not in before:
                before[target] = after[target] = project.catalogs.read(*target)
            result = import_translations(returned, after[target], skip_changed=skip_changed)
            after[target] = result.catalog
            results.append((target, result))
    if not results:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message=translatable(
                    "The file has no translation into a language of this project."
                ),
                hint=translatable(
                    "There is: %(names)s.", names=", ".join(project.catalogs.locales)
                ),
                location=Location(name),
            )
        )
    changes = (CatalogChange(before[target], after[target]) for target in before)
    return ImportPlan(tuple(c for c in changes if c.after != c.before), tuple(results))


def _targets(project: Project, returned: Returned) -> Sequence[_Target]:
    """Return the domains and the locale that a file is for; a memory may be for others too."""
    memory = returned.format is Format.TMX
    locale = match_locale(returned.locale, project.catalogs.locales)
    known = returned.domain in project.domains or (memory and not returned.domain)
    if memory and locale is None:
        return ()
    if locale is None or not known:
        raise CatalogError(
            Diagnostic(
                check="exchange",
                message=translatable(
                    "The file is for “%(domain)s” in “%(locale)s”, and this project has no such "
                    "catalog.",
                    domain=returned.domain,
                    locale=returned.locale,
                ),
                hint=translatable(
                    "Give a file that “%(command)s” made here.", command="briefkit exchange export"
                ),
                location=Location(returned.name),
            )
        )
    domains = [returned.domain] if returned.domain else project.domains
    return [(domain, locale) for domain in domains if not is_source(project, domain, locale)]


def imported_findings(
    project: Project, before: Catalog, catalog: Catalog
) -> tuple[Diagnostic, ...]:
    """Return what the checks find in the entries of `catalog` that an import changed, as warnings.

    It was `before`; what was written is read again, for the lines that its entries are on now.
    """
    known = {entry.message.key: entry for entry in before.entries if not entry.obsolete}
    found: Sequence[Diagnostic]
    try:
        changed = [
            message
            for message in project.messages(catalog.domain)
            if catalog.entry(message.key) != known.get(message.key)
        ]
        found = check_catalog(
            catalog,
            changed,
            source_locale=project.source_locale(catalog.domain),
            glossary=project.catalogs.glossary,
        )
    except BriefkitError as error:  # the source, or the glossary, needs work
        found = error.diagnostics
    # What is wrong with the header, which no message names, was not imported.
    return tuple(
        replace(item, severity=Severity.WARNING)
        for item in found
        if item.msgid or item.location is None or item.location.path != catalog.path
    )
