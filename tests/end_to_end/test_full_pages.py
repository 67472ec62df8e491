"""Pages of our own leaflets that text alone would leave empty: larger type and other breaks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from briefkit.build import Built, make_leaflet, plan
from briefkit.contacts import Contact
from briefkit.proof.layout import audit_layout, fill_of_pages
from tests.conftest import ROOT, Workspace
from tests.heat import SETTINGS, heat

Make = Callable[..., Built]

# Contacts of which little is known take little room.
SHORT = Contact(
    name="La Strada",
    kind="help line",
    phone="+359 2 981 7686",
    dial="tel:+35929817686",
    country="BG",
    source="https://example.org/",
    verified_by="M. Petrova",
    verified_on=datetime(2026, 11, 1, tzinfo=UTC).date(),
)
OTHER = replace(SHORT, name="Nadia", phone="+359 2 981 9300", dial="tel:+35929819300")

# What the audit tells of pages; how lines end is another matter.
OF_PAGES = {
    "layout-empty-pages",
    "layout-holes-beside-torn-lists",
    "layout-lonely-headings",
    "layout-lonely-help",
    "layout-lonely-items",
    "layout-note-numbers-at-line-starts",
}


@pytest.fixture(scope="module")
def make(font_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    workspace = Workspace(ROOT, font_cache)

    @cache
    def made(
        name: str, audience: str, locale: str, *contacts: Contact, discreet: bool = False
    ) -> Built:
        (edition,) = plan(
            workspace.project,
            locales=[locale],
            audiences=[audience],
            formats=[name],
            discreet=discreet,
        )
        order = workspace.order(output=tmp_path_factory.mktemp("made"), contacts=contacts)
        return make_leaflet(edition, order)

    return made


def pdf_of(built: Built) -> bytes:
    assert built.path is not None, "\n".join(map(str, built.diagnostics))
    return built.path.read_bytes()


def said_of_pages(data: bytes) -> list[str]:
    return [found.message for found in audit_layout(data) if found.check in OF_PAGES]


@pytest.mark.parametrize("locale", ["bg", "el"])
def test_a_professional_text_in_large_print_grows_where_its_pages_would_stay_empty(
    locale: str, make: Make
) -> None:
    built = make("large-print", "professional", locale)
    assert said_of_pages(pdf_of(built)) == []
    assert built.pages == 8
    assert 18 < built.text_size <= 20


def test_large_print_that_fills_its_pages_stays_at_18_pt(make: Make) -> None:
    built = make("large-print", "community", "de")
    assert built.text_size == 18
    assert said_of_pages(pdf_of(built)) == []


@pytest.mark.parametrize("locale", ["bg", "en"])
def test_rows_are_larger_on_a_page_of_an_easy_booklet_that_holds_few(
    locale: str, make: Make
) -> None:
    assert said_of_pages(pdf_of(make("a5-booklet", "easy", locale))) == []


@pytest.mark.parametrize(
    ("name", "audience", "locale"),
    [
        ("a4", "easy", "de"),
        ("a4", "easy", "en"),
        ("a5-booklet", "community", "cs"),  # a paragraph goes on from one of its pages to another
        ("a5-booklet", "community", "de"),  # a section begins within a page of few rows
        ("a5-booklet", "easy", "en"),  # rows whose lines would be too short if larger
    ],
)
def test_the_outside_of_a_discreet_sheet_is_filled_and_its_inside_balanced(
    name: str, audience: str, locale: str, make: Make
) -> None:
    assert said_of_pages(pdf_of(make(name, audience, locale, discreet=True))) == []


@pytest.mark.parametrize("audience", ["community", "easy", "professional"])
@pytest.mark.parametrize(
    ("contacts", "locale"), [((SHORT,), "bg"), ((SHORT, OTHER), "de")], ids=["one", "two"]
)
def test_the_back_of_a_booklet_is_filled_by_contacts_that_say_little(
    contacts: tuple[Contact, ...], audience: str, locale: str, make: Make
) -> None:
    data = pdf_of(make("a5-booklet", audience, locale, *contacts))
    assert min(fill_of_pages(data)[-2:]) >= 0.85


def test_the_back_of_a_folded_leaflet_without_a_stamp_is_the_number_s(
    font_cache: Path, tmp_path: Path
) -> None:
    settings = SETTINGS["audiences"]["patients"]
    filled = []
    for stamp in (True, False):
        patients = {**settings, "stamp": stamp, "formats": ["dl-trifold"]}
        workspace = heat(tmp_path / str(stamp), font_cache, audiences={"patients": patients})
        (edition,) = plan(workspace.project, locales=["en"], formats=["dl-trifold"])
        filled.append(fill_of_pages(pdf_of(make_leaflet(edition, workspace.order())))[-1])
    assert min(filled) >= 0.8


@pytest.mark.parametrize(
    ("name", "locale", "discreet"),
    [("a4", "fi", True), ("pocket", "zh_Hans", False), ("poster", "zh_Hans", False)],
)
def test_a_page_that_a_short_text_leaves_empty_has_larger_things(
    name: str, locale: str, discreet: bool, make: Make
) -> None:
    assert fill_of_pages(pdf_of(make(name, "community", locale, discreet=discreet)))[-1] >= 0.88
