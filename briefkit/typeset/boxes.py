"""What WeasyPrint laid out: with `panels`, all that looks into its boxes, which are private."""

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from briefkit.languages import letters
from briefkit.leaflet import PageFault
from briefkit.typeset.elements import attribute, classes, depth, foot_notes
from briefkit.typeset.line_lengths import FEWEST, is_narrow
from briefkit.typeset.mend import SetText
from briefkit.typeset.panels import ROOMY_PAGES, fill_panels
from briefkit.typeset.parted_rules import drop_parted_rules
from briefkit.typeset.stretching import fill_pages, filled_above_notes, is_report

__all__ = [
    "Layout",
    "begins_with_few_notes",
    "cover_runs_over",
    "empty_height",
    "ends_with_text",
    "filled_with_text",
    "has_narrow_fold_in",
    "has_roomy_fold_in",
    "has_short_lines",
    "has_wide_codes",
    "lines_of",
    "loses_notes",
    "pages_with_help",
    "shares_back",
]

# A page that is filled so far has no room that one would miss on the next.
_FULL = 0.9
# A panel that is filled so far has room for larger type.
_ROOMY = 0.8
# So many lines of notes at the head of a page look lost.
_FEW = 2
# The margin above a heading that a page begins with, in px at most.
_MOST_MARGIN = 30


class Layout:
    """A page laid out by WeasyPrint at one size and leading.

    `document` is WeasyPrint's; `pages` is their number; `filled` is how many pages its lines fill,
    the empty feet of pages left out, and `fills` what part of each. `panels` are those of a folded
    sheet, 0 for other pages; sheets have `step` pages; `mended` are the faults that it had at this
    size before it was adjusted, `unadjusted` the layout that had them, `added` the stylesheets that
    it is made with for that; `parting` parts its sections over pages, if they stand so far apart
    that it takes a page; `finishing` makes the adjustments that are still to be made.
    """

    mended: frozenset[PageFault] = frozenset()
    parting: "Callable[[Layout], Layout] | None" = None
    finishing: "Callable[[Layout], Layout] | None" = None
    unadjusted: "Layout | None" = None
    added: tuple[str, ...] = ()
    panels: int = 0

    def __init__(
        self,
        document: Any,
        panels: int = 0,
        *,
        step: int = 1,
        has_cover: bool = False,
        balanced: bool = False,
        cards: bool = False,
    ) -> None:
        self.document = document
        self.pages = len(document.pages)
        self.fills = [_extent(sheet._page_box) for sheet in document.pages]
        self.filled = sum(self.fills)
        self.panels = panels
        self.step = step
        self.has_cover = has_cover
        self.of_cards = cards
        self.is_balanced = not panels and (has_cover or balanced)

    @cached_property
    def imprint_alone(self) -> bool:
        """Whether the last page holds nothing but the footer, or the logos before it."""
        return _begins_with(self.document.pages[-1]._page_box, _is_closing)

    @cached_property
    def help_alone(self) -> bool:
        """Whether the last page begins with the help box, and the page before it has room.

        A report's last page is for the help box and the footer.
        """
        last = self.document.pages[-1]._page_box
        if self.pages < 2 or is_report(self.document) or not _begins_with(last, _is_help):
            return False
        notes = any(map(_is_notes, last.descendants()))
        return not notes and _extent(self.document.pages[-2]._page_box) < _FULL

    @cached_property
    def notice_alone(self) -> bool:
        """Whether the back of a sheet of panels holds the footer, and the inside the help box."""
        if not self.panels or self.pages < 2 or not self.imprint_alone:
            return False
        return _has_help(self.document.pages[-2]._page_box)

    @cached_property
    def torn(self) -> bool:
        """Whether the help box, or the cover, goes on from one page to another.

        The box may where the other page begins with the local contacts, or one, and is the last;
        one between them may begin with what is said of the number to call, or must with contacts.
        In two languages, contacts take as many pages as they need.
        """
        with_help = pages_with_help(self)
        pages = [sheet._page_box for sheet in self.document.pages]
        between = pages[1 - with_help : -1] if with_help > 2 else []
        paired = _in_two_languages(pages[-1])
        tests = (_is_advice, _begins_page, *((_is_contact,) if paired else ()))
        goes_on = len(between) < 2 or paired
        goes_on &= all(any(_begins_with(page, each) for each in tests) for page in between)
        goes_on &= _begins_with(pages[-1], _is_contact, _MOST_MARGIN)
        return (with_help > 1 and not goes_on) or cover_runs_over(self)

    @cached_property
    def too_wide(self) -> bool:
        """Whether a table reaches over the margins: its cells have words that are too long."""
        for sheet in self.document.pages:
            left = sheet._page_box.content_box_x()
            right = left + sheet._page_box.width
            for box in _tables(sheet._page_box):
                start = box.border_box_x()
                if start < left - 1 or start + box.border_width() > right + 1:
                    return True
        return False

    def lines_after(self, pages: int) -> int:
        """Return how many lines stand after the first `pages`; those side by side are one.

        Where what must stay whole leaves the feet of pages empty, only those are counted that would
        not find room there.
        """
        lines = [
            len(
                {
                    round(box.position_y)
                    for box in page._page_box.descendants()
                    if type(box).__name__ == "LineBox"
                }
            )
            for page in self.document.pages
        ]
        over = math.ceil((self.filled - pages) * max(lines))
        return min(sum(lines[pages:]), max(over, 1))

    def words(self) -> list[tuple[SetText, ...]]:
        """Return the texts of each page in the order of WeasyPrint's tags."""
        heads: set[Any] = set()
        return [tuple(_words(sheet._page_box, heads)) for sheet in self.document.pages]

    @cached_property
    def torn_rows(self) -> tuple[str, ...]:
        """The words of rows of tables that go on from one page to another."""
        found: dict[Any, list[str]] = {}
        for sheet in self.document.pages:
            for group in sheet._page_box.descendants():
                if type(group).__name__ == "TableRowGroupBox" and not group.is_header:
                    for row in (each for each in group.children if each.element_tag == "tr"):
                        words = " ".join(each.text for each in _words(row, set()))
                        found.setdefault(row.element, []).append(words)
        return tuple(words[0] for words in found.values() if len(words) > 1)

    def finish(self) -> None:
        """Share out what is empty on pages, but for a cover, and let the footer down."""
        roomy = 1 if self.panels else ROOMY_PAGES
        drop_parted_rules(self.document, roomy)
        if self.has_cover:
            fill_panels(self.document, roomy, roomy if shares_back(self) else 1)
        apart = not self.has_cover or is_report(self.document)
        fill_pages(self.document, apart=apart, full=not self.of_cards)


