"""A domain's template is written."""

from collections.abc import Sequence

from briefkit.catalogs import template_catalog
from briefkit.model import Catalog, Message
from briefkit.project import Project

__all__ = ["write_template"]


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
