"""Lines of text: set once, and remembered by their text, their style and the width they had."""

from collections.abc import Hashable, Iterator
from functools import lru_cache
from itertools import count
from typing import Any

from weasyprint.css.functions import check_math
from weasyprint.text import line_break
from weasyprint.text.line_break import Layout

from briefkit.typeset.speed.patterns import remember
from briefkit.typeset.speed.recent import Recent
from briefkit.typeset.speed.replacing import Replacement, everywhere

__all__ = ["breaks", "copied_line", "lines", "look_of", "strut"]

# All that a line depends on, but for the language and white-space: `lang` differs from page to
# page, and WeasyPrint changes the latter in the styles of markers and leaders.
LINE = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override",
    "font_size", "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps",
    "font_variant_east_asian", "font_variant_ligatures", "font_variant_numeric",
    "font_variant_position", "font_variation_settings", "font_weight", "hyphenate_character",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "letter_spacing", "overflow_wrap",
    "tab_size", "word_break", "word_spacing",
)  # fmt: skip
# A leaflet has 200 to 400 lines at each size; one takes about a kilobyte. Those of other offices,
# and a message saved, need the last one's alone.
MOST = 1000


def lines() -> Iterator[Replacement]:
    """Remember each line that was set: of what changed a little, most lines are as they were.

    A leaflet for another office, a saved message, the same size with another leading.
    """
    split = line_break.split_first_line

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: Any,
        is_line_start: bool = True, minimum: bool = False,
    ) -> tuple[Any, ...]:  # fmt: skip
        def set_anew() -> Any:
            return split(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )

        look = look_of(style)
        if look is None:
            return set_anew()  # type: ignore[no-any-return]
        key = text, look, max_width, justification_spacing, is_line_start, minimum
        recent = style.font_config.__dict__.get("_lines")
        if recent is None:
            recent = style.font_config._lines = Recent(MOST)
        found = recent.get(key)
        if found is None:
            found = set_anew()
            recent.put(key, found)
        layout, *measures = found
        return copied_line(layout), *measures

    yield from everywhere(split, split_first_line)


def look_of(style: Any) -> Hashable | None:
    """Return what tells a style's lines from others', or None where that can't be told."""
    facts = getattr(style, "facts", None)
    look = None if facts is None else facts.get("look")
    if look is None:
        # The words of an SVG have no computed style, and their fonts are a list.
        if check_math(style["hyphenate_limit_zone"]) or isinstance(style["font_family"], list):
            return None
        decorated = style["text_decoration_line"] != "none"
        looks = style.font_config.__dict__.setdefault("_looks", _Looks())
        look = looks.number((decorated, *(_hashable(style[name]) for name in LINE)))
        if facts is not None:
            remember(style, "look", look, LINE)
    return look, style["white_space"], style["lang"]


def _hashable(value: Any) -> Any:
    # The words of an SVG have their fonts in a list.
    return tuple(value) if type(value) is list else value


class _Looks:
    """Numbers for looks, each given once: they are shorter keys."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._next = count()

    def number(self, look: Hashable) -> int:
        if look not in self._numbers:
            if len(self._numbers) >= MOST:
                self._numbers.clear()
            self._numbers[look] = next(self._next)
        return self._numbers[look]


def copied_line(layout: Any) -> Any:
    """Return a copy of a line, for drawing changes lines: they stand in one box each."""
    copy = Layout.__new__(Layout)
    vars(copy).update(vars(layout))
    return copy


def strut() -> Iterator[Replacement]:
    """Work out a style's least line height once, not once a line: its key takes longer than it."""
    measure = line_break.strut

    def strut(style: Any) -> Any:
        facts = getattr(style, "facts", None)
        if facts is None:
            return measure(style)
        found = facts.get("strut")
        if found is None:
            found = measure(style)
            remember(style, "strut", found, ("line_height", *LINE))
        return found

    yield from everywhere(measure, strut)


def breaks() -> Iterator[Replacement]:
    """Remember where a text may be broken, which no size changes."""
    for find in (line_break.can_break_text, line_break.get_next_break_point_from_text):
        yield from everywhere(find, lru_cache(MOST)(find))
