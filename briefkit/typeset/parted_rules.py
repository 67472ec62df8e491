"""The rules between two things that a page break parts: drawn for neither."""

from typing import Any

from briefkit.typeset.elements import classes

__all__ = ["drop_parted_rules"]

_RULED = frozenset(("row", "task", "contact"))


def drop_parted_rules(document: Any) -> None:
    """Take off the lines that rows, steps, tasks and contacts have towards another page.

    At a page's foot one would seem to belong to the foot, and at its head to nothing. Nothing
    moves: the line's width is added to the room inside.
    """
    for sheet in document.pages:
        for box in sheet._page_box.children[0].descendants():
            first, last = _ends(box)
            for each in first:
                _drop(each, "top")
            for each in last:
                _drop(each, "bottom")


def _ends(box: Any) -> tuple[list[Any], list[Any]]:
    """Return what a box begins with and ends with on its page, where a rule parts such things."""
    blocks = [] if _is_line(box) else [*getattr(box, "children", ())]
    blocks = [block for block in blocks if block.is_in_normal_flow()]
    if not blocks or (_is_ruled(box) and blocks[0].element is box.element):  # a wrapper
        return [], []
    first = blocks[0].children if _is_line(blocks[0]) else blocks[:1]  # rows side by side
    return list(filter(_is_ruled, first)), list(filter(_is_ruled, blocks[-1:]))


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _is_ruled(box: Any) -> bool:
    return bool(_RULED & classes(box)) or box.element_tag == "li"


def _drop(box: Any, side: str) -> None:
    """Take the line off a side of a box; that of a table stands on the box in its wrapper."""
    ruled = [box, *(each for each in box.children if each.element is box.element)]
    for each in ruled:
        width = getattr(each, f"border_{side}_width")
        if width:
            setattr(each, f"border_{side}_width", 0)
            padding = f"padding_{side}"
            setattr(each, padding, getattr(each, padding) + width)
