"""Previews of a project's files as they are now."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefkit.brief import brief_messages
from briefkit.build import Order
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError, SourceError
from briefkit.languages import fonts_for
from briefkit.leaflet import is_foreign_notice, read_templates
from briefkit.model import Catalog, Edition
from briefkit.preview.previews import Preview, make_preview
from briefkit.project import (
    LEAFLET_DOMAIN,
    Project,
    is_source,
    read_contact_file,
    template_folders,
)

__all__ = ["Subject", "read_preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is previewed: an edition of the project that `order` names.

    `today` is the day by which the contacts of `contacts_file` are fresh or stale.
    """

    edition: Edition
    order: Order
    today: date
    contacts_file: Path | None = None

    @property
    def project(self) -> Project:
        """The project as it is now: nothing of it is remembered."""
        return Project(self.order.root, self.order.bundled)


def read_preview(subject: Subject) -> Preview:
    """Return the preview of the files as they are now. Raises BriefkitError for what needs work."""
    edition, project = subject.edition, subject.project
    loaded = project.brief(edition.brief)
    if edition.audience not in loaded.texts:
        raise SourceError(
            Diagnostic(
                check="settings",
                message=f"The brief has no text for the audience “{edition.audience}” any more.",
                hint="Name it in brief.toml, or start the preview with another --audience.",
            )
        )
    brief = loaded.texts[edition.audience]
    shared = tuple(m for m in project.leaflet_messages if not is_foreign_notice(m, brief.settings))
    catalog = _read_catalog(project, edition.brief, edition.locale)
    shared_catalog = _read_catalog(project, LEAFLET_DOMAIN, edition.locale)
    glossary = project.catalogs.glossary
    checked = [
        check_catalog(
            chosen,
            messages,
            source_locale=project.source_locale(chosen.domain),
            glossary=glossary,
        )
        for chosen, messages in (
            (catalog, brief_messages([brief])),
            (shared_catalog, shared),
        )
        if not is_source(project, chosen.domain, edition.locale)
    ]
    return make_preview(
        edition=edition,
        brief=brief,
        catalog=catalog,
        shared=shared,
        shared_catalog=shared_catalog,
        references=loaded.references,
        contacts=(
            read_contact_file(subject.contacts_file, subject.today) if subject.contacts_file else ()
        ),
        templates=read_templates(template_folders(project, edition.brief)),
        fonts=fonts_for(edition.locale, loaded.fonts),
        findings=[finding for findings in checked for finding in findings],
    )


def _read_catalog(project: Project, domain: str, locale: str) -> Catalog:
    catalog = project.catalogs.read(domain, locale)
    if not catalog.entries and project.catalogs.path(domain, locale).exists():
        raise CatalogError(
            Diagnostic(
                check="syntax",
                message="The catalog has no messages: it is being written, or its text is lost.",
                hint="Save it again, or take it from its last good copy.",
                location=Location(catalog.path),
                locale=locale,
            )
        )
    return catalog
