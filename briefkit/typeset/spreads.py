"""Pages, such as those between a cover and a back, set so that none stays empty."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefkit.typeset.adjusting import finished
from briefkit.typeset.balancing import balancing_css
from briefkit.typeset.boxes import Layout
from briefkit.typeset.fitting import Fitted
from briefkit.typeset.steps import Step

__all__ = ["balanced", "filled"]

# Pages that can be filled so far are well filled; and as many steps are tried for that.
_FILLED, _TRIED = 0.88, 7

LayOut = Callable[[float, float, str], Layout]


def filled(lay_out: LayOut, fitted: Fitted, steps: Sequence[Step], step: int) -> Fitted:
    """Return the roomiest of a few steps at which pages can be filled, with the layout for that.

    `lay_out` and `steps` are what `fitted` was found with; sheets have `step` pages. What is not
    to be balanced stays as it is, and so do panels: they are filled from the first to the last.
    """
    if not fitted.layout.is_balanced:
        return fitted
    covered = fitted.layout.has_cover
    best, most, balancing = fitted, 0.0, ""
    most_pages = _on_sheets(fitted.layout, step)
    tried = steps[fitted.step : fitted.step + _TRIED]
    for number, (size, leading, look) in enumerate(tried, start=fitted.step):
        first = number == fitted.step
        layout = fitted.layout if first else finished(lay_out(size, leading, look))
        wanted = most_pages if covered else layout.pages
        css, reached = balancing_css(layout.document, wanted, covered=covered)
        if reached > most and _on_sheets(layout, step) <= most_pages and not layout.torn:
            most, balancing = reached, css
            best = Fitted(layout, number, size, leading, look, fitted.known)
        if most >= _FILLED:
            break
    # Where none could be, a help box that is torn before may be whole after.
    step_of = best.size, best.leading, best.look
    layout, added = _balanced(lay_out, best.layout, step_of, step, balancing)
    return replace(best, layout=layout, look=best.look + added)


def balanced(lay_out: LayOut, layout: Layout, tried: tuple[float, float, str], step: int) -> Layout:
    """Return a layout whose pages between cover and back, if it has them, are filled alike.

    It was laid out at the size, leading and look that were `tried`.
    """
    return _balanced(lay_out, layout, tried, step)[0] if layout.is_balanced else layout


def _balanced(
    lay_out: LayOut, layout: Layout, tried: tuple[float, float, str], step: int, css: str = ""
) -> tuple[Layout, str]:
    """Return a layout that is balanced, and the stylesheet that does it; itself if none can be.

    `css` is that stylesheet, where it is known.
    """
    wanted = _on_sheets(layout, step)
    css = css or balancing_css(layout.document, wanted, covered=layout.has_cover)[0]
    if not css:
        return layout, ""
    size, leading, look = tried
    other = finished(lay_out(size, leading, look + css))
    fits = other.pages == wanted if layout.has_cover else other.pages <= wanted
    return (other, css) if fits and not other.torn else (layout, "")


def _on_sheets(layout: Layout, step: int) -> int:
    """Return how many pages the sheets have that a layout takes."""
    return -(-layout.pages // step) * step
