"""A leaflet's messages as their translator sees them: each with its state."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from briefkit.catalogs import missing_messages
from briefkit.diagnostics import Diagnostic, Severity
from briefkit.model import Catalog, Entry, Message, MessageKey

__all__ = ["ShownMessage", "State", "attributes_of", "message_id", "shown_message"]


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

    `id` is the same for as long as the source text is. One that `is_source` is written in the
    leaflet's language, and nobody translates it.
    """

    id: str
    message: Message
    catalog: Catalog
    entry: Entry | None
    state: State
    findings: tuple[Diagnostic, ...]
    is_source: bool = False


def message_id(domain: str, key: MessageKey) -> str:
    """Return the id of a message of a domain."""
    return hashlib.sha256(repr((domain, key)).encode()).hexdigest()[:16]


def shown_message(
    message: Message, catalog: Catalog, findings: Iterable[Diagnostic], *, is_source: bool
) -> ShownMessage:
    """Return a message with those of `findings` that are about it, and its gap if it has one."""
    entry = catalog.entry(message.key)
    gaps = () if is_source else missing_messages((), (message,), catalog, catalog)
    found = [*gaps, *(f for f in findings if _is_about(f, message, catalog, entry))]
    return ShownMessage(
        id=message_id(catalog.domain, message.key),
        message=message,
        catalog=catalog,
        entry=entry,
        state=_state(entry, is_gap=bool(gaps), findings=found),
        findings=tuple(found),
        is_source=is_source,
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


def attributes_of(shown: ShownMessage) -> tuple[tuple[str, str], ...]:
    """Return the attributes of a message's element in the page."""
    return (
        ("data-message", shown.id),
        ("data-state", shown.state),
        ("role", "group"),
        ("aria-label", f"Message, {shown.state}"),
        ("tabindex", "0"),
    )
