"""Inline markup: all that may stand inside a block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

__all__ = [
    "Break",
    "Citation",
    "CitedWork",
    "Emphasis",
    "InLanguage",
    "Inline",
    "Link",
    "NoteReference",
    "Strong",
    "Text",
    "locales_in",
    "plain_text",
]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters, as they shall print.

    `escaped` are the positions of those that a backslash or an entity makes plain signs.
    """

    text: str
    escaped: tuple[int, ...] = field(default=(), compare=False, repr=False)


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
class CitedWork:
    """A work that a note cites, by its key; `locator` says where in it: “art. 12(2)”."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference mark: the works that one note cites, in order."""

    works: tuple[CitedWork, ...]


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A reference mark: the footnote of free text that it stands for, by its label."""

    label: str


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Text in another language, which `locale` names as Babel does."""

    locale: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A hard line break."""


Inline = Text | Emphasis | Strong | Link | Citation | NoteReference | InLanguage | Break


def locales_in(nodes: Iterable[Inline]) -> Iterator[str]:
    """Yield the locales that passages among nodes are marked as being in."""
    for node in nodes:
        if isinstance(node, InLanguage):
            yield node.locale
        if isinstance(node, Emphasis | Strong | Link | InLanguage):
            yield from locales_in(node.children)


def plain_text(nodes: Iterable[Inline]) -> str:
    """Return the text of nodes without their markup and reference marks; a break is a blank."""
    parts = []
    for node in nodes:
        match node:
            case Text(text):
                parts.append(text)
            case (
                Emphasis(children) | Strong(children) | Link(_, children) | InLanguage(_, children)
            ):
                parts.append(plain_text(children))
            case Break():
                parts.append(" ")
    return "".join(parts)
