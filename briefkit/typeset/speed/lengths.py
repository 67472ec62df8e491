"""A box's margins, paddings, borders and sizes, from its style."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.css.functions import check_math
from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import percent
from weasyprint.layout.percent import adjust_box_sizing, resolve_one_percentage

from briefkit.typeset.speed.patterns import remember
from briefkit.typeset.speed.replacing import Replacement, everywhere

__all__ = ["lengths"]

BY_WIDTH = (
    "margin_left", "margin_right", "padding_left", "padding_right", "width", "min_width",
    "max_width",
)  # fmt: skip
VERTICAL = ("margin_top", "margin_bottom", "padding_top", "padding_bottom")
BY_HEIGHT = ("height", "min_height", "max_height")
LENGTHS = (*BY_WIDTH, *VERTICAL, *BY_HEIGHT)
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))


@dataclass(frozen=True, slots=True)
class _Lengths:
    """A style's lengths: those that are `fixed`, and the names of those that are not."""

    fixed: dict[str, Any]
    by_width: tuple[str, ...]
    vertical: tuple[str, ...]
    by_height: tuple[str, ...]
    collapse: bool
    content_box: bool
    # Where the height of what a box stands in depends on its content.
    height_in_auto: Any


def lengths() -> Iterator[Replacement]:
    """Resolve once a style what needs no containing block: nearly all lengths, of every box."""
    resolve = percent.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        values = vars(box)
        style = values.get("style")
        facts = getattr(style, "facts", None)
        if facts is None:  # a style that may still change
            resolve(box, containing_block)
            return
        told = facts.get("lengths")
        if told is None:
            told = _lengths_of(style)
            remember(style, "lengths", told, (*LENGTHS, *BORDERS))
        if isinstance(containing_block, Box):
            width, height = containing_block.width, containing_block.height
        else:
            width, height = containing_block
        values.update(told.fixed)
        for name in told.by_width:
            resolve_one_percentage(box, name, width)
        for name in told.vertical:
            resolve_one_percentage(box, name, height if isinstance(box, PageBox) else width)
        if height == "auto":
            values["height"] = told.height_in_auto
        for name in told.by_height:
            if height != "auto":
                resolve_one_percentage(box, name, height)
            elif name != "height":
                resolve_one_percentage(box, name, 0 if name == "min_height" else inf)
        if told.collapse:
            for name in BORDERS:
                if not hasattr(box, name):
                    setattr(box, name, style[name])
        if not told.content_box:
            adjust_box_sizing(box, "width")
            adjust_box_sizing(box, "height")

    yield from everywhere(resolve, resolve_percentages)


def _lengths_of(style: Any) -> _Lengths:
    fixed: dict[str, Any] = {}
    left = []
    for name in LENGTHS:
        value = style[name]
        if value is None or value == "auto":
            fixed[name] = 0 if value == "auto" and name in ("min_width", "min_height") else value
        elif getattr(value, "unit", None) in (None, "%"):
            left.append(name)
        else:
            fixed[name] = value.value
    collapse = style["border_collapse"] == "collapse"
    if not collapse:
        fixed.update((name, style[name]) for name in BORDERS)
    height = style["height"]
    fluid = height == "auto" or check_math(height) or height.unit == "%"
    return _Lengths(
        fixed=fixed,
        by_width=tuple(name for name in left if name in BY_WIDTH),
        vertical=tuple(name for name in left if name in VERTICAL),
        by_height=tuple(name for name in left if name in BY_HEIGHT),
        collapse=collapse,
        content_box=style["box_sizing"] == "content-box",
        height_in_auto="auto" if fluid else height.value,
    )
