"""The sheets that pages are printed on, and where each page stands there; in mm."""

from collections.abc import Callable
from dataclasses import dataclass, replace

__all__ = ["PT_PER_MM", "Cell", "Sheet", "Side", "booklet_sides", "card_sides", "trifold_sides"]

PT_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on a side of a sheet: the page that stands there (0-based), its lower left corner.

    `width` is that of the panel; 0 where the place is all that there is.
    """

    page: int
    x: float
    y: float
    width: float = 0


Side = tuple[Cell, ...]
"""One side of a sheet"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Paper that several pages are printed on.

    `arrange` says, for a number of pages and whether they are read from right to left, what stands
    on each side, in the order of printing; pages that a fold needs and the text doesn't stay
    blank. `folds` are at these distances from the left of the first side, read from left to right;
    `template` is the page template of what the sheet itself says, if anything.
    """

    width: float
    height: float
    arrange: Callable[[int, bool], tuple[Side, ...]]
    folds: tuple[float, ...] = ()
    flip_long_edge: bool = False
    template: str = ""

    def fold_places(self, side: int, *, right_to_left: bool) -> tuple[float, ...]:
        """Return how far from the left of a side (0-based) it is folded, in mm.

        Paper that is turned over shows its folds mirrored, as it does when read from right to left.
        """
        mirrored = right_to_left != bool(side % 2)
        return tuple(self.width - fold if mirrored else fold for fold in self.folds)


def booklet_sides(count: int, right_to_left: bool) -> tuple[Side, ...]:
    """Return the sides of an A5 booklet on A4: sheet by sheet, its outer side first.

    The sheets lie one in another and are folded once. ISO 216 gives A5 as 148 by 210 mm and A4 as
    twice 148.5: the pages meet at the fold, half a millimetre of paper stays at either edge.
    """
    places = _placed(count, 4)
    sides = []
    for sheet in range(len(places) // 4):
        first, last = 2 * sheet, len(places) - 1 - 2 * sheet
        sides += [
            _row([places[last], places[first]], (148, 148), right_to_left),
            _row([places[first + 1], places[last - 1]], (148, 148), right_to_left),
        ]
    return tuple(tuple(replace(c, x=c.x + 0.5) for c in side) for side in sides)


def trifold_sides(count: int, right_to_left: bool) -> tuple[Side, ...]:
    """Return the two sides of a leaflet of six panels: outside and inside.

    Pages are read: front, fold-in, the three inside, back. Outside, from the left, stand the
    fold-in (97 mm, lest it jam in the fold), the back and the front (100 mm each).
    """
    front, fold_in, *inside, back = _placed(count, 6)
    return (
        _row([fold_in, back, front], (97, 100, 100), right_to_left),
        _row(inside, (100, 100, 97), right_to_left),
    )


def card_sides(count: int, right_to_left: bool) -> tuple[Side, ...]:
    """Return ten cards of 85 by 55 mm in the middle of an A4 sheet: a side for each face."""
    left, bottom = (210 - 2 * 85) / 2, (297 - 5 * 55) / 2
    return tuple(
        tuple(
            Cell(face, left + 85 * column, bottom + 55 * row, 85)
            for row in range(5)
            for column in range(2)
        )
        for face in range(count)
    )


def _placed(count: int, step: int) -> list[int | None]:
    """Return the pages in their places, the last at the back, whatever stays blank before it."""
    blank = -count % step
    return [*range(count - 1), *[None] * blank, count - 1]


def _row(pages: list[int | None], widths: tuple[float, ...], right_to_left: bool) -> Side:
    if right_to_left:
        pages, widths = pages[::-1], widths[::-1]
    cells, x = [], 0.0
    for page, width in zip(pages, widths, strict=True):
        if page is not None:
            cells.append(Cell(page, x, 0, width))
        x += width
    return tuple(cells)
