"""How much room a text leaves on its pages, or how much it is too long, while it is written."""

from dataclasses import dataclass, replace

from briefkit.leaflet import Page
from briefkit.model import Fit
from briefkit.typeset.adjusting import parted
from briefkit.typeset.boxes import Layout, cover_runs_over, empty_height
from briefkit.typeset.logged_warnings import refused_warnings
from briefkit.typeset.steps import Step, layout_steps
from briefkit.typeset.typesetter import Typesetter

__all__ = ["Room", "measure_room"]

_PX_PER_PT = 96 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What is left of the room that a text may take, at its smallest size and leading.

    About so many `lines` are left on `page` (from 1), of `pages`, and after it so many `spare`
    pages; or the text is so many lines too long, and they are negative. `torn` is a text whose
    cover or help box goes on from one page to another, where it must not. Where it was tried how
    much a message may grow `here`, the lines are those.
    """

    lines: int
    page: int
    pages: int
    spare: int = 0
    torn: bool = False
    here: bool = False

    @property
    def fits(self) -> bool:
        """Whether it can be printed."""
        return self.lines >= 0 and not self.torn


def measure_room(typesetter: Typesetter, page: Page, fit: Fit, label: str) -> Room:
    """Return the room that is left on a page’s sheets, by one layout, the tightest.

    `label` names the edition in errors. Raises TypesetError where WeasyPrint warns of anything.
    """
    if page.cards:
        fit = replace(fit, pages_min=page.cards, pages_max=page.cards)
    step = layout_steps(fit, page.roomier, page.closer)[-1]
    with refused_warnings(label):
        layout = parted(typesetter.lay_out(page, *step))
    return _room_of(layout, fit, step, on_cards=bool(page.cards))


def _room_of(tightest: Layout, fit: Fit, step: Step, *, on_cards: bool) -> Room:
    pages = tightest.pages
    if pages > fit.pages_max:
        lines = (tightest.unadjusted or tightest).lines_after(fit.pages_max)
        return Room(lines=-lines, page=pages, pages=pages)
    # A text flows on to its last page, unless each part of it has a card of its own.
    number = tightest.fills.index(max(tightest.fills)) if on_cards else pages - 1
    line = step.size * step.leading * _PX_PER_PT
    return Room(
        lines=max(int(empty_height(tightest, number) / line), 0),
        page=number + 1,
        pages=pages,
        spare=0 if on_cards else fit.pages_max - pages,
        torn=fit.pages_step > 1 and (tightest.torn or cover_runs_over(tightest)),
    )
