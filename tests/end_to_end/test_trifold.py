"""The trifold: its cover, its full panels, its back with contacts; what a discreet one hides."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from briefkit.build import make_leaflet, plan
from briefkit.contacts import Contact
from briefkit.leaflet import PT_PER_MM
from briefkit.project import Project
from briefkit.proof import comparable, read_runs
from briefkit.proof.layout import audit_layout, fill_of_pages
from tests.conftest import ROOT, Workspace
from tests.end_to_end.test_formats import CONTACT, FULL_CONTACTS

OTHER = replace(CONTACT, name="Center", phone="+359 2 981 7686", dial="tel:+35929817686")
Make = Callable[..., bytes]

# What the audit tells of where things stand; how lines end is not the panels' own.
SPACE = ("filled", "edge", "hole", "heading", "item of a list", "nothing but", "average")


@pytest.fixture(scope="module")
def trifold(font_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    workspace = Workspace(ROOT, font_cache)

    @cache
    def made(locale: str, *contacts: Contact, discreet: bool = False) -> bytes:
        editions = plan(
            Project(ROOT, ROOT), locales=[locale], audiences=["community"],
            formats=["dl-trifold"], discreet=discreet,
        )  # fmt: skip
        order = workspace.order(output=tmp_path_factory.mktemp("made"), contacts=contacts)
        built = make_leaflet(editions[0], order)
        assert built.path is not None, "\n".join(map(str, built.diagnostics))
        assert built.text_size >= 12
        return built.path.read_bytes()

    return made


def texts_of(data: bytes) -> list[str]:
    runs = read_runs(data)
    return [comparable("".join(r.text for r in runs if r.page == page)) for page in range(6)]


def squares(data: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Return where the squares of rows stand on a panel, from its head down; in pt."""
    with pypdfium2.PdfDocument(data) as document:
        boxes = [item.get_bounds() for item in document[page].get_objects(max_depth=1)]
    sides = [(b[2] - b[0], b[3] - b[1]) for b in boxes]
    found = [
        box
        for box, (width, height) in zip(boxes, sides, strict=True)
        if abs(width - height) < 0.5 and 9 < width / PT_PER_MM < 13
    ]
    return sorted(set(found), key=lambda box: -box[3])


@pytest.mark.parametrize("contacts", [(), (CONTACT,), (CONTACT, OTHER)])
@pytest.mark.parametrize("locale", ["en", "bg", "ar"])
def test_panels_are_full(locale: str, contacts: tuple[Contact, ...], trifold: Make) -> None:
    data = trifold(locale, *contacts)
    assert min(fill_of_pages(data)) >= 0.8
    told = [finding.message for finding in audit_layout(data)]
    assert [each for each in told if any(word in each for word in SPACE)] == []


@pytest.mark.parametrize("locale", ["en", "de", "ar"])
def test_two_contacts_with_all_that_is_known_of_them_stand_on_the_back(
    locale: str, trifold: Make
) -> None:
    data = trifold(locale, *FULL_CONTACTS)
    assert min(fill_of_pages(data)) >= 0.8
    told = [finding.message for finding in audit_layout(data)]
    assert [each for each in told if any(word in each for word in SPACE)] == []
    *inside, back = texts_of(data)
    for words in ("112", "Lederergasse", "Rakovski", "101021832"):
        assert comparable(words) in back
    assert not any("Lederergasse" in text or "Rakovski" in text for text in inside)


def test_the_front_has_the_title_the_lead_and_the_number(trifold: Make) -> None:
    front, *_, back = texts_of(trifold("en", CONTACT, OTHER))
    for words in ("Information for everyone", "Sexual exploitation online", "Traffickers use"):
        assert comparable(words) in front
    assert front.endswith("112")
    # On the back the numbers come first, each before whose it is.
    order = [comparable(w) for w in ("112", "Emergency number", CONTACT.phone, CONTACT.name)]
    places = [back.index(words) for words in order]
    assert places == sorted(places)
    assert comparable(OTHER.phone) in back


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_field_of_colour_reaches_the_edges_of_the_front(locale: str, trifold: Make) -> None:
    with pypdfium2.PdfDocument(trifold(locale)) as document:
        image = document[0].render(scale=1).to_pil().convert("RGB")
    width, height = image.size
    at_head = {image.getpixel((x, 1)) for x in range(1, width - 1)}
    assert at_head == {(0, 51, 153)}
    assert image.getpixel((1, height - 2)) == (255, 255, 255)


def test_rows_that_are_moved_apart_take_their_squares_along(trifold: Make) -> None:
    data = trifold("en")
    found = squares(data, 3)
    assert len(found) == 8
    lines = [run.box for run in read_runs(data) if run.page == 3 and run.mcid >= 0]
    for square in found:
        beside = [box for box in lines if square[1] < (box[1] + box[3]) / 2 < square[3]]
        assert beside
        assert min(box[0] for box in beside) > square[2]
    gaps = [one[1] - other[3] for one, other in pairwise(found)]
    assert min(gaps) > 5 * PT_PER_MM


def test_a_discreet_one_has_the_local_help_on_its_back_and_the_number_on_its_front(
    trifold: Make,
) -> None:
    front, *inside, back = texts_of(trifold("en", CONTACT, discreet=True))
    assert front.startswith(comparable("Useful numbers and advice"))
    assert comparable("112Emergency number") in front
    assert comparable("Emergency number") not in back
    assert comparable(CONTACT.phone) in back
    assert comparable("Sexual exploitation online") in inside[0]
    assert "traffic" not in (front + back).casefold()
    assert min(fill_of_pages(trifold("en", discreet=True))) >= 0.8
