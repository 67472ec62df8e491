"""A layout that has a fault is laid out anew with the stylesheet that mends it."""

from collections.abc import Callable, Sequence

from briefkit.leaflet import Adjustment, PageFault
from briefkit.typeset.boxes import Layout, loses_notes

__all__ = ["adjusted"]


def adjusted(
    lay_out: Callable[[Sequence[str]], Layout], adjustments: Sequence[Adjustment]
) -> Layout:
    """Return what `lay_out` makes with the stylesheets that are added to mend its faults.

    They are tried in their order, and kept where the fault goes and no page is added for it.
    """
    added: list[str] = []
    layout = lay_out(added)
    for fault, css in adjustments:
        if fault in layout.mended or not _has(layout, fault):
            continue
        other = lay_out([*added, css])
        if not other.torn and _is_mended(other, layout, fault):
            other.mended = layout.mended | {fault}
            other.unadjusted = layout.unadjusted or layout
            layout, added = other, [*added, css]
    return layout


def _has(layout: Layout, fault: PageFault) -> bool:
    """Whether what closes a leaflet stands “alone”, it is so “short” that its inside is empty, a
    note at the foot is “lost” where it was to stand on the page of its mark, or its sections stand
    so far “apart” that it takes a page for that.

    Outside are the front, the panel that folds in, and the back.
    """
    if fault == "short":
        return layout.pages <= 3 < layout.panels
    if fault == "lost":
        return loses_notes(layout)
    if fault == "apart":
        return layout.filled <= layout.pages - 1
    if layout.panels:  # the back is for what closes it: there the notice is not to be alone
        return layout.notice_alone
    return layout.imprint_alone or layout.help_alone


def _is_mended(layout: Layout, before: Layout, fault: PageFault) -> bool:
    # On the inside it may be as short as it was.
    if fault == "short":
        return layout.pages <= layout.panels
    if fault == "apart":
        return layout.pages < before.pages
    return (layout.pages <= before.pages or fault == "lost") and not _has(layout, fault)
