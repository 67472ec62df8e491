"""A brief and its catalogs become one localised document, which knows what fell back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefkit.brief import (
    Note,
    Reference,
    SourceIndexRow,
    citations_in,
    number_notes,
    parse_inline,
    source_index,
)
from briefkit.catalogs import DISCLAIMER, Label, missing_messages, translate, translate_label
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError
from briefkit.leaflet.codes import edition_code
from briefkit.model import (
    Brief,
    Catalog,
    Edition,
    LocalisedText,
    Message,
    MessageKey,
    Segment,
    Settings,
)

__all__ = ["Leaflet", "localise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaflet:
    """All that an edition prints, in its language; `labels` are the messages of the templates."""

    edition: Edition
    brief: Brief[LocalisedText]
    source_locale: str
    labels: Mapping[MessageKey, Label]
    notes: tuple[Note, ...]
    marks: tuple[int, ...]
    sources: tuple[SourceIndexRow, ...]
    contacts: tuple[Contact, ...]
    disclaimer: Label
    code: str
    draft: bool
    incomplete: bool


def localise(
    *,
    edition: Edition,
    brief: Brief[Segment],
    catalog: Catalog,
    shared: tuple[Message, ...],
    shared_catalog: Catalog,
    references: Mapping[str, Reference],
    contacts: tuple[Contact, ...],
    fingerprint: str,
    allow_incomplete: bool = False,
) -> Leaflet:
    """Return the leaflet of `edition`.

    `catalog` is the brief's, `shared_catalog` the domain “leaflet”, whose messages are
    `shared`; `fingerprint` is a digest of the templates. Raises CatalogError where a message
    has no current translation (unless `allow_incomplete`), or where a translation's links or
    citations are not the source's.
    """
    source_locale = brief.settings.source_locale
    is_source = edition.locale == source_locale
    gaps: tuple[Diagnostic, ...] = ()
    if not is_source:
        gaps = missing_messages(brief.segments(), shared, catalog, shared_catalog)
        if gaps and not allow_incomplete:
            raise CatalogError(*gaps)
    localised = _localised(brief, edition.locale, catalog)
    labels = {m.key: translate_label(m, shared_catalog, source_locale) for m in shared}
    marks = tuple(c for text in localised.segments() for c in citations_in(text.inline))
    notes = number_notes(marks, references)
    draft = not is_source and (catalog.review is None or shared_catalog.review is None)
    # The words alone: where a message stands in its file must not change the code of a sheet.
    content = (edition, localised, sorted(labels.items(), key=repr), notes, contacts,
               draft, bool(gaps), fingerprint)  # fmt: skip
    return Leaflet(
        edition=edition,
        brief=localised,
        source_locale=source_locale,
        labels=labels,
        notes=notes,
        marks=tuple(note.number for note in notes),
        sources=source_index(notes, edition.locale),
        contacts=contacts,
        disclaimer=_disclaimer(brief.settings, shared_catalog),
        code=edition_code(brief.settings, edition, repr(content)),
        draft=draft,
        incomplete=bool(gaps),
    )


def _localised(brief: Brief[Segment], locale: str, catalog: Catalog) -> Brief[LocalisedText]:
    source_locale = brief.settings.source_locale
    if locale != source_locale:
        return brief.map_segments(lambda s: translate(s, catalog, source_locale))
    return brief.map_segments(
        lambda s: LocalisedText(inline=parse_inline(s.text, s.location), locale=locale)
    )


def _disclaimer(settings: Settings, shared_catalog: Catalog) -> Label:
    notice = translate_label(DISCLAIMER, shared_catalog, settings.source_locale)
    words = {key: getattr(settings.funder, key) for key in ("project", "programme", "grant")}
    return replace(notice, text=notice.text % words)
