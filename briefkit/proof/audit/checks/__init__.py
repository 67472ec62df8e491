"""The checks of the audit: one module a clause group of the Matterhorn Protocol 1.1.

In: a parsed `File`.
Out: `CHECKS`, in the order in which they report; each yields messages without their full stop.
"""

from collections.abc import Callable, Iterator

from briefkit.proof.audit.checks.artifacts import check_18_running_matter
from briefkit.proof.audit.checks.content import (
    check_01_all_content_tagged,
    check_01_artifacts_apart,
    check_01_marked,
    check_01_parent_tree,
    check_01_parents,
)
from briefkit.proof.audit.checks.figures import check_13_alternatives, check_13_places
from briefkit.proof.audit.checks.fonts import check_10_unicode, check_31_fonts, check_31_glyphs
from briefkit.proof.audit.checks.headings import check_14_headings
from briefkit.proof.audit.checks.languages import check_11_languages, check_11_scripts
from briefkit.proof.audit.checks.metadata import check_06_metadata, check_07_title_shown
from briefkit.proof.audit.checks.navigation import (
    check_27_bookmarks,
    check_28_links,
    check_28_tab_order,
)
from briefkit.proof.audit.checks.notes import check_19_notes
from briefkit.proof.audit.checks.roles import check_02_role_map
from briefkit.proof.audit.checks.structure import check_09_lists_and_tables
from briefkit.proof.audit.checks.tables_and_lists import check_15_scopes, check_16_numbering
from briefkit.proof.audit.parsing import File

__all__ = ["CHECKS", "Check"]

Check = Callable[[File], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    check_01_artifacts_apart,
    check_01_all_content_tagged,
    check_01_marked,
    check_01_parents,
    check_01_parent_tree,
    check_02_role_map,
    check_06_metadata,
    check_07_title_shown,
    check_09_lists_and_tables,
    check_10_unicode,
    check_11_languages,
    check_11_scripts,
    check_13_alternatives,
    check_13_places,
    check_14_headings,
    check_15_scopes,
    check_16_numbering,
    check_18_running_matter,
    check_19_notes,
    check_27_bookmarks,
    check_28_tab_order,
    check_28_links,
    check_31_fonts,
    check_31_glyphs,
)
