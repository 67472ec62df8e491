"""A leaflet as its translator sees it while she works: every message with its state (pure)."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from markupsafe import Markup

from briefkit.brief import Reference, brief_messages
from briefkit.catalogs import missing_messages, translate, translate_label
from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.errors import CatalogError
from briefkit.languages import SOURCES, english_name
from briefkit.leaflet import Format, Leaflet, Page, Templates, find_format, localise
from briefkit.model import Brief, Catalog, Edition, Entry, Fit, Message, MessageKey, Segment

__all__ = [
    "Preview",
    "ShownMessage",
    "State",
    "findings_as_json",
    "findings_page",
    "make_preview",
    "preview_as_json",
]


class State(StrEnum):
    """What becomes of a message in print: only the first two print in the leaflet's language."""

    TRANSLATED = "translated"
    DOUBTFUL = "doubtful"
    FUZZY = "fuzzy"
    UNTRANSLATED = "untranslated"
    FAILING = "failing"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message of the leaflet: its entry in `catalog`, if it has one, and what is wrong with it.

    `id` is the same for as long as the source text is.
    """

    id: str
    message: Message
    catalog: Catalog
    entry: Entry | None
    state: State
    findings: tuple[Diagnostic, ...]


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


def make_preview(
    *,
    edition: Edition,
    brief: Brief[Segment],
    catalog: Catalog,
    shared: tuple[Message, ...],
    shared_catalog: Catalog,
    references: Mapping[str, Reference],
    contacts: tuple[Contact, ...],
    templates: Templates,
    findings: Iterable[Diagnostic] = (),
) -> Preview:
    """Return the preview of an edition; see `localise` for what goes in.

    `findings` are what checks have found in the two catalogs. A translation that could not print
    gives way to the source's text and is marked as failing. Raises TypesetError for a fault in a
    template.
    """
    source_locale = brief.settings.source_locale
    is_source = edition.locale == source_locale
    faults = _faults(lambda s: translate(s, catalog, source_locale), brief.segments())
    shared_faults = _faults(lambda m: translate_label(m, shared_catalog, source_locale), shared)
    leaflet = localise(
        edition=edition,
        brief=brief,
        catalog=_without(catalog, faults),
        shared=shared,
        shared_catalog=_without(shared_catalog, shared_faults),
        references=references,
        contacts=contacts,
        fingerprint=templates.fingerprint(),
        allow_incomplete=True,
    )
    found = tuple(findings)
    messages = [
        _shown(message, chosen, [*faulty.get(message.key, ()), *found], is_source=is_source)
        for wanted, chosen, faulty in (
            (brief_messages([brief]), catalog, faults),
            (shared, shared_catalog, shared_faults),
        )
        for message in wanted
    ]
    claimed = {finding for shown in messages for finding in shown.findings}
    fmt = find_format(edition.format)
    attributes = {
        (shown.catalog.domain, shown.message.key): _attributes(shown) for shown in messages
    }
    # The two walks over a brief meet its texts in the same order.
    keys = (segment.key for segment in brief.segments())
    annotated = templates.render(
        replace(
            leaflet,
            brief=leaflet.brief.map_segments(
                lambda text: replace(text, attributes=attributes[catalog.domain, next(keys)])
            ),
            labels={
                key: replace(label, attributes=attributes[shared_catalog.domain, key])
                for key, label in leaflet.labels.items()
            },
        ),
        fmt,
    )
    return Preview(
        leaflet=leaflet,
        page=templates.render(leaflet, fmt),
        html=annotated.html,
        css=annotated.css + _screen_css(fmt, brief.settings.fits[edition.audience]),
        messages=tuple(messages),
        findings=tuple(finding for finding in found if finding not in claimed),
    )


Item = TypeVar("Item", Segment, Message)


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


def _shown(
    message: Message, catalog: Catalog, findings: Iterable[Diagnostic], *, is_source: bool
) -> ShownMessage:
    """Return a message with those of `findings` that are about it, and its gap if it has one."""
    entry = catalog.entry(message.key)
    gaps = () if is_source else missing_messages((), (message,), catalog, catalog)
    found = [*gaps, *(f for f in findings if _is_about(f, message, catalog, entry))]
    return ShownMessage(
        id=hashlib.sha256(repr((catalog.domain, message.key)).encode()).hexdigest()[:16],
        message=message,
        catalog=catalog,
        entry=entry,
        state=_state(entry, is_gap=bool(gaps), findings=found),
        findings=tuple(found),
    )


def _is_about(finding: Diagnostic, message: Message, catalog: Catalog, entry: Entry | None) -> bool:
    place = finding.location
    if place is None or place.path != catalog.path:
        return False
    if entry is not None and place.line:
        return place.line == entry.line
    return finding.msgid == message.msgid


def _state(entry: Entry | None, *, is_gap: bool, findings: Iterable[Diagnostic]) -> State:
    if is_gap:
        return State.FUZZY if entry is not None and entry.translated else State.UNTRANSLATED
    if any(finding.severity is Severity.ERROR for finding in findings):
        return State.FAILING
    return State.DOUBTFUL if findings else State.TRANSLATED


def _attributes(shown: ShownMessage) -> tuple[tuple[str, str], ...]:
    return (
        ("data-message", shown.id),
        ("data-state", shown.state),
        ("role", "group"),
        ("aria-label", f"Message, {shown.state}"),
        ("tabindex", "0"),
    )


def _screen_css(fmt: Format, fit: Fit) -> str:
    """Return what a browser needs, as it knows nothing of pages: the sheet's width and fonts."""
    faces = "".join(
        f'@font-face {{ font-family: "{source.family}"; src: url("/fonts/{source.name}");'
        f" font-weight: {source.weight};"
        f" font-style: {'italic' if source.style == 'Italic' else 'normal'} }}\n"
        for source in SOURCES
    )
    return (
        f"\n{faces}"
        f":root {{ font-size: {fit.size_max:g}pt; line-height: {fit.leading_max:g} }}\n"
        f"body {{ box-sizing: border-box; width: {fmt.width}mm; min-height: {fmt.height}mm;"
        f" padding: {fmt.margin_top}mm {fmt.margin_side}mm {fmt.margin_bottom}mm }}\n"
    )


