"""What was translated before, and may do for a message again: a translation memory."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from briefkit.model import Catalog, Entry, Message

__all__ = ["Match", "memory_matches"]

# As alike as GNU msgmerge takes two messages for one that was changed (FUZZY_THRESHOLD 0.6).
_LEAST = 60.0
_MOST_MATCHES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A translated message that is alike: by so many percent, 100 for the same words alone."""

    source: str
    translation: str
    percent: int
    domain: str


def memory_matches(message: Message, domain: str, catalogs: Iterable[Catalog]) -> tuple[Match, ...]:
    """Return what the catalogs of a locale have for a message of a domain, the most alike first.

    Only what was confirmed counts, though its message may be gone. The message itself is left out.
    """
    known = [
        (entry, catalog.domain)
        for catalog in catalogs
        for entry in catalog.entries
        if _is_confirmed(entry) and (catalog.domain, entry.message.key) != (domain, message.key)
    ]
    texts = [entry.message.msgid for entry, _ in known]
    alike = process.extract(
        message.msgid, texts, scorer=fuzz.ratio, score_cutoff=_LEAST, limit=None
    )
    found: dict[tuple[str, str], Match] = {}
    for text, ratio, number in alike:
        entry, of_domain = known[number]
        match = Match(
            source=text,
            translation=entry.translations[0],
            percent=100 if text == message.msgid else min(int(ratio), 99),
            domain=of_domain,
        )
        found.setdefault((match.source, match.translation), match)
        if len(found) == _MOST_MATCHES:
            break
    return tuple(found.values())


def _is_confirmed(entry: Entry) -> bool:
    return entry.translated and not entry.fuzzy
