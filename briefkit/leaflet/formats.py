"""The ways to print a leaflet: its pages and the limits of what goes on them; in mm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefkit.contacts import Contact, Way
from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import UsageError
from briefkit.leaflet.page import Adjustment, Fuller
from briefkit.leaflet.sheets import Sheet, booklet_sides, card_sides, trifold_sides
from briefkit.model import Edition, Fit, Level

__all__ = ["FORMATS", "LANGUAGES_SHEETS", "PRINTED", "Format", "find_format", "format_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A way to print: pages of a trim size with margins, and the limits of what goes on them.

    `widths` are those of pages (1-based) that are not `width` wide; `body` is the template of what
    it says, where that is not the whole text. `sizes` and `leadings` are
    (largest, smallest), in pt and as multiples of the size, where brief.toml's do not hold;
    `pages` are a level's (fewest, most), likewise; `pages_for_one` is how many
    pages one of brief.toml's may take, where that is more than `pages` has; `step` is the number of
    pages that sheets come in. `numbered` pages have a foot each; of others, the last alone says
    whose it is.
    `counted` ones say of how many they are; others don't, and their last, a booklet's back, has no
    number, for how many blank pages the fold puts before it is only known on the sheet.
    `most_ways` are as many ways to reach a contact as it prints, and `most_codes` as many of its
    codes, where that is not all. Of more contacts than `most_in_full` has for a level,
    each is printed short: the first way to reach it and none of its codes.
    `adjustments` name the stylesheets that are added where a layout has a fault; `roomier` and
    `closer` those that a theme may have for looks that take more room, or less, in their order, and
    `fuller` those for pages that are far from full.
    `outside` are the pages (as Python counts) that a discreet edition shows to everyone; there is
    none of a format without such. `in_sheets` is how a print shop wants it. `most_contacts` are as
    many as its template prints, none of them a 116 number, where that is not all there are.
    `largest` is the size in pt that a level's text may grow to where it doesn't fill its sheets;
    `grown` that of any text which leaves pages empty and takes no more of them so.
    `strips` are how many there are at the foot of its page, to tear off.
    What is sent, not printed, are cards, one a page, with room for about so many `lines`; pictures
    are made of them `pixels` wide, and of the same on cards of the size of `other`.
    A `banner` is a solid field to the edges with the title of a plain text and the number to call.
    A `cover` is the first page: a solid field with the title, the lead and the number to call.
    Pages of the levels that are `balanced` are filled alike.
    `columns` are the widths of a level's text, where that is not as wide as the page's margins let.
    Its notes stand at its end, whatever brief.toml says, where it has `notes_at_end`.
    One `for_two` languages can have another beside the reader's.
    """

    name: str
    width: float
    height: float
    margin_top: float
    margin_side: float
    margin_bottom: float
    widths: Mapping[int, float] = field(default_factory=dict)
    body: str = ""
    sizes: tuple[float, float] | None = None
    leadings: tuple[float, float] | None = None
    pages: Mapping[Level, tuple[int, int]] = field(default_factory=dict)
    pages_for_one: int = 0
    step: int = 1
    numbered: bool = True
    counted: bool = True
    adjustments: tuple[Adjustment, ...] = ()
    roomier: tuple[str, ...] = ()
    closer: tuple[str, ...] = ()
    fuller: tuple[Fuller, ...] = ()
    outside: tuple[int, ...] = ()
    always_discreet: bool = False
    sheet: Sheet | None = None
    in_sheets: bool = False
    most_contacts: int | None = None
    most_ways: int | None = None
    most_codes: int | None = None
    most_in_full: Mapping[Level, int] = field(default_factory=dict)
    strips: int = 0
    largest: Mapping[Level, float] = field(default_factory=dict)
    grown: float = 0
    lines: float = 0
    pixels: int = 0
    other: "Format | None" = None
    banner: bool = False
    cover: bool = False
    columns: Mapping[Level, float] = field(default_factory=dict)
    balanced: frozenset[Level] = frozenset()
    notes_at_end: bool = False
    for_two: bool = False

    @property
    def press_sheet(self) -> Sheet | None:
        """The sheet that a print shop gets; nothing where it gets the pages one by one."""
        return self.sheet if self.in_sheets else None

    @property
    def has_contacts(self) -> bool:
        """Whether it prints any of a project's own contacts."""
        return self.most_contacts != 0

    def left_out(self, contacts: Sequence[Contact]) -> tuple[Contact, ...]:
        """Return those of the contacts, as a leaflet has them, that it has no room for."""
        if self.most_contacts is None:
            return ()
        printed = [c for c in contacts if c.kind != "116 number"][: self.most_contacts]
        return tuple(c for c in contacts if not any(c is other for other in printed))

    def in_full(self, contacts: Sequence[Contact], level: Level) -> bool:
        """Whether it prints all that is known of each of so many contacts, if it has room."""
        own = sum(contact.kind != "116 number" for contact in contacts)
        return own <= self.most_in_full.get(level, own)

    def ways(self, contact: Contact, among: Sequence[Contact], level: Level) -> tuple[Way, ...]:
        """Return the ways to reach a contact that it prints `among` all those of a leaflet."""
        return contact.ways[: self.most_ways if self.in_full(among, level) else 1]

    def page_width(self, number: int) -> float:
        """Return the width of a page (1-based) in mm."""
        return self.widths.get(number, self.width)

    def column(self, level: Level) -> float:
        """Return the width of a level's column of text in mm: that of the narrowest page."""
        narrowest = min(self.page_width(number) for number in (1, *self.widths))
        return self.columns.get(level, narrowest - 2 * self.margin_side)

    def in_two_languages(self) -> "Format":
        """Return the format of a leaflet in two languages: twice as many pages, and fewer looks.

        Columns hold enough words where the text stays as small as brief.toml's; an easy text has
        none where it may grow. On the back of a folded sheet, no contact of an easy text is printed
        in full beside so long a notice.
        """
        in_full = {**self.most_in_full, Level.EASY: 0} if self.cover else self.most_in_full
        return replace(
            self,
            most_in_full=in_full,
            pages={level: (fewest, 2 * most) for level, (fewest, most) in self.pages.items()},
            pages_for_one=max(2, 2 * self.pages_for_one),
            roomier=(),
            fuller=tuple(each for each in self.fuller if self.cover and each.page == -2),
            largest={k: size for k, size in self.largest.items() if k is Level.EASY},
            grown=0,
        )

    def fit(self, fit: Fit, level: Level, *, discreet: bool = False, contacts: bool = False) -> Fit:
        """Return the limits of copyfitting in this format; `fit` are those of brief.toml.

        Of a plain text with `contacts` that don't fit beside it, these may take a page more.
        """
        largest, smallest = self.sizes or (fit.size_max, fit.size_min)
        loosest, tightest = self.leadings or (fit.leading_max, fit.leading_min)
        largest = max(largest, self.largest.get(level, largest))
        fewest, most = self.pages.get(level, (fit.pages_min, fit.pages_max))
        most = max(most, self.pages_for_one * fit.pages_max)
        # A discreet edition has a cover more.
        most += discreet and not self.pages
        for_help = contacts and not (discreet or self.pages)
        return replace(
            fit,
            size_max=largest,
            size_min=smallest,
            leading_max=loosest,
            leading_min=tightest,
            pages_min=fewest,
            pages_max=most + for_help,
            pages_for_help=int(for_help),
            pages_step=self.step,
            full_pages=level is Level.PROFESSIONAL and not self.body,
            sparing=level is Level.PROFESSIONAL and not self.sizes,
            size_grown=self.grown,
            set_by=translatable("the format %(name)s", name=self.name)
            if self.pages
            else fit.set_by,
        )


