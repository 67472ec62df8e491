"""The checks of the layout: one function a finding.

In: a `Layout`.
Out: `CHECKS`, in the order in which they report; each yields messages without their full stop.
"""

from collections.abc import Callable, Iterator

from briefkit.proof.layout.checks.breaks import (
    find_lonely_headings,
    find_lonely_help,
    find_lonely_items,
    find_lonely_notice,
    find_lonely_openings,
    find_lonely_words,
    find_lonely_words_in_titles,
    find_note_numbers_at_line_starts,
)
from briefkit.proof.layout.checks.lines import find_long_lines, find_short_lines
from briefkit.proof.layout.checks.numbering import find_numbers_of_no_page
from briefkit.proof.layout.checks.space import (
    find_blank_pages,
    find_empty_pages,
    find_holes_beside_torn_lists,
    find_text_near_edges,
)
from briefkit.proof.layout.parsing import Layout

__all__ = ["CHECKS"]

Check = Callable[[Layout], Iterator[str]]

CHECKS: tuple[Check, ...] = (
    find_note_numbers_at_line_starts,
    find_lonely_headings,
    find_lonely_items,
    find_lonely_openings,
    find_lonely_notice,
    find_lonely_help,
    find_lonely_words,
    find_lonely_words_in_titles,
    find_numbers_of_no_page,
    find_long_lines,
    find_short_lines,
    find_empty_pages,
    find_blank_pages,
    find_holes_beside_torn_lists,
    find_text_near_edges,
)
