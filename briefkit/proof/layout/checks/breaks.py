"""What a line's or a page's end parts from what it belongs to."""

from collections.abc import Iterator

from briefkit.diagnostics import shorten
from briefkit.proof.layout.parsing import Layout, Line

__all__ = [
    "find_lonely_headings",
    "find_lonely_items",
    "find_lonely_notice",
    "find_note_numbers_at_line_starts",
]


def find_note_numbers_at_line_starts(layout: Layout) -> Iterator[str]:
    """A note's number stands at the end of what it belongs to, never first in the next line."""
    for page in layout.pages:
        for line in page.lines:
            if line.raised:
                words = shorten(line.text, 40)
                yield f"Page {page.number + 1} has a note's number first in a line: “{words}”"


def find_lonely_headings(layout: Layout) -> Iterator[str]:
    """A heading at a page's foot has two lines below it, and two items if it has a list."""
    if layout.fmt.always_discreet:
        return  # its outside is a title and nothing else, by intent
    for page in layout.pages[:-1]:
        lines = list(page.lines)
        at = max((n for n, line in enumerate(lines) if line.heading), default=None)
        if at is None or not _goes_on(layout, lines[at]):
            continue
        below = lines[at + 1 :]
        items = {line.item for line in below}
        if len(below) < 2 or (len(items) == 1 and None not in items):
            words = shorten(lines[at].text, 40)
            more = "one item" if items and None not in items else "one line" if items else "no more"
            yield f"Page {page.number + 1} ends with the heading “{words}” and {more}"


def _goes_on(layout: Layout, heading: Line) -> bool:
    """Whether what stands below a heading goes on from its page to the next."""
    after = layout.pages[heading.page + 1].lines
    return bool(after) and not after[0].heading


def find_lonely_items(layout: Layout) -> Iterator[str]:
    """A list that goes on over pages has two items or more on each of them."""
    for _, items in layout.lists():
        for page in sorted({page for pages in items for page in pages}):
            here = [pages for pages in items if page in pages]
            if len(here) == 1 and len(items) > 1:
                whose = "the last" if here[0] == items[-1] else "one"
                yield f"Page {page + 1} has {whose} item of a list of {len(items)}, and no other"


def find_lonely_notice(layout: Layout) -> Iterator[str]:
    """The last page has more on it than the notice."""
    if len(layout.pages) < 2 or not layout.elements:
        return
    root = [element for element in layout.elements if element.parent and not element.parent.parent]
    blocks = root[0].elements if len(root) == 1 else root
    notice = set(blocks[-1].walk()) if blocks else set()
    if all(line.block in notice for line in layout.pages[-1].lines):
        yield f"The last page, {len(layout.pages)}, has nothing but the notice"
