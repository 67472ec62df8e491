"""CommonMark becomes tokens; the only importer of markdown-it and its plugins."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode as Node
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

__all__ = [
    "Image",
    "Node",
    "Token",
    "block_tree",
    "content_of",
    "decoded",
    "inline_tokens",
    "line_of",
    "lone_image",
    "table_cells",
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
    # Each block is read alone: whether a footnote is there is looked at with the whole text.
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
    attrs_plugin(parser, after=(), spans=True, allowed=("lang",))
    parser.validateLink = lambda url: url.partition(":")[0].lower() in _LINK_SCHEMES  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    # Each block is read once more, by `parse_inline`, which is given its place.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_LIMIT})
    parser.disable("inline").enable("table")
    footnote_plugin(parser, inline=False, move_to_end=False)
    return parser.use(deflist_plugin)


@cache
def _image_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _NESTING_LIMIT})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


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


def block_tree(text: str) -> tuple[Node, dict[str, int]]:
    """Return a text's blocks as a tree, and the lines (1-based) where it defines the targets of
    links, by their names."""
    environment: dict[str, Any] = {}
    tree = Node(_block_parser().parse(text, environment))
    defined = environment.get("references", {})
    return tree, {name: target["map"][0] + 1 for name, target in defined.items()}


def line_of(node: Node) -> int:
    """Return the line that a block begins in, from 1; 0 where markdown-it tells none."""
    return node.map[0] + 1 if node.map else 0


def content_of(node: Node) -> str:
    """Return the raw inline text of a heading, a paragraph, a term or a table's cell."""
    return node.children[0].content if node.children else ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as Markdown has it; the words are inline Markdown, `address` is decoded."""

    alternative: str
    address: str
    title: str


# The title before an image's end; within it, its own sign is escaped (CommonMark 0.31, 6.3).
_TITLE = re.compile(
    r"""\s(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\))\s*\)$"""
)


def lone_image(text: str) -> Image | None:
    """Return the image that inline Markdown is, or None where it is or holds something else."""
    if not text.startswith("!["):
        return None
    (block,) = _image_parser().parseInline(text)
    if [token.type for token in block.children or []] != ["image"]:
        return None
    (token,) = block.children or []
    title = ""
    if token.attrs.get("title") and (match := _TITLE.search(text)):
        title = re.sub(r"\\([\"'()])", r"\1", match[1] or match[2] or match[3])
    return Image(token.content, unquote(str(token.attrs["src"])), title)


def table_cells(line: str) -> list[str]:
    """Return the cells that a line of a table has, as it is typed."""
    cells = escapedSplit(line.strip())
    return cells[cells[:1] == [""] : len(cells) - (cells[1:] != [] and cells[-1] == "")]


def decoded(text: str) -> str:
    """Return inline Markdown with its escaped characters and its entities as they print."""
    return unescapeAll(text)
