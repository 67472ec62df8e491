"""What was handed out with a contact that has changed since is to be printed anew, and said."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.conftest import Workspace
from tests.desk.client import GOOD_CONTACT, ask, expect_saved, query, token
from tests.desk.test_contact_form import written

HEADING = "To be printed anew"


def hand_out(address: str, contact: str, locale: str = "uk", fmt: str = "a4") -> None:
    asked = f"{query(locale=locale, format=fmt)}&{urlencode({'contacts': contact})}"
    assert ask(address, asked)[0] == 200


def change(page: Page, address: str, name: str, **cells: str) -> None:
    page.goto(address + "contacts")
    page.get_by_role("link", name=f"Change the contact: {name}").click()
    for field, cell in cells.items():
        page.locator(f"#{field}").fill(cell)
    page.get_by_role("button", name="Save the contact").click()
    expect_saved(page)


def test_a_number_that_changed_is_told_until_its_leaflets_are_printed_anew(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    earlier = (date.today() - timedelta(days=5)).isoformat()
    first, second = written(
        workspace, {"name": "Animus", "verified_on": earlier}, {"name": "Bilitis"}
    )
    hand_out(address, first.id)
    hand_out(address, first.id, "en", "pocket")
    hand_out(address, second.id, "fr")
    page.goto(address + "contacts")
    expect(page.get_by_text(HEADING)).to_have_count(0)
    # That it was called again alone changes no sheet.
    change(page, address, "Animus", verified_on=date.today().isoformat())
    expect(page.get_by_text(HEADING)).to_have_count(0)
    change(page, address, "Animus", phone="+359 2 981 7687")
    anew = page.locator("section.left-out")
    expect(anew.get_by_role("heading", name=HEADING)).to_be_visible()
    expect(anew.locator("li")).to_have_count(2)
    expect(anew).to_contain_text("Ukrainian A4 sheet")
    expect(anew).to_contain_text("English Pocket card")
    expect(anew).to_contain_text("Changed: Animus")
    assert violations(page, "best-practice") == []
    page.get_by_role("link", name="Print it anew: Ukrainian A4 sheet").click()
    expect(page.get_by_role("checkbox", name="Animus")).to_be_checked()
    expect(page.locator("#leaflet-state")).to_have_text("These are the pages as they will print.")
    with page.expect_download():
        page.get_by_role("link", name="Download the PDF").click()
    page.goto(address + "contacts")
    expect(anew.locator("li")).to_have_count(1)
    # Where no sheet is in use any more, she says so.
    page.get_by_role("button", name="No sheet of it is in use: English Pocket card").click()
    expect(page.get_by_text(HEADING)).to_have_count(0)


def test_a_contact_that_was_deleted_is_named_too(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    (row,) = written(workspace, {"name": "Animus"})
    hand_out(address, row.id, "el")
    page.goto(address + "contacts")
    page.get_by_role("button", name="Delete: Animus").click()
    expect(page.locator("section.left-out")).to_contain_text("No longer given: Animus")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(HEADING)).to_have_count(0)


def test_what_a_build_made_and_what_an_order_gave_out_is_listed(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    (row,) = written(workspace, {"name": "Animus"})
    workspace.run("build", "--locale", "bg", "--contacts", "contacts.csv", "--audience",
                  "community", "--discreet")  # fmt: skip
    form = {"token": token(address), "brief": "cyber-trafficking", "audience": "community",
            "locale": "ro", "format": "a4", "contacts": row.id}  # fmt: skip
    assert ask(address, "/choose", form | {"then": "add"})[0] == 303
    page.goto(address + "orders")
    page.get_by_role("button", name="Make them all").click()
    expect(page.get_by_role("link", name="Download them as one file")).to_be_visible()
    with page.expect_download():
        page.get_by_role("link", name="Download them as one file").click()
    change(page, address, "Animus", hours="Mo-Fr 9-17")
    anew = page.locator("section.left-out")
    expect(anew.locator("li")).to_have_count(2)
    expect(anew).to_contain_text("Bulgarian A4 sheet (discreet)")
    expect(anew).to_contain_text("Romanian A4 sheet")
    # The order keeps its contact, as it is now.
    page.goto(address + "orders")
    page.get_by_role("button", name="Make it again").click()
    expect(page.get_by_role("link", name="Download them as one file")).to_be_visible()
    expect(page.locator(".left-out")).to_have_count(0)


@pytest.mark.parametrize("line", ["nonsense", '{"edition": 3}', ""])
def test_a_spoilt_list_is_no_reason_to_refuse_anything(
    shared: tuple[Workspace, str], line: str
) -> None:
    workspace, address = shared
    (row,) = written(workspace, GOOD_CONTACT)
    file = workspace.root / ".briefkit" / "manifest.jsonl"
    file.write_text(f"{line}\n", encoding="utf-8")
    hand_out(address, row.id, "da")
    assert ask(address, "/contacts")[0] == 200
    file.unlink()
