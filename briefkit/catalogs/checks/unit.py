"""What a check is given, and what it gives back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from briefkit.brief import parse_inline, without_hidden
from briefkit.catalogs import PLACEHOLDER, Term
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import CatalogError
from briefkit.model import (
    Break,
    Citation,
    Emphasis,
    InLanguage,
    Inline,
    Link,
    Message,
    NoteReference,
    Strong,
    Text,
)

__all__ = ["PLACE", "SOURCES", "Check", "Finding", "Unit", "parsed", "text_of"]

Finding = tuple[str, str]
"""What is wrong, and what to do next."""

# Stands for a placeholder in the plain text of a translation: no letter, no space, no mark.
PLACE = "\ufffc"


# What is found of so many sources is kept, which one language after another is checked against:
# more than a project has.
SOURCES = 4096


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A translation (of a plural, one form) beside its source, as all checks see them.

    `tight` is its message's: it stands in a plain text.
    """

    message: Message
    source: str
    text: str
    locale: str
    source_locale: str
    tight: bool = False
    terms: tuple[tuple[Term, Term], ...] = field(default=(), hash=False)

    @property
    def language(self) -> str:
        """The language alone: “pt” of pt_BR."""
        return self.locale.partition("_")[0]

    @cached_property
    def clean(self) -> str:
        """The translation without hidden characters, so that each check speaks of its own."""
        return without_hidden(self.text)

    @property
    def inline(self) -> tuple[Inline, ...]:
        """The translation’s inline markup; its bare text where a leaflet does not print that."""
        return _parsed(self.clean)[0]

    @property
    def refusal(self) -> Diagnostic | None:
        """Why a leaflet does not print the translation’s markup."""
        return _parsed(self.clean)[1]

    @property
    def source_inline(self) -> tuple[Inline, ...]:
        """The source’s inline markup, likewise."""
        return _parsed(self.source)[0]

    @cached_property
    def plain(self) -> str:
        """The translation’s words as they print: without markup, PLACE for each placeholder."""
        return text_of(self.inline)

    @cached_property
    def source_plain(self) -> str:
        """The source’s words, likewise."""
        return text_of(self.source_inline)


Check = Callable[[Unit], Iterator[Finding]]
"""A check’s name is its function’s with hyphens; the first line of its docstring says what for."""


@lru_cache(8192)
def _parsed(text: str) -> tuple[tuple[Inline, ...], Diagnostic | None]:
    try:
        return parse_inline(text, Location(""), CatalogError), None
    except CatalogError as error:
        return (Text(text),), error.diagnostics[0]


def parsed(text: str) -> tuple[Inline, ...]:
    """Return the inline markup of a text; its bare text where a leaflet does not print that."""
    return _parsed(text)[0]


def text_of(inline: Sequence[Inline]) -> str:
    """Return the words of inline markup; a citation goes with the space before it."""
    return PLACEHOLDER.sub(lambda m: PLACE if m[1] else m[0], "".join(_pieces(inline)))


def _pieces(inline: Sequence[Inline]) -> Iterator[str]:
    for node, after in zip(inline, [*inline[1:], None], strict=False):
        match node:
            case Text(text):
                yield (
                    text.removesuffix(" ") if isinstance(after, Citation | NoteReference) else text
                )
            case (
                Emphasis(children) | Strong(children) | Link(_, children) | InLanguage(_, children)
            ):
                yield "".join(_pieces(children))
            case Break():
                yield "\n"
