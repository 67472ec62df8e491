"""A leaflet as its translator sees it while she works: every message with its state (pure)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from briefkit.brief import Reference, brief_messages
from briefkit.catalogs import is_templates_language, translate, translate_label
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic
from briefkit.errors import CatalogError
from briefkit.languages import SOURCES, FontSource
from briefkit.leaflet import (
    Format,
    Leaflet,
    Page,
    Templates,
    find_format,
    localise_text,
)
from briefkit.model import Brief, Catalog, Edition, Fit, Message, MessageKey, Segment
from briefkit.preview.messages import ShownMessage, attributes_of, shown_message

__all__ = ["Preview", "PreviewTexts", "make_page", "make_preview", "show_messages"]

Item = TypeVar("Item", Segment, Message)
_Faults = Mapping[MessageKey, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A leaflet's page, and its messages in reading order.

    `html` names each message's id and state, `css` is for a screen; `leaflet` and `page` are what
    would print, with the source's text in all gaps. `findings` belong to no message.
    """

    leaflet: Leaflet
    page: Page
    html: str
    css: str
    messages: tuple[ShownMessage, ...]
    findings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewTexts:
    """What a preview is made from; see `localise_text`.

    `findings` are what checks have found in the two catalogs.
    """

    edition: Edition
    brief: Brief[Segment]
    catalog: Catalog
    shared: tuple[Message, ...]
    shared_catalog: Catalog
    references: Mapping[str, Reference]
    contacts: tuple[Contact, ...]
    templates: Templates
    fonts: tuple[FontSource, ...] = ()
    findings: tuple[Diagnostic, ...] = ()

    def faults(self) -> tuple[_Faults, _Faults]:
        """Return why messages of the brief, and of all leaflets, could not print."""
        source = self.brief.settings.source_locale
        return (
            _faults(lambda s: translate(s, self.catalog, source), self.brief.segments()),
            _faults(lambda m: translate_label(m, self.shared_catalog), self.shared),
        )


def make_preview(texts: PreviewTexts) -> Preview:
    """Return the preview of an edition.

    A translation that could not print gives way to the source's text and is marked as failing.
    Raises TypesetError for a fault in a template.
    """
    faults = texts.faults()
    leaflet = _localised(texts, faults)
    own, common = _all_shown(texts, faults)
    return _rendered(leaflet, texts.brief, own, common, texts.findings, texts.templates)


def make_page(texts: PreviewTexts) -> tuple[Leaflet, Page]:
    """Return the leaflet and the page of its preview alone: what would print."""
    leaflet = _localised(texts, texts.faults())
    return leaflet, texts.templates.render(leaflet, find_format(texts.edition.format))


def show_messages(texts: PreviewTexts) -> tuple[ShownMessage, ...]:
    """Return the messages of a preview alone, in reading order."""
    own, common = _all_shown(texts, texts.faults())
    return (*own, *common)


def _localised(texts: PreviewTexts, faults: tuple[_Faults, _Faults]) -> Leaflet:
    wording = localise_text(
        edition=texts.edition,
        brief=texts.brief,
        catalog=_without(texts.catalog, faults[0]),
        shared=texts.shared,
        shared_catalog=_without(texts.shared_catalog, faults[1]),
        references=texts.references,
        fingerprint=texts.templates.fingerprint(),
        fonts=texts.fonts,
        allow_incomplete=True,
    )
    return wording.with_contacts(texts.edition.office, texts.contacts)


def _all_shown(
    texts: PreviewTexts, faults: tuple[_Faults, _Faults]
) -> tuple[tuple[ShownMessage, ...], tuple[ShownMessage, ...]]:
    """Return the messages of the brief, and those of all leaflets."""
    locale, found = texts.edition.locale, texts.findings
    messages = brief_messages([texts.brief])
    own = locale == texts.brief.settings.source_locale
    english = is_templates_language(locale)
    return (
        _shown(messages, texts.catalog, faults[0], found, is_source=own),
        _shown(texts.shared, texts.shared_catalog, faults[1], found, is_source=english),
    )


def _shown(
    wanted: Iterable[Message],
    catalog: Catalog,
    faulty: _Faults,
    findings: Sequence[Diagnostic],
    *,
    is_source: bool,
) -> tuple[ShownMessage, ...]:
    return tuple(
        shown_message(m, catalog, [*faulty.get(m.key, ()), *findings], is_source=is_source)
        for m in wanted
    )


def _rendered(
    leaflet: Leaflet,
    brief: Brief[Segment],
    own: tuple[ShownMessage, ...],
    shared: tuple[ShownMessage, ...],
    findings: tuple[Diagnostic, ...],
    templates: Templates,
) -> Preview:
    edition = leaflet.edition
    fmt, fit = find_format(edition.format), brief.reader.fit
    annotated = templates.render(_annotated(leaflet, brief, own, shared), fmt)
    claimed = {finding for shown in (*own, *shared) for finding in shown.findings}
    return Preview(
        leaflet=leaflet,
        page=templates.render(leaflet, fmt),
        html=annotated.html,
        css=annotated.css + _screen_css(fmt, fit, leaflet.fonts),
        messages=(*own, *shared),
        findings=tuple(finding for finding in findings if finding not in claimed),
    )


def _annotated(
    leaflet: Leaflet,
    brief: Brief[Segment],
    own: Iterable[ShownMessage],
    shared: Iterable[ShownMessage],
) -> Leaflet:
    """Return a leaflet whose texts and labels name their messages; it was made from `brief`."""
    of_texts = {shown.message.key: attributes_of(shown) for shown in own}
    of_labels = {shown.message.key: attributes_of(shown) for shown in shared}
    # The two walks over a brief meet its texts in the same order.
    keys = (segment.key for segment in brief.for_locale(leaflet.edition.locale).segments())
    return replace(
        leaflet,
        brief=leaflet.brief.map_segments(
            lambda text: replace(text, attributes=of_texts[next(keys)])
        ),
        labels={
            key: replace(label, attributes=of_labels[key]) for key, label in leaflet.labels.items()
        },
    )


def _faults(
    attempt: Callable[[Item], object], items: Iterable[Item]
) -> dict[MessageKey, tuple[Diagnostic, ...]]:
    found = {}
    for item in items:
        try:
            attempt(item)
        except CatalogError as error:
            found[item.key] = tuple(error.diagnostics)
    return found


def _without(catalog: Catalog, keys: Iterable[MessageKey]) -> Catalog:
    """Return the catalog without the translations of `keys`."""
    emptied = frozenset(keys)
    return replace(
        catalog,
        entries=tuple(
            replace(entry, translations=("",)) if entry.message.key in emptied else entry
            for entry in catalog.entries
        ),
    )


def _screen_css(fmt: Format, fit: Fit, fonts: Iterable[FontSource]) -> str:
    """Return what a browser needs, as it knows nothing of pages: the sheet's width and fonts."""
    faces = "".join(
        f'@font-face {{ font-family: "{source.family}"; src: url("/fonts/{source.name}");'
        f" font-weight: {source.weight};"
        f" font-style: {'italic' if source.style == 'Italic' else 'normal'} }}\n"
        for source in dict.fromkeys((*SOURCES, *fonts))
    )
    return (
        f"\n{faces}"
        f":root {{ font-size: {fit.size_max:g}pt; line-height: {fit.leading_max:g} }}\n"
        f"body {{ box-sizing: border-box; width: {fmt.width}mm; min-height: {fmt.height}mm;"
        f" padding: {fmt.margin_top}mm {fmt.margin_side}mm {fmt.margin_bottom}mm }}\n"
    )
