"""What stays empty on a page."""

from collections.abc import Iterator

from briefkit.diagnostics import shorten
from briefkit.leaflet import PT_PER_MM, Format
from briefkit.proof.layout.parsing import Layout

__all__ = [
    "find_blank_pages",
    "find_empty_pages",
    "find_holes_beside_torn_lists",
    "find_text_near_edges",
    "least_filled",
]

_LEAST, _LEAST_OF_PANEL = 0.85, 0.8

# How near text may be to the edge of paper, and to a cut, in mm; and how exactly, in pt.
_NEAREST_TO_EDGE, _NEAREST_TO_CUT = 5, 3
_EXACTLY = 0.1

# The largest hole beside a list that goes on over pages, in pt.
_LARGEST_HOLE = 40 * PT_PER_MM


def least_filled(fmt: Format) -> float:
    """Return the least part of a page's height within the margins that is filled: 0.85 of 1.

    Of a panel, which holds one thought and its neighbours show with it, it is 0.8. Both are ours:
    what is empty then is three or four lines at the foot of an A4 page, as a text's end leaves it.
    """
    return _LEAST_OF_PANEL if fmt.in_sheets else _LEAST


def find_empty_pages(layout: Layout) -> Iterator[str]:
    """A page is filled as far as `least_filled` says: the last one with its notice."""
    if layout.fmt.lines:
        return  # cards to send are seen one by one, and a thought may have one to itself
    least = least_filled(layout.fmt)
    # The outside of a card that is always discreet is a title and nothing else, by intent.
    for page in layout.pages[1 if layout.fmt.always_discreet else 0 :]:
        if 0 < page.filled < least:
            what = f"{_page_or_panel(layout.fmt).capitalize()} {page.number + 1}"
            yield f"{what} is filled to {int(page.filled * 100)} %, not to {least * 100:.0f} %"


def find_blank_pages(layout: Layout) -> Iterator[str]:
    """No page is blank, and none of a folded sheet, where blank ones come before the back."""
    what = _page_or_panel(layout.fmt)
    for page in layout.pages:
        if not page.lines and not page.filled:
            yield f"{what.capitalize()} {page.number + 1} is blank"
    step = layout.fmt.step if layout.fmt.sheet else 1
    if blank := -len(layout.pages) % step:
        is_blank = f"{what} is" if blank == 1 else f"{what}s are"
        yield f"{blank} {is_blank} blank before the back, of {len(layout.pages) + blank}"


def _page_or_panel(fmt: Format) -> str:
    return "panel" if fmt.in_sheets else "page"


def find_text_near_edges(layout: Layout) -> Iterator[str]:
    """No text is nearer than 5 mm to the paper's edge, nor nearer than 3 mm to where it is cut.

    Office printers leave some 4.2 mm unprinted (a sixth of an inch); print shops keep text 3 mm
    from a cut, as far as a picture goes over it. Cards to send are on no paper.
    """
    if layout.fmt.lines:
        return
    cut = layout.fmt.sheet is not None and not layout.fmt.sheet.folds
    least = (_NEAREST_TO_CUT if cut else _NEAREST_TO_EDGE) * PT_PER_MM
    for page in layout.pages:
        width, height = page.sheet
        for text, (left, bottom, right, top) in page.texts:
            nearest = min(left, bottom, width - right, height - top)
            if nearest < least - _EXACTLY:
                yield (
                    f"{_page_or_panel(layout.fmt).capitalize()} {page.number + 1} has "
                    f"“{shorten(text, 40)}” {nearest / PT_PER_MM:.1f} mm from the edge, nearer "
                    f"than {least / PT_PER_MM:.0f} mm"
                )
                break


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
