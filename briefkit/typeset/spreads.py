"""Pages, such as those between a cover and a back, set so that none stays empty."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial

from briefkit.typeset.adjusting import finished
from briefkit.typeset.balancing import Balance, balance
from briefkit.typeset.boxes import Layout, has_short_lines, shares_back
from briefkit.typeset.fitting import Fitted
from briefkit.typeset.page_beginnings import pages_run_over, reached
from briefkit.typeset.row_sizes import LIKELY
from briefkit.typeset.steps import Step, best_larger

__all__ = ["balanced", "emptiest", "filled"]

# Pages that can be filled so far are well filled; and as many steps are tried for that.
_FILLED, _TRIED = 0.88, 7
# A page that its gaps alone fill less than so far gets larger rows: wider gaps look empty.
_FULL_OF_ROWS = 0.92
# So many are enough where larger rows fill them, which is worth a little less.
_TRIED_BEFORE_ROWS, _FILLED_SO = 3, 0.87
# As many times rows are set smaller on pages that run over, or larger on those that have room.
_TRIED_LARGER = 6
# As much less a page may be filled that parts no heading from what it heads, or in a text that has
# no short lines: so much that another step is tried even where its pages are full.
_LONELY, _NARROW = 0.1, 0.15

LayOut = Callable[[float, float, str], Layout]


def filled(
    lay_out: LayOut, fitted: Fitted, steps: Sequence[Step], step: int, largest: float = 0
) -> Fitted:
    """Return the roomiest of a few steps at which pages can be filled, with the layout for that.

    `lay_out` and `steps` are what `fitted` was found with; sheets have `step` pages. Where no step
    fills them, sizes go on up to the `largest`; then pages that stay far from full have larger
    rows. What is not to be balanced stays as it is, and so do panels: they are filled from the
    first to the last.
    """
    if not fitted.layout.is_balanced:
        return fitted
    # The second search begins with what the first has laid out.
    lay_out = cache(partial(_finished, lay_out))
    for sparing in (True, False):
        best, found = _best(lay_out, fitted, steps, step, largest, sparing=sparing)
        # Where none could be, a help box that is torn before may be whole after.
        step_of = best.size, best.leading, best.look
        layout, added = _balanced(lay_out, best.layout, step_of, step, found)
        if _on_sheets(layout, step) <= _on_sheets(fitted.layout, step):
            break
    return replace(best, layout=layout, look=best.look + added)


def _best(
    lay_out: LayOut,
    fitted: Fitted,
    steps: Sequence[Step],
    step: int,
    largest: float,
    *,
    sparing: bool,
) -> tuple[Fitted, Balance]:
    """Return the step at which pages are best filled, as `filled` seeks it, and how they are.

    `sparing`, it may be one that takes a page more as long as its pages are not filled alike.
    """
    most_pages = _on_sheets(fitted.layout, step)

    def spread(layout: Layout, *, closer: bool = False) -> Balance | None:
        torn = layout.torn and not fitted.layout.torn
        more = _on_sheets(layout, step) - most_pages
        if more > (sparing and not layout.has_cover and layout.pages > 1) or torn:
            return None
        pages = most_pages if layout.has_cover or more else layout.pages
        return _balance_of(layout, pages, closer=closer)

    best, found = _first_filled(lay_out, spread, fitted, steps)
    if not found.css and _balance_of(fitted.layout, most_pages, parted=True).reached < _FILLED:
        # A paragraph that goes on over a page's end does not help either.
        for each in (spread, partial(spread, closer=True))[: 1 + fitted.layout.has_cover]:
            best, found = _first_filled(lay_out, each, fitted, steps, patient=True)
            if found.css:
                break
    if found.reached < _FILLED and largest:
        best, found = _grown(lay_out, spread, best, found, largest)
    return best, found


def _first_filled(
    lay_out: LayOut,
    spread: Callable[[Layout], Balance | None],
    fitted: Fitted,
    steps: Sequence[Step],
    *,
    patient: bool = False,
) -> tuple[Fitted, Balance]:
    """Return the first of a few steps whose pages are filled as they are `spread`, or the best.

    The `patient` try as many more where none of these can be spread.
    """
    best, found = fitted, Balance()
    for number, (size, leading, look) in enumerate(steps[fitted.step :], start=fitted.step):
        if number - fitted.step >= (2 * _TRIED if patient and not found.css else _TRIED):
            break
        first = number == fitted.step
        layout = fitted.layout if first else lay_out(size, leading, look)
        other = spread(layout)
        if other and _worth(other) > _worth(found):
            found, best = other, Fitted(layout, number, size, leading, look, fitted.known)
        enough = _FILLED if number - fitted.step + 1 < _TRIED_BEFORE_ROWS else _FILLED_SO
        if _worth(found) >= enough:
            break
    return best, found


def _grown(
    lay_out: LayOut,
    spread: Callable[[Layout], Balance | None],
    fitted: Fitted,
    before: Balance,
    largest: float,
) -> tuple[Fitted, Balance]:
    """Return what leaves pages empty at a larger size at which they are fuller, or itself."""

    def attempt(step: Step) -> tuple[float, tuple[Fitted, Balance]] | None:
        layout = lay_out(*step)
        found = spread(layout)
        if found is None or not found.css:
            return None
        grown = replace(fitted, layout=layout, size=step.size)
        return max(0.0, _FILLED - _worth(found)), (grown, found)

    step = Step(fitted.size, fitted.leading, fitted.look)
    usual = fitted.layout.fills[1 if fitted.layout.has_cover else 0 : -1] or [1.0]
    best = best_larger(step, largest, sum(usual) / len(usual), attempt)
    return best[1] if best and _worth(best[1][1]) > _worth(before) else (fitted, before)


def _worth(found: Balance) -> float:
    """Return how far pages are filled: with larger rows, a little less than without.

    A heading with one line at a page's foot takes from it, and so do short lines.
    """
    filled = max(min(found.reached, 1.0), min(found.reached_so, _FILLED_SO))
    return filled - _LONELY * found.lonely - _NARROW * found.narrow


def balanced(lay_out: LayOut, layout: Layout, tried: tuple[float, float, str], step: int) -> Layout:
    """Return a layout whose pages between cover and back, if it has them, are filled alike.

    It was laid out at the size, leading and look that were `tried`.
    """
    if not layout.is_balanced:
        return layout
    return _balanced(partial(_finished, lay_out), layout, tried, step)[0]


def _finished(lay_out: LayOut, size: float, leading: float, look: str) -> Layout:
    return finished(lay_out(size, leading, look))


def _balanced(
    lay_out: LayOut,
    layout: Layout,
    tried: tuple[float, float, str],
    step: int,
    found: Balance | None = None,
) -> tuple[Layout, str]:
    """Return a layout that is balanced, and the stylesheet that does it; itself if none can be.

    `found` is how, where that is known.
    """
    wanted = _on_sheets(layout, step)
    if not found or not found.css:
        found = _balance_of(layout, wanted)
    if not found.css:
        found = _balance_of(layout, wanted, parted=True)
    if not found.css:
        return layout, ""
    size, leading, look = tried
    pages = wanted if layout.has_cover else found.pages

    def fits(other: Layout) -> bool:
        # One that runs over takes the page that would be blank.
        closed = "blank" in other.mended or "blank" not in layout.mended
        return other.pages == pages and closed and not (other.torn and not layout.torn)

    set_with = cache(lambda css: lay_out(size, leading, look + found.css + css))
    larger = _larger(set_with, fits, found) if found.shown < _FULL_OF_ROWS else ""
    # Short lines are better than an empty page.
    if larger and found.reached >= _FILLED_SO and has_short_lines(set_with(larger)):
        plain = set_with("")
        larger = "" if fits(plain) and not has_short_lines(plain) else larger
    other = set_with(larger)
    return (other, found.css + larger) if fits(other) else (layout, "")


def _larger(
    set_with: Callable[[str], Layout], fits: Callable[[Layout], bool], found: Balance
) -> str:
    """Return the stylesheet for rows as large as their pages hold; nothing where none are larger.

    `set_with` lays out pages that are spread as they were `found`, with a stylesheet more.
    """
    sizes, largest = [LIKELY] * len(found.larger), [0] * len(found.larger)
    best = ""
    for _ in range(_TRIED_LARGER):
        pages = enumerate(zip(found.larger, sizes, strict=True), start=found.first)
        used = {number: css[n] for number, (css, n) in pages if n < len(css)}
        other = set_with("".join(used.values()))
        if not any(used.values()):
            break
        if fits(other):
            best = "".join(used.values())
            reach = reached(other) if other.has_cover else [1.0] * other.pages
            changed = [n - found.first for n in used if reach[n] < _FILLED_SO]
            changed = [n for n in changed if sizes[n] > largest[n]]
            for n in changed:
                sizes[n] -= 1
        else:
            over = pages_run_over(set_with(""), other) if fits(set_with("")) else ()
            changed = [n - found.first for n in over if 0 <= n - found.first < len(sizes)]
            for n in changed:
                sizes[n] += 1
                largest[n] = sizes[n]
        if not changed:
            break
    return best


def emptiest(layout: Layout, step: int) -> float:
    """Return how far down the emptiest page of a text is filled, 1 for to its foot.

    It is 1 for what is not to be balanced. Sheets have `step` pages.
    """
    return _balance_of(layout, _on_sheets(layout, step)).reached if layout.is_balanced else 1.0


def _balance_of(
    layout: Layout, pages: int, *, parted: bool = False, closer: bool = False
) -> Balance:
    """Return how the text of a layout is spread over so many pages, paragraphs `parted` or not,
    rows `closer` where they must be.
    """
    covered, back = layout.has_cover, shares_back(layout)
    return balance(layout.document, pages, covered=covered, back=back, parted=parted, closer=closer)


def _on_sheets(layout: Layout, step: int) -> int:
    """Return how many pages the sheets have that a layout takes."""
    return -(-layout.pages // step) * step