def ends_with_text(layout: Layout) -> bool:
    """Whether neither the help box nor a notice stands on the last page."""
    last = layout.document.pages[-1]._page_box.descendants()
    return not any({"help", "legal"} & classes(box) for box in last)


def shares_back(layout: Layout) -> bool:
    """Whether the text goes on to the back of a booklet, above the help box."""
    last = layout.document.pages[-1]._page_box
    covered = layout.has_cover and not layout.panels
    return covered and _has_help(last) and not _begins_with(last, _is_help)


def pages_with_help(layout: Layout) -> int:
    """Return on how many pages a part of the help box is."""
    return sum(_has_help(sheet._page_box) for sheet in layout.document.pages)


def cover_runs_over(layout: Layout) -> bool:
    """Whether the cover, the element of the class `cover`, goes on on the second page."""
    pages = [sheet._page_box for sheet in layout.document.pages[1:2]]
    return any(attribute(b, "class") == "cover" for p in pages for b in p.descendants())


def empty_height(layout: Layout, number: int) -> float:
    """Return how much of a page (from 0) is empty at its foot, in CSS pixels."""
    return float((1 - layout.fills[number]) * layout.document.pages[number]._page_box.height)


def filled_with_text(layout: Layout) -> list[float]:
    """Return what part of each page the lines of a layout fill, where notes at its foot fill it
    from there alone.
    """
    return [
        filled_above_notes(sheet._page_box) if _has_notes(sheet._page_box) else fill
        for sheet, fill in zip(layout.document.pages, layout.fills, strict=True)
    ]


def _has_notes(page_box: Any) -> bool:
    """Whether notes stand at the foot of a page."""
    return foot_notes(page_box) is not None


def has_wide_codes(layout: Layout) -> bool:
    """Whether what stands below a code is wider than its column: it would run into the next."""
    boxes = (box for sheet in layout.document.pages for box in sheet._page_box.descendants())
    codes = (box for box in boxes if "code" in classes(box))
    return any(
        line.width > code.margin_width() + 1
        for code in codes
        for line in code.descendants()
        if type(line).__name__ == "LineBox"
    )


def _begins_with(page_box: Any, test: Callable[[Any], bool], below: float = 1) -> bool:
    """Whether the first box of a page that passes a test stands at its top, or so many px below."""
    box = next(filter(test, page_box.descendants()), None)
    return box is not None and bool(box.position_y <= page_box.content_box_y() + below)


def _extent(page_box: Any) -> float:
    """Return how far down its area a page is filled: 1 is to the foot."""
    bottom = max((box.position_y + box.height for box in lines_of(page_box)), default=0)
    return float((bottom - page_box.content_box_y()) / depth(page_box))


