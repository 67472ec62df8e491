"""Drawings: remembered by what they are and their size, as the instructions that draw them."""

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import pydyf
from weasyprint.svg import SVG

from briefkit.typeset.speed.recent import Recent
from briefkit.typeset.speed.replacing import Replacement

__all__ = ["drawings"]

# A leaflet has up to 40. A pictogram takes 20 to 80 instructions, the emblem 300; what takes more
# is a picture of one brief. One takes 15 kB.
MOST = 200
MOST_INSTRUCTIONS = 1000

# What a stream remembers, to write nothing twice; at the end of a drawing it is forgotten.
STATE = (
    "_current_color", "_current_color_stroke", "_current_alpha", "_current_alpha_stroke",
    "_current_font",
)  # fmt: skip

# All that plain shapes ask of a page's resources: how opaque lines (A) and surfaces (a) are.
_OPAQUE = re.compile(rb"/([Aa][\d.]+) gs")
_PLAIN = frozenset(b"q Q cm w J j M d gs m l c v y h re S s f f* B B* b b* n rg RG".split())


def drawings() -> Iterator[Replacement]:
    """Remember how an SVG of plain shapes is drawn: other pages and leaflets have the same ones.

    `SVG.draw_node` (weasyprint/svg/__init__.py) reads all attributes and paths for each use.
    """
    draw_anew = SVG.draw_node
    recent = Recent(MOST)

    def draw_node(
        svg: Any, node: Any, font_size: float, fill_stroke: bool = True, context: Any = None
    ) -> None:
        if node is not svg.tree or not fill_stroke:
            draw_anew(svg, node, font_size, fill_stroke, context)
            return
        stream = svg.stream
        state = tuple(getattr(stream, name) for name in STATE)
        key = _content(node._etree_node), svg.concrete_width, svg.concrete_height, state
        resources = stream._resources["ExtGState"]
        found = recent.get(key)
        if found is not None:
            instructions, needed = found
            for name, opaque in needed.items():
                resources.setdefault(name, pydyf.Dictionary(opaque))
            stream.stream += instructions
            for name in STATE:
                setattr(stream, name, None)
            return
        start = len(stream.stream)
        draw_anew(svg, node, font_size, fill_stroke, context)
        drawn = stream.stream[start:]
        if _is_plain(drawn):
            names = dict.fromkeys(n.decode() for n in _OPAQUE.findall(b"\n".join(drawn)))
            recent.put(key, (drawn, {name: dict(resources[name]) for name in names}))

    yield Replacement(SVG, "draw_node", draw_node)


def _content(svg: Any) -> Hashable:
    """Return all that is in an SVG: its elements in order, with how many each has below it."""
    return tuple((e.tag, tuple(e.attrib.items()), e.text, len(e)) for e in svg.iter())


def _is_plain(drawn: Sequence[Any]) -> bool:
    """Whether instructions draw shapes alone, and ask for nothing that the page must hold."""
    return len(drawn) <= MOST_INSTRUCTIONS and all(
        isinstance(each, bytes)
        and (each.rpartition(b" ")[2] in _PLAIN or _OPAQUE.fullmatch(each) is not None)
        for each in drawn
    )
