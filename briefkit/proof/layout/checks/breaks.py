"""What a line's or a page's end parts from what it belongs to."""

from collections.abc import Iterator, Set

from briefkit.diagnostics import shorten
from briefkit.languages import is_short_word
from briefkit.proof.audit.parsing import Element
from briefkit.proof.layout.checks.space import least_filled
from briefkit.proof.layout.parsing import Layout, Line, PageLayout

__all__ = [
    "find_lonely_headings",
    "find_lonely_help",
    "find_lonely_items",
    "find_lonely_notice",
    "find_lonely_openings",
    "find_lonely_words",
    "find_lonely_words_in_titles",
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
    """A heading at a page's foot has two lines below it, or a picture, and two items of a list."""
    if layout.fmt.always_discreet:
        return  # its outside is a title and nothing else, by intent
    for page in layout.pages[:-1]:
        lines = list(page.lines)
        at = max((n for n, line in enumerate(lines) if line.heading), default=None)
        below = [] if at is None else lines[at + 1 :]
        if at is None or not _goes_on(layout, lines[at], alone=not below):
            continue
        items = {line.item for line in below}
        if below and below[0].block.role == "Caption":
            continue  # of a picture: a table has more lines
        if len(below) < 2 or (len(items) == 1 and None not in items):
            words = shorten(lines[at].text, 40)
            more = "one item" if items and None not in items else "one line" if items else "no more"
            yield f"Page {page.number + 1} ends with the heading “{words}” and {more}"


def _goes_on(layout: Layout, heading: Line, *, alone: bool) -> bool:
    """Whether what stands below a heading goes on from its page to the next.

    Of one that stands `alone` at the foot all does, be it another heading first; but a title may
    have its page for itself.
    """
    after = layout.pages[heading.page + 1].lines
    part = _part(heading.block)
    # The outside of a discreet sheet ends with the space for a stamp.
    ends = part.role == "Sect" and bool(after) and _part(after[0].block) is not part
    other = bool(after) and after[0].heading and (heading.block.role == "H1" or not alone)
    return bool(after) and not other and not ends


def _part(element: Element) -> Element:
    """Return the part of the document that an element stands in: its text, the help box, …"""
    inside = element
    while element.parent is not None and element.parent.parent is not None:
        inside, element = element, element.parent
    return inside


def find_lonely_items(layout: Layout) -> Iterator[str]:
    """A list that goes on over pages has two items or more on each of them.

    The rest of one that is parted counts with those that it begins beside.
    """
    for _, items in layout.lists():
        for page in sorted({page for pages in items for page in pages}):
            here = [pages for pages in items if page in pages]
            rest = len(here) == 1 and page - 1 in here[0] and here[0] != items[0]
            if len(here) == 1 and len(items) > 1 and not rest:
                whose = "the last" if here[0] == items[-1] else "one"
                yield f"Page {page + 1} has {whose} item of a list of {len(items)}, and no other"


def find_lonely_openings(layout: Layout) -> Iterator[str]:
    """An item that opens a list has one of that list's items, or more, below it on its page."""
    for element in layout.elements:
        opener = element.parent
        while opener is not None and opener.role not in ("LI", "L"):
            opener = opener.parent
        if element.role != "L" or opener is None or opener.role != "LI":
            continue
        inside = set(element.walk())
        own = set(opener.walk()) - inside
        lines = [line for page in layout.pages for line in page.lines if line.block in own]
        below = layout.pages_of(element)
        if lines and below and lines[-1].page < below[0]:
            words = shorten(lines[-1].text, 40)
            yield f"Page {lines[-1].page + 1} ends with “{words}”, and not with what that opens"


def find_lonely_notice(layout: Layout) -> Iterator[str]:
    """The last page has more on it than the notice."""
    last = layout.pages[-1]
    if len(layout.pages) > 1 and last.lines and _has_only(last, layout.notice):
        yield f"The last page, {len(layout.pages)}, has nothing but the notice"


def find_lonely_help(layout: Layout) -> Iterator[str]:
    """The help box has a page for itself only where it fills it, or on the back of what is folded.

    What is filled is what `find_empty_pages` says.
    """
    if len(layout.pages) < 2 or not layout.help:
        return
    for page in layout.pages[:-1] if layout.fmt.step > 1 else layout.pages:
        filled = page.filled >= least_filled(layout.fmt)
        if not filled and _has_only(page, layout.help | layout.notice) and _has_help(page, layout):
            yield f"Page {page.number + 1} has nothing but the help box"


def _has_only(page: PageLayout, elements: Set[Element]) -> bool:
    return all(line.block in elements for line in page.lines)


def _has_help(page: PageLayout, layout: Layout) -> bool:
    return any(line.block in layout.help for line in page.lines)


def find_lonely_words(layout: Layout) -> Iterator[str]:
    """No paragraph or item ends with one short word in a line of its own.

    What is short goes by language: `is_short_word`. In tables, columns are too narrow for that.
    """
    for paragraph in layout.paragraphs:
        last = paragraph.lines[-1]
        if paragraph.heading or len(paragraph.lines) < 2 or paragraph.block.within("Table"):
            continue
        words = last.text.split()
        if len(words) == 1 and is_short_word(words[0], layout.language):
            before = shorten(paragraph.lines[-2].text, 40)
            yield f"Page {last.page + 1} has “{words[0]}” alone in the last line, after “{before}”"


# A title's last word is short in this part of its longest line. Ours: half would be even.
_SHORT_OF_TITLE = 1 / 3


def find_lonely_words_in_titles(layout: Layout) -> Iterator[str]:
    """No heading ends with one word in a line shorter than a third of its longest line."""
    for paragraph in layout.paragraphs:
        last = paragraph.lines[-1]
        if not paragraph.heading or len(paragraph.lines) < 2 or len(last.text.split()) > 1:
            continue
        widths = [line.width for line in paragraph.lines]
        if widths[-1] < _SHORT_OF_TITLE * max(widths):
            title = shorten(" ".join(line.text for line in paragraph.lines), 60)
            yield f"Page {last.page + 1} has “{last.text}” alone in the last line of “{title}”"
