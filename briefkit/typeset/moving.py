"""Boxes that WeasyPrint laid out, moved or made higher: it leaves their backgrounds behind."""

from collections.abc import Callable
from typing import Any

__all__ = ["grow", "move_down"]


def move_down(box: Any, by: float) -> None:
    """Move a box, with all that is in it; in CSS pixels."""
    box.translate(0, by)
    for each in box.descendants():
        _change_ground(each, lambda x, y, *more: (x, y + by, *more))


def grow(box: Any, by: float) -> None:
    """Make a box higher; in CSS pixels."""
    box.height += by
    _change_ground(box, lambda x, y, width, height, *more: (x, y, width, height + by, *more))


def _change_ground(box: Any, changed: Callable[..., Any]) -> None:
    ground = getattr(box, "background", None)
    if ground is None:
        return

    def area(rectangle: Any) -> Any:
        return rectangle if isinstance(rectangle, str) else changed(*rectangle)  # “unused”

    layers = [
        layer._replace(
            painting_area=area(layer.painting_area),
            positioning_area=area(layer.positioning_area),
            clipped_boxes=[area(clip) for clip in layer.clipped_boxes],
        )
        for layer in ground.layers
    ]
    box.background = ground._replace(layers=layers)
