"""Pictures that leaflets carry."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

__all__ = ["Picture"]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture: `data` is its file; of an SVG, the size in px is that of its own units.

    `texts` are the words in an SVG, in the order of its file: those that are translated. `undrawn`
    is what of the file read is not drawn, as a person calls it: “a filter”.
    """

    kind: Literal["svg", "png", "jpeg"]
    data: bytes = field(repr=False)
    width_px: float
    height_px: float
    texts: tuple[str, ...] = ()
    undrawn: tuple[str, ...] = ()

    @cached_property
    def digest(self) -> str:
        """What tells it from others: the SHA-256 of its file."""
        return hashlib.sha256(self.data).hexdigest()

    def __repr__(self) -> str:
        # An edition's code is made from what a leaflet's parts are written as.
        return f"Picture({self.kind}, {self.digest})"
