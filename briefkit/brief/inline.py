"""Inline Markdown becomes inline nodes, or a refusal."""

import re
from collections.abc import Iterator

from briefkit.brief.characters import hidden_characters, strip_hidden
from briefkit.brief.markdown import Token, decoded, inline_tokens
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import BriefkitError, SourceError
from briefkit.model import Break, Citation, Emphasis, Inline, Link, Strong, Text

__all__ = ["parse_inline", "without_hidden"]

# The longest block, in characters: five pages. Markdown’s links take the square of it to read.
_BLOCK_LIMIT = 10_000


def parse_inline(
    text: str, location: Location, error: type[BriefkitError] = SourceError
) -> tuple[Inline, ...]:
    """Read inline Markdown: emphasis, strong, links, citations and hard breaks.

    A link's target must be http, https, mailto or tel, or the link stays text. Raises `error`,
    with `location`, for other markup (images, code), for hidden or control characters, typed or as
    entities (&#8203;), and for more than 10,000 characters.
    """
    if len(text) > _BLOCK_LIMIT:
        raise error(
            Diagnostic(
                check="markup",
                message=f"This is longer than {_BLOCK_LIMIT} characters.",
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
    return _inline(iter(inline_tokens(text)), text, location, error)


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


# A character that is escaped, or goes by its number or name (CommonMark 0.31.2, 2.4 and 2.5).
_ENTITY = re.compile(r"\\[!-/:-@\[-`{-~]|&(?:#[xX][0-9a-fA-F]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z\d]*);")


def without_hidden(text: str) -> str:
    """Return inline Markdown without what hides or reorders it, typed or as an entity."""
    typed = strip_hidden(text)
    return _ENTITY.sub(lambda m: "" if hidden_characters(decoded(m[0])) else m[0], typed)
