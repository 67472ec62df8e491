"""A reviewer's confirmation of one message, as a line of its translator's comment records it.

“reviewed: NAME, DAY, DIGEST” stands beside “origin: person”: editors and gettext's tools keep it,
whatever they do to the translation. The digest is of the very words, so it holds for these alone.
"""

import hashlib
from collections.abc import Iterable
from datetime import date

from briefkit.model import REVIEWED, Catalog, Entry, Message, Review

__all__ = [
    "confirmation",
    "confirmed",
    "unconfirmed",
    "unconfirmed_messages",
]


def confirmation(entry: Entry) -> Review | None:
    """Return who confirmed a translation, and when; nothing where the words are others by now."""
    records = filter(None, map(REVIEWED.match, entry.translator_comment.split("\n")))
    found = next((record for record in records if record[3] == _digest(entry)), None)
    if found is None or not entry.current:
        return None
    try:
        return Review(found[1], date.fromisoformat(found[2]))
    except ValueError:
        return None


def confirmed(entry: Entry, review: Review) -> Entry:
    """Return an entry whose present words somebody confirms."""
    record = f"reviewed: {review.reviewer}, {review.day.isoformat()}, {_digest(entry)}"
    lines = filter(None, (entry.remarks, record))
    return entry.change(translator_comment="\n".join(lines))


def unconfirmed(entry: Entry) -> Entry:
    """Return an entry without a record that somebody confirmed it."""
    return entry.change(translator_comment=entry.remarks)


def unconfirmed_messages(catalog: Catalog, messages: Iterable[Message]) -> tuple[Message, ...]:
    """Return those of the messages whose translation nobody stands by yet, empty ones included."""
    if catalog.review is not None:
        return ()
    entries = [(message, catalog.entry(message.key)) for message in messages]
    return tuple(m for m, entry in entries if entry is None or confirmation(entry) is None)


def _digest(entry: Entry) -> str:
    message = entry.message
    words = (message.context or "", message.msgid, message.plural or "", *entry.translations)
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()[:12]
