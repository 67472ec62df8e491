"""Passages of a leaflet as they are translated on the page: compared, and checked unsaved."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

from briefkit.catalogs import record_translation, translate, translate_label
from briefkit.catalogs.checks import CHECKS, Check, check_catalog, check_name, spelling_check
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import CatalogError
from briefkit.model import Catalog, Edition
from briefkit.preview import ShownMessage
from briefkit.project import Project, installed_dictionaries

__all__ = ["digest", "findings_of", "findings_of_text", "folded", "misspellings", "stored"]


def stored(shown: ShownMessage) -> str:
    """Return the translation that stands in the file, or nothing."""
    entry = shown.entry
    return entry.translations[0] if entry is not None and entry.translations else ""


def folded(text: str) -> str:
    """Return a text field's words as one paragraph: a message is one.

    No-break spaces stay, and so does a hard break, which is a backslash at a line's end.
    """
    lines = text.replace("\r\n", "\n").strip(" \t\n")
    return re.sub(r"(?<!\\)[ \t\n]+", " ", lines)


def findings_of(shown: ShownMessage) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a message; what its catalog lacks cannot be translated yet."""
    if shown.entry is not None:
        return shown.findings
    catalog = shown.catalog
    return (
        Diagnostic(
            check="outdated",
            message=translatable(
                "The catalog %(path)s does not have this passage yet: the leaflet’s text was "
                "changed.",
                path=catalog.path,
            ),
            hint=translatable(
                "Give “%(command)s” first, then translate it here.",
                command=f"briefkit update {catalog.locale}",
            ),
        ),
    )


def digest(shown: ShownMessage) -> str:
    """Return a digest of what stands in the file, by which a change meanwhile is noticed."""
    entry = shown.entry
    content = repr(entry and (entry.translations, entry.fuzzy, entry.note))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def findings_of_text(
    project: Project,
    edition: Edition,
    shown: ShownMessage,
    text: str,
    dictionaries: tuple[Path, ...] = (),
) -> tuple[Diagnostic, ...]:
    """Return what the checks find in a message's translation that is not saved yet.

    Its spelling is looked at with what is installed, or lies in the folders `dictionaries`.
    """
    brief = project.brief(edition.brief).texts[edition.audience]
    source = project.source_locale(shown.catalog.domain)
    alone = _alone(shown, text)
    found = _found(project, shown, alone, (*CHECKS, *_spelling(alone.locale, dictionaries)))
    segments = [s for s in brief.segments() if s.key == shown.message.key]
    try:
        if segments and text:
            translate(segments[0], alone, source)
        elif text:
            translate_label(shown.message, alone)
    except CatalogError as error:
        found = (*found, *error.diagnostics)
    return tuple({finding.message: finding for finding in found}.values())


def misspellings(
    project: Project, shown: ShownMessage, dictionaries: tuple[Path, ...]
) -> tuple[Diagnostic, ...]:
    """Return the words of a translation in the file that no dictionary has."""
    checks = _spelling(shown.catalog.locale, dictionaries)
    found = _found(project, shown, _alone(shown, stored(shown)), checks) if checks else ()
    return tuple(finding for finding in found if finding.check in map(check_name, checks))


def _spelling(locale: str, dictionaries: tuple[Path, ...]) -> tuple[Check, ...]:
    installed = installed_dictionaries(locale, dictionaries)
    return (spelling_check(installed),) if installed else ()


def _alone(shown: ShownMessage, text: str) -> Catalog:
    """Return a message's catalog with a translation of it that is not saved, and nothing else."""
    after = record_translation(shown.catalog, shown.message.key, text, translator="", revised="")
    entries = tuple(e for e in after.entries if e.message.key == shown.message.key)
    return replace(after, entries=entries)


def _found(
    project: Project, shown: ShownMessage, alone: Catalog, checks: tuple[Check, ...]
) -> tuple[Diagnostic, ...]:
    return check_catalog(
        alone,
        [shown.message],
        source_locale=project.source_locale(alone.domain),
        glossary=project.catalogs.glossary,
        checks=checks,
    )
