"""Passages of a leaflet as they are translated on the page: compared, and checked unsaved."""

import hashlib
import re
from dataclasses import replace

from briefkit.catalogs import record_translation, translate, translate_label
from briefkit.catalogs.checks import check_catalog
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError
from briefkit.model import Edition
from briefkit.preview import ShownMessage
from briefkit.project import Project

__all__ = ["digest", "findings_of", "findings_of_text", "folded", "stored"]


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
            message=f"The catalog {catalog.path} does not have this passage yet: the leaflet’s "
            "text was changed.",
            hint=f"Give “briefkit update {catalog.locale}” first, then translate it here.",
        ),
    )


def digest(shown: ShownMessage) -> str:
    """Return a digest of what stands in the file, by which a change meanwhile is noticed."""
    entry = shown.entry
    content = repr(entry and (entry.translations, entry.fuzzy, entry.note))
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def findings_of_text(
    project: Project, edition: Edition, shown: ShownMessage, text: str
) -> tuple[Diagnostic, ...]:
    """Return what the checks find in a message's translation that is not saved yet."""
    brief = project.brief(edition.brief).texts[edition.audience]
    source = project.source_locale(shown.catalog.domain)
    after = record_translation(shown.catalog, shown.message.key, text, translator="", revised="")
    entries = tuple(e for e in after.entries if e.message.key == shown.message.key)
    alone = replace(after, entries=entries)
    glossary = project.catalogs.glossary
    found = check_catalog(alone, [shown.message], source_locale=source, glossary=glossary)
    segments = [s for s in brief.segments() if s.key == shown.message.key]
    try:
        if segments and text:
            translate(segments[0], alone, source)
        elif text:
            translate_label(shown.message, alone)
    except CatalogError as error:
        found = (*found, *error.diagnostics)
    return tuple({finding.message: finding for finding in found}.values())
