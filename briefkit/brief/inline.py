"""Inline Markdown becomes inline nodes, or a refusal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from briefkit.brief.characters import hidden_characters, strip_hidden
from briefkit.brief.markdown import Token, decoded, inline_tokens
from briefkit.diagnostics import Diagnostic, InEnglish, Location, translatable
from briefkit.errors import BriefkitError, SourceError
from briefkit.languages import canonical_locale, is_known
from briefkit.model import (
    Break,
    Citation,
    CitedWork,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    NoteReference,
    Strong,
    Text,
)

__all__ = ["parse_inline", "read_inline", "without_hidden"]

# The longest block, in characters: five pages. Markdown’s links take the square of it to read.
_BLOCK_LIMIT = 10_000


def parse_inline(
    text: str, location: Location, error: type[BriefkitError] = SourceError
) -> tuple[Inline, ...]:
    """Read inline Markdown: emphasis, strong, links, citations, notes, languages, hard breaks.

    A link's target must be http, https, mailto or tel, or the link stays text. Raises `error`,
    with `location`, for other markup (images, code), for hidden or control characters, typed or as
    entities (&#8203;), and for more than 10,000 characters.
    """
    nodes, faults = read_inline(text, location)
    if faults:
        raise error(*faults)
    return nodes


def read_inline(text: str, location: Location) -> tuple[tuple[Inline, ...], tuple[Diagnostic, ...]]:
    """Return the nodes of inline Markdown that are set, and why others are not; see above."""
    if len(text) > _BLOCK_LIMIT:
        reading = _Reading(text, location, [])
        reading.refuse(
            "markup",
            translatable("This is longer than %(most)s characters.", most=_BLOCK_LIMIT),
            translatable("Part it into paragraphs."),
        )
        return (), tuple(reading.faults)
    nodes, faults = _read(text)
    return nodes, tuple(replace(fault, location=location) for fault in faults)


# A message is read by the checks and for each leaflet, and again after each change of another.
@lru_cache(4096)
def _read(text: str) -> tuple[tuple[Inline, ...], tuple[Diagnostic, ...]]:
    reading = _Reading(text, Location(""), [])
    if hidden := hidden_characters(text + decoded(text)):
        reading.refuse(
            "hidden-characters",
            translatable(
                "The text has characters that hide or reorder it: %(hidden)s.",
                hidden=", ".join(hidden),
            ),
            translatable("Type the passage again without them."),
        )
        return (), tuple(reading.faults)
    nodes = reading.nodes(iter(inline_tokens(text)))
    return nodes, tuple(dict.fromkeys(reading.faults))


_HINTS = {
    "image": translatable("Put the picture in a paragraph of its own."),
    "code_inline": translatable(
        "Take the backticks away, or put a backslash before each: %(sign)s.", sign="\\`"
    ),
}


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one text, with what is wrong with it."""

    text: str
    location: Location
    faults: list[Diagnostic]

    def refuse(self, check: str, message: str, hint: str) -> None:
        self.faults.append(
            Diagnostic(
                check=check, message=message, hint=hint, location=self.location, msgid=self.text
            )
        )

    def nodes(self, tokens: Iterator[Token]) -> tuple[Inline, ...]:
        """Return the nodes up to the end of what encloses them."""
        nodes: list[Inline] = []
        words: list[Token] = []  # those that no other token parts
        for token in tokens:
            if token.type in ("text", "text_special", "entity"):
                words.append(token)
                continue
            nodes += _joined(words)
            words = []
            if token.type.endswith("_close"):
                return tuple(nodes)
            node = self._node(token, tokens)
            nodes += [node] if node else []
        return (*nodes, *_joined(words))

    def _node(self, token: Token, tokens: Iterator[Token]) -> Inline | None:
        match token.type:
            case "softbreak":
                return Text(" ")
            case "hardbreak":
                return Break()
            case "citation":
                return Citation(tuple(CitedWork(*work) for work in token.meta["works"]))
            case "em_open":
                return Emphasis(self.nodes(tokens))
            case "strong_open":
                return Strong(self.nodes(tokens))
            case "footnote_ref":
                return NoteReference(str(token.meta["label"]))
            case "span_open":
                return self._in_language(token, tokens)
            case "link_open":
                return Link(str(token.attrs["href"]), self.nodes(tokens))
        self.refuse(
            "markup",
            translatable(
                "This text has markup that leaflets don't print: %(name)s.",
                name=InEnglish(token.type),
            ),
            _HINTS.get(
                token.type,
                translatable(
                    "Use only %(forms)s and hard breaks; put a backslash before a character "
                    "meant as itself.",
                    forms="*emphasis*, **strong**, [links](https://…), [@citations], [^notes]",
                ),
            ),
        )
        return None

    def _in_language(self, token: Token, tokens: Iterator[Token]) -> Inline:
        children = self.nodes(tokens)
        typed = str(token.attrs.get("lang", ""))
        locale = canonical_locale(typed)
        if set(token.attrs) != {"lang"} or token.meta.get("insecure_attrs"):
            self.refuse(
                "markup",
                translatable(
                    "A text has attributes that leaflets don't print: %(example)s.",
                    example="[…]{…}",
                ),
                translatable(
                    "Write its language alone, %(example)s, or the text without.",
                    example="[Main Street]{lang=en}",
                ),
            )
        elif not is_known(locale):
            self.refuse(
                "markup",
                translatable(
                    "A text is said to be in “%(typed)s”, which is no language that is known.",
                    typed=typed,
                ),
                translatable("Write its code, such as %(codes)s.", codes="en, pt-BR, ar"),
            )
        return InLanguage(locale, children)


def _joined(tokens: Sequence[Token]) -> list[Inline]:
    text, escaped = "", list[int]()
    for token in tokens:
        # A backslash before a letter escapes nothing: both print.
        if token.type != "text" and token.content != token.markup:
            escaped += range(len(text), len(text) + len(token.content))
        text += token.content
    return [Text(text, tuple(escaped))] if text else []


# A character that is escaped, or goes by its number or name (CommonMark 0.31.2, 2.4 and 2.5).
_ENTITY = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z\d]*);")


def without_hidden(text: str) -> str:
    """Return inline Markdown without what hides or reorders it, typed or as an entity."""
    typed = strip_hidden(text)
    return _ENTITY.sub(lambda m: "" if hidden_characters(decoded(m[0])) else m[0], typed)
