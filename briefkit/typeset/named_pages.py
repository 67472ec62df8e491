"""Pages drawn to be looked at, and which of the elements that were given names stand on each."""

from functools import partial

from briefkit.leaflet import Page
from briefkit.model import Fit
from briefkit.typeset.adjusting import finished
from briefkit.typeset.elements import attribute
from briefkit.typeset.fitting import fit_text
from briefkit.typeset.typesetter import Typesetter

__all__ = ["draw_named"]


def draw_named(
    typesetter: Typesetter, page: Page, fit: Fit, label: str, name: str
) -> tuple[bytes, tuple[frozenset[str], ...]]:
    """Return a PDF of a page as it would be printed, and the values of `name` on each of its pages.

    `name` is an attribute of elements of the page. The PDF is untagged. Raises TypesetError as
    `Typesetter.typeset` does.
    """
    lay_out = partial(typesetter.lay_out, page)
    fitted = fit_text(
        lay_out,
        fit,
        label,
        roomier=page.roomier,
        closer=page.closer,
        text_name=page.text_name,
    )
    # A look, if one that says nothing, is drawn as it is: pages without are evened out.
    look = fitted.look or "\n"
    data = typesetter.draw(page, fitted.size, fitted.leading, label, look=look)
    layout = finished(lay_out(fitted.size, fitted.leading, look))
    named = (
        frozenset(filter(None, (attribute(box, name) for box in sheet._page_box.descendants())))
        for sheet in layout.document.pages
    )
    return data, tuple(named)
