"""The messages that a leaflet prints, with the places where they are written."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefkit.diagnostics import Location
from briefkit.leaflet.localising import Leaflet
from briefkit.model import Brief, Catalog, MessageKey, Segment

__all__ = ["Passage", "passages_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a message prints, without its markup; `msgid` is its source, `locale` its language.

    `location` is where its words are written: in a catalog, or in the brief.
    """

    text: str
    msgid: str
    locale: str
    location: Location


def passages_of(
    leaflet: Leaflet, source: Brief[Segment], catalog: Catalog, shared_catalog: Catalog
) -> tuple[Passage, ...]:
    """Return the passages of a leaflet, which is `source` in the language of the catalogs."""
    return tuple(_passages(leaflet, source, catalog, shared_catalog))


def _passages(
    leaflet: Leaflet, source: Brief[Segment], catalog: Catalog, shared_catalog: Catalog
) -> Iterator[Passage]:
    for segment, localised in zip(source.segments(), leaflet.brief.segments(), strict=True):
        own = not localised.fallback and localised.locale == catalog.locale
        yield Passage(
            text=localised.plain,
            msgid=segment.text,
            locale=localised.locale,
            location=(_line(catalog, segment.key) if own else None) or segment.location,
        )
    for key, label in leaflet.labels.items():
        own = not label.fallback and label.locale == shared_catalog.locale
        yield Passage(
            text=label.text,
            msgid=key[1],
            locale=label.locale,
            location=(_line(shared_catalog, key) if own else None) or Location("templates"),
        )


def _line(catalog: Catalog, key: MessageKey) -> Location | None:
    entry = catalog.entry(key)
    return Location(catalog.path, entry.line) if entry is not None else None
