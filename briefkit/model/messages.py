"""Messages, and their entries in a catalog."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from briefkit.diagnostics import Location

__all__ = ["IGNORING", "REVIEWED", "Entry", "Message", "MessageKey", "wanted_in"]

MessageKey = tuple[str | None, str]
"""(msgctxt, msgid)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a translator is asked to translate; its places are sorted and unique.

    A `tight` one stands in a plain text, whose pages have no room for much longer words. `locales`
    are those that it is wanted in; all where there are none. `told` says where it stands in a
    brief, as its `comments` do, whole and for pages of any language.
    """

    msgid: str
    context: str | None = None
    plural: str | None = None
    comments: tuple[str, ...] = ()
    places: tuple[Location, ...] = ()
    flags: tuple[str, ...] = ()
    tight: bool = field(default=False, compare=False, repr=False)
    locales: frozenset[str] = field(default=frozenset(), compare=False, repr=False)
    told: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def key(self) -> MessageKey:
        """The message's identity in its domain."""
        return self.context, self.msgid

    def is_wanted_in(self, locale: str) -> bool:
        """Whether a leaflet in a locale has it."""
        return not self.locales or locale in self.locales


def wanted_in(messages: Iterable[Message], locale: str) -> tuple[Message, ...]:
    """Return the messages that leaflets in a locale have: what makes a catalog complete."""
    return tuple(message for message in messages if message.is_wanted_in(locale))


# A line of a translator's comment.
_ORIGIN = re.compile(r"^origin: (machine|person)$", re.MULTILINE)

# A reviewer's confirmation, as `catalogs` records it: who, the day, a digest of the words.
REVIEWED = re.compile(r"^reviewed: (.+), (\d{4}-\d{2}-\d{2}), ([0-9a-f]{12})$", re.MULTILINE)

# Names of checks alone on a line, with the reason after a colon: not a word within a sentence.
IGNORING = re.compile(
    r"^[ \t]*(ignore-[a-z-]+(?:[, \t]+ignore-[a-z-]+)*)[ \t]*(?::.*)?$", re.MULTILINE
)
"""What silences checks in a translator's comment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A message in a catalog with its translation (one string, or one a plural form).

    `previous` is the (msgctxt, msgid, msgid_plural) that a fuzzy translation was made for; `raw`
    is the text that the entry was read from, and is dropped by `change`.
    """

    message: Message
    translations: tuple[str, ...] = ()
    translator_comment: str = ""
    previous: tuple[str | None, str | None, str | None] = (None, None, None)
    obsolete: bool = False
    line: int = field(default=0, compare=False)
    raw: str = field(default="", compare=False, repr=False)

    def change(self, **changes: Any) -> Entry:
        """Return the entry with `changes`; the same entry where they change nothing."""
        if all(getattr(self, name) == value for name, value in changes.items()):
            return self
        return replace(self, **changes, raw="")

    @property
    def origin(self) -> str:
        """Who translated this message, where its translator's comment says it: “origin: person”."""
        found = _ORIGIN.search(self.translator_comment)
        return found[1] if found else ""

    def made_by(self, origin: str) -> Entry:
        """Return the entry with a comment that says who translated it: “machine” or “person”."""
        kept = [
            line for line in _lines(self.translator_comment) if line and not _ORIGIN.match(line)
        ]
        return self.change(translator_comment="\n".join((*kept, f"origin: {origin}")))

    @property
    def remarks(self) -> str:
        """Its translator's comment without the record of a review: what leaves with it."""
        return "\n".join(
            line for line in _lines(self.translator_comment) if not REVIEWED.match(line)
        )

    def with_remarks(self, text: str) -> Entry:
        """Return the entry with other remarks; a review's record stays, and none is added."""
        new = [line for line in text.split("\n") if text and not REVIEWED.match(line)]
        records = [line for line in _lines(self.translator_comment) if REVIEWED.match(line)]
        return self.change(translator_comment="\n".join((*new, *records)))

    @property
    def note(self) -> str:
        """What its translator says to the author: her comment, without the lines for programs."""
        return "\n".join(
            line for line in _lines(self.translator_comment) if not _is_for_programs(line)
        ).strip()

    def with_note(self, text: str) -> Entry:
        """Return the entry with another note; what its comment says to programs stays."""
        lines = (line.rstrip() for line in text.strip().splitlines())
        note = [line for line in lines if not (_ORIGIN.match(line) or REVIEWED.match(line))]
        kept = [line for line in _lines(self.translator_comment) if _is_for_programs(line)]
        return self.change(translator_comment="\n".join((*note, *kept)))

    @property
    def fuzzy(self) -> bool:
        """Whether the translation awaits a person's confirmation."""
        return "fuzzy" in self.message.flags

    @property
    def translated(self) -> bool:
        """Whether every form has something visible, confirmed or not."""
        return bool(self.translations) and all(map(_is_visible, self.translations))

    @property
    def current(self) -> bool:
        """Whether the translation may be printed: decided here alone."""
        return self.translated and not self.fuzzy and not self.obsolete


def _lines(comment: str) -> list[str]:
    return comment.split("\n") if comment else []


def _is_for_programs(line: str) -> bool:
    return bool(_ORIGIN.match(line) or REVIEWED.match(line) or IGNORING.match(line))


# Unicode general categories: blanks, line ends, controls and format characters.
_INVISIBLE = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))


def _is_visible(text: str) -> bool:
    return any(unicodedata.category(c) not in _INVISIBLE for c in text)
