"""A catalog of translations, and the review of its words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from briefkit.model.messages import Entry, MessageKey

__all__ = ["Catalog", "Provenance", "Review", "gettext_time", "reviews_of"]


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviewed a catalog, and when."""

    reviewer: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Who translated what a leaflet prints, and who reviewed it.

    Of what is `by_machine`, a machine translated all or some. `reviews` are those of its catalogs,
    each once; there is none where one of the catalogs has no review that holds.
    """

    by_machine: bool = False
    reviews: tuple[Review, ...] = ()


def reviews_of(catalogs: Iterable[Catalog]) -> tuple[Review, ...]:
    """Return the reviews of catalogs, each once; none where one of them has none that holds."""
    found = [catalog.review for catalog in catalogs]
    return tuple(dict.fromkeys(review for review in found if review)) if all(found) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A domain in a locale (or its template, where `locale` is empty).

    `header_raw` is the text that the header was read from, `trailer` the one after the last entry;
    `wrapped` says whether long strings are folded over lines.
    """

    locale: str
    domain: str
    path: str
    headers: tuple[tuple[str, str], ...]
    header_comment: str
    entries: tuple[Entry, ...]
    header_flags: tuple[str, ...] = ()
    header_raw: str = field(default="", compare=False, repr=False)
    newline: str = "\n"
    bom: bool = False
    wrapped: bool = True
    trailer: str = field(default="", compare=False, repr=False)
    _index: dict[MessageKey, Entry] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def __post_init__(self) -> None:
        self._index.update((e.message.key, e) for e in self.entries if not e.obsolete)

    def with_headers(self, **values: str) -> Catalog:
        """Return the catalog with headers set; a “_” in a name stands for “-”."""
        changes = {name.replace("_", "-"): value for name, value in values.items()}
        headers = dict(self.headers) | changes
        if tuple(headers.items()) == self.headers:
            return self
        return replace(self, headers=tuple(headers.items()), header_raw="")

    def header(self, name: str) -> str:
        """Return a header's value, or nothing."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def charset(self) -> str:
        """The charset that the header names; gettext's placeholder stands for UTF-8."""
        named = re.search(r"charset=([\w.:-]+)", self.header("Content-Type"))
        return named[1] if named and named[1].upper() != "CHARSET" else "utf-8"

    def entry(self, key: MessageKey) -> Entry | None:
        """Return the entry of a message that is not obsolete, whatever its state."""
        return self._index.get(key)

    def lookup(self, key: MessageKey) -> str | None:
        """Return the translation that may be printed: nothing for fuzzy, blank or obsolete."""
        entry = self._index.get(key)
        return entry.translations[0] if entry is not None and entry.current else None

    def origin(self, key: MessageKey) -> str:
        """Return who translated a message, “machine” or “person”; nothing where nobody says so.

        It says so itself, or else the header X-Translation-Origin, which stays when a person
        reviews the catalog.
        """
        entry = self._index.get(key)
        own = entry.origin if entry else ""
        said = own or self.header("X-Translation-Origin")
        return said if said in ("machine", "person") else ""

    def is_by_machine(self, key: MessageKey) -> bool:
        """Whether a machine translated a message."""
        return self.origin(key) == "machine"

    def digest(self) -> str:
        """Return a SHA-256 (hexadecimal) of what a review vouches for: the current translations.

        It doesn't depend on the order of the entries, their places or their comments.
        """
        lines = sorted(
            "\x1f".join((entry.message.context or "", entry.message.msgid, *entry.translations))
            for entry in self.entries
            if entry.current
        )
        return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()

    @property
    def review(self) -> Review | None:
        """The review that still holds, or nothing when no one has reviewed these very words."""
        reviewer, day = self.header("X-Reviewed-By"), self.header("X-Review-Date")
        if not reviewer or self.header("X-Review-Digest") != self.digest():
            return None
        try:
            return Review(reviewer, date.fromisoformat(day))
        except ValueError:
            return None


def gettext_time(moment: datetime) -> str:
    """Return a time as gettext's headers have it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")
