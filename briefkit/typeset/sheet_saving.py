"""A page fitted and filled, and again with what may fill its pages, or save a sheet."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from briefkit.errors import TypesetError
from briefkit.leaflet import Page
from briefkit.model import Fit
from briefkit.typeset.boxes import Layout
from briefkit.typeset.fitting import Fitted, fit_text
from briefkit.typeset.spreads import emptiest, filled
from briefkit.typeset.steps import layout_steps
from briefkit.typeset.stretching import shortage

__all__ = ["filled_page", "fit_page", "on_fewer_sheets"]

# A text whose emptiest page can be filled less than so far is sparse.
_SPARSE = 0.9

LayOut = Callable[[Page, float, float, str], Layout]


def fit_page(lay_out: LayOut, page: Page, fit: Fit, label: str, start: int) -> Fitted:
    """Return the layout of the roomiest step that fits; the step `start` is tried first.

    Where a page's foot stays empty, it is fitted anew with each stylesheet that may fill it, and
    kept so if less is empty on as many pages, and none of a sheet is blank for it. Raises
    TypesetError as `fit_text` does.
    """

    def fit_with(css: str) -> Fitted:
        return fit_text(
            lambda size, leading, look: lay_out(page, size, leading, look + css),
            fit,
            label,
            roomier=page.roomier,
            closer=page.closer,
            start=start,
            text_name=page.text_name,
        )

    fitted = fit_with("")
    empty = shortage(fitted.layout.document) if fit.full_pages else 0.0
    for css in [each.css for each in page.adjustments if each.fault == "empty" and empty]:
        with suppress(TypesetError):
            other = fit_with(css)
            less = shortage(other.layout.document)
            pages, most = other.layout.pages, fitted.layout.pages
            # Of what is folded, a page less is a blank one.
            if less < empty and pages <= most and -pages % page.step <= -most % page.step:
                fitted = replace(other, look=other.look + css, known=fitted.known)
                empty = less
    return fitted


def on_fewer_sheets(
    lay_out: LayOut, page: Page, fit: Fit, label: str, fitted: Fitted
) -> tuple[Page, Fitted, str]:
    """Return a page and its layout on a sheet less, with the stylesheet that saves it.

    Where none does, that is what `fitted`, with no stylesheet. They are tried in their order, where
    the lines of the text, at its smallest, would not fill the pages of fewer sheets.
    """
    pages = (fitted.layout.pages - 1) // page.step * page.step
    smallest = layout_steps(fit, page.roomier, page.closer)[-1]
    takes = smallest.takes / (fitted.size**2 * fitted.leading)
    sheets = [each.css for each in page.adjustments if each.fault == "sheet"]
    for css in sheets if pages and fitted.layout.filled * takes <= pages else ():
        other = replace(page, css=f"{page.css}\n{css}")
        with suppress(TypesetError):
            found = fit_page(lay_out, other, replace(fit, pages_max=pages), label, 0)
            return other, found, css
    return page, fitted, ""


def filled_page(
    lay_out: LayOut, page: Page, fit: Fit, label: str, fitted: Fitted
) -> tuple[Page, Fitted, str]:
    """Return a page, its layout with pages that are `filled`, and the stylesheet added for that.

    There is one where a text is too sparse for its pages, and they are fuller with it.
    """
    steps = layout_steps(fit, page.roomier, page.closer)

    def fill(page: Page, fitted: Fitted) -> Fitted:
        return filled(partial(lay_out, page), fitted, steps, page.step, fit.size_grown)

    best = fill(page, fitted)
    sparse = [each.css for each in page.adjustments if each.fault == "sparse"]
    reached = emptiest(best.layout, page.step) if sparse else 1.0
    for css in sparse if reached < _SPARSE else ():
        other = replace(page, css=f"{page.css}\n{css}")
        with suppress(TypesetError):
            as_many = replace(fit, pages_max=best.layout.pages)
            found = fill(other, fit_page(lay_out, other, as_many, label, 0))
            if emptiest(found.layout, page.step) > reached:
                return other, found, css
    return page, best, ""
