"""Previews of a project's files as they are now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefkit.brief import brief_messages
from briefkit.build import Order
from briefkit.catalogs import record_translation
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import SourceError
from briefkit.languages import fonts_for
from briefkit.leaflet import Leaflet, Page, is_foreign_notice, read_templates
from briefkit.model import Catalog, Edition, Message, MessageKey
from briefkit.preview.messages import ShownMessage
from briefkit.preview.previews import (
    Preview,
    PreviewTexts,
    make_page,
    make_preview,
    show_messages,
)
from briefkit.project import (
    LEAFLET_DOMAIN,
    Project,
    is_source,
    read_contact_file,
    template_folders,
    without_messages,
)

__all__ = ["Subject", "Typed", "read_messages", "read_page", "read_preview"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A translation that is typed and not saved: of which message, in which domain."""

    domain: str
    key: MessageKey
    text: str


def read_preview(subject: Subject) -> Preview:
    """Return the preview of the files as they are now. Raises BriefkitError for what needs work."""
    return make_preview(_read_texts(subject, subject.project))


def read_messages(subject: Subject, project: Project) -> tuple[ShownMessage, ...]:
    """Return the messages of its preview alone, soon: the briefs are those that `project` has read.

    Raises BriefkitError likewise.
    """
    return show_messages(_read_texts(subject, project))


def read_page(subject: Subject, project: Project, typed: Typed) -> tuple[Leaflet, Page]:
    """Return what would print if a translation that is typed were saved, likewise."""
    return make_page(_read_texts(subject, project, typed))


def _read_texts(subject: Subject, project: Project, typed: Typed | None = None) -> PreviewTexts:
    edition = subject.edition
    loaded = project.brief(edition.brief)
    if edition.audience not in loaded.texts:
        raise SourceError(
            Diagnostic(
                check="settings",
                message=translatable(
                    "The brief has no text for the audience “%(audience)s” any more.",
                    audience=edition.audience,
                ),
                hint=translatable("Name it in brief.toml."),
            )
        )
    brief = loaded.texts[edition.audience]
    shared = tuple(m for m in project.leaflet_messages if not is_foreign_notice(m, brief.settings))
    catalogs = [
        _read_catalog(project, domain, edition.locale) for domain in (edition.brief, LEAFLET_DOMAIN)
    ]
    if typed is not None:
        catalogs = [_with_typed(catalog, typed) for catalog in catalogs]
    messages = brief_messages([brief]), shared
    return PreviewTexts(
        edition=edition,
        brief=brief,
        catalog=catalogs[0],
        shared=shared,
        shared_catalog=catalogs[1],
        references=loaded.references,
        contacts=(
            read_contact_file(subject.contacts_file, subject.today) if subject.contacts_file else ()
        ),
        templates=read_templates(template_folders(project, edition.brief)),
        fonts=fonts_for(edition.locale, loaded.fonts),
        findings=() if typed else tuple(_findings(project, catalogs, messages)),
    )


def _findings(
    project: Project, catalogs: Iterable[Catalog], messages: Iterable[Iterable[Message]]
) -> Iterator[Diagnostic]:
    """Yield what the checks find in each of the catalogs, which has these messages."""
    for catalog, wanted in zip(catalogs, messages, strict=True):
        if not is_source(project, catalog.domain, catalog.locale):
            yield from check_catalog(
                catalog,
                wanted,
                source_locale=project.source_locale(catalog.domain),
                glossary=project.catalogs.glossary,
            )


def _with_typed(catalog: Catalog, typed: Typed) -> Catalog:
    if catalog.domain != typed.domain or catalog.entry(typed.key) is None:
        return catalog
    return record_translation(catalog, typed.key, typed.text, translator="", revised="")


def _read_catalog(project: Project, domain: str, locale: str) -> Catalog:
    catalog = project.catalogs.read(domain, locale)
    if not catalog.entries and project.catalogs.path(domain, locale).exists():
        raise without_messages("syntax", catalog.path, locale)
    return catalog
