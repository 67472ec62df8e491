"""Rows of pages that are filled alike: larger where a page stays far from full, or closer."""

from collections.abc import Mapping, Sequence
from typing import Any

from briefkit.typeset.elements import selector
from briefkit.typeset.page_parts import Part, reach, shown, used_by

__all__ = ["LIKELY", "REACHED", "closer_rows", "larger_rows"]

# What a row takes grows with this power of its size, more or less: that goes by where its lines are
# parted then. So these are how far down a page its rows may be tried to reach, and which of them is
# the likely one.
_POWER = 1.7
REACHED, LIKELY = (1.1, 1.02, 0.95, 0.91, 0.87), 2
# What the leading of such rows grows by at most, where their lines would be too short if larger.
_LOOSER = 0.2
# The most that a row of a table grows by on such a page, in CSS pixels.
_MOST_OF_TABLE_ROW = 17.0


def closer_rows(parts: Sequence[Part], room: float, parents: Mapping[Any, Any]) -> str:
    """Return a stylesheet for rows with less room between them, where a page does not hold them."""
    over = used_by(parts) - room
    if over <= 0:
        return ""
    rows = [part for part in parts if part.closer]
    taken = over / sum(part.closer for part in rows)
    css = ""
    for part in rows:
        padding = f"{part.padding - taken * part.closer / 2:.2f}px"
        css += f"{selector(part.last, parents)} {{ padding-top: {padding}; "
        css += f"padding-bottom: {padding} }}"
    return css


def larger_rows(
    parts: Sequence[Part], room: float, parents: Mapping[Any, Any], most: float
) -> tuple[str, float]:
    """Return a stylesheet for higher rows of tables, and larger rows, where a page with such parts
    stays far from full: they are to fill it to this part at `most`.

    Returned too is how far down the page they reach with it. Where lines would be too short, rows
    are led more instead.
    """
    css, higher = _higher_tables(parts, room, parents, most)
    reached = reach(parts) + higher
    lacking = most * room - shown(parts) - higher
    # A first page that has room gets a larger title and story.
    is_front = any(part.first.tag == "header" for part in parts)
    rows = [part for part in parts if part.lines and not (is_front and part.last.tag != "li")]
    rows = [part for part in rows if not part.larger_alone] or rows
    height = sum(part.height for part in rows)
    if lacking <= 0 or not rows:
        return css, reached
    wanted = (1 + lacking / height) ** (1 / _POWER)
    times = min(wanted, *(part.times for part in rows))
    if times <= 1:
        return css, reached
    lines = times * sum(part.row * part.lines for part in rows)
    apart = (lacking - height * (times - 1)) / lines if times < wanted else 0.0
    apart = max(0.0, min(apart, _LOOSER))
    css += "".join(
        f"{selector(part.last, parents)} {{ font-size: {times * part.row:.2f}px"
        + (f"; line-height: {part.leading + apart:.3f} }}" if apart else " }")
        for part in rows
    )
    return css, reached + height * (times**_POWER - 1) + apart * lines


def _higher_tables(
    parts: Sequence[Part], room: float, parents: Mapping[Any, Any], most: float
) -> tuple[str, float]:
    """Return a stylesheet for higher rows of tables, where a page stays far from full; and by how
    much all of them grow, in CSS pixels.
    """
    tables = [part for part in parts if part.table_rows]
    lacking = most * room - reach(parts)
    if not tables or lacking <= 0:
        return "", 0.0
    count = sum(part.table_rows for part in tables)
    higher = min(lacking / count, _MOST_OF_TABLE_ROW)
    css = ""
    for part in tables:
        table = selector(part.last, parents)
        padding = f"{part.padding + higher / 2:.2f}px"
        css += f"{table} th, {table} td {{ padding-top: {padding}; padding-bottom: {padding} }}"
    return css, higher * count
