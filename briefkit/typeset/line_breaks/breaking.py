"""WeasyPrint's lines, laid out anew where they end badly."""

from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.layout import inline

from briefkit.languages import binds_to_next, has_spaces, is_short_word, may_bind
from briefkit.typeset.line_breaks.boxes import (
    ATOM,
    before_hyphen,
    follows_break,
    last_text,
    next_word,
    parted_address,
    rest_of,
    texts_of,
)
from briefkit.typeset.line_breaks.titles import parts_of, title_lines
from briefkit.typeset.speed import MADE_FOR, everywhere, replace_all

__all__ = ["break_lines_well"]

_TITLES = frozenset(("h1", "h2", "h3"))
# The longest short word with its punctuation, in signs.
_SHORT = 12
# How much narrower a line is made to hold a word less, in px; and how much wider than its words to
# hold them all, as a part of the type's size: less than a blank and the narrowest letter.
_LESS, _MORE = 0.5, 0.2
# How much of the width a line fills at least when it gives a word to the last one.
_LEAST_FILLED = 0.25
# A line gives so many words to the next one at most.
_MOST_WORDS = 3
# The longest beginning of a word, with its hyphen, that no line ends with: “e-”, “по-”, “най-”.
_SHORTEST_PART = 4


def break_lines_well() -> None:
    """Have WeasyPrint end lines well, in this process; once does.

    Another version than this is made for is left as it is.
    """
    original = inline.iter_line_boxes
    if hasattr(original, "fills_lines") or weasyprint.__version__ != MADE_FOR:
        return

    def iter_line_boxes(
        context: Any, box: Any, position_y: float, bottom_space: float, skip_stack: Any,
        containing_block: Any, absolute_boxes: Any, fixed_boxes: Any, first_letter_style: Any,
        first_line_style: Any,
    ) -> Iterator[tuple[Any, Any]]:  # fmt: skip
        rest = bottom_space, skip_stack, containing_block, absolute_boxes, fixed_boxes
        styles = first_letter_style, first_line_style
        # What is set to both margins keeps WeasyPrint's own lines.
        if (
            any(styles)
            or box.style["white_space"] != "normal"
            or box.style["text_align_all"] == "justify"
        ):
            plain: Iterator[tuple[Any, Any]] = original(context, box, position_y, *rest, *styles)
            return plain
        return _Lines(context, box, *rest).lay_out(position_y)

    iter_line_boxes.fills_lines = original  # type: ignore[attr-defined]
    replace_all(everywhere(original, iter_line_boxes))


