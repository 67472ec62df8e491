"""Pages that run short, so that none after them stays empty: as compositors do it by hand.

What must stay whole goes on on the next page, and leaves a foot empty that is too large to be
shared out there. So pages before it end a little higher, and what they don't hold fills it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median
from typing import Any

from briefkit.typeset.boxes import Layout, ends_with_text
from briefkit.typeset.elements import attribute, depth, foot_notes
from briefkit.typeset.stretching import FULL, gaps_of, shortage

__all__ = ["lacking", "run_short"]

# How exactly it is known what a page holds, in px; and how exactly where blocks stand beside each
# other, which is less than a line.
_SPARE, _LESS_EXACTLY = 1.5, 9.0
# What it costs that a note is not on the page of its mark: as much as a page that lacks a fifth.
_ASTRAY = 0.04
# How much counts what a page lacks when blocks stand as far apart as they may.
_EMPTY = 100
# What it costs that a page of a text with notes at the foot ends elsewhere: what each note takes on
# another page is known less well, so ends that are good enough stay.
_MOVED = 0.1
_AVOIDED = ("avoid", "avoid-page")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What no page's end parts, a line or a block: where it is, in px down a page without end.

    `may_end` and `must_end` say whether a page may end with it, or does; `growth` is how far it may
    be moved down from what is above it, and how far what is `within` it. Its `notes` stand at the
    foot of its page, so high in px.
    """

    page: int
    top: float
    bottom: float
    may_end: bool
    must_end: bool
    growth: float
    within: float
    notes: float


@dataclass(frozen=True, slots=True, eq=False)
class _Leaf:
    """A line or a block on a page, with the blocks around it: those that begin and end with it."""

    page: int
    around: tuple[Any, ...]
    box: Any
    begins: tuple[Any, ...] = ()
    ends: tuple[Any, ...] = ()

    @property
    def top(self) -> float:
        return min(map(_top, (self.box, *self.begins)))

    @property
    def bottom(self) -> float:
        return max(map(_bottom, (self.box, *self.ends)))

    @property
    def paragraph(self) -> Any:
        """The element of whose lines it is one; None for a block."""
        return self.around[-1].element if type(self.box).__name__ == "LineBox" else None


def run_short(lay_out: Callable[[str], Layout], layout: Layout) -> tuple[Layout, str]:
    """Return a layout whose pages are fuller, with the stylesheet for it; or itself.

    `lay_out` lays the same text out with a stylesheet more. It takes as many pages: fewer of a
    folded sheet would be blank. Notes stay at the feet of the pages that their marks stand on.
    """
    pages = [sheet._page_box for sheet in layout.document.pages]
    filled_after = not ends_with_text(layout)
    free: dict[int, float] = {}
    for _, units in groupby(_units(pages), key=_Counted()):
        heights = [depth(page) for page in pages]
        free |= _depths(list(units), heights, _above_notes(pages), filled_after=filled_after)
    if not free:
        return layout, ""
    css = _rules(free, _SPARE)
    other = lay_out(css)
    if other.pages > layout.pages:
        css = _rules(free, _LESS_EXACTLY)
        other = lay_out(css)
    torn = (other.torn and not layout.torn) or _astray(other) > _astray(layout)
    if other.pages != layout.pages or torn or other.too_wide or other.imprint_alone:
        return layout, ""
    return (other, css) if lacking(other) < lacking(layout) else (layout, "")


def _rules(free: Mapping[int, float], spare: float) -> str:
    """Return the stylesheet for what stays free at the feet of pages, less what is to `spare`."""
    return "".join(
        f"@page :nth({number + 1}) {{ padding-bottom: {max(0.0, room - spare):.1f}px }}"
        for number, room in sorted(free.items())
    )


def lacking(layout: Layout) -> float:
    """Return what pages lack (see `shortage`), and what it costs that notes are not on theirs.

    The last page counts where a text ends on it: nothing that stands there after it grows.
    """
    ends = ends_with_text(layout)
    return shortage(layout.document, last=ends) + _ASTRAY * _astray(layout)


def _astray(layout: Layout) -> int:
    """Return how many notes at the foot stand on another page than their marks, or on none."""
    pages = [sheet._page_box for sheet in layout.document.pages]
    marks = {(number, name) for number, page in enumerate(pages) for name in _marks(page)}
    found = {(n, name) for n, page in enumerate(pages) for name in _heights(foot_notes(page))}
    return len(marks - found) if found else 0


