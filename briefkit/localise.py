"""A brief and its catalogs become one localised document, which knows what fell back."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from briefkit.citations import (
    Note,
    Reference,
    SourceIndexRow,
    citations_in,
    number_notes,
    source_index,
)
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.model import (
    Brief,
    Catalog,
    Citation,
    Edition,
    Emphasis,
    Inline,
    Link,
    LocalisedText,
    Message,
    MessageKey,
    Segment,
    Strong,
)
from briefkit.source import hidden_characters, parse_inline

__all__ = [
    "BANDS",
    "DISCLAIMER",
    "Label",
    "Leaflet",
    "altered_citations",
    "altered_links",
    "altered_placeholders",
    "localise",
    "missing_messages",
    "translate",
    "translate_label",
]

# Crockford's base 32: no letter that a hurried eye takes for another.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


# The notice that every leaflet must end with; its translations stand in the domain “leaflet”.
DISCLAIMER = Message(
    msgid=(
        "The contents of this publication elaborated under the %(project)s project are the sole "
        "responsibility of the authors and can in no way be taken to reflect the views of the "
        "European Commission. %(project)s project is implemented with the support of the "
        "%(programme)s of the European Commission under Grant Agreement № %(grant)s."
    )
)

# What the bands of a leaflet say that is not reviewed, or not whole; of the same domain.
BANDS = (
    Message(msgid="Draft: nobody has reviewed this translation yet."),
    Message(msgid="Incomplete: some passages have not been translated yet."),
)

# A placeholder of the templates' messages, which Jinja2 fills by %-formatting.
PLACEHOLDER = re.compile(r"%(?:%|\((\w+)\)s)?")


@dataclass(frozen=True, slots=True)
class Label:
    """A template's message in a language; `fallback` and `attributes` as in LocalisedText."""

    text: str
    locale: str
    fallback: bool = False
    attributes: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)


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
    furniture: tuple[Message, ...],
    furniture_catalog: Catalog,
    references: Mapping[str, Reference],
    contacts: tuple[Contact, ...],
    fingerprint: str,
    allow_incomplete: bool = False,
) -> Leaflet:
    """Return the leaflet of `edition`.

    `catalog` is the brief's, `furniture_catalog` the domain “leaflet”, whose messages are
    `furniture`; `fingerprint` is a digest of the templates. Raises CatalogError where a message
    has no current translation (unless `allow_incomplete`), or where a translation's links or
    citations are not the source's.
    """
    is_source = edition.locale == brief.settings.source_locale
    gaps: tuple[Diagnostic, ...] = ()
    if is_source:
        localised = brief.map_segments(
            lambda s: LocalisedText(inline=parse_inline(s.text, s.location), locale=edition.locale)
        )
    else:
        gaps = missing_messages(brief.segments(), furniture, catalog, furniture_catalog)
        if gaps and not allow_incomplete:
            raise CatalogError(*gaps)
        localised = brief.map_segments(
            lambda s: translate(s, catalog, brief.settings.source_locale)
        )
    labels = {
        message.key: translate_label(message, furniture_catalog, brief.settings.source_locale)
        for message in furniture
    }
    marks = tuple(c for text in localised.segments() for c in citations_in(text.inline))
    notes = number_notes(marks, references)
    draft = not is_source and (catalog.review is None or furniture_catalog.review is None)
    # The words alone: where a message stands in its file must not change the code of a sheet.
    settings = brief.settings
    notice = translate_label(DISCLAIMER, furniture_catalog, settings.source_locale)
    words = {key: getattr(settings, key) for key in ("project", "programme", "grant")}
    content = (edition, localised, sorted(labels.items(), key=repr), notes, contacts,
               draft, bool(gaps), fingerprint)  # fmt: skip
    return Leaflet(
        edition=edition,
        brief=localised,
        source_locale=brief.settings.source_locale,
        labels=labels,
        notes=notes,
        marks=tuple(note.number for note in notes),
        sources=source_index(notes, edition.locale),
        contacts=contacts,
        disclaimer=replace(notice, text=notice.text % words),
        code=_edition_code(brief.settings.code, edition, repr(content)),
        draft=draft,
        incomplete=bool(gaps),
    )


def _edition_code(brief_code: str, edition: Edition, content: str) -> str:
    number = int.from_bytes(hashlib.sha256(content.encode()).digest()[:5])
    digest = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
    return edition.code_prefix(brief_code) + digest


