"""Whether a box is in the flow: asked some five thousand times a layout."""

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import Box

from briefkit.typeset.speed.replacing import Replacement

__all__ = ["flow"]

FLOATS = frozenset({"left", "right", "inline-start", "inline-end", "footnote"})
OUT_OF_FLOW = frozenset({"absolute", "fixed", "running()", "note()"})


def flow() -> Iterator[Replacement]:
    """Ask a style once for its float and its position, not five times by five methods."""

    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        if style["float"] in FLOATS:
            return False
        position = style["position"]  # a word, or a tuple: ("running()", name)
        return (position if type(position) is str else position[0]) not in OUT_OF_FLOW

    yield Replacement(Box, "is_in_normal_flow", is_in_normal_flow)