# WeasyPrint loses a note now and then that is to stand on the page of its mark.
_NOTED = (Adjustment("lost", "notes-freely"),)
# Pages whose feet stay empty are filled where a long note may go on from one to the next.
_PARTED = (Adjustment("empty", "notes-parted"),)
# A brand's font may have narrow letters.
_SHORTER = (Adjustment("long", "lines-shorter"), Adjustment("long", "lines-shortest"))
_TOGETHER = (
    *_NOTED,
    Adjustment("close", "sections-close"),
    Adjustment("apart", "rows-freely"),
    Adjustment("alone", "together-items"),
    Adjustment("alone", "together"),
    *_SHORTER,
    Adjustment("few", "notes-close"),
)

# Cards to send, 1080 pixels wide: a pt is 4.2 of them, so 9.5 pt is 40 pixels.
_SQUARE = Format(
    name="share", width=90, height=90, margin_top=12, margin_side=6, margin_bottom=8,
    body="share.html.jinja",
    sizes=(14, 9.5), leadings=(1.35, 1.25), pages=dict.fromkeys(Level, (2, 60)),
    always_discreet=True, most_contacts=1, most_ways=1, lines=13, pixels=1080,
)  # fmt: skip

# A cover whose title and lead are long in a language is set smaller.
_BOOKLET_COVER = (Adjustment("over", "a5-booklet-cover"), Adjustment("over", "a5-booklet-bare"))
_TRIFOLD_COVER = (Adjustment("over", "dl-trifold-cover"), Adjustment("over", "dl-trifold-bare"))