def missing_messages(
    segments: Iterable[Segment],
    furniture: Iterable[Message],
    catalog: Catalog,
    furniture_catalog: Catalog,
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for every message that has no translation fit to print."""
    wanted = dict.fromkeys((False, segment.key) for segment in segments)
    wanted |= dict.fromkeys((True, message.key) for message in furniture)
    return tuple(
        _missing(chosen, key)
        for is_furniture, key in wanted
        for chosen in (furniture_catalog if is_furniture else catalog,)
        if chosen.lookup(key) is None
    )


def _missing(catalog: Catalog, key: tuple[str | None, str]) -> Diagnostic:
    entry = catalog.entry(key)
    if entry is not None and entry.translated:
        message, hint = (
            "This translation is fuzzy: its source has changed since.",
            ("Check it against the source, correct it, then clear the fuzzy mark."),
        )
    elif entry is not None:
        message, hint = "This message is not translated.", "Translate it in the catalog."
    else:
        message, hint = "This message is missing from the catalog.", "Update the catalog."
    return Diagnostic(
        check="untranslated",
        message=message,
        hint=hint,
        location=Location(catalog.path, entry.line if entry else 0),
        locale=catalog.locale,
        msgid=key[1],
    )


def translate(segment: Segment, catalog: Catalog, source_locale: str) -> LocalisedText:
    """Return a segment in the catalog's language, or in the source's where that has a gap.

    Raises CatalogError when the translation's link targets or citations are not the source's.
    """
    source = parse_inline(segment.text, segment.location)
    translation = catalog.lookup(segment.key)
    if translation is None:
        return LocalisedText(inline=source, locale=source_locale, fallback=True)
    entry = catalog.entry(segment.key)
    location = Location(catalog.path, entry.line if entry else 0)
    inline = parse_inline(translation, location, CatalogError)
    for problem in (altered_links(inline, source), altered_citations(inline, source)):
        if problem:
            raise CatalogError(
                Diagnostic(
                    check="markup",
                    message=problem,
                    hint="Copy them from the source text, unchanged.",
                    location=location,
                    locale=catalog.locale,
                    msgid=segment.text,
                )
            )
    return LocalisedText(inline=inline, locale=catalog.locale)


def translate_label(message: Message, catalog: Catalog, source_locale: str) -> Label:
    """Return a template's message in the catalog's language, or the source's where that has a gap.

    Raises CatalogError when the translation's placeholders are not the source's.
    """
    translation = catalog.lookup(message.key)
    if translation is None:
        return Label(message.msgid, source_locale, fallback=catalog.locale != source_locale)
    entry = catalog.entry(message.key)
    if problem := altered_placeholders(translation, message.msgid):
        pass
    elif hidden := hidden_characters(translation):
        problem = f"The text has characters that hide or reorder it: {', '.join(hidden)}."
    else:
        return Label(translation, catalog.locale)
    raise CatalogError(
        Diagnostic(
            check="placeholders",
            message=problem,
            hint="Copy the placeholders, such as %(date)s, from the source text, unchanged.",
            location=Location(catalog.path, entry.line if entry else 0),
            locale=catalog.locale,
            msgid=message.msgid,
        )
    )


def altered_citations(translation: tuple[Inline, ...], source: tuple[Inline, ...]) -> str:
    """Say how a translation's citations differ from its source's, or nothing; any order will do."""
    return _altered("citations", _citations(translation), _citations(source))


def altered_links(translation: tuple[Inline, ...], source: tuple[Inline, ...]) -> str:
    """Say how a translation's link targets differ from its source's, or nothing."""
    return _altered("link targets", _links(translation), _links(source))


def altered_placeholders(translation: str, source: str) -> str:
    """Say how a translation's placeholders differ from its source's, or nothing.

    They may stand in any order and more than once. A bare “%” counts where the source has some:
    there it would spoil the filling in.
    """
    ours, theirs = (
        sorted({m[0] for m in PLACEHOLDER.finditer(text)}) for text in (translation, source)
    )
    if not any(placeholder.startswith("%(") for placeholder in theirs):
        ours, theirs = [p for p in ours if p.startswith("%(")], []
    return _altered("placeholders", ours, theirs)


def _altered(what: str, ours: list[str], theirs: list[str]) -> str:
    if ours == theirs:
        return ""
    listed = (", ".join(items) or "none" for items in (ours, theirs))
    return f"The {what} are not the source's: {' instead of '.join(listed)}."


def _citations(inline: tuple[Inline, ...]) -> list[str]:
    found: Iterable[Citation] = citations_in(inline)
    return sorted(f"[{'; '.join(f'@{key}' for key in citation.keys)}]" for citation in found)


def _links(inline: tuple[Inline, ...]) -> list[str]:
    found: list[str] = []
    for node in inline:
        if isinstance(node, Link):
            found.append(node.href)
        if isinstance(node, Emphasis | Strong | Link):
            found += _links(node.children)
    return sorted(found)
