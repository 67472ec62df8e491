"""The addresses of a text's links, for paper: a link that is printed can't be pressed.

A plain text has them beside QR codes, after it; a professional one in notes.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefkit.model import (
    Block,
    Brief,
    Emphasis,
    InLanguage,
    Inline,
    Kind,
    Level,
    Link,
    LocalisedText,
    NoteReference,
    Strong,
    Text,
    plain_text,
)

__all__ = ["LONGEST_CODE", "PrintedLink", "links_to_print", "with_link_notes"]

# What a telephone reads from a code of the size on paper, in characters.
LONGEST_CODE = 120


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """Where a link of a text leads, and its `address` as it is read and typed."""

    href: str

    @property
    def address(self) -> str:
        """Where it leads, without what is not typed."""
        return re.sub(r"^(?:mailto|tel):", "", self.href)

    @property
    def has_code(self) -> bool:
        """Whether a code of its address can be read off paper."""
        return len(self.href) <= LONGEST_CODE


def links_to_print(brief: Brief[LocalisedText]) -> tuple[PrintedLink, ...]:
    """Return the links of a text whose words don't say their addresses, each address once.

    A professional one has them in its notes.
    """
    if brief.reader.level is Level.PROFESSIONAL:
        return ()
    links = (link for content in brief.segments() for link in _links(content.inline))
    return tuple(PrintedLink(href) for href in dict.fromkeys(link.href for link in links))


def with_link_notes(
    brief: Brief[LocalisedText],
) -> tuple[Brief[LocalisedText], dict[str, LocalisedText]]:
    """Return a professional text whose links lead to notes, and what these say, by their labels.

    Only links whose words don't say their addresses have one. In a note, the address follows the
    words. Another text is returned as it is.
    """
    notes: dict[str, LocalisedText] = {}
    if brief.reader.level is not Level.PROFESSIONAL:
        return brief, notes

    def noted(block: Block[LocalisedText]) -> Block[LocalisedText]:
        content = block.content
        if content is not None and any(_links(content.inline)):
            if block.kind is Kind.FOOTNOTE:
                nodes = _with(content.inline, _in_place)
            else:
                nodes = _with(content.inline, lambda link: [NoteReference(link.href)])
                for link in _links(content.inline):
                    own = LocalisedText(inline=(_addressed(link),), locale=content.locale)
                    notes.setdefault(link.href, own)
            content = replace(content, inline=nodes)
        return replace(block, content=content, children=tuple(map(noted, block.children)))

    return replace(brief, blocks=tuple(map(noted, brief.blocks))), notes


def _links(nodes: Iterable[Inline]) -> Iterator[Link]:
    """Yield the links whose words don't say where they lead."""
    for node in nodes:
        if isinstance(node, Link):
            if not _says(_words(node.children), node.href):
                yield node
        elif isinstance(node, Emphasis | Strong | InLanguage):
            yield from _links(node.children)


def _with(nodes: Sequence[Inline], after: Callable[[Link], list[Inline]]) -> tuple[Inline, ...]:
    """Return nodes with what stands `after` each link whose words don't say where it leads."""
    made: list[Inline] = []
    for node in nodes:
        if isinstance(node, Emphasis | Strong | InLanguage):
            node = replace(node, children=_with(node.children, after))
        made.append(node)
        if isinstance(node, Link) and any(_links([node])):
            made += after(node)
    return tuple(made)


def _in_place(link: Link) -> list[Inline]:
    return [Text(" ("), _addressed(link), Text(")")]


def _addressed(link: Link) -> Link:
    """Return a link whose words are its address."""
    # Its signs are meant as themselves.
    return Link(link.href, (Text(PrintedLink(link.href).address, escaped=(0,)),))


def _says(words: str, href: str) -> bool:
    """Whether the words of a link are its address, or have it in them."""
    if href.startswith("tel:"):
        digits = re.sub(r"\D", "", href)
        return digits.lstrip("0")[-6:] in re.sub(r"\D", "", words)
    return _bare(href) in _bare(words)


def _bare(address: str) -> str:
    """Return an address without its scheme and what browsers add."""
    short = re.sub(r"^(?:https?://|mailto:)(?:www\.)?|^www\.", "", address.strip().casefold())
    return short.rstrip("/")


def _words(nodes: Sequence[Inline]) -> str:
    return " ".join(plain_text(nodes).split())
