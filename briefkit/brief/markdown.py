"""CommonMark becomes tokens; the only importer of markdown-it."""

import re
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

__all__ = [
    "Token",
    "block_tokens",
    "decoded",
    "inline_tokens",
]

_LINK_SCHEMES = ("http", "https", "mailto", "tel")

# Pandoc's citation syntax (Pandoc User's Guide, “Citation syntax”), keys alone: [@one; @two].
_CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:\s*;\s*@[\w:.#$%&+?<>~/-]+)*)\]")

_NESTING_LIMIT = 50


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta["keys"] = tuple(key.strip()[1:] for key in match[1].split(";"))
    state.pos = match.end()
    return True


@cache
def _parser() -> MarkdownIt:
    # No raw HTML: what looks like a tag is text, and is escaped as such.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_LIMIT})
    parser.inline.ruler.before("link", "citation", _citation)
    parser.validateLink = lambda url: url.partition(":")[0].lower() in _LINK_SCHEMES  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    # Each block is read once more, by `parse_inline`, which is given its place.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_LIMIT}).disable("inline")


def inline_tokens(text: str) -> list[Token]:
    """Return the tokens of inline Markdown, with citations among them."""
    (block,) = _parser().parseInline(text)
    return block.children or []


def block_tokens(text: str) -> tuple[list[Token], tuple[str, ...]]:
    """Return the tokens of a text's blocks, and the names of the link targets that it defines."""
    environment: dict[str, Any] = {}
    tokens = _block_parser().parse(text, environment)
    return tokens, tuple(environment.get("references", ()))


def decoded(text: str) -> str:
    """Return inline Markdown with its escaped characters and its entities as they print."""
    return unescapeAll(text)
