"""The length of lines."""

from collections.abc import Iterator

from briefkit.diagnostics import shorten
from briefkit.proof.layout.parsing import Layout

__all__ = ["find_long_lines"]

# The most characters of a line: WCAG 2.2, success criterion 1.4.8, has 80; lines of 45 to 75 are
# read best (Bringhurst, The Elements of Typographic Style, 2.1.2).
_LONGEST, _LONGEST_PLAIN = 90, 75


def find_long_lines(layout: Layout) -> Iterator[str]:
    """A line has 90 characters at most, and 75 in plain language."""
    if layout.fmt.always_discreet:
        return  # on a card, the notice alone has long lines: its type is as large as fits there
    most = _LONGEST_PLAIN if layout.plain else _LONGEST
    for page in layout.pages:
        long = [line for line in page.lines if len(line.text) > most]
        if long:
            longest = max(long, key=lambda line: len(line.text))
            lines = "a line" if len(long) == 1 else f"{len(long)} lines"
            yield (
                f"Page {page.number + 1} has {lines} of more than {most} characters; the longest "
                f"has {len(longest.text)}: “{shorten(longest.text, 40)}”"
            )
