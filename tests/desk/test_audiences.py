"""An audience that is made in some languages alone: the desk offers it in no other."""

from playwright.sync_api import Page, expect

from tests.conftest import Workspace
from tests.desk.client import ask, query


def test_languages_that_an_audience_is_not_made_in_are_not_offered(
    shared: tuple[Workspace, str], page: Page
) -> None:
    _, address = shared
    page.goto(address)
    french = page.locator("input[type=radio][value=fr]")
    several = page.locator("input[type=checkbox][value=fr]")
    french.check()
    page.get_by_label("For whom").select_option("easy")
    expect(french).to_be_disabled()
    expect(several).to_be_disabled()
    expect(page.locator("input[name=locale]:checked")).to_be_enabled()
    expect(page.locator("input[type=radio][value=de]")).to_be_enabled()
    page.get_by_label("For whom").select_option("community")
    expect(french).to_be_enabled()


def test_it_is_refused_by_address_too(shared: tuple[Workspace, str]) -> None:
    _, address = shared
    status, said = ask(address, query(audience="easy", locale="fr"))
    assert status >= 400
    assert b"easy.md is not made in fr" in said
