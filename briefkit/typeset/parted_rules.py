"""The rules between two things that a page break parts: drawn for neither."""

from typing import Any

from briefkit.typeset.elements import classes, depth
from briefkit.typeset.panels import panel_reach
from briefkit.typeset.stretching import filled_above_notes

__all__ = ["drop_parted_rules"]

_RULED = frozenset(("row", "task", "contact"))
# A page of which more stays empty at its foot, in CSS pixels, keeps the line: it says that its list
# goes on.
_MOST_EMPTY = 8 * 96 / 25.4
# So does a contact of which more stands empty above its words, or on a page that is filled less.
_MOST_ABOVE, _FILLED = 6 * 96 / 25.4, 0.88


def drop_parted_rules(document: Any, roomy: float) -> None:
    """Take off the lines that rows, steps, tasks and contacts have towards another page.

    At a page's foot one would seem to belong to the foot, and at its head to nothing. Nothing that
    is read moves. Rows go `roomy` times as far apart as on a panel.
    """
    for sheet in document.pages:
        page_box = sheet._page_box
        for box in page_box.children[0].descendants():
            first, last = _parted(box)
            for each in first:
                if "contact" not in classes(each) or filled_above_notes(page_box) >= _FILLED:
                    _drop_above(each)
            for each in last:
                kept = each.padding_bottom, each.border_bottom_width
                each.padding_bottom = each.border_bottom_width = 0
                if (1 - panel_reach(page_box, roomy)) * depth(page_box) > _MOST_EMPTY:
                    each.padding_bottom, each.border_bottom_width = kept


def _parted(box: Any) -> tuple[list[Any], list[Any]]:
    """Return what a box begins with and ends with on its page, if that goes on from another page
    or on another, and has a line there.
    """
    blocks = [] if _is_line(box) else [*getattr(box, "children", ())]
    blocks = [block for block in blocks if block.is_in_normal_flow()]
    whole = list(box.element) if blocks and box.element is not None else []
    if not whole:
        return [], []
    first = blocks[0].children if _is_line(blocks[0]) else blocks[:1]  # rows side by side
    above = [each for each in first if _is_ruled(each) and _goes_on(each, whole, whole[0])]
    below = [each for each in blocks[-1:] if _is_ruled(each) and _goes_on(each, whole, whole[-1])]
    return above, [each for each in below if each.border_bottom_width]


def _is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox"


def _is_ruled(box: Any) -> bool:
    return bool(_RULED & classes(box)) or box.element_tag == "li"


def _goes_on(box: Any, whole: list[Any], end: Any) -> bool:
    """Whether a box is one of the `whole` that an element holds, but not the one at its end."""
    return box.element is not end and any(box.element is each for each in whole)


def _drop_above(box: Any) -> None:
    """Take off the line above a box; that of a table stands on the box in its wrapper."""
    for each in (box, *(child for child in box.children if child.element is box.element)):
        if each.padding_top > _MOST_ABOVE:
            return
        each.padding_top += each.border_top_width
        each.border_top_width = 0
