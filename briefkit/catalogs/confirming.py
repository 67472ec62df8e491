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
    "note_of",
    "unconfirmed",
    "unconfirmed_messages",
    "with_note",
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
    return _with_comment(entry, [*_note_lines(entry.translator_comment), record])


def unconfirmed(entry: Entry) -> Entry:
    """Return an entry without a record that somebody confirmed it."""
    kept = _note_lines(entry.translator_comment)
    return _with_comment(entry, kept) if note_of(entry) != entry.translator_comment else entry


def note_of(entry: Entry) -> str:
    """Return a translator's comment without the record of a review, which is no note."""
    return "\n".join(_note_lines(entry.translator_comment))


def with_note(entry: Entry, note: str) -> Entry:
    """Return an entry with another note; the record of a review stays, and none comes with it."""
    records = [line for line in entry.translator_comment.split("\n") if REVIEWED.match(line)]
    return _with_comment(entry, [*_note_lines(note), *records])


def unconfirmed_messages(catalog: Catalog, messages: Iterable[Message]) -> tuple[Message, ...]:
    """Return those of the messages whose translation nobody stands by yet, empty ones included."""
    if catalog.review is not None:
        return ()
    entries = [(message, catalog.entry(message.key)) for message in messages]
    return tuple(m for m, entry in entries if entry is None or confirmation(entry) is None)


def _note_lines(comment: str) -> list[str]:
    lines = comment.split("\n") if comment else []
    return [line for line in lines if not REVIEWED.match(line)]


def _with_comment(entry: Entry, lines: Iterable[str]) -> Entry:
    return entry.change(translator_comment="\n".join(lines))


def _digest(entry: Entry) -> str:
    message = entry.message
    words = (message.context or "", message.msgid, message.plural or "", *entry.translations)
    return hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()[:12]
