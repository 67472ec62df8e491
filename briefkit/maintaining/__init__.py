"""A project's catalogs are kept: begun, brought up to date, reviewed; each change first planned.

In: a project, and what a person wants done with a language.
Out: changes to catalogs, message by message, which are then written as they were shown; how far
each catalog is; or BriefkitError.

What takes catalogs to other tools and back stands in a room of its own, for it needs an extra.
"""

from briefkit.maintaining.changes import (
    CatalogChange,
    Kind,
    MessageChange,
    require_unchanged,
    write_changes,
)
from briefkit.maintaining.domains import sound_domains, wanted_by_locale
from briefkit.maintaining.reviewing import plan_review, reviewer_name
from briefkit.maintaining.starting import Skipped, Start, first_catalog, font_faults, plan_start
from briefkit.maintaining.statuses import CatalogStatus, catalog_status
from briefkit.maintaining.templates import write_template
from briefkit.maintaining.updating import differing_messages, plan_update, updated

__all__ = [
    "CatalogChange",
    "CatalogStatus",
    "Kind",
    "MessageChange",
    "Skipped",
    "Start",
    "catalog_status",
    "differing_messages",
    "first_catalog",
    "font_faults",
    "plan_review",
    "plan_start",
    "plan_update",
    "require_unchanged",
    "reviewer_name",
    "sound_domains",
    "updated",
    "wanted_by_locale",
    "write_changes",
    "write_template",
]
