"""A text fitted to its number of pages, or refused with how much it is too long."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import TypesetError
from briefkit.model import Fit
from briefkit.typeset.adjusting import finished, parted
from briefkit.typeset.boxes import Layout, cover_runs_over, ends_with_text, has_short_lines
from briefkit.typeset.depths import lacking, run_short
from briefkit.typeset.line_lengths import has_long_lines
from briefkit.typeset.steps import Step, best_larger, layout_steps, roomiest
from briefkit.typeset.stretching import FULL, filled_above_notes, shortage

__all__ = ["MOST_FILLED", "Fitted", "fit_text"]

# A text of more pages is not laid out anew for its first or last page alone.
MOST_FILLED = 40
# As many steps are tried for that with pages that run short.
_TRIED = 4
# Parts of what would fill a text's last page that its leading grows by: breaks lose or gain some.
_PARTS_OF_LEADING = (1.2, 0.9, 1.5, 0.6)
# So many steps closer a text may be set for its sections to be whole: about half a point.
_FOR_SECTIONS = 4
# So many steps are tried for lines of panels that are long enough: about a point.
_FOR_LINES = 8
# So many for lines of a report that are short enough.
_FOR_SHORTER = 4

LayOut = Callable[[float, float, str], Layout]


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout that fits: its step (from 0, the roomiest), and that step's size and so on.

    A search that begins at the step `known` finds it soonest.
    """

    layout: Layout
    step: int
    size: float
    leading: float
    look: str
    known: int


def fit_text(
    lay_out: LayOut,
    fit: Fit,
    label: str,
    *,
    roomier: Sequence[str] = (),
    closer: Sequence[str] = (),
    start: int = 0,
    text_name: str = "",
) -> Fitted:
    """Return the layout of the roomiest step that fits.

    `lay_out` lays the text out at a size (pt), a leading and a look; the step `start` is tried
    first, and the result doesn't depend on it (see `roomiest`). The looks are those of
    `layout_steps`. Sections are parted over pages only where they fit at no step otherwise, or at
    one that is much closer; panels are set closer where that helps short lines. Where only the
    footer would stand on the last page, or only the help box though the page before has room, a
    tighter step that does without that page is taken, if there is one. What is folded keeps its
    last page for the footer, but takes no more sheets than it must, and has its help box on one
    page: on the footer's, where they can. A table that is too wide at a size is set smaller; where
    it is at all, the proof tells of it. A tighter step may fill feet of pages that are to be full.

    `label` names the edition, `text_name` whatever is fitted: “the German translation”. Raises
    TypesetError when no step fits.
    """
    steps = layout_steps(fit, roomier, closer)
    whole = cache(lambda index: lay_out(*steps[index]))
    attempt = cache(lambda index: parted(whole(index)))
    printed = cache(lambda index: finished(attempt(index)))
    start = min(start, len(steps) - 1)
    fewer = replace(fit, pages_max=fit.pages_max - fit.pages_for_help)
    found = _found(steps, fewer, attempt, start, whole)
    if found is None and fit.pages_for_help:
        found = _found(steps, fit, attempt, start)  # on a page more: those before it are to be full
    if found is None:
        raise _too_long(attempt(len(steps) - 1), fit, label, text_name)
    known, first = found, attempt(found)
    alone = fit.pages_step == 1 and (first.imprint_alone or first.help_alone)
    if alone and fit.pages_min < first.pages <= fewer.pages_max:
        tighter = roomiest(steps, first.pages - 1, attempt, start)
        found = found if tighter is None else tighter
    found = _with_long_lines(range(found, len(steps)), attempt)
    if fit.full_pages:
        found = _fullest(range(found, len(steps)), attempt, printed, folded=fit.pages_step > 1)
    fitted = Fitted(printed(found), found, *steps[found], known)
    if fitted.layout.pages < fit.pages_min:
        raise _too_short(fitted.layout, fit, label, text_name)
    if fit.full_pages:
        fitted = _led(lay_out, _evened(lay_out, fitted, attempt, steps, fit), fit.leading_max)
    return fitted


def _found(
    steps: Sequence[Step],
    fit: Fit,
    attempt: Callable[[int], Layout],
    start: int,
    whole: Callable[[int], Layout] | None = None,
) -> int | None:
    """Return the step to take, or None where none fits.

    Sections are whole if they can be, where `whole` lays a step's out so.
    """
    folded = fit.pages_step > 1
    allowed = _page_numbers(steps, fit, attempt, start)

    def search(start: int, whole: Callable[[int], Layout] | None = None) -> int | None:
        found = (
            roomiest(
                steps, n, partial(_whole, whole, attempt, n) if whole else attempt, start,
                whole=folded, together=together, narrow=narrow, sections=whole is not None,
            )
            for narrow in (True, False)
            for together in ((True, False) if folded else (False,))
            for n in allowed
        )  # fmt: skip
        return next((index for index in found if index is not None), None)

    found = search(start, whole)
    before = len(steps) - 1 if found is None else found - 1
    if whole is None or before < 0 or not _saves_a_page(attempt(before), fit):
        return found
    if found is None:
        return search(before)
    much = found - _FOR_SECTIONS - 1
    parts = much >= 0 and _saves_a_page(attempt(much), fit)
    return search(before) if parts else found


