"""Spreads: the pages between a cover and a back, set so that none stays empty."""

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

    `lay_out` and `steps` are what `fitted` was found with; sheets have `step` pages. What has no
    cover stays as it is, and so do panels: they are filled from the first to the last.
    """
    if not fitted.layout.has_cover or fitted.layout.panels:
        return fitted
    best, most, balancing = fitted, 0.0, ""
    wanted = _on_sheets(fitted.layout, step)
    tried = steps[fitted.step : fitted.step + _TRIED]
    for number, (size, leading, look) in enumerate(tried, start=fitted.step):
        first = number == fitted.step
        layout = fitted.layout if first else finished(lay_out(size, leading, look))
        css, reached = balancing_css(layout.document, wanted)
        if reached > most and _on_sheets(layout, step) == wanted and not layout.torn:
            most, balancing = reached, css
            best = Fitted(layout, number, size, leading, look, fitted.known)
        if most >= _FILLED:
            break
    layout = balanced(lay_out, best.layout, best.size, best.leading, step, balancing)
    return replace(best, layout=layout)


def balanced(
    lay_out: LayOut, layout: Layout, size: float, leading: float, step: int, css: str = ""
) -> Layout:
    """Return a layout whose pages between cover and back, if it has them, are filled alike.

    `css` is the stylesheet that does it, where it is known.
    """
    if not layout.has_cover or layout.panels:
        return layout
    wanted = _on_sheets(layout, step)
    css = css or balancing_css(layout.document, wanted)[0]
    other = finished(lay_out(size, leading, css)) if css else layout
    return other if other.pages == wanted and not other.torn else layout


def _on_sheets(layout: Layout, step: int) -> int:
    """Return how many pages the sheets have that a layout takes."""
    return -(-layout.pages // step) * step
