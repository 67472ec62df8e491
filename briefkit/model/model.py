"""The frozen things that travel along the road."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from briefkit.diagnostics import Location

__all__ = [
    "Block",
    "Break",
    "Brief",
    "Catalog",
    "Citation",
    "Edition",
    "Emphasis",
    "Entry",
    "Fit",
    "Inline",
    "Kind",
    "Link",
    "LocalisedText",
    "Message",
    "MessageKey",
    "Review",
    "Segment",
    "Settings",
    "Strong",
    "Text",
    "office_slug",
]

C = TypeVar("C")
D = TypeVar("D")

MessageKey = tuple[str | None, str]
"""(msgctxt, msgid)"""


# --- inline markup: all that may stand inside a block ---


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, as they shall print."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly emphasised text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an http(s), mailto or tel address."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference mark: the keys of the works that one note cites, in order."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break."""


Inline = Text | Emphasis | Strong | Link | Citation | Break


# --- the source text ---


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET_LIST = "bullet_list"
    ORDERED_LIST = "ordered_list"
    LIST_ITEM = "list_item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A translatable piece of source: its inline Markdown, its place, what it is."""

    text: str
    location: Location
    comment: str
    context: str | None = None

    @property
    def key(self) -> MessageKey:
        """The key of this segment's message in a catalog."""
        return self.context, self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Generic[C]):
    """A block of a text: it has content or children, never both. `level` is a heading's 1 to 6."""

    kind: Kind
    content: C | None = None
    children: tuple[Block[C], ...] = ()
    level: int = 0

    def __post_init__(self) -> None:
        if (self.content is not None) and self.children:
            raise ValueError("a block has content or children, never both")

    def walk(self) -> Iterator[C]:
        """Yield the contents of this block and those below it, in reading order."""
        if self.content is not None:
            yield self.content
        for child in self.children:
            yield from child.walk()

    def map(self, function: Callable[[C], D]) -> Block[D]:
        """Return this block with `function` applied to every content, in reading order."""
        return Block(
            kind=self.kind,
            content=None if self.content is None else function(self.content),
            children=tuple(child.map(function) for child in self.children),
            level=self.level,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The limits of copyfitting: sizes in pt, leading as a multiple of the size.

    Where pages come by more than one (`pages_step`), the text takes no more sheets than it must.
    `set_by` names what sets the number of pages.
    """

    size_max: float
    size_min: float
    leading_max: float
    leading_min: float
    pages_min: int
    pages_max: int
    pages_step: int = 1
    set_by: str = "brief.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `brief.toml` says, but for the names that are translated (see Brief)."""

    code: str
    source_locale: str
    audiences: tuple[str, ...]
    project: str
    programme: str
    grant: str
    fits: Mapping[str, Fit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Generic[C]):
    """One audience's text of a brief, with the names that stand in its footer.

    `segments()` and `map_segments()` are the only two walks over it: extraction uses one and
    localisation the other, so what is extracted and what is looked up cannot drift apart.
    """

    name: str
    audience: str
    settings: Settings
    project_name: C
    programme_name: C
    blocks: tuple[Block[C], ...]

    def segments(self) -> Iterator[C]:
        """Yield every content in the order in which `map_segments` meets it."""
        yield self.project_name
        yield self.programme_name
        for block in self.blocks:
            yield from block.walk()

    def map_segments(self, function: Callable[[C], D]) -> Brief[D]:
        """Return the brief with `function` applied to every content."""
        return Brief(
            name=self.name,
            audience=self.audience,
            settings=self.settings,
            project_name=function(self.project_name),
            programme_name=function(self.programme_name),
            blocks=tuple(block.map(function) for block in self.blocks),
        )

    @property
    def title(self) -> C:
        """The content of the heading that opens the text."""
        content = self.blocks[0].content
        assert content is not None  # `source` refuses a text that does not open with a heading
        return content


# --- catalogs ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a translator is asked to translate; its places are sorted and unique."""

    msgid: str
    context: str | None = None
    plural: str | None = None
    comments: tuple[str, ...] = ()
    places: tuple[Location, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def key(self) -> MessageKey:
        """The message's identity in its domain."""
        return self.context, self.msgid


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
        changed = replace(self, **changes)
        return self if changed == self else replace(changed, raw="")

    @property
    def fuzzy(self) -> bool:
        """Whether the translation awaits a person's confirmation."""
        return "fuzzy" in self.message.flags

    @property
    def translated(self) -> bool:
        """Whether every form has something that shows, confirmed or not."""
        return bool(self.translations) and all(map(_shows, self.translations))

    @property
    def current(self) -> bool:
        """Whether the translation may be printed: decided here alone."""
        return self.translated and not self.fuzzy and not self.obsolete


def gettext_time(moment: datetime) -> str:
    """Return a time as gettext's headers have it, in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M+0000")


# The general categories of blanks, line ends, controls and what steers the setting of text.
_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf"))


def _shows(text: str) -> bool:
    return any(unicodedata.category(c) not in _UNSEEN for c in text)


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviewed a catalog, and when."""

    reviewer: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A domain in a locale (or its template, where `locale` is empty)."""

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

    def entry(self, key: MessageKey) -> Entry | None:
        """Return the entry of a message that is not obsolete, whatever its state."""
        return self._index.get(key)

    def lookup(self, key: MessageKey) -> str | None:
        """Return the translation that may be printed: nothing for fuzzy, blank or obsolete."""
        entry = self._index.get(key)
        return entry.translations[0] if entry is not None and entry.current else None

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


# --- what is asked for ---


def office_slug(office: str) -> str:
    """Return an office's name as it stands in file names: its letters and digits, and hyphens."""
    return "-".join(re.findall(r"\w+", office.casefold().replace("_", " ")))[:60]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One brief, audience, locale and format.

    `alias` is what a discreet edition is called instead of its brief, and empty for others.
    `office` is the one whose contacts it has, and empty for one that is not an office's.
    """

    brief: str
    audience: str
    locale: str
    format: str = "a4"
    alias: str = ""
    office: str = ""

    @property
    def discreet(self) -> bool:
        """Whether its outside, its file's name and its metadata hide the subject."""
        return bool(self.alias)

    @property
    def stem(self) -> str:
        """The leaflet's file name without its ending."""
        stem = f"{self.alias or self.brief}.{self.locale}.{self.audience}.{self.format}"
        stem = f"{stem}.discreet" if self.discreet else stem
        return f"{stem}.{office_slug(self.office)}" if self.office else stem

    def code_prefix(self, brief_code: str) -> str:
        """Return what an edition code of this edition begins with; `brief_code` is brief.toml's.

        A format goes by the first part of its name, and a discreet edition has a “D” after it.
        """
        form = self.format.partition("-")[0] + "d" * self.discreet
        return f"{brief_code}-{self.locale}-{self.audience[0]}-{form}-".upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalisedText:
    """A block's content in a language; `fallback` marks source text that fills a gap.

    `attributes` are what the preview's HTML says of it, and empty for print; they are no part of
    what the text is, nor of an edition's code.
    """

    inline: tuple[Inline, ...]
    locale: str
    fallback: bool = False
    attributes: tuple[tuple[str, str], ...] = field(default=(), compare=False, repr=False)

    @property
    def plain(self) -> str:
        """The words alone."""
        return _plain(self.inline)


def _plain(nodes: tuple[Inline, ...]) -> str:
    parts = []
    for node in nodes:
        match node:
            case Text(text):
                parts.append(text)
            case Emphasis(children) | Strong(children) | Link(_, children):
                parts.append(_plain(children))
            case Break():
                parts.append(" ")
    return "".join(parts)