def _whole(
    whole: Callable[[int], Layout], attempt: Callable[[int], Layout], pages: int, index: int
) -> Layout:
    """Return the layout of a step with its sections whole, and if it fits so, what saves a page."""
    layout = whole(index)
    return layout if layout.pages > pages else attempt(index)


def _page_numbers(
    steps: Sequence[Step], fit: Fit, attempt: Callable[[int], Layout], start: int
) -> Sequence[int]:
    """Return the numbers of pages that a text may take, the best first."""
    if fit.pages_step == 1 and not fit.sparing:
        return (fit.pages_max,)
    fewest = max(_fewest(steps, attempt, start), fit.pages_min)
    if fit.pages_step == 1:
        return range(min(fewest, fit.pages_max), fit.pages_max + 1)
    sheets = range(min(fit.pages_step, fit.pages_max), fit.pages_max + 1, fit.pages_step)
    return [pages for pages in sheets if pages >= fewest] or sheets[-1:]


def _fewest(steps: Sequence[Step], attempt: Callable[[int], Layout], start: int) -> int:
    """Return the fewest pages that a text takes, or fewer where that is not known without trying.

    The step `start` tells it, where no look makes more of a difference than size and leading do.
    """
    tightest = steps[-1]
    if tightest.look:
        return attempt(len(steps) - 1).pages
    # Lines and their height shrink with size and leading, and what doesn't shrink takes more.
    return math.ceil(attempt(start).filled * tightest.takes / steps[start].takes)


def _with_long_lines(indices: Sequence[int], attempt: Callable[[int], Layout]) -> int:
    """Return the first of a few steps at which no paragraph on a panel has short lines, and nothing
    else is worse than at the first; or that.
    """
    first = attempt(indices[0])
    for index in indices[:_FOR_LINES] if first.panels and has_short_lines(first) else ():
        layout = attempt(index)
        worse = (layout.torn and not first.torn) or (layout.too_wide and not first.too_wide)
        worse = worse or layout.pages > first.pages
        worse = worse or (layout.notice_alone and not first.notice_alone)
        if not worse and not has_short_lines(layout):
            return index
    return indices[0]


def _with_shorter_lines(
    indices: Sequence[int],
    attempt: Callable[[int], Layout],
    printed: Callable[[int], Layout],
) -> int:
    """Return the first of a few steps at which no line is too long, on as many pages, where shorter
    ones take a page more at the first; or that.

    `printed` returns what `attempt` does, as it is `finished`.
    """
    first = attempt(indices[0])
    if not has_long_lines(first.document) or not has_long_lines(printed(indices[0]).document):
        return indices[0]
    for index in indices[1:_FOR_SHORTER]:
        layout = printed(index)
        worse = layout.pages != first.pages or layout.too_wide or (layout.torn and not first.torn)
        if not worse and not has_long_lines(layout.document):
            return index
    return indices[0]


def _fullest(
    indices: Sequence[int],
    attempt: Callable[[int], Layout],
    printed: Callable[[int], Layout],
    *,
    folded: bool,
) -> int:
    """Return the roomiest step that leaves no page's foot empty and takes no more pages than the
    first, or as many if it is folded; where each does, the one that leaves least empty.

    One of a few after it may be taken for the length of lines (see `_with_shorter_lines`).
    """
    first = attempt(indices[0])
    best, least = indices[0], lacking(first)
    for index in indices[1:] if shortage(first.document) else ():
        layout = attempt(index)
        alone = not folded and layout.imprint_alone
        if folded and layout.pages < first.pages:
            break
        torn = layout.torn and not first.torn
        if layout.pages > first.pages or layout.too_wide or torn or alone:
            continue
        lacks = lacking(layout)
        if lacks < least:
            best, least = index, lacks
        if not least:
            break
    return _with_shorter_lines(indices[indices.index(best) :], attempt, printed)


def _evened(
    lay_out: LayOut,
    fitted: Fitted,
    attempt: Callable[[int], Layout],
    steps: Sequence[Step],
    fit: Fit,
) -> Fitted:
    """Return what fitted with pages that run short, at the first of a few steps that it fills.

    That is for a text of which no step leaves all pages full; where this leaves some empty, too,
    it is set larger.
    """
    best, least = fitted, lacking(fitted.layout)
    tried = range(fitted.known, min(fitted.known + _TRIED, len(steps)))
    empty = shortage(fitted.layout.document)
    for index in dict.fromkeys([*tried, fitted.step]) if empty else ():
        size, leading, look = steps[index]
        layout = fitted.layout if index == fitted.step else finished(attempt(index))
        torn = layout.torn and not fitted.layout.torn
        fewer = fit.pages_step > 1 and layout.pages < fitted.layout.pages
        if fewer or layout.pages > fitted.layout.pages or layout.too_wide or torn:
            continue
        evened = _short(lay_out, Fitted(layout, index, size, leading, look, fitted.known))
        lacks = lacking(evened.layout)
        if lacks < least:
            best, least = evened, lacks
        if not least:
            break
    return _grown(lay_out, best, steps[best.step], fit.size_grown)


