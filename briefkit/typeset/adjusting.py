"""A layout that has a fault is laid out anew with the stylesheet that mends it."""

from collections.abc import Callable, Sequence
from functools import partial

from briefkit.leaflet import FILLS_PANELS, Adjustment, PageFault
from briefkit.typeset.boxes import (
    Layout,
    begins_with_few_notes,
    cover_runs_over,
    filled_with_text,
    has_narrow_fold_in,
    has_roomy_fold_in,
    loses_notes,
    pages_with_help,
)
from briefkit.typeset.line_lengths import has_long_lines

__all__ = ["adjusted", "finished", "parted"]

# What it takes to save a page that sections take which must stand whole.
_APART: tuple[PageFault, ...] = ("close", "apart")
# What a text is fitted anew for.
_OF_FITTED: tuple[PageFault, ...] = ("empty", "sheet", "sparse")


def adjusted(
    lay_out: Callable[[Sequence[str]], Layout], adjustments: Sequence[Adjustment]
) -> Layout:
    """Return what `lay_out` makes with the stylesheets that are added to mend its faults.

    They are tried in their order, and kept where the fault goes and no page is added for it. What
    takes along to the last page of a leaflet that isn't folded what stands before its end, fills
    panels, or shortens lines, adds no sheet and changes no table's width: that waits for
    `finished`. What parts sections over pages waits for `parted`. What may save a “sheet”, fill
    the foot of a page that stays “empty”, or the pages of a text that is “sparse”, is no matter
    here.
    """
    layout = lay_out(())
    late = FILLS_PANELS if layout.panels else ("alone", "blank", "long", "few")
    first = [each for each in adjustments if each.fault not in (*late, *_OF_FITTED, "apart")]
    last = [each for each in adjustments if each.fault in late]
    apart = [each for each in adjustments if each.fault == "apart"]

    def mended(layout: Layout, adjustments: Sequence[Adjustment]) -> Layout:
        layout = _mended(lay_out, layout, adjustments)
        layout.finishing = partial(_mended, lay_out, adjustments=last) if last else None
        return layout

    layout = mended(layout, first)
    if apart and _has(layout, "apart"):
        layout.parting = partial(mended, adjustments=apart)
    return layout


def parted(layout: Layout) -> Layout:
    """Return a layout with its sections parted over pages, where that saves one."""
    return layout.parting(layout) if layout.parting else layout


def finished(layout: Layout) -> Layout:
    """Return a layout as it is printed, with the adjustments that waited; it has as many pages, or
    those that it has `parted`.
    """
    layout = parted(layout)
    return layout.finishing(layout) if layout.finishing else layout


def _mended(
    lay_out: Callable[[Sequence[str]], Layout],
    layout: Layout,
    adjustments: Sequence[Adjustment],
) -> Layout:
    """Return a layout with what mends its faults."""
    for fault, css in adjustments:
        if fault in layout.mended or not _has(layout, fault):
            continue
        other = lay_out([*layout.added, css])
        if (not other.torn or fault == "over") and _is_mended(other, layout, fault):
            other.mended = layout.mended | {fault}
            other.unadjusted = layout.unadjusted or layout
            layout = other
    return layout


def _has(layout: Layout, fault: PageFault) -> bool:
    """Whether a layout has a fault that an adjustment may mend.

    A cover runs “over” onto the next page, what closes a leaflet stands “alone”, it is so “short”
    that its inside is empty, a note at the foot is “lost” where it was to stand on the page of its
    mark, its sections stand so far “apart” that it takes a page for that (none where they are
    set “close”), a text that is “flowing” over panels leaves one empty, or the panel that folds in
    is “roomy” where it leaves none. A help box is “crowded” that goes on from one panel to another.
    A text goes on after pages that the fold leaves “blank”. Its lines are too “long”. Of its notes,
    a page begins with too “few” lines.

    Outside are the front, the panel that folds in, and the back.
    """
    if fault == "over":
        return cover_runs_over(layout)
    if fault == "crowded":
        return layout.panels > 0 and pages_with_help(layout) > 1
    if fault == "short":
        return layout.pages <= 3 < layout.panels
    if fault == "flowing":
        return 3 < layout.pages < layout.panels
    if fault == "roomy":
        return has_roomy_fold_in(layout)
    if fault == "blank":
        return layout.pages % layout.step > 0
    if fault == "lost":
        return loses_notes(layout)
    if fault == "long":
        return has_long_lines(layout.document)
    if fault == "few":
        return begins_with_few_notes(layout)
    if fault in _APART:
        return sum(filled_with_text(layout)) <= layout.pages - 1
    if layout.panels:  # the back is for what closes it: there the notice is not to be alone
        return layout.notice_alone
    return layout.imprint_alone or layout.help_alone


def _is_mended(layout: Layout, before: Layout, fault: PageFault) -> bool:
    # On the inside it may be as short as it was.
    if fault in ("short", "flowing"):
        return layout.pages <= layout.panels
    if fault == "roomy":
        return layout.pages <= before.pages and not has_narrow_fold_in(layout)
    if fault in _APART:
        return layout.pages < before.pages
    if fault == "blank":
        return layout.pages == before.pages + 1
    return (layout.pages <= before.pages or fault == "lost") and not _has(layout, fault)
