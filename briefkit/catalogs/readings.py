"""A reading with readers, whom a leaflet is for: what a catalog's headers say of the last one."""

from dataclasses import dataclass
from datetime import date

from briefkit.model import Catalog

__all__ = ["Reading", "reading_of", "record_reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """How many people read a text, when, and what they did not understand, in a person's words."""

    readers: int
    day: date
    not_understood: str


def record_reading(catalog: Catalog, reading: Reading) -> Catalog:
    """Return the catalog with a reading in its headers; the review stays as it is."""
    return catalog.with_headers(
        X_Readers=str(reading.readers),
        X_Readers_Date=reading.day.isoformat(),
        X_Readers_Not_Understood=" ".join(reading.not_understood.split()),
    )


def reading_of(catalog: Catalog) -> Reading | None:
    """Return the last reading that the headers record, or nothing."""
    try:
        readers = int(catalog.header("X-Readers"))
        day = date.fromisoformat(catalog.header("X-Readers-Date"))
    except ValueError:
        return None
    return Reading(readers, day, catalog.header("X-Readers-Not-Understood"))
