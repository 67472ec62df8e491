"""How far a catalog is."""

from collections.abc import Sequence
from dataclasses import dataclass

from briefkit.model import Catalog, Message, Review

__all__ = ["CatalogStatus", "catalog_status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogStatus:
    """How many messages a catalog is asked for, and what each is; `review` is one that holds."""

    domain: str
    locale: str
    messages: int
    translated: int
    fuzzy: int
    missing: int
    review: Review | None


def catalog_status(catalog: Catalog, messages: Sequence[Message]) -> CatalogStatus:
    """Return how far a catalog is with the messages that its locale is asked for."""
    entries = [catalog.entry(message.key) for message in messages]
    translated = sum(entry is not None and entry.current for entry in entries)
    fuzzy = sum(entry is not None and entry.fuzzy and entry.translated for entry in entries)
    return CatalogStatus(
        domain=catalog.domain,
        locale=catalog.locale,
        messages=len(messages),
        translated=translated,
        fuzzy=fuzzy,
        missing=len(messages) - translated - fuzzy,
        review=catalog.review,
    )
