"""A brief's Markdown and settings become a Brief; the only importer of markdown-it."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError, SourceError
from briefkit.model import (
    Block,
    Break,
    Brief,
    Citation,
    Emphasis,
    Fit,
    Inline,
    Kind,
    Link,
    Segment,
    Settings,
    Strong,
    Text,
)

__all__ = [
    "AUDIENCES",
    "LINK_SCHEMES",
    "NamedSettings",
    "decoded",
    "hidden_characters",
    "parse_blocks",
    "parse_brief",
    "parse_inline",
    "parse_settings",
    "parse_toml",
    "without_hidden",
]

AUDIENCES = ("community", "professional")
LINK_SCHEMES = ("http", "https", "mailto", "tel")

# Pandoc's citation syntax (Pandoc User's Guide, “Citation syntax”), keys alone: [@one; @two].
CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:\s*;\s*@[\w:.#$%&+?<>~/-]+)*)\]")

# Characters that hide or reorder text: the Unicode bidirectional controls (UAX #9, section 2),
# invisible separators, the byte order mark, fillers, variation selectors and tags (those of
# DerivedCoreProperties’ Default_Ignorable_Code_Point that no language of ours writes with); and
# what is no text at all: controls but the line feed, and halves of surrogate pairs, which JSON
# can give and UTF-8 cannot write (general categories Cc and Cs).
HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff"
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)

NESTING_LIMIT = 50

# The longest block, in characters: five pages. Markdown’s links take the square of it to read.
BLOCK_LIMIT = 10_000

# The longest line of TOML, in characters: tomllib takes the square of a dotted key’s length.
TOML_LINE_LIMIT = 2_000


def hidden_characters(text: str) -> tuple[str, ...]:
    """Return the characters of `text` that would hide or reorder it, as U+XXXX with their names."""
    found = sorted(set(HIDDEN.findall(text)))
    return tuple(f"U+{ord(c):04X} {unicodedata.name(c, 'CONTROL')}" for c in found)


# A character that is escaped, or goes by its number or name (CommonMark 0.31.2, 2.4 and 2.5).
ENTITY = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z\d]*);")


def decoded(text: str) -> str:
    """Return inline Markdown with its escaped characters and its entities as they print."""
    return unescapeAll(text)


def without_hidden(text: str) -> str:
    """Return inline Markdown without what hides or reorders it, typed or as an entity."""
    typed = HIDDEN.sub("", text)
    return ENTITY.sub(lambda m: "" if HIDDEN.search(decoded(m[0])) else m[0], typed)


def _citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos, state.posMax)
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
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING_LIMIT})
    parser.inline.ruler.before("link", "citation", _citation)
    parser.validateLink = lambda url: url.partition(":")[0].lower() in LINK_SCHEMES  # type: ignore[method-assign]
    return parser


@cache
def _block_parser() -> MarkdownIt:
    # What stands in a block is read once, by `parse_inline`.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": NESTING_LIMIT}).disable("inline")


def parse_inline(
    text: str, location: Location, error: type[BriefkitError] = SourceError
) -> tuple[Inline, ...]:
    """Read inline Markdown: emphasis, strong, links, citations and hard breaks.

    A link's target must be http, https, mailto or tel, or the link stays text. Raises `error`,
    with `location`, for other markup (images, code), for hidden or control characters, typed or as
    entities (&#8203;), and for more than BLOCK_LIMIT characters.
    """
    if len(text) > BLOCK_LIMIT:
        raise error(
            Diagnostic(
                check="markup",
                message=f"This is longer than {BLOCK_LIMIT} characters.",
                hint="Part it into paragraphs.",
                location=location,
                msgid=text,
            )
        )
    if hidden := hidden_characters(text + decoded(text)):
        raise error(
            Diagnostic(
                check="hidden-characters",
                message=f"The text has characters that hide or reorder it: {', '.join(hidden)}.",
                hint="Type the passage again without them.",
                location=location,
                msgid=text,
            )
        )
    (block,) = _parser().parseInline(text)
    tokens = iter(block.children or ())
    return _inline(tokens, text, location, error)


def _inline(
    tokens: Iterator[Token], text: str, location: Location, error: type[BriefkitError]
) -> tuple[Inline, ...]:
    nodes: list[Inline] = []
    for token in tokens:
        match token.type:
            case "text" | "text_special" | "entity":
                if token.content:
                    nodes.append(Text(token.content))
            case "softbreak":
                nodes.append(Text(" "))
            case "hardbreak":
                nodes.append(Break())
            case "citation":
                nodes.append(Citation(token.meta["keys"]))
            case "em_open":
                nodes.append(Emphasis(_inline(tokens, text, location, error)))
            case "strong_open":
                nodes.append(Strong(_inline(tokens, text, location, error)))
            case "link_open":
                href = str(token.attrs["href"])
                nodes.append(Link(href, _inline(tokens, text, location, error)))
            case "em_close" | "strong_close" | "link_close":
                break
            case other:
                raise error(
                    Diagnostic(
                        check="markup",
                        message=f"This text has markup that leaflets don't print: {other}.",
                        hint="Use only *emphasis*, **strong**, [links](https://…), [@citations] "
                        "and hard breaks; put a backslash before a character meant as itself.",
                        location=location,
                        msgid=text,
                    )
                )
    return tuple(nodes)


# --- a text ---


def parse_brief(
    *,
    name: str,
    audience: str,
    settings: "NamedSettings",
    text: str,
    path: str,
) -> Brief[Segment]:
    """Read one audience's CommonMark text; `path` is how its places are named.

    Raises SourceError, with file and line, for a text that doesn't open with its only heading of
    level 1, that skips a heading level, or that uses blocks a leaflet has no form for.
    """
    return Brief(
        name=name,
        audience=audience,
        settings=settings.settings,
        project_name=settings.project_name,
        programme_name=settings.programme_name,
        blocks=parse_blocks(text, path, audience),
    )


def parse_blocks(text: str, path: str, audience: str) -> tuple[Block[Segment], ...]:
    """Read the blocks of a text; see `parse_brief` for what is refused."""
    return _Reader(text, path, audience).read()


class _Reader:
    """One pass over the block tokens of a text."""

    def __init__(self, text: str, path: str, audience: str) -> None:
        self.path = path
        self.audience = audience
        self.heading = ""
        self.level = 0
        environment: dict[str, Any] = {}
        self.tokens = iter(_block_parser().parse(text, environment))
        if references := environment.get("references"):
            line = text.casefold().find(f"[{next(iter(references))}]:".casefold())
            raise self.error(
                "A link is written by reference: [text][name].",
                "Write its target in place: [text](https://…).",
                text.count("\n", 0, max(line, 0)) + 1,
            )

    def error(self, message: str, hint: str, line: int) -> SourceError:
        return SourceError(
            Diagnostic(
                check="source", message=message, hint=hint, location=Location(self.path, line)
            )
        )

    def read(self) -> tuple[Block[Segment], ...]:
        blocks = tuple(self.blocks(""))
        if not blocks or blocks[0].kind is not Kind.HEADING or blocks[0].level != 1:
            raise self.error(
                "The text doesn't open with a title.", "Begin it with “# ” and the title.", 1
            )
        return blocks

    def blocks(self, end: str) -> Iterator[Block[Segment]]:
        for token in self.tokens:
            line = token.map[0] + 1 if token.map else 0
            match token.type:
                case "heading_open":
                    yield self.read_heading(int(token.tag[1:]), line)
                case "paragraph_open":
                    kind = "list item" if end == "list_item_close" else "paragraph"
                    yield Block(kind=Kind.PARAGRAPH, content=self.segment(kind, line))
                case "bullet_list_open":
                    items = tuple(self.blocks("bullet_list_close"))
                    yield Block(kind=Kind.BULLET_LIST, children=items)
                case "ordered_list_open":
                    if token.attrs.get("start", 1) != 1:
                        raise self.error(
                            "A numbered list doesn't begin with 1.", "Begin it with 1.", line
                        )
                    items = tuple(self.blocks("ordered_list_close"))
                    yield Block(kind=Kind.ORDERED_LIST, children=items)
                case "list_item_open":
                    yield self.read_item(line)
                case other if other == end:
                    return
                case other:
                    raise self.error(
                        "A leaflet has no form for this block: "
                        f"{other.removesuffix('_open').replace('_', ' ')}.",
                        "Use headings, paragraphs and lists.",
                        line,
                    )

    def read_heading(self, level: int, line: int) -> Block[Segment]:
        if (level == 1) != (self.level == 0):
            raise self.error(
                "A text has one heading of level 1, its title, and opens with it.",
                "Begin the text with “# ” and the title; give all other headings more signs.",
                line,
            )
        if level > self.level + 1:
            raise self.error(
                f"A heading of level {level} follows one of level {self.level}.",
                "Don't skip a level: screen readers follow them.",
                line,
            )
        self.level = level
        segment = self.segment("title" if level == 1 else "heading", line)
        self.heading = segment.text
        return Block(kind=Kind.HEADING, content=segment, level=level)

    def read_item(self, line: int) -> Block[Segment]:
        children = tuple(self.blocks("list_item_close"))
        if not children:
            raise self.error("A list item is empty.", "Fill it, or take it out.", line)
        if len(children) == 1 and children[0].kind is Kind.PARAGRAPH:
            return Block(kind=Kind.LIST_ITEM, content=children[0].content)
        return Block(kind=Kind.LIST_ITEM, children=children)

    def segment(self, kind: str, line: int) -> Segment:
        inline, _close = next(self.tokens), next(self.tokens)
        text = _fold(inline.content)
        location = Location(self.path, line)
        if not text:
            raise self.error(f"A {kind} is empty.", "Fill it, or take it out.", line)
        parse_inline(text, location)
        place = self.audience if kind == "title" else f"under ‘{self.heading}’, {self.audience}"
        return Segment(text=text, location=location, comment=f"{kind}, {place}")


def _fold(content: str) -> str:
    """Return a block's raw inline text with its soft line breaks folded to spaces."""
    # A hard break is two spaces or a backslash before the line's end (CommonMark 0.31, 6.7).
    content = re.sub(r"(?:(?<! ) {2,}|(?<!\\)((?:\\\\)*)\\)\n\s*", r"\1\\\n", content)
    return re.sub(r"(?<!\\)\n\s*", " ", content).strip()


# --- brief.toml ---


@dataclass(frozen=True, slots=True)
class NamedSettings:
    """What `brief.toml` says: the settings, and the two names that are translated."""

    settings: Settings
    project_name: Segment
    programme_name: Segment


def parse_settings(text: str, path: str) -> NamedSettings:
    """Read `brief.toml`. Raises SourceError, with the line, for what is missing or unknown."""

    def fail(message: str, line: int) -> SourceError:
        return SourceError(
            Diagnostic(
                check="settings",
                message=message,
                hint="Mend the line; a text stands between quotation marks.",
                location=Location(path, line),
            )
        )

    data = parse_toml(text, fail)
    table = _Table(data, path, text, "")
    code = table.text("code")
    if not re.fullmatch(r"[A-Z0-9]{1,6}", code):
        raise table.error("code", "must be one to six capital letters or digits")
    audiences = table.get("audiences", list)
    if not audiences or not all(audience in AUDIENCES for audience in audiences):
        raise table.error("audiences", f"must be a list of {' or '.join(AUDIENCES)}")
    project, programme, grant = (table.table(n) for n in ("project", "programme", "grant"))
    fit_tables = table.table("fit")
    settings = Settings(
        code=code,
        source_locale=table.text("source_locale"),
        audiences=tuple(audiences),
        project=project.text("short"),
        programme=programme.text("short"),
        grant=grant.text("number"),
        fits={audience: _fit(fit_tables.table(audience)) for audience in audiences},
    )
    named = NamedSettings(
        settings,
        project.segment("name", "name of the project in full, in the footer of every leaflet"),
        programme.segment("name", "official name of the EU programme that funds the project"),
    )
    for part in (table, project, programme, grant, fit_tables):
        part.refuse_unknown()
    return named


def parse_toml(text: str, fail: Callable[[str, int], BriefkitError]) -> dict[str, Any]:
    """Read TOML. Raises what `fail` makes of a message and a line (0 where it is not known)."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > TOML_LINE_LIMIT:
            raise fail(f"The line is longer than {TOML_LINE_LIMIT} characters.", number)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise fail("This TOML is nested too deeply.", 0) from None
    except ValueError as error:  # TOMLDecodeError, and int’s for a number of thousands of digits
        found = re.search(r"at line (\d+)", str(error))
        at_end = text.count("\n") + 1 if "end of document" in str(error) else 0
        raise fail(f"This is not TOML: {error}.", int(found[1]) if found else at_end) from None


def _fit(table: "_Table") -> Fit:
    exact = table.get("pages", int, 0)
    fit = Fit(
        size_max=table.number("size_max"),
        size_min=table.number("size_min"),
        leading_max=table.number("leading_max"),
        leading_min=table.number("leading_min"),
        pages_min=exact or table.get("pages_min", int, 1),
        pages_max=exact or table.get("pages_max", int),
    )
    table.refuse_unknown()
    if not 4 <= fit.size_min <= fit.size_max <= 72:
        raise table.error("size_min", "and size_max must be sizes in pt, the smaller first")
    if not 1 <= fit.leading_min <= fit.leading_max <= 3:
        raise table.error("leading_min", "and leading_max must be multiples of the size")
    if not 1 <= fit.pages_min <= fit.pages_max:
        raise table.error("pages_max", "must be a number of pages")
    return fit


class _Table:
    """A table of `brief.toml` that knows its line, and which of its keys have been read."""

    def __init__(self, data: Mapping[str, Any], path: str, text: str, name: str) -> None:
        self.data, self.path, self.text_of_file, self.name = data, path, text, name
        self.read: set[str] = set()

    def line(self, key: str) -> int:
        header = rf"^[ \t]*\[[ \t]*{re.escape(self.name)}[ \t]*\]" if self.name else r"\A"
        start = re.search(header, self.text_of_file, re.MULTILINE)
        offset = start.end() if start else 0
        found = re.compile(rf"^[ \t]*{re.escape(key)}[ \t]*=", re.MULTILINE).search(
            self.text_of_file, offset
        )
        position = found.start() if found else (start.start() if start else 0)
        return self.text_of_file.count("\n", 0, position) + 1

    def error(self, key: str, problem: str) -> SourceError:
        label = f"[{self.name}] {key}" if self.name else key
        return SourceError(
            Diagnostic(
                check="settings",
                message=f"{label} {problem}.",
                hint="See the annotated brief.toml in briefs/cyber-trafficking.",
                location=Location(self.path, self.line(key)),
            )
        )

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        self.read.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.error(key, "is missing")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.error(key, f"must be {_KINDS[kind]}")
        return value

    def text(self, key: str) -> str:
        value = str(self.get(key, str)).strip()
        if not value or hidden_characters(value):
            raise self.error(key, "is empty, or has hidden characters")
        return value

    def number(self, key: str) -> float:
        self.read.add(key)
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "must be a number")
        return float(value)

    def table(self, key: str) -> "_Table":
        name = f"{self.name}.{key}" if self.name else key
        return _Table(self.get(key, dict), self.path, self.text_of_file, name)

    def segment(self, key: str, comment: str) -> Segment:
        text = self.text(key)
        location = Location(self.path, self.line(key))
        parse_inline(text, location)
        return Segment(text=text, location=location, comment=comment)

    def refuse_unknown(self) -> None:
        for key in self.data:
            if key not in self.read:
                raise self.error(key, "is not a setting")


_KINDS = {str: "text", int: "a whole number", list: "a list", dict: "a table"}