FORMATS = {
    fmt.name: fmt
    for fmt in (
        # ISO 216 gives A4 as 210 by 297 mm, and A3 as 297 by 420.
        Format(
            name="a4", width=210, height=297, margin_top=15, margin_side=15, margin_bottom=16,
            outside=(0,), adjustments=_TOGETHER, banner=True,
            columns={Level.PROFESSIONAL: 120}, balanced=frozenset((Level.EASY,)),
            roomier=("a4-column", "a4-roomy"), closer=("a4-close", "a4-tight"),
            fuller=(
                Fuller(0, "a4-front-roomy", below=0.85), Fuller(0, "a4-front"),
                Fuller(-1, "a4-back-roomy", below=0.85),
                Fuller(-1, "a4-back"), Fuller(-1, "a4-back-close"),
            ),
            for_two=True,
        ),
        Format(
            name="a5-booklet", width=148, height=210,
            margin_top=17, margin_side=15, margin_bottom=16,
            pages=dict.fromkeys(Level, (2, 16)) | {Level.PROFESSIONAL: (2, 24)}, pages_for_one=4,
            largest={Level.PLAIN: 20, Level.EASY: 16, Level.PROFESSIONAL: 14},
            step=4, outside=(0, -1), counted=False, cover=True, most_in_full={Level.EASY: 3},
            adjustments=(
                *_BOOKLET_COVER, *_NOTED, *_PARTED, *_SHORTER,
                Adjustment("empty", "tables-parted"),
                Adjustment("blank", "a5-booklet-closed"),
                Adjustment("sheet", "a5-booklet-shared"), Adjustment("sheet", "a5-booklet-parted"),
                Adjustment("sheet", "a5-booklet-opened"),
                Adjustment("sheet", "a5-booklet-opened-close"),
                Adjustment("sparse", "a5-booklet-number"),
            ),
            fuller=(
                Fuller(0, "a5-booklet-front-roomy", below=0.75),
                Fuller(0, "a5-booklet-front", below=0.86),
                Fuller(-1, "a5-booklet-back-roomier", below=0.65),
                Fuller(-1, "a5-booklet-back-roomy", below=0.8),
                Fuller(-1, "a5-booklet-back"), Fuller(-1, "a5-booklet-back-close"),
                Fuller(-2, "a5-booklet-call-roomy", below=0.8),
                Fuller(-2, "a5-booklet-call"), Fuller(-2, "a5-booklet-call-close"),
            ),
            sheet=Sheet(width=297, height=210, arrange=booklet_sides, folds=(148.5,)),
            for_two=True,
        ),
        Format(
            name="dl-trifold", width=100, height=210, widths={2: 97, 5: 97},
            margin_top=8, margin_side=7, margin_bottom=12,
            pages=dict.fromkeys(Level, (2, 6)), step=6, numbered=False, outside=(0, -1),
            sheet=Sheet(width=297, height=210, arrange=trifold_sides, folds=(97, 197)),
            in_sheets=True, most_codes=2, cover=True,
            most_in_full=dict.fromkeys(Level, 2),
            fuller=(
                Fuller(0, "dl-trifold-front-roomier", below=0.78),
                Fuller(0, "dl-trifold-front-roomy", below=0.86),
                Fuller(0, "dl-trifold-front", below=0.93), Fuller(-1, "dl-trifold-back", below=0.7),
            ),
            adjustments=(
                *_TRIFOLD_COVER,
                *_NOTED,
                Adjustment("alone", "dl-trifold-near"),
                Adjustment("alone", "dl-trifold-close"),
                Adjustment("alone", "dl-trifold-closest"),
                Adjustment("crowded", "dl-trifold-closest"),
                Adjustment("short", "dl-trifold-apart"),
                Adjustment("short", "dl-trifold-inside"),
                Adjustment("flowing", "dl-trifold-sections"),
                *(Adjustment("roomy", f"dl-trifold-{scale}") for scale in (134, 126, 118, 110)),
            ),
        ),
        Format(
            name="large-print", width=210, height=297,
            margin_top=22, margin_side=20, margin_bottom=17,
            sizes=(18, 18), grown=20,
            notes_at_end=True,  # so large they would take the room of the text that they belong to
            pages=dict.fromkeys(Level, (1, 12)) | {Level.PROFESSIONAL: (1, 30)}, pages_for_one=5,
            adjustments=(Adjustment("empty", "contents-close"), *_PARTED), banner=True,
            balanced=frozenset((Level.PLAIN, Level.EASY)),
            closer=("large-print-close",),
            fuller=(
                Fuller(0, "large-print-front-roomy", below=0.82),
                Fuller(0, "large-print-front"), Fuller(0, "large-print-front-near", below=0.86),
                Fuller(0, "large-print-front-close"),
                Fuller(-1, "large-print-back-roomy"),
                Fuller(-1, "large-print-back"), Fuller(-1, "large-print-back-close"),
                Fuller(-2, "large-print-contacts"), Fuller(-2, "large-print-contacts-close"),
                Fuller(-2, "large-print-contact"),
            ),
            for_two=True,
        ),
        # Its text stands in the audience's smallest size; what is fitted is the notice alone.
        Format(
            name="pocket", width=85, height=55, margin_top=3.2, margin_side=3.5, margin_bottom=8.2,
            body="pocket.html.jinja",
            sizes=(8, 5), leadings=(1.2, 1.1), pages=dict.fromkeys(Level, (2, 2)), numbered=False,
            outside=(0, 1), always_discreet=True,  # who turns it over reads the other face
            most_contacts=1, most_ways=1,
            fuller=(
                Fuller(-1, "pocket-roomy", below=0.75),
                Fuller(-1, "pocket-roomy-near", below=0.75),
                Fuller(-1, "pocket-roomy-close", below=0.75),
            ),
            sheet=Sheet(
                width=210, height=297, arrange=card_sides, flip_long_edge=True,
                template="sheet",
            ),
        ),
        Format(
            name="poster", width=297, height=420, margin_top=22, margin_side=24, margin_bottom=20,
            body="poster.html.jinja",
            sizes=(26, 16), leadings=(1.35, 1.2), pages=dict.fromkeys(Level, (1, 1)),
            numbered=False, most_contacts=0, fuller=(Fuller(0, "poster-roomy", below=0.93),),
        ),
        # A poster above its strips, which take 65 mm.
        Format(
            name="tear-off", width=297, height=420, margin_top=22, margin_side=24, margin_bottom=85,
            body="poster.html.jinja", strips=10,
            sizes=(26, 16), leadings=(1.35, 1.2), pages=dict.fromkeys(Level, (1, 1)),
            numbered=False, most_contacts=1, most_ways=1,
        ),
        replace(_SQUARE, height=112.5, lines=18, other=_SQUARE),
    )
}  # fmt: skip

