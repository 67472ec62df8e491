"""A language is begun: a catalog of it for each domain."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from briefkit.catalogs import filled, new_catalog
from briefkit.diagnostics import Diagnostic, Severity, translatable
from briefkit.errors import SourceError, UsageError
from briefkit.languages import (
    LanguageName,
    declared_language,
    endonym,
    fonts_for,
    missing_glyphs,
    require_known,
    same_as,
    uninstalled_font,
)
from briefkit.maintaining.changes import CatalogChange
from briefkit.model import Catalog
from briefkit.project import (
    DESK_DOMAIN,
    LEAFLET_DOMAIN,
    Project,
    domain_locales,
    is_source,
    language_fonts,
    shipped_catalogs,
)

__all__ = ["Skipped", "Start", "first_catalog", "font_faults", "plan_start", "shipped_catalog"]


class Skipped(StrEnum):
    """Why a domain gets no catalog in a language that is begun."""

    THERE = "there"
    SOURCE = "source"
    UNWANTED = "unwanted"


@dataclass(frozen=True, slots=True)
class Start:
    """What is begun, domain by domain: a change, or why there is none; and what is wrong."""

    domains: tuple[tuple[str, CatalogChange | Skipped], ...]
    faults: tuple[Diagnostic, ...]

    @property
    def changes(self) -> tuple[CatalogChange, ...]:
        """The catalogs that are begun."""
        return tuple(each for _, each in self.domains if isinstance(each, CatalogChange))


def plan_start(project: Project, locale: str, *, created: str, translator: str = "") -> Start:
    """Return what beginning a language makes; `created` is a time as gettext writes it.

    A brief that can't be read is among the faults. Raises UsageError for a locale that nobody
    knows, that is the same language as one that is there, or that has all its catalogs.
    """
    require_known(locale)
    if same := same_as(locale, project.catalogs.locales):
        raise UsageError(
            Diagnostic(
                check="locale",
                message=translatable(
                    "“%(locale)s” is the same language as “%(same)s”, which has its catalogs.",
                    locale=locale,
                    same=same,
                ),
                hint=translatable("Use %(same)s.", same=same),
            )
        )
    found: list[tuple[str, CatalogChange | Skipped]] = []
    faults: list[Diagnostic] = []
    for domain in project.domains:
        try:
            skipped = _skipped(project, domain, locale)
            found.append(
                (domain, skipped or first_catalog(project, domain, locale, created, translator))
            )
        except SourceError as error:
            faults += error.diagnostics
    start = Start(tuple(found), tuple(faults))
    if not start.changes and not faults:
        raise UsageError(
            Diagnostic(
                check="locale",
                message=translatable("“%(locale)s” has all its catalogs already.", locale=locale),
                hint=translatable(
                    "Bring them up to date with “%(command)s”.", command="briefkit update"
                ),
            )
        )
    return start


def _skipped(project: Project, domain: str, locale: str) -> Skipped | None:
    if project.catalogs.path(domain, locale).exists():
        return Skipped.THERE
    if is_source(project, domain, locale):
        return Skipped.SOURCE
    return None if domain_locales(project, domain, [locale]) else Skipped.UNWANTED


def first_catalog(
    project: Project, domain: str, locale: str, created: str, translator: str = ""
) -> CatalogChange:
    """Return a domain's first catalog in a locale; the program's own words are filled in."""
    before = project.catalogs.read(domain, locale)
    catalog = new_catalog(
        project.messages(domain),
        domain=domain,
        locale=locale,
        path=before.path,
        created=created,
        source_locale=project.source_locale(domain),
        translator=translator,
    )
    if shipped := shipped_catalog(project, domain, locale):
        catalog = filled(catalog, shipped)
    return CatalogChange(before, catalog)


def shipped_catalog(project: Project, domain: str, locale: str) -> Catalog | None:
    """Return what the program has in a locale of the words that all leaflets share."""
    shipped = shipped_catalogs(project.catalogs)
    shared = domain in (LEAFLET_DOMAIN, DESK_DOMAIN)
    return shipped.read(domain, locale) if shipped is not None and shared else None


def font_faults(project: Project, locale: str) -> Iterator[Diagnostic]:
    """Yield a warning where a language's font is not there, or there is none for it."""
    declared = declared_language(locale)
    letters = f"{endonym(locale)}{declared.letters if declared else ''}"
    if wanted := uninstalled_font(locale):
        yield replace(wanted, severity=Severity.WARNING)
    elif missing := missing_glyphs(letters, locale, fonts_for(locale, language_fonts(project))):
        yield Diagnostic(
            check="missing-glyphs",
            message=translatable(
                "The fonts have no letters for %(name)s (%(endonym)s): catalogs can be "
                "translated, but no leaflet can be printed yet.",
                name=LanguageName(locale),
                endonym=endonym(locale),
            ),
            hint=translatable("They lack: %(missing)s", missing=" ".join(missing[:10])),
            severity=Severity.WARNING,
        )
