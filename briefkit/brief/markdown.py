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
    "without_comments",
]

_LINK_SCHEMES = ("http", "https", "mailto", "tel")

# Pandoc's citation syntax (Pandoc User's Guide, “Citation syntax”), of keys and locators; a locator
# holds no markup: [@one; @two, art. 12(2)].
_LOCATOR = r"(?!\s)(?:[^\[\]@;*_`<>&\\\n]|&(?=\s))+?"
_WORK = rf"@([\w:.#$%&+?<>~/-]+)(?:,\s*({_LOCATOR}))?\s*(?=[;\]])"
_CITATION = re.compile(rf"\[{_WORK}(?:;\s*{_WORK})*\]")

_NESTING_LIMIT = 50


def _citation(state: StateInline, silent: bool) -> bool:
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta["works"] = tuple(re.findall(_WORK, match[0]))
    state.pos = match.end()
    return True


@cache
def _parser() -> MarkdownIt:
    # No raw HTML: what looks like a tag is text, and is escaped as such.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_LIMIT})
    # Escaped signs stay apart from typed ones, for these are not taken for markup.
    parser.disable("text_join")
    parser.inline.ruler.before("link", "citation", _citation)
    parser.validateLink = lambda url: url.partition(":")[0].lower() in _LINK_SCHEMES  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    # Each block is read once more, by `parse_inline`, which is given its place.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_LIMIT}).disable("inline")


@cache
def _comment_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "maxNesting": _NESTING_LIMIT}).disable("inline")


_COMMENT_LINES = re.compile(r"\s*(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)


def without_comments(text: str) -> str:
    """Return a text with the HTML comments that are blocks of their own (CommonMark 0.31, 4.6,
    type 2) as empty lines, so that the others keep their numbers."""
    if "<!--" not in text:
        return text
    lines = text.split("\n")
    for token in _comment_parser().parse(text):
        if token.type == "html_block" and token.map and _COMMENT_LINES.fullmatch(token.content):
            first, end = token.map
            # A comment that shares its line with a list's or a quotation's mark is not left out.
            if lines[first].lstrip().startswith("<!--"):
                lines[first:end] = [""] * (end - first)
    return "\n".join(lines)


def inline_tokens(text: str) -> list[Token]:
    """Return the tokens of inline Markdown, with citations among them."""
    (block,) = _parser().parseInline(text)
    return block.children or []


def block_tokens(text: str) -> tuple[list[Token], dict[str, int]]:
    """Return the tokens of a text's blocks, and the lines (1-based) where it defines the targets
    of links, by their names."""
    environment: dict[str, Any] = {}
    tokens = _block_parser().parse(text, environment)
    defined = environment.get("references", {})
    return tokens, {name: target["map"][0] + 1 for name, target in defined.items()}


def decoded(text: str) -> str:
    """Return inline Markdown with its escaped characters and its entities as they print."""
    return unescapeAll(text)