class _Counted:
    """Tells runs of units apart: one ends where a page must."""

    def __init__(self) -> None:
        self._run, self._ended = 0, False

    def __call__(self, unit: _Unit) -> int:
        self._run += self._ended
        self._ended = unit.must_end
        return self._run


def _above_notes(pages: Sequence[Any]) -> float:
    """Return how high what stands between a text and the notes at its page's foot is, in px."""
    areas = filter(None, map(foot_notes, pages))
    return max((a.margin_height() - sum(_heights(a).values()) for a in areas), default=0.0)


def _heights(area: Any) -> Mapping[str, float]:
    """Return how high each note at a page's foot is, in px by its name."""
    notes = area.children if area else ()
    return {attribute(box, "id") or "": float(box.margin_height()) for box in notes}


def _depths(
    units: Sequence[_Unit],
    heights: Sequence[float],
    above_notes: float,
    *,
    filled_after: bool,
) -> Mapping[int, float]:
    """Return what is to stay free at the feet of the pages of a run, in px by their number.

    So much is empty `above_notes` on those that have some, in px. What is empty on the last page of
    all counts for nothing where it is `filled_after`, by the space for a stamp.
    """
    first, last = units[0].page, units[-1].page
    # best[n]: the least that pages with the first n units lose, and where the last of them begins.
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for page in range(first, last + 1):
        height = heights[page]
        row: dict[int, tuple[float, int]] = {}
        for start, (lost, _) in best[-1].items():
            growth = notes = 0.0
            for end in range(start, len(units)):
                notes += units[end].notes + (above_notes if units[end].notes and not notes else 0)
                used = units[end].bottom - units[start].top + notes
                if used > height + _SPARE:
                    break
                growth += units[end].within + (units[end].growth if end > start else 0)
                if not units[end].may_end and end + 1 < len(units):
                    continue
                empty = max(0.0, FULL * height - used - growth) / height
                loss = lost + (1 - used / height) ** 2 + _EMPTY * empty**2
                after = units[end + 1].page if end + 1 < len(units) else page + 1
                if above_notes and not units[end].page == page < after:
                    loss += _MOVED
                if filled_after and page == len(heights) - 1:
                    loss = lost
                if end + 1 not in row or loss < row[end + 1][0]:
                    row[end + 1] = loss, start
        best.append(row)
    if len(units) not in best[-1]:
        return {}
    free, end = {}, len(units)
    for page in range(last, first - 1, -1):
        start = best[page - first + 1][end][1]
        notes = sum(unit.notes for unit in units[start:end])
        used = units[end - 1].bottom - units[start].top + notes + (above_notes if notes else 0)
        # One that ends where it did needs nothing: it can't hold more than before.
        if page < last and units[end].page == page:
            free[page] = heights[page] - used
        end = start
    return free


def _units(pages: Sequence[Any]) -> Iterator[_Unit]:
    """Yield the units of pages, in their order."""
    growths = {id(box): most for page in pages for _, box, most in gaps_of(page)}
    leaves = list(_leaves(pages))
    notes = _notes(pages, leaves)
    lines = Counter(leaf.paragraph for leaf in leaves)
    seen = Counter[Any]()
    usual = _usual(leaves, growths)
    at, before, must = 0.0, None, True
    for leaf, after in zip(leaves, [*leaves[1:], None], strict=True):
        seen[leaf.paragraph] += 1
        growth = sum(growths.get(id(box), 0.0) for box in leaf.begins)
        gap = 0.0
        if before is not None and before.page == leaf.page:
            gap = leaf.top - before.bottom
        elif before is not None and leaf.begins:
            gap = max(_margin(b, "top") for b in leaf.begins)
            gap = max([gap, *(_margin(b, "bottom") for b in before.ends)])
            growth = usual.get(leaf.begins[0].element_tag, 0.0)
        top = at + gap
        # A margin stays above what begins a page because it must.
        at = top + leaf.bottom - (pages[leaf.page].content_box_y() if must else leaf.top)
        must = after is not None and _must_part(leaf, after, pages)
        may = after is None or _may_part(leaf, after, seen[leaf.paragraph], lines[leaf.paragraph])
        within = sum(growths.get(id(box), 0.0) for box in leaf.box.descendants())
        yield _Unit(leaf.page, top, at, must or may, must, growth, within, notes[leaf])
        before = leaf


