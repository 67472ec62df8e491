"""The ways to print a leaflet: its pages, the sheets that they stand on, the finish; in mm."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefkit.contacts import Contact
from briefkit.diagnostics import Diagnostic
from briefkit.errors import UsageError
from briefkit.model import Fit

__all__ = [
    "FORMATS",
    "PLAIN",
    "PT_PER_MM",
    "Cell",
    "Finish",
    "Format",
    "Sheet",
    "Side",
    "booklet_sides",
    "card_sides",
    "find_format",
    "trifold_sides",
]

PT_PER_MM = 72 / 25.4

COMMUNITY, PROFESSIONAL = "community", "professional"


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on a side of a sheet: the page that stands there (0-based), its lower left corner."""

    page: int
    x: float
    y: float


Side = tuple[Cell, ...]
"""One side of a sheet"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Paper that several pages are printed on.

    `arrange` says, for a number of pages and whether they are read from right to left, what stands
    on each side, in the order of printing; pages that a fold needs and the text doesn't stay
    blank. `folds` are at these distances from the left, mirrored for right to left; `template` is
    the page template of what the sheet itself says, if anything.
    """

    width: float
    height: float
    arrange: Callable[[int, bool], tuple[Side, ...]]
    folds: tuple[float, ...] = ()
    flip_long_edge: bool = False
    template: str = ""

    def fold_places(self, *, right_to_left: bool) -> tuple[float, ...]:
        """Return how far from the left it is folded, in mm."""
        return tuple(self.width - fold if right_to_left else fold for fold in self.folds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to print: pages of a trim size with margins, and the limits of what goes on them.

    `widths` are those of pages (1-based) that are not `width` wide; `body` is the template of what
    it says, where that is not the whole text. `sizes` and `leadings` are
    (largest, smallest), in pt and as multiples of the size, where brief.toml's do not hold;
    `pages` are an audience's (fewest, most), likewise; `step` is the number of pages that sheets
    come in. `numbered` pages have a foot each; of others, the last alone says whose it is.
    `outside` are the pages (as Python counts) that a discreet edition shows to everyone; there is
    none of a format without such. `in_sheets` is how a print shop wants it. `most_contacts` are as
    many as its template prints, none of them a 116 number, where that is not all there are.
    """

    name: str
    width: float
    height: float
    margin_top: float
    margin_side: float
    margin_bottom: float
    widths: Mapping[int, float] = field(default_factory=dict)
    body: str = ""
    audiences: tuple[str, ...] = (COMMUNITY, PROFESSIONAL)
    sizes: tuple[float, float] | None = None
    leadings: tuple[float, float] | None = None
    pages: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    step: int = 1
    numbered: bool = True
    outside: tuple[int, ...] = ()
    always_discreet: bool = False
    sheet: Sheet | None = None
    in_sheets: bool = False
    most_contacts: int | None = None

    @property
    def press_sheet(self) -> Sheet | None:
        """The sheet that a print shop gets; nothing where it gets the pages one by one."""
        return self.sheet if self.in_sheets else None

    def left_out(self, contacts: Sequence[Contact]) -> tuple[Contact, ...]:
        """Return those of the contacts that it has no room for."""
        if self.most_contacts is None:
            return ()
        printed = [c for c in contacts if c.kind != "116 number"][: self.most_contacts]
        return tuple(c for c in contacts if not any(c is other for other in printed))

    def page_width(self, number: int) -> float:
        """Return the width of a page (1-based) in mm."""
        return self.widths.get(number, self.width)

    def fit(self, fit: Fit, audience: str, *, discreet: bool = False) -> Fit:
        """Return the limits of copyfitting in this format; `fit` are those of brief.toml."""
        largest, smallest = self.sizes or (fit.size_max, fit.size_min)
        loosest, tightest = self.leadings or (fit.leading_max, fit.leading_min)
        fewest, most = self.pages.get(audience, (fit.pages_min, fit.pages_max))
        # A discreet edition has a cover more.
        most += discreet and not self.pages
        return replace(
            fit,
            size_max=largest,
            size_min=smallest,
            leading_max=loosest,
            leading_min=tightest,
            pages_min=fewest,
            pages_max=most,
            pages_step=self.step,
            set_by=f"the format {self.name}" if self.pages else fit.set_by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Finish:
    """How it is printed: `bleed` in mm beyond the trim, marks for cutting, black ink alone."""

    bleed: float = 0
    crop_marks: bool = False
    grayscale: bool = False

    @property
    def for_press(self) -> bool:
        """Whether a print shop's file is asked for."""
        return self.bleed > 0 or self.crop_marks


PLAIN = Finish()


# --- where pages stand on sheets ---


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
            cells.append(Cell(page, x, 0))
        x += width
    return tuple(cells)


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
            Cell(face, left + 85 * column, bottom + 55 * row)
            for row in range(5)
            for column in range(2)
        )
        for face in range(count)
    )


FORMATS = {
    fmt.name: fmt
    for fmt in (
        # ISO 216 gives A4 as 210 by 297 mm, and A3 as 297 by 420.
        Format(
            name="a4", width=210, height=297, margin_top=18, margin_side=22, margin_bottom=20,
            outside=(0,),
        ),
        Format(
            name="a5-booklet", width=148, height=210,
            margin_top=17, margin_side=15, margin_bottom=16,
            pages={COMMUNITY: (2, 16), PROFESSIONAL: (2, 24)}, step=4, outside=(0, -1),
            sheet=Sheet(width=297, height=210, arrange=booklet_sides, folds=(148.5,)),
        ),
        Format(
            name="dl-trifold", width=100, height=210, widths={2: 97, 5: 97},
            margin_top=8, margin_side=7, margin_bottom=11, audiences=(COMMUNITY,),
            pages={COMMUNITY: (2, 6)}, step=6, numbered=False, outside=(0, -1),
            sheet=Sheet(width=297, height=210, arrange=trifold_sides, folds=(97, 197)),
            in_sheets=True,
        ),
        Format(
            name="large-print", width=210, height=297,
            margin_top=18, margin_side=20, margin_bottom=22,
            sizes=(18, 18), pages={COMMUNITY: (1, 12), PROFESSIONAL: (1, 30)},
        ),
        # Its text stands in the audience's smallest size; what is fitted is the notice alone.
        Format(
            name="pocket", width=85, height=55, margin_top=4, margin_side=4, margin_bottom=6,
            body="pocket.html.jinja", audiences=(COMMUNITY,),
            sizes=(7, 5), leadings=(1.2, 1.1), pages={COMMUNITY: (2, 2)}, numbered=False,
            outside=(0, 1), always_discreet=True,  # who turns it over reads the other face
            most_contacts=1,
            sheet=Sheet(
                width=210, height=297, arrange=card_sides, flip_long_edge=True,
                template="sheet",
            ),
        ),
        Format(
            name="poster", width=297, height=420, margin_top=22, margin_side=24, margin_bottom=20,
            body="poster.html.jinja", audiences=(COMMUNITY,),
            sizes=(34, 20), leadings=(1.4, 1.25), pages={COMMUNITY: (1, 1)}, numbered=False,
            most_contacts=0,
        ),
    )
}  # fmt: skip


def find_format(name: str) -> Format:
    """Return a format by its name. Raises UsageError for an unknown one."""
    if name not in FORMATS:
        raise UsageError(
            Diagnostic(
                check="format",
                message=f"There is no format “{name}”.",
                hint=f"Choose one of: {', '.join(FORMATS)}.",
            )
        )
    return FORMATS[name]
