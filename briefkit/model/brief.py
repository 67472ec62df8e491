"""One audience's text of a brief."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Generic, TypeVar

from briefkit.model.blocks import Block, Kind
from briefkit.model.pictures import Picture
from briefkit.model.settings import Audience, Settings, Wording

__all__ = ["Brief"]

C = TypeVar("C")
D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Generic[C]):
    """One audience's text of a brief, with the words of its settings that print.

    `segments()` and `map_segments()` are the only two walks over it: extraction uses one and
    localisation the other, so what is extracted and what is looked up cannot drift apart.

    `pictures` are by the file's name as the text names it, then by locale, “” for all others.
    """

    name: str
    audience: str
    settings: Settings
    words: Wording[C]
    blocks: tuple[Block[C], ...]
    pictures: Mapping[str, Mapping[str, Picture]] = field(default_factory=dict)

    def __repr__(self) -> str:
        # Edition codes are made of it: a brief without pictures is written without them.
        names = [f.name for f in fields(self) if f.name != "pictures" or self.pictures]
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({values})"

    def segments(self) -> Iterator[C]:
        """Yield every content in the order in which `map_segments` meets it."""
        yield from self.words.segments()
        for block in self.blocks:
            yield from block.walk()

    def map_segments(self, function: Callable[[C], D]) -> Brief[D]:
        """Return the brief with `function` applied to every content."""
        return Brief(
            name=self.name,
            audience=self.audience,
            settings=self.settings,
            words=self.words.map(function),
            blocks=tuple(block.map(function) for block in self.blocks),
            pictures=self.pictures,
        )

    def picture(self, file: str, locale: str) -> Picture:
        """Return the picture of a locale: its own, its language's, or the one for all others.

        A locale of another script than its language's (“sr_Latn”) has none of that (CLDR,
        parentLocales). Raises KeyError for a file that the text doesn't name.
        """
        by_locale, name = self.pictures[file], locale
        while name and name not in by_locale:
            rest, _, last = name.rpartition("_")
            name = "" if len(last) == 4 and last.isalpha() else rest
        return by_locale[name]

    def for_locale(self, locale: str) -> Brief[C]:
        """Return the brief with a locale's pictures alone, each as the one for all locales.

        The words in a picture that a locale has of its own are no contents: nobody translates them.
        """
        pictures = {file: self.picture(file, locale) for file in self.pictures}
        own = {file for file, found in pictures.items() if found is not self.pictures[file][""]}
        return replace(
            self,
            blocks=tuple(_without_words(block, own) for block in self.blocks),
            pictures={file: {"": found} for file, found in pictures.items()},
        )

    @property
    def reader(self) -> Audience:
        """Whom the text is for."""
        return self.settings.audiences[self.audience]

    @property
    def project_name(self) -> C | None:
        """The project's name in full; templates of earlier projects ask for it."""
        return self.words.project

    @property
    def programme_name(self) -> C | None:
        """The programme's name in full, likewise."""
        return self.words.programme

    @property
    def title(self) -> C:
        """The content of the heading that opens the text."""
        content = self.blocks[0].content
        assert (
            content is not None
        )  # `briefkit.brief` refuses a text that does not open with a heading
        return content


def _without_words(block: Block[C], files: Container[str]) -> Block[C]:
    """Return a block without the words in the pictures of some files."""
    hidden = block.kind is Kind.FIGURE and block.name in files
    children = (b for b in block.children if not (hidden and b.kind is Kind.PICTURE_TEXT))
    return replace(block, children=tuple(_without_words(child, files) for child in children))
