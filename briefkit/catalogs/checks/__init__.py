"""Checks: what in a translation would hurt in print, found before anyone prints it.

In: a Catalog, the messages that it translates, the glossary; for the reports, findings.
Out: Diagnostics (errors stop a build, warnings do not), as such, for GitHub, or in SARIF.

A check is a plain function from a translation beside its source to what is wrong with it; its
name, with hyphens, is what `ignore-NAME` silences on a message: as a flag, or on a line of its own
in the translator’s comment. docs/checks.md tells where each rule is from.
"""

from briefkit.catalogs.checks.checking import catalog_errors, check_catalog
from briefkit.catalogs.checks.header_fields import plural_forms
from briefkit.catalogs.checks.language_detection import language_check
from briefkit.catalogs.checks.registry import CHECKS, ERRORS, RULES, check_name
from briefkit.catalogs.checks.reports import github_line, sarif_log
from briefkit.catalogs.checks.spelling import Lexicon, spelling_check
from briefkit.catalogs.checks.unit import Check, Unit
from briefkit.catalogs.checks.web_addresses import addresses, is_top_level
from briefkit.catalogs.checks.wording import too_short

__all__ = [
    "CHECKS",
    "ERRORS",
    "RULES",
    "Check",
    "Lexicon",
    "Unit",
    "addresses",
    "catalog_errors",
    "check_catalog",
    "check_name",
    "github_line",
    "is_top_level",
    "language_check",
    "plural_forms",
    "sarif_log",
    "spelling_check",
    "too_short",
]
