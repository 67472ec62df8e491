"""How far what stands above the blocks of a page may grow, for pages that are filled alike."""

from collections.abc import Sequence, Set
from typing import Any

from briefkit.typeset.elements import classes
from briefkit.typeset.panels import ROOMY_PAGES
from briefkit.typeset.stretching import STAMP_GROWTH, gaps_of

__all__ = ["GROWTH", "measured_growths", "usual_growths"]

# How far each gap of a page with a cover grows where it is filled afterwards, and the field with a
# story, in CSS pixels.
GROWTH, _FIELD = 70.0, 160.0
# The same of sections, and of items without pictograms.
_GROWTH_OF_SECTIONS, _ITEM_GROWTH = 12.0, 8.0
# What part of its height a contact grows by besides, where it is set larger.
_CONTACT_GROWTH = 0.3
# What the number to call grows by where neither a contact nor a stamp stands below it.
_NUMBER_GROWTH = 150.0
# What a title and a story grow by on the first page.
_TITLE_GROWTH, _STORY_GROWTH = 60.0, 70.0


def usual_growths(page_box: Any, blocks: Sequence[Any]) -> Sequence[float]:
    """Return how far what stands above the blocks of a page of a text with a cover may grow."""
    held = _classes_on(page_box)
    return [
        _growth(block, _usual_growth(before, block)) + _larger(block, held)
        for before, block in zip([None, *blocks], blocks, strict=False)
    ]


def _usual_growth(before: Any, block: Any) -> float:
    """Return how far a block may be moved down from the one before it on its page, if there is one.

    Rows are moved alike, wherever they stand.
    """
    if before is not None and not block.row:
        return float(before.most_after(block, ROOMY_PAGES))
    if block.boxes[0].element_tag == "h2":
        return _GROWTH_OF_SECTIONS
    return _ITEM_GROWTH if block.item and not block.ruled else GROWTH


def measured_growths(page_box: Any, blocks: Sequence[Any]) -> Sequence[float]:
    """Return how far what stands above the blocks of a page without a cover will be moved down.

    What begins the page is taken to grow as another block of its kind does.
    """
    found = [0.0] * len(blocks)
    for _, box, most in gaps_of(page_box):
        top = box.border_box_y()
        number = max((n for n, b in enumerate(blocks) if _top_of(b) <= top + 1), default=0)
        found[number] += most
    usual = {_kind(block): most for block, most in zip(blocks[1:], found[1:], strict=True)}
    found[:1] = [usual.get(_kind(block), found[0]) for block in blocks[:1]]
    grown = [_growth(block, most) for block, most in zip(blocks, found, strict=True)]
    held = _classes_on(page_box)
    return [most + _larger(block, held) for block, most in zip(blocks, grown, strict=True)]


def _classes_on(page_box: Any) -> Set[str]:
    return {name for box in page_box.descendants() for name in classes(box)}


def _larger(block: Any, held: Set[str]) -> float:
    """Return how much larger a block is set where its page, which holds such classes, has room."""
    names = {name for box in block.boxes for name in classes(box)}
    if "emergency" in names and not held & {"contact", "stamp"}:
        return _NUMBER_GROWTH
    if "banner" in names:
        return _TITLE_GROWTH
    return _STORY_GROWTH * ("story" in names and "banner" in held)


def _growth(block: Any, usual: float) -> float:
    """Return how far what stands above a block may grow, and what it holds, in CSS pixels."""
    if "on-field" in block.classes:
        return _FIELD
    for box in block.boxes[-1].descendants():
        if "stamp" in classes(box):
            return STAMP_GROWTH * float(box.height)
    if "contact" in block.classes:
        return usual + _CONTACT_GROWTH * float(block.boxes[-1].border_height())
    return usual


def _kind(block: Any) -> object:
    return block.boxes[0].element_tag, block.row


def _top_of(block: Any) -> float:
    return float(block.boxes[0].position_y)
