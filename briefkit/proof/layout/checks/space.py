"""What stays empty on a page."""

from collections.abc import Iterator

from briefkit.leaflet import PT_PER_MM
from briefkit.proof.layout.parsing import Layout

__all__ = ["find_empty_pages", "find_holes_beside_torn_lists"]

# The least part of a page's height that is filled, and of a panel's, in per cent.
_LEAST, _LEAST_OF_PANEL = 85, 80

# The largest hole beside a list that goes on over pages, in pt.
_LARGEST_HOLE = 40 * PT_PER_MM


def find_empty_pages(layout: Layout) -> Iterator[str]:
    """A page is filled to 85 % of its height within the margins, a panel to 80 %."""
    if layout.fmt.always_discreet:
        return  # its outside is a title and nothing else, by intent
    panels = layout.fmt.in_sheets
    least = _LEAST_OF_PANEL if panels else _LEAST
    for page in layout.pages:
        if page.filled * 100 < least:
            what = f"{'Panel' if panels else 'Page'} {page.number + 1}"
            yield f"{what} is filled to {int(page.filled * 100)} %, not to {least} %"


def find_holes_beside_torn_lists(layout: Layout) -> Iterator[str]:
    """No page has an empty place of more than 40 mm while a list goes on over pages."""
    for _, items in layout.lists():
        pages = sorted({page for pages in items for page in pages})
        if len(pages) < 2:
            continue
        for number in pages:
            hole = max(layout.pages[number].holes, default=0)
            if hole > _LARGEST_HOLE:
                size = f"{hole / PT_PER_MM:.0f} mm"
                yield f"Page {number + 1} has a hole of {size}, and a list that is torn"