# What lists the languages of a text, each in its own letters: it is no leaflet, and no audience has
# it. It names no subject, so that it can hang anywhere.
_LANGUAGES = Format(
    name="languages", width=210, height=297, margin_top=6, margin_side=12, margin_bottom=12,
    body="languages.html.jinja",
    sizes=(12, 8), leadings=(1.2, 1.1), pages=dict.fromkeys(Level, (1, 1)), numbered=False,
    outside=(0,), always_discreet=True, most_contacts=0,
)  # fmt: skip

# By their paper. An A3 sheet is an A4 one, √2 times as large.
LANGUAGES_SHEETS: Mapping[str, Format] = {
    "a4": _LANGUAGES,
    "a3": replace(
        _LANGUAGES, name="languages_a3", width=297, height=420,
        margin_top=8.5, margin_side=17, margin_bottom=17, sizes=(17, 11.25),
    ),
}  # fmt: skip

_BY_NAME = FORMATS | {fmt.name: fmt for fmt in LANGUAGES_SHEETS.values()}

# Those that are printed; the others are sent.
PRINTED = tuple(name for name, fmt in FORMATS.items() if not fmt.lines)


def format_of(edition: Edition) -> Format:
    """Return the format of an edition, in one language or in two."""
    fmt = find_format(edition.format)
    return fmt.in_two_languages() if edition.second else fmt


def find_format(name: str) -> Format:
    """Return a format by its name. Raises UsageError for an unknown one."""
    if name not in _BY_NAME:
        raise UsageError(
            Diagnostic(
                check="format",
                message=translatable("There is no format “%(name)s”.", name=name),
                hint=translatable("Choose one of: %(listed)s.", listed=", ".join(FORMATS)),
            )
        )
    return _BY_NAME[name]