class _Lines:
    """The lines of a block, from a place in it on."""

    def __init__(
        self, context: Any, box: Any, bottom_space: float, skip: Any, around: Any,
        absolute_boxes: Any, fixed_boxes: Any,
    ) -> None:  # fmt: skip
        self.context, self.box, self.around = context, box, around
        self.bottom_space, self.skip = bottom_space, skip
        self.placed = absolute_boxes, fixed_boxes
        self.width = around.width
        self.language = box.style["lang"] or ""

    def lay_out(self, position_y: float) -> Iterator[tuple[Any, Any]]:
        """Yield each line with where the next one begins, as `iter_line_boxes` does."""
        inline.resolve_percentages(self.box, self.around)
        if self.skip is None:
            inline.resolve_one_percentage(self.box, "text_indent", self.width)
        else:
            self.box.text_indent = 0
        line, after = self._line(position_y)
        planned: list[float] = []
        room: tuple[float, float] | None = None
        if after is not None and self.skip is None and self._is_title():
            room = self._room_for(line)
            planned = self._planned(room[1])
            if planned:
                line, after = self._line(position_y, planned.pop(0), room)
        while line is not None:
            if after is not None and not planned:
                line, after = self._better(position_y, line, after)
                line, after = self._with_whole_parts(position_y, line, after)
            inline.handle_leader(self.context, line, self.around)
            position_y = line.position_y + line.height
            yield line, after
            if after is None:
                return
            self.skip, self.box.text_indent = after, 0
            line, after = self._line(position_y, planned.pop(0) if planned else None, room)

    def _is_title(self) -> bool:
        """Whether it is a title; or one half of it, in two languages, which no page's end parts."""
        half = self.around.element_tag == "span" and self.around.style["break_inside"] == "avoid"
        return half or self.box.element_tag in _TITLES

    def _line(
        self, position_y: float, width: float | None = None, room: tuple[float, float] | None = None
    ) -> tuple[Any, Any]:
        """Return the next line and what is after it.

        In a width (px) of its own if it has one, within the `room` that it has (see `_room_for`).
        """
        around = self.around
        left, wide = room or (0.0, self.width)
        if width is not None:
            around.width = min(left + width, self.width)
        try:
            line, after = inline.get_next_linebox(
                self.context, self.box, position_y, self.bottom_space, self.skip, around,
                *self.placed, None, None,
            )  # fmt: skip
        finally:
            narrower, around.width = around.width, self.width
        if line is not None and narrower != self.width:
            # It stands where it would in the whole width.
            moved = inline.text_align(self.context, line, wide, last=after is None)
            moved -= inline.text_align(self.context, line, narrower - left, last=after is None)
            if around.style["direction"] == "rtl":
                moved = left + wide - narrower - moved
            line.translate(moved, 0)
        if line is not None and around.style["direction"] == "rtl":
            # From right to left, WeasyPrint makes room for an indent and does not make it.
            for child in line.children:
                child.translate(-self.box.text_indent, 0)
        return line, after

    def _better(self, position_y: float, line: Any, after: Any) -> tuple[Any, Any]:
        """Return a line, or one of fewer words in its place if that ends better."""
        found = line, after
        for _ in range(_MOST_WORDS):
            if not self._ends_badly(*found):
                return found
            room = self._room_for(found[0])
            other = self._line(position_y, found[0].width - _LESS, room)
            shortened = other[0] is not None and other[0].width < found[0].width
            if not shortened or other[0].width < room[1] * _LEAST_FILLED:
                break
            found = other
        return line, after

    def _with_whole_parts(self, position_y: float, line: Any, after: Any) -> tuple[Any, Any]:
        """Return a line, or where it parts an address, one that does so after a slash or the like.

        That is after the last slash, dot or hyphen on it; where it has none, it stays.
        """
        parted, style = parted_address(line, self.box, after)
        if not parted:
            return line, after
        narrower = line.width - self._width_of(parted, style) + _MORE * style["font_size"] / 2
        other = self._line(position_y, narrower, self._room_for(line))
        return (line, after) if other[0] is None or other[1] is None else other

    def _room_for(self, line: Any) -> tuple[float, float]:
        """Return where a line may begin, from its block's left edge, and how wide it may be, in px.

        Beside floats that is not the whole width.
        """
        if not self.context.excluded_shapes:
            return 0.0, self.width
        # From right to left, the place is the right edge.
        place, _, wide = inline.avoid_collisions(self.context, line, self.around, outer=False)
        if self.around.style["direction"] == "rtl":
            place -= wide
        return place - self.around.content_box_x(), wide

    def _ends_badly(self, line: Any, after: Any) -> bool:
        """Whether a line leaves one short word to the last one, or ends with one that binds.

        Or with the beginning of a word with a hyphen, such as “e-”. The last one is that of a
        sentence, too, if the next begins a line.
        """
        if follows_break(self.box, after):
            return False
        last = last_text(line).rsplit(" ", 1)[-1]
        if last.endswith("-") and len(last) <= _SHORTEST_PART:
            return before_hyphen(self.box, after) == last
        if may_bind(last, self.language):
            following = next_word(self.box, after)
            if following and binds_to_next(last, following, self.language):
                return True
        rest = rest_of(self.box, after, _SHORT).strip()
        if not rest or " " in rest or ATOM in rest:
            return False
        return is_short_word(rest, self.language)

    def _planned(self, wide: float) -> list[float]:
        """Return how wide the lines of a title are to be, in px; nothing where they stay.

        They have so much room (px).
        """
        words: list[str] = [""]
        widths: list[float] = [0.0]
        for box, text in texts_of(self.box):
            if text == ATOM or "\n" in text or box.style["white_space"] == "pre":
                return []
            held = box.style["white_space"] == "nowrap"
            for number, part in enumerate([text] if held else parts_of(text, self.language)):
                if number and words[-1]:
                    words.append("")
                    widths.append(0.0)
                if part:
                    words[-1] += part
                    widths[-1] += self._width_of(part, box.style)
        if not words[-1]:
            words, widths = words[:-1], widths[:-1]
        style = self.box.style
        blank = self._width_of("x x", style) - self._width_of("xx", style)
        blank = blank if has_spaces(self.language) else 0.0
        lines = title_lines(tuple(words), tuple(widths), blank, wide, self.language)
        planned, start = [], 0
        for count in lines:
            held_here = widths[start : start + count]
            planned.append(sum(held_here) + blank * (count - 1) + _MORE * style["font_size"])
            start += count
        return planned

    def _width_of(self, text: str, style: Any) -> float:
        width: float = inline.split_first_line(text, style, self.context, None, 0)[3]
        return width