def _short(lay_out: LayOut, fitted: Fitted) -> Fitted:
    """Return what fitted with pages that run short, where these are fuller so."""

    def add(css: str) -> Layout:
        return finished(lay_out(fitted.size, fitted.leading, fitted.look + css))

    layout, css = run_short(add, fitted.layout)
    return replace(fitted, layout=layout, look=fitted.look + css)


def _grown(lay_out: LayOut, fitted: Fitted, at: Step, largest: float) -> Fitted:
    """Return what leaves pages empty at a larger size that fills them better, on no more pages.

    It is set `at` a step, with what makes pages run short.
    """
    least = lacking(fitted.layout)
    if not (least and largest):
        return fitted

    def attempt(step: Step) -> tuple[float, Fitted] | None:
        layout = finished(lay_out(*step))
        torn = layout.torn and not fitted.layout.torn
        if layout.pages > fitted.layout.pages or layout.too_wide or torn:
            return None
        grown = replace(fitted, layout=layout, size=step.size, look=step.look)
        grown = _short(lay_out, grown) if shortage(layout.document) else grown
        return lacking(grown.layout), grown

    usual = fitted.layout.fills[:-1]
    best = best_larger(at, largest, sum(usual) / len(usual), attempt)
    return best[1] if best and best[0] < least else fitted


def _led(lay_out: LayOut, fitted: Fitted, loosest: float) -> Fitted:
    """Return a text that ends high on its last page in a leading at which it ends at its foot."""
    layout = fitted.layout
    if not 2 <= layout.pages <= MOST_FILLED or not ends_with_text(layout) or _end(layout) >= FULL:
        return fitted
    filled = layout.filled - layout.fills[-1] + _end(layout)
    wanted, best = layout.pages / filled - 1, fitted
    leadings = (
        round(min(fitted.leading * (1 + part * wanted), loosest), 3) for part in _PARTS_OF_LEADING
    )
    # One that is as loose as may be is laid out once.
    for leading in dict.fromkeys(leadings) if fitted.leading < loosest else ():
        other = finished(lay_out(fitted.size, leading, fitted.look))
        worse = other.pages > layout.pages or other.too_wide
        worse = worse or "apart" in other.mended - layout.mended
        if worse or shortage(other.document) > shortage(layout.document):
            continue
        if _end(other) > _end(best.layout):
            best = replace(fitted, layout=other, leading=leading)
        if _end(best.layout) >= FULL:
            break
    return best


def _end(layout: Layout) -> float:
    """Return how far down its last page a text ends, 1 for at its foot, or at the notes there."""
    return filled_above_notes(layout.document.pages[-1]._page_box)


def _saves_a_page(layout: Layout, fit: Fit) -> bool:
    """Whether a layout fits because its sections are parted over pages."""
    return "apart" in layout.mended and layout.pages <= fit.pages_max


def _too_long(tightest: Layout, fit: Fit, label: str, text_name: str) -> TypesetError:
    hint = translatable("Shorten %(text)s.", text=text_name or translatable("the text"))
    if fit.pages_step > 1 and cover_runs_over(tightest):
        excess = translatable("its title and what stands below it don't fit on the cover")
        hint = translatable("Shorten the title, or the paragraphs before the first section.")
    elif fit.pages_step > 1 and tightest.torn and tightest.pages <= fit.pages_max:
        excess = translatable("its help box is torn")
    else:
        lines = (tightest.unadjusted or tightest).lines_after(fit.pages_max)
        excess = translatable("it is about %(lines)s lines too long", lines=lines)
    why = translatable(
        "at %(size)s pt and a leading of %(leading)s it takes %(pages)s pages where %(set_by)s "
        "allows %(most)s: %(excess)s",
        size=f"{fit.size_min:g}",
        leading=f"{fit.leading_min:g}",
        pages=tightest.pages,
        set_by=fit.set_by,
        most=fit.pages_max,
        excess=excess,
    )
    if text_name:
        why = translatable("%(text)s is too long: %(why)s", text=text_name, why=why)
    return _unfit(translatable("%(label)s: %(why)s.", label=label, why=why), hint, "fit")


def _too_short(layout: Layout, fit: Fit, label: str, text_name: str) -> TypesetError:
    why = translatable(
        "it takes %(pages)s pages where %(set_by)s asks for %(least)s",
        pages=layout.pages,
        set_by=fit.set_by,
        least=fit.pages_min,
    )
    if text_name:
        why = translatable("%(text)s is too short: %(why)s", text=text_name, why=why)
    hint = translatable(
        "Raise %(settings)s in %(file)s, or give the text its missing part.",
        file="brief.toml",
        settings="size_max, leading_max",
    )
    return _unfit(translatable("%(label)s: %(why)s.", label=label, why=why), hint, "fit-short")


def _unfit(message: str, hint: str, check: str) -> TypesetError:
    return TypesetError(Diagnostic(check=check, message=message, hint=hint))