def _notes(pages: Sequence[Any], leaves: Sequence[_Leaf]) -> Mapping[_Leaf, float]:
    """Return how high the notes are that leaves bring to the feet of their pages, in px.

    A note may stand on the page after its mark's: the first leaf there brings it.
    """
    found = dict.fromkeys(leaves, 0.0)
    firsts = {leaf.page: leaf for leaf in reversed(leaves)}
    marked = {name: leaf for leaf in leaves for name in _marks(leaf.box)}
    for number, page in enumerate(pages):
        for name, height in _heights(foot_notes(page)).items():
            leaf = marked.get(name)
            if leaf is not None:
                found[leaf if leaf.page == number else firsts.get(number, leaf)] += height
    return found


def _leaves(pages: Sequence[Any]) -> Iterator[_Leaf]:
    """Yield the leaves of pages, with what begins and what ends with each."""
    found = [
        _Leaf(number, around, box)
        for number, page in enumerate(pages)
        for around, box in _parted(page.children[0], ())
    ]
    sides = [{id(box.element) for box in leaf.around} for leaf in found]
    nothing = set[int]()
    for leaf, before, after in zip(found, [nothing, *sides], [*sides[1:], nothing], strict=False):
        yield replace(
            leaf,
            begins=tuple(b for b in _blocks(leaf) if id(b.element) not in before),
            ends=tuple(b for b in _blocks(leaf) if id(b.element) not in after),
        )


def _blocks(leaf: _Leaf) -> tuple[Any, ...]:
    """Return the blocks around a leaf, and itself if it is one."""
    return leaf.around if leaf.paragraph is not None else (*leaf.around, leaf.box)


def _parted(box: Any, around: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield what no page's end parts in a block, each with the blocks around it."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        children = getattr(child, "children", ())
        whole = type(child).__name__ != "BlockBox" or child.style["break_inside"] in _AVOIDED
        if whole or not children or any(each.is_column for each in children):
            yield (*around, box), child
        else:
            yield from _parted(child, (*around, box))


def _marks(box: Any) -> set[str]:
    """Return the names of the notes that the marks in a line or a block lead to."""
    links = (each for each in box.descendants() if each.element_tag == "a")
    marks = (each for each in links if (attribute(each, "id") or "").startswith("ref-"))
    return {(attribute(mark, "href") or "").removeprefix("#") for mark in marks}


def _may_part(leaf: _Leaf, after: _Leaf, index: int, count: int) -> bool:
    """Whether a page may end between a leaf and the next; it is so many of its paragraph's."""
    if leaf.paragraph is not None and leaf.paragraph is after.paragraph:
        style = leaf.around[-1].style
        return bool(index >= style["orphans"] and count - index >= style["widows"])
    held = any(box.style["break_after"] in _AVOIDED for box in leaf.ends)
    return not (held or any(box.style["break_before"] in _AVOIDED for box in after.begins))


def _must_part(leaf: _Leaf, after: _Leaf, pages: Sequence[Any]) -> bool:
    """Whether a page ends between a leaf and the next, wherever they stand."""
    named = pages[leaf.page].page_type.name != pages[after.page].page_type.name
    ended = any(box.style["break_after"] == "page" for box in leaf.ends)
    return named or ended or any(box.style["break_before"] == "page" for box in after.begins)


def _usual(leaves: Sequence[_Leaf], growths: Mapping[int, float]) -> Mapping[str, float]:
    """Return how far blocks of each tag may be moved down that stand below another on a page."""
    found: dict[str, list[float]] = {}
    for leaf in leaves:
        for box in leaf.begins[:1]:
            if id(box) in growths:
                found.setdefault(box.element_tag, []).append(growths[id(box)])
    return {tag: median(each) for tag, each in found.items()}


def _top(box: Any) -> float:
    return float(box.position_y if type(box).__name__ == "LineBox" else box.border_box_y())


def _bottom(box: Any) -> float:
    return _top(box) + float(box.height if type(box).__name__ == "LineBox" else box.border_height())


def _margin(box: Any, side: str) -> float:
    margin = box.style[f"margin_{side}"]
    return float(getattr(margin, "value", 0) or 0)
