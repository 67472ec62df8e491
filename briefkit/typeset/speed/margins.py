"""Margins and backgrounds: made for the layout that is written, not for those that are tried."""

from collections.abc import Iterator
from typing import Any

import weasyprint.layout
from weasyprint.document import Page
from weasyprint.layout import layout_backgrounds, make_margin_boxes

from briefkit.typeset.speed.replacing import Replacement

__all__ = ["complete_pages", "margins"]


def margins() -> Iterator[Replacement]:
    """Leave out of a layout what no line's place depends on, until `complete_pages` adds it.

    `layout_document` (weasyprint/layout/__init__.py) makes the boxes in the margins, as the page's
    number, and places the backgrounds when all else has its place: a sixth of a layout's time.
    WeasyPrint lays out once, so for upstream it is nothing.
    """

    def no_margin_boxes(context: Any, page: Any, state: Any) -> tuple[Any, ...]:
        page.waiting = context, context.current_page, state
        return ()

    def no_backgrounds(page: Any, get_image: Any) -> None:
        pass

    yield Replacement(weasyprint.layout, "make_margin_boxes", no_margin_boxes)
    yield Replacement(weasyprint.layout, "layout_backgrounds", no_backgrounds)


def complete_pages(document: Any) -> None:
    """Give the pages of a layout all that they still lack, in WeasyPrint's order."""
    for number, page in enumerate(document.pages):
        box = page._page_box
        waiting = vars(box).pop("waiting", None)
        if waiting is not None:
            context, context.current_page, state = waiting
            box.children += tuple(make_margin_boxes(context, box, state))
            layout_backgrounds(box, context.get_image_from_uri)
            document.pages[number] = Page(box)
