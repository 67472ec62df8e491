"""A leaflet as it looks before it is fitted and proofed: pictures for a screen, and no file."""

from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.build.inputs import inputs_of, reread
from briefkit.build.making import leaflet_state, sound_leaflet
from briefkit.build.orders import Order
from briefkit.build.typesetters import fit_of, typesetter_for
from briefkit.leaflet import FILLS_PANELS, Leaflet, Page
from briefkit.model import Edition, Provenance
from briefkit.proof import screen_pictures
from briefkit.typeset import layout_steps

__all__ = ["SCREEN_WIDTH", "Unproofed", "draw_unproofed", "guessed_pages", "unproofed_pages"]

# The most width of a page's picture, in px: enough to read on a screen, and too little for print.
SCREEN_WIDTH = 800


@dataclass(frozen=True, slots=True, kw_only=True)
class Unproofed:
    """The pages of a leaflet that nobody has proofed, each a JPEG with a hatched frame.

    `state`, `provenance` and `code` are those that it will have if it passes. `too_long` says that
    there are more pages than it may have: it will be set smaller, or refused.
    """

    state: str
    provenance: Provenance
    code: str
    pictures: tuple[bytes, ...]
    too_long: bool


def unproofed_pages(
    edition: Edition,
    order: Order,
    size: float,
    leading: float,
    look: str,
    *,
    tighter: tuple[float, float, str] | None = None,
) -> Unproofed:
    """Return a leaflet's pages of the files as they are now, at a size (pt), a leading and a look,
    or `tighter` where it is too long so.

    To be looked at until the leaflet is made: they are neither fitted nor mended nor proofed.
    Raises BriefkitError for what would be refused before it is typeset, and for what WeasyPrint
    warns of.
    """
    reread()
    leaflet, page = sound_leaflet(edition, inputs_of(order.root, order.bundled), order)
    return draw_unproofed(leaflet, page, order.font_cache, size, leading, look, tighter=tighter)


def guessed_pages(
    edition: Edition, order: Order, like: tuple[float, float, str] | None
) -> Unproofed:
    """Return the pages of a leaflet whose size is not known: at one that will likely be its own.

    That is told by leaflets that this process made, or is `like` another's (pt, leading, look);
    where the text is too long for it, the smallest. Panels and pages with little on them stay so.
    Raises as `unproofed_pages` does.
    """
    reread()
    leaflet, page = sound_leaflet(edition, inputs_of(order.root, order.bundled), order)
    steps = layout_steps(fit_of(leaflet), page.roomier, page.closer)
    learnt = typesetter_for(order.font_cache, leaflet.fonts).steps
    # The first step is also what is said where nothing is known.
    if number := learnt.likely(edition.common.stem, page, steps):
        like = steps[number]
    size, leading, look = like or steps[len(steps) // 2]
    # To fill panels takes up to four layouts, and to balance pages one or two: the leaflet itself,
    # which follows, has that done.
    needed = tuple(each for each in page.adjustments if each.fault not in FILLS_PANELS)
    page = replace(page, adjustments=needed)
    return draw_unproofed(
        leaflet, page, order.font_cache, size, leading, look, tighter=steps[-1], balance=False
    )


def draw_unproofed(
    leaflet: Leaflet,
    page: Page,
    font_cache: Path,
    size: float,
    leading: float,
    look: str,
    *,
    tighter: tuple[float, float, str] | None = None,
    balance: bool = True,
) -> Unproofed:
    """Return the pages of a leaflet, laid out once, or at `tighter` too where it is too long.

    Where `balance` is true, its pages are filled alike, as they will be. Raises TypesetError where
    WeasyPrint warns.
    """
    pages_max = fit_of(leaflet).pages_max
    data = typesetter_for(font_cache, leaflet.fonts).draw(
        page,
        size,
        leading,
        leaflet.edition.stem,
        look=look,
        pages_max=pages_max,
        tighter=tighter,
        balance=balance,
        compressed=False,
    )
    pictures = screen_pictures(data, width=SCREEN_WIDTH, framed=True)
    return Unproofed(
        state=leaflet_state(leaflet),
        provenance=leaflet.provenance,
        code=leaflet.code,
        pictures=pictures,
        too_long=len(pictures) > pages_max,
    )
