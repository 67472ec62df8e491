"""A cover holds its title, its lead and the number to call, however long they are in a language."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefkit.build import fit_of, inputs_of, typesetter_for
from briefkit.errors import TypesetError
from briefkit.leaflet import Leaflet, Page
from briefkit.model import Edition
from briefkit.project import Project
from briefkit.typeset.boxes import cover_runs_over
from tests.conftest import BRIEF, ROOT

FORMATS = ("a5-booklet", "dl-trifold")
LOCALES = sorted({"en", *Project(ROOT, ROOT).catalogs.locales})

# A page of a flow that is not the cover's.
INSIDE = "<main><p>Inside.</p></main></body></html>"


def cover(name: str, locale: str, *, discreet: bool = False) -> tuple[Leaflet, Page]:
    """Return a leaflet, and its page with nothing but a word inside."""
    edition = Edition(
        brief=BRIEF, audience="community", locale=locale, format=name, alias="ct" * discreet
    )
    leaflet, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
    front, end, _ = page.html.partition("</section>")
    of_cover = tuple(a for a in page.adjustments if a.fault == "over")
    return leaflet, replace(page, html=front + end + INSIDE, adjustments=of_cover)


def titled(page: Page, times: int) -> Page:
    """Return a page whose title stands in it so often."""
    before, _, rest = page.html.partition("<h1>")
    title, _, after = rest.partition("</h1>")
    return replace(page, html=f"{before}<h1>{' '.join([title] * times)}</h1>{after}")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_second_page_begins_with_nothing_of_the_cover(locale: str, font_cache: Path) -> None:
    for name in FORMATS:
        for discreet in (False, True):
            leaflet, page = cover(name, locale, discreet=discreet)
            typesetter, fit = typesetter_for(font_cache, leaflet.fonts), fit_of(leaflet)
            for size in (fit.size_min, min(fit.size_max, 14)):
                layout = typesetter.lay_out(page, size, fit.leading_max)
                assert layout.pages == 2
                assert not cover_runs_over(layout)


@pytest.mark.parametrize("locale", ["bg", "ar"])
@pytest.mark.parametrize("name", FORMATS)
def test_a_title_too_long_for_a_cover_is_set_smaller(
    name: str, locale: str, font_cache: Path
) -> None:
    leaflet, page = cover(name, locale)
    typesetter, fit = typesetter_for(font_cache, leaflet.fonts), fit_of(leaflet)
    for times in (2, 3):
        long = titled(page, times)
        as_it_is = typesetter.lay_out(replace(long, adjustments=()), fit.size_min, fit.leading_min)
        fitted = typesetter.lay_out(long, fit.size_min, fit.leading_min)
        assert fitted.pages == 2
        assert not cover_runs_over(fitted)
        assert fitted.mended == ({"over"} if cover_runs_over(as_it_is) else set())
    assert cover_runs_over(as_it_is)


@pytest.mark.parametrize("name", FORMATS)
def test_one_that_no_size_makes_fit_is_refused(name: str, font_cache: Path) -> None:
    leaflet, page = cover(name, "en")
    typesetter = typesetter_for(font_cache, leaflet.fonts)
    with pytest.raises(TypesetError, match="don't fit on the cover") as caught:
        typesetter.typeset(titled(page, 12), fit_of(leaflet), "test")
    (found,) = caught.value.diagnostics
    assert found.check == "fit"
    assert found.hint.startswith("Shorten the title")