def lines_of(box: Any) -> Iterator[Any]:
    """Yield the boxes of lines, without those in the page's margins."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ == "LineBox":
            yield child
        elif type(child).__name__ != "MarginBox":
            yield from lines_of(child)


def _tables(box: Any) -> Iterator[Any]:
    """Yield the boxes of tables; none stands in a line."""
    for child in getattr(box, "children", ()):
        name = type(child).__name__
        if name == "TableBox":
            yield child
        elif name not in ("LineBox", "MarginBox"):
            yield from _tables(child)


def _words(
    page_box: Any,
    heads: set[Any],
    *,
    ornament: bool = False,
    at_foot: bool = False,
    half: tuple[object, bool] | None = None,
) -> Iterator[SetText]:
    """Yield the texts of a box; `heads` are the heads of tables that earlier pages have."""
    from weasyprint.formatting_structure import boxes

    box = getattr(page_box, "_box", page_box)  # an absolutely positioned box has but its place here
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        text = getattr(box, "text", "")
        generated = "::" in (box.element_tag or "")
        yield SetText(text, generated=generated, ornament=ornament, at_foot=at_foot, half=half)
    if box.element_tag == "briefkit-pair":
        half = box.element, False
    elif half and box.element_tag == "span" and attribute(box, "class") == "other":
        half = half[0], True
    ornament = ornament or getattr(box, "is_leader", False)
    at_foot = at_foot or isinstance(box, boxes.FootnoteAreaBox)
    if isinstance(box, boxes.TableRowGroupBox) and box.is_header:
        ornament = ornament or box.element in heads
        heads.add(box.element)
    for child in getattr(box, "children", ()):
        if not isinstance(child, boxes.MarginBox):
            yield from _words(child, heads, ornament=ornament, at_foot=at_foot, half=half)


def _is_closing(box: Any) -> bool:
    """Whether a box is the footer, or a row of logos that stands after the text."""
    logos = ("logos at-foot", "logos at-partners")
    return attribute(box, "id") == "imprint" or attribute(box, "class") in logos


def _has_help(page_box: Any) -> bool:
    """Whether a part of the help box, the element of the class `help`, is on a page."""
    return any(map(_is_help, page_box.descendants()))


def _is_contact(box: Any) -> bool:
    return bool({"contact", "local"} & classes(box))


def _in_two_languages(page_box: Any) -> bool:
    return any(box.element_tag == "briefkit-pair" for box in page_box.descendants())


def _is_advice(box: Any) -> bool:
    return "advice" in classes(box)


def _begins_page(box: Any) -> bool:
    """Whether a box is that of the contacts, with which the stylesheet begins a page."""
    return "local" in classes(box) and box.style["break_before"] == "page"


def _is_notes(box: Any) -> bool:
    return attribute(box, "class") == "notes"


def _is_help(box: Any) -> bool:
    return attribute(box, "class") == "help"


def loses_notes(layout: Layout) -> bool:
    """Whether a note at the foot is set nowhere, though its mark is."""
    marks, notes = set[str](), set[str]()
    for sheet in layout.document.pages:
        for box in sheet._page_box.descendants():
            name = attribute(box, "id") or ""
            if box.element_tag == "a" and name.startswith("ref-"):
                marks.add((attribute(box, "href") or "").removeprefix("#"))
            elif box.element_tag == "small":
                notes.add(name)
    return bool(marks - notes)


def begins_with_few_notes(layout: Layout) -> bool:
    """Whether a page begins with the last one or two lines of the notes."""
    return any(_begins_with_few_notes(sheet._page_box) for sheet in layout.document.pages[1:])


def _begins_with_few_notes(page_box: Any) -> bool:
    if not _begins_with(page_box, _is_notes):
        return False
    first = next(filter(_is_notes, page_box.descendants())).children[0]
    lines = [line for line in lines_of(first) if line.element_tag == "li"]  # without their numbers
    return first.element_tag == "ol" and len(lines) <= _FEW


def has_short_lines(layout: Layout) -> bool:
    """Whether a paragraph is so large that its lines are short."""
    return any(is_narrow(s._page_box) for s in layout.document.pages)


def has_roomy_fold_in(layout: Layout) -> bool:
    """Whether the panel that folds in, the second, stays empty at its foot, and no other does."""
    second = layout.document.pages[1]._page_box if layout.pages > 1 else None
    return second is not None and layout.pages == layout.panels and _extent(second) < _ROOMY


def has_narrow_fold_in(layout: Layout) -> bool:
    """Whether a paragraph on the panel that folds in, or a row, is so large that its lines are
    short.
    """
    for box in layout.document.pages[1]._page_box.descendants():
        paragraph = box.element_tag == "p" and type(box).__name__ == "BlockBox"
        if paragraph or "said" in classes(box):
            texts = ("".join(text.text for text in _words(line, set())) for line in lines_of(box))
            full = [letters(text.strip()) for text in texts][:-1]
            if len(full) > 1 and sum(full) < FEWEST * len(full):
                return True
    return False
