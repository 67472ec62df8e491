"""A leaflet is shown beside its choice, and the address holds the choice."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from briefkit.desk import OFFERED
from briefkit.languages import format_day
from tests.browsing import held, violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import ask


def place(address: str, locale: str, fmt: str = "a4", **more: str) -> str:
    names = {"brief": BRIEF, "audience": "community", "locale": locale, "format": fmt}
    return f"{address}?{urlencode(names | more)}"


def expect_chosen(page: Page, locale: str, fmt: str) -> None:
    """Wait until the address holds this choice."""
    expect(page).to_have_url(re.compile(rf"[?&]locale={locale}&(.+&)?format={fmt}(&|$)"))


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    opened = browser.new_page(java_script_enabled=False)
    yield opened
    opened.close()


def test_every_choice_is_shown_beside_it_and_held_by_the_address(
    shared: tuple[Workspace, str], page: Page, browser: Browser
) -> None:
    address = shared[1]
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    what, state = page.locator("#leaflet .what"), page.locator("#leaflet-state")
    page.locator("input[name=locale][value=el]").check()
    expect(what).to_contain_text("Ελληνικά")
    expect(state).to_have_text("These are the pages as they will print.")
    expect(page.locator("input[name=locale][value=el]")).to_be_focused()
    # It stands beside the choice, on the first screen.
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#leaflet-pages img").first).to_be_in_viewport()
    expect_chosen(page, "el", "a4")
    page.locator("input[name=format][value=pocket]").check()
    expect(what).to_contain_text("Pocket card (discreet)")
    expect_chosen(page, "el", "pocket")
    # Another tab has a choice of its own.
    other = browser.new_page()
    other.goto(place(address, "en"))
    other.locator("input[name=format][value=poster]").check()
    expect(other.locator("#leaflet .what")).to_contain_text("A3 poster")
    other.close()
    page.reload()
    expect(what).to_contain_text("Ελληνικά")
    expect(what).to_contain_text("Pocket card (discreet)")
    page.go_back()
    expect(what).to_contain_text("A4 sheet")
    expect(page.locator("input[name=format]:checked")).to_have_value("a4")
    expect(page.locator("input[name=locale]:checked")).to_have_value("el")


def test_what_is_of_another_choice_is_not_seen_meanwhile(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(place(shared[1], "en", show="1"))
    expect(page.locator("#leaflet-pages img").first).to_be_visible()
    with held(page, "**/choose"):
        page.locator("input[name=format][value=pocket]").check()
        expect(page.locator("#stale")).to_have_text("Please wait: the leaflet is being made.")
        expect(page.locator("#leaflet-pages")).to_be_hidden()
        expect(page.locator("#leaflet").get_by_role("link")).to_have_count(0)
    expect(page.locator("#leaflet .what")).to_contain_text("Pocket card (discreet)")
    expect(page.locator("#stale")).to_be_hidden()


def test_it_works_without_a_script(shared: tuple[Workspace, str], plain: Page) -> None:
    address = shared[1]
    plain.goto(place(address, "en", show="1"))
    pages = plain.locator("#leaflet-pages")
    expect(pages).to_be_visible()
    assert plain.locator("input[name=format]").count() == len(OFFERED)
    plain.locator("input[name=format][value=pocket]").check()
    expect(pages).to_be_hidden()
    expect(plain.locator("#stale")).to_have_text(
        "You have chosen something else: show the leaflet again."
    )
    plain.get_by_role("button", name="Show the leaflet").click()
    expect(plain.locator("#leaflet .what")).to_contain_text("Pocket card (discreet)")
    expect(pages).to_be_visible()
    expect_chosen(plain, "en", "pocket")
    # Nothing is made that nobody asked for, and nobody is told to wait.
    plain.goto(place(address, "fi"))
    expect(plain.locator("#leaflet-state")).to_be_hidden()
    plain.locator("#leaflet noscript a").or_(plain.locator("#leaflet > p > a")).last.click()
    expect(pages).to_be_visible()


def test_the_state_decides_what_the_button_says(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    draft = page.get_by_role("link", name="Print a draft (opens in a new tab)")
    whole = page.get_by_role("link", name="Print it (opens in a new tab)")
    for locale, shown, hidden in (("bg", draft, whole), ("en", whole, draft)):
        page.goto(place(address, locale, show="1"))
        expect(shown).to_be_visible()
        expect(hidden).to_have_count(0)
    told = "Translated by a machine; no person has reviewed it yet."
    page.goto(place(address, "de", show="1"))
    expect(page.locator("#leaflet .badge")).to_have_text("draft")
    expect(page.locator("#leaflet .provenance")).to_have_text(told)
    for domain in (BRIEF, "leaflet"):
        workspace.run("review", "de", "--reviewer", "Eva <i>", "--domain", domain)
    page.goto(place(address, "de", show="1"))
    expect(page.locator("#leaflet .badge")).to_have_text("reviewed")
    day = format_day(date.today().timetuple()[:3], "en")
    reviewed = f"Translated by a machine, reviewed by Eva <i> ({day})."
    expect(page.locator("#leaflet .provenance")).to_have_text(reviewed)
    expect(whole).to_be_visible()
    assert violations(page, "best-practice") == []
    # It is said before the leaflet is made, too.
    page.goto(place(address, "de"))
    expect(page.locator("#leaflet .provenance")).to_have_text(reviewed)


@pytest.mark.parametrize("wrong", [{"locale": "xx"}, {"fmt": "scroll"}])
def test_an_address_of_what_is_not_there_shows_nothing_else(
    shared: tuple[Workspace, str], wrong: dict[str, str]
) -> None:
    status, text = ask(shared[1], place("/", **({"locale": "en"} | wrong)))
    assert status == 422
    assert b'id="problems"' in text
    assert b'id="leaflet"' not in text


def test_the_choice_stays_when_the_desk_speaks_another_language(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(place(shared[1], "el", "pocket"))
    page.locator("#desk-language").select_option("de")
    page.locator("header button").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect_chosen(page, "el", "pocket")
