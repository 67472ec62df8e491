"""The funder's notice of a leaflet: what it must say, and where."""

from collections.abc import Iterator, Mapping

from briefkit.catalogs import (
    DISCLAIMER,
    EU_DISCLAIMERS,
    EU_STATEMENT,
    NOTICES,
    Label,
    translate_label,
)
from briefkit.model import (
    Brief,
    Catalog,
    Edition,
    LocalisedText,
    Message,
    MessageKey,
    Position,
    Preset,
    Settings,
)

__all__ = ["foreign_notices", "is_foreign_notice", "notice_of", "notice_positions"]


def is_foreign_notice(message: Message, settings: Settings) -> bool:
    """Whether a message of the templates is the notice of another funder than a brief's."""
    presets = NOTICES.get(message.key)
    return presets is not None and (
        settings.funder is None or settings.funder.preset not in presets
    )


def notice_positions(edition: Edition, settings: Settings) -> frozenset[Position]:
    """Return where a leaflet has the notice: `START`, `END`, or both.

    What is discreet shows nothing of it at its start, which is its outside.
    """
    funder = settings.funder
    if funder is None:
        return frozenset()
    if edition.discreet:
        return frozenset({Position.END})
    both = frozenset({Position.START, Position.END})
    return both if funder.position is Position.BOTH else frozenset({funder.position})


def notice_of(
    brief: Brief[LocalisedText], labels: Mapping[MessageKey, Label], shared_catalog: Catalog
) -> Label | None:
    """Return the notice's words that must be whole, or None where nobody's is required."""
    funder = brief.settings.funder
    if funder is None:
        return None
    if funder.preset is Preset.OWN:
        own = brief.words.notice
        assert own is not None  # the settings have it
        return Label(own.plain, own.locale, own.fallback)
    authority = brief.words.authority
    message = DISCLAIMER
    if funder.preset is Preset.EU:
        message = EU_DISCLAIMERS[authority is not None]
    label = labels.get(message.key) or translate_label(message, shared_catalog)
    words = {
        "project": funder.project,
        "programme": funder.programme,
        "grant": funder.grant,
        "authority": authority.plain if authority else "",
    }
    text = label.text % words if "%(" in label.text else label.text
    return Label(text, label.locale, label.fallback)


def foreign_notices(settings: Settings, shared_catalog: Catalog) -> Iterator[str]:
    """Yield what a leaflet without a funder must not say: that the EU paid, in its own words."""
    if settings.funder is None:
        for message in (EU_STATEMENT, *EU_DISCLAIMERS[:1]):
            yield message.msgid
            yield translate_label(message, shared_catalog).text