# --- for the page's script ---


def preview_as_json(preview: Preview) -> dict[str, object]:
    """Return what the preview's page shows beside the leaflet, as JSON has it."""
    edition = preview.leaflet.edition
    return {
        "edition": f"{english_name(edition.locale)} ({edition.locale}), {edition.audience}",
        "html": preview.html,
        "style": hashlib.sha256(preview.css.encode()).hexdigest()[:16],
        "messages": [_message_as_json(shown) for shown in preview.messages],
        "remarks": findings_as_json(preview.findings),
    }


def _message_as_json(shown: ShownMessage) -> dict[str, object]:
    message, entry = shown.message, shown.entry
    return {
        "id": shown.id,
        "state": shown.state,
        "msgid": message.msgid,
        "context": message.context or "",
        "previous": (entry and entry.previous[1]) or "",
        "translation": entry.translations[0] if entry and entry.translations else "",
        "places": [str(place) for place in message.places],
        "entry": f"{shown.catalog.path}:{entry.line}" if entry else shown.catalog.path,
        "comment": " ".join(message.comments),
        "translator_comment": entry.translator_comment if entry else "",
        "findings": findings_as_json(shown.findings),
    }


def findings_as_json(findings: Iterable[Diagnostic]) -> list[dict[str, str]]:
    """Return findings as the page's script shows them, each once."""
    return [
        {
            "severity": finding.severity,
            "message": finding.message,
            "hint": finding.hint,
            "place": str(finding.location or ""),
        }
        # A check may find what localising has found.
        for finding in {(f.message, f.location): f for f in findings}.values()
    ]


def findings_page(title: str, findings: Iterable[Diagnostic]) -> str:
    """Return an HTML page that lists findings, for what cannot be shown because of them."""
    items = Markup("").join(
        Markup("<li><p>{}</p><p><strong>{}</strong></p><p>{}</p></li>").format(
            finding.location or "", finding.message, finding.hint
        )
        for finding in findings
    )
    return Markup(
        '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{0}</title>'
        '<link rel="stylesheet" href="/assets/shell.css"></head>\n'
        '<body class="findings"><h1>{0}</h1><ul>{1}</ul></body>\n</html>\n'
    ).format(title, items)
