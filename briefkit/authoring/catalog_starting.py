"""A domain's template is written, and its first catalog in a language."""

from collections.abc import Sequence

from briefkit.catalogs import filled, new_catalog, template_catalog
from briefkit.model import Catalog, Message
from briefkit.project import DESK_DOMAIN, LEAFLET_DOMAIN, Project, shipped_catalogs

__all__ = ["shipped_words", "start_catalog", "write_template"]


def start_catalog(
    project: Project, domain: str, locale: str, created: str, translator: str = ""
) -> Catalog:
    """Write a domain's first catalog in a locale, and return it; `created` is as gettext's times.

    Words that all leaflets share are filled in as the program has them. Raises CatalogError.
    """
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
    if shipped := shipped_words(project, domain, locale):
        catalog = filled(catalog, shipped)
    project.catalogs.write(catalog, before)
    return catalog


def shipped_words(project: Project, domain: str, locale: str) -> Catalog | None:
    """Return what the program has in a locale of the words that all leaflets share."""
    shipped = shipped_catalogs(project.catalogs)
    shared = domain in (LEAFLET_DOMAIN, DESK_DOMAIN)
    return shipped.read(domain, locale) if shipped is not None and shared else None


def write_template(
    project: Project, domain: str, messages: Sequence[Message], written: str
) -> bool:
    """Write the template of a domain; say whether anything changed. Raises CatalogError.

    `written` is the time now, as gettext's headers have it.
    """

    def templated(before: Catalog) -> Catalog:
        after = template_catalog(
            messages,
            domain=domain,
            path=before.path,
            created=before.header("POT-Creation-Date") or written,
            source_locale=project.source_locale(domain),
        )
        if after.entries != before.entries:
            after = after.with_headers(POT_Creation_Date=written)
        return after

    before, after = project.catalogs.revise(domain, "", templated)
    return before != after
