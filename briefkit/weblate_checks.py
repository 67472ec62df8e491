"""briefkit's checks for Weblate, which loads this module: nothing of briefkit does.

Weblate's documentation, “Writing own checks”. They judge the words that a translator has just
saved, as `briefkit check` would. In Weblate's settings:

    CHECK_LIST = (*DEFAULT_CHECK_LIST, "briefkit.weblate_checks.ErrorCheck",
                  "briefkit.weblate_checks.WarningCheck")
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from django.utils.html import format_html_join
from weblate.checks.base import TargetCheck

from briefkit.catalogs import Term, parse_glossary
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Entry, Message

__all__ = ["ErrorCheck", "WarningCheck"]


class _Check(TargetCheck):  # type: ignore[misc]
    severity: ClassVar[Severity]

    def check_target_unit(self, sources: list[str], targets: list[str], unit: Any) -> bool:
        """Whether a unit with these words has a finding."""
        return bool(self._findings(sources, targets, unit))

    def check_single(self, source: str, target: str, unit: Any) -> bool:
        """Nothing: all forms are looked at together."""
        return False

    def get_description(self, check_obj: Any) -> str:
        """Return what is wrong and what to do, as HTML."""
        unit = check_obj.unit
        found = self._findings(unit.get_source_plurals(), unit.get_target_plurals(), unit)
        lines = ((f.check, f.message, f.hint) for f in found)
        return str(self.description) if not found else format_html_join("", "{}: {} {}<br>", lines)

    def _findings(self, sources: list[str], targets: list[str], unit: Any) -> list[Diagnostic]:
        component = unit.translation.component
        message = Message(
            msgid=sources[0],
            context=unit.context or None,
            plural=sources[1] if len(sources) > 1 else None,
            flags=tuple(flag for flag in unit.all_flags.items() if isinstance(flag, str)),
        )
        entry = Entry(
            message=message, translations=tuple(targets), translator_comment=unit.note or ""
        )
        catalog = Catalog(
            locale=unit.translation.language.code,
            domain=component.slug,
            path="",
            headers=(),
            header_comment="",
            entries=(entry,),
        )
        found = check_catalog(
            catalog,
            (message,),
            source_locale=component.source_language.code,
            glossary=_glossary(Path(component.full_path) / "locales" / "glossary.csv"),
        )
        # What has no message is about the header.
        return [f for f in found if f.severity is self.severity and f.msgid]


class ErrorCheck(_Check):
    """What stops a leaflet: to be named in `enforced_checks`."""

    check_id = "briefkit_error"
    name = "briefkit: it could not be printed"
    description = "briefkit makes no leaflet with this translation."
    severity = Severity.ERROR


class WarningCheck(_Check):
    """What would hurt in print, if it is not meant."""

    check_id = "briefkit_warning"
    name = "briefkit: look at it again"
    description = "It would hurt in print, if it is not meant."
    severity = Severity.WARNING


def _glossary(path: Path) -> tuple[Term, ...]:
    try:
        return _read_glossary(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeError, CatalogError):  # which “briefkit check” tells
        return ()


@lru_cache(8)
def _read_glossary(path: Path, _: int) -> tuple[Term, ...]:
    return tuple(parse_glossary(path.read_text("utf-8"), str(path)))
