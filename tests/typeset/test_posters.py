"""A poster's parts stand where they are designed, at every size that it may be set in."""

from itertools import pairwise
from pathlib import Path

from briefkit.build import fit_of, inputs_of, typesetter_for
from briefkit.model import Edition
from briefkit.typeset import layout_steps
from tests.conftest import BRIEF, ROOT


def test_a_poster_takes_less_room_the_smaller_it_is_set(font_cache: Path) -> None:
    # It took more where a rounding put its number below the telephone that it stands beside.
    edition = Edition(brief=BRIEF, audience="community", locale="ar", format="tear-off")
    leaflet, page = inputs_of(ROOT, ROOT).leaflet(edition, (), allow_incomplete=False)
    typesetter = typesetter_for(font_cache, leaflet.fonts)
    closest = layout_steps(fit_of(leaflet))[-14:]
    filled = [typesetter.lay_out(page, *step).filled for step in closest]
    assert all(larger >= smaller for larger, smaller in pairwise(filled))
