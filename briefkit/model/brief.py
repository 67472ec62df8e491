"""A brief's settings, and one audience's text of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from briefkit.model.blocks import Block

__all__ = ["Brief", "Fit", "Settings"]

C = TypeVar("C")
D = TypeVar("D")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The limits of copyfitting: sizes in pt, leading as a multiple of the size.

    Where pages come by more than one (`pages_step`), the text takes no more sheets than it must.
    `set_by` names what sets the number of pages.
    """

    size_max: float
    size_min: float
    leading_max: float
    leading_min: float
    pages_min: int
    pages_max: int
    pages_step: int = 1
    set_by: str = "brief.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `brief.toml` says, but for the names that are translated (they stand in Brief)."""

    code: str
    source_locale: str
    audiences: tuple[str, ...]
    project: str
    programme: str
    grant: str
    fits: Mapping[str, Fit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief(Generic[C]):
    """One audience's text of a brief, with the names that stand in its footer.

    `segments()` and `map_segments()` are the only two walks over it: extraction uses one and
    localisation the other, so what is extracted and what is looked up cannot drift apart.
    """

    name: str
    audience: str
    settings: Settings
    project_name: C
    programme_name: C
    blocks: tuple[Block[C], ...]

    def segments(self) -> Iterator[C]:
        """Yield every content in the order in which `map_segments` meets it."""
        yield self.project_name
        yield self.programme_name
        for block in self.blocks:
            yield from block.walk()

    def map_segments(self, function: Callable[[C], D]) -> Brief[D]:
        """Return the brief with `function` applied to every content."""
        return Brief(
            name=self.name,
            audience=self.audience,
            settings=self.settings,
            project_name=function(self.project_name),
            programme_name=function(self.programme_name),
            blocks=tuple(block.map(function) for block in self.blocks),
        )

    @property
    def title(self) -> C:
        """The content of the heading that opens the text."""
        content = self.blocks[0].content
        assert (
            content is not None
        )  # `briefkit.brief` refuses a text that does not open with a heading
        return content
