"""Contacts that were ticked and cannot be printed: nobody prints without them unawares."""

import io
import zipfile
from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from briefkit.desk import Choice, contact_rows, new_contact, write_contact_rows
from briefkit.proof import comparable, read_runs
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import GOOD_CONTACT, ask, query, token

LONG_AGO = (date.today() - timedelta(days=91)).isoformat()
FRESH = GOOD_CONTACT | {"name": "Freshname"}
OLD = GOOD_CONTACT | {"name": "Oldname", "verified_on": LONG_AGO}
TOLD = "Ticked, but not on the leaflet:"


def written(workspace: Workspace, *forms: dict[str, str]) -> list[str]:
    """Write contacts, all of them ticked on the last day of their lives; return their ids."""
    rows = [new_contact(form, date.today()) for form in forms]
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows(rows))
    state = workspace.root / "state"
    state.mkdir(exist_ok=True)
    choice = Choice(
        brief=BRIEF,
        audience="community",
        locale="bg",
        contacts=tuple(row.id for row in rows),
        contact_names=tuple(row.cells["name"] for row in rows),
    )
    (state / "desk.json").write_text(choice.as_json(), encoding="utf-8")
    return [row.id for row in rows]


def text_of(pdf: bytes) -> str:
    return comparable("".join(run.text for run in read_runs(pdf)))


def test_one_that_grew_old_stays_ticked_and_is_told_of(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    fresh, old = written(workspace, FRESH, OLD)
    page.goto(address)
    box = page.get_by_role("checkbox", name="Oldname")
    expect(box).to_be_checked()
    beside = page.locator("fieldset", has_text="Local contacts to print").locator("li", has=box)
    expect(beside).to_contain_text(TOLD)
    expect(beside).to_contain_text("more than 90 days ago")
    assert violations(page, "best-practice") == []
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator("#leaflet .left-out")).to_contain_text(TOLD)
    expect(page.locator("#leaflet .left-out .names li")).to_contain_text("Oldname")
    expect(page.locator(".pages img")).to_have_count(2)
    assert violations(page, "best-practice") == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    printed = text_of(download.value.path().read_bytes())
    assert "Freshname" in printed
    assert "Oldname" not in printed
    # The choice was sent with the form, and is kept.
    expect(page.get_by_role("checkbox", name="Oldname")).to_be_checked()
    # Whoever asks for a leaflet with it gets none without it.
    status, answer = ask(
        address, f"{query()}&{urlencode([('contacts', fresh), ('contacts', old)])}"
    )
    assert status == 422
    assert b"Oldname" in answer
    # Checked again, it is printed: it is still ticked.
    form = {
        "token": token(address),
        **OLD,
        "change": old,
        "verified_on": date.today().isoformat(),
    }
    assert ask(address, "/contacts/add", form)[0] == 303
    page.goto(address + "?show=1")
    expect(page.locator(".left-out")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert "Oldname" in text_of(download.value.path().read_bytes())


def test_one_that_grew_old_can_be_left_out_by_hand(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    written(workspace, OLD)
    page.goto(address)
    page.get_by_role("checkbox", name="Oldname").uncheck()
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator(".pages img")).to_have_count(2)
    expect(page.locator(".left-out")).to_have_count(0)
    # Without its tick it is no more to be had.
    expect(page.get_by_role("checkbox", name="Oldname")).to_be_disabled()


def test_a_zip_s_page_says_what_is_not_on_its_leaflets(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    written(workspace, FRESH, OLD)
    page.goto(address)
    page.get_by_text("Several languages at once").click()
    page.locator("input[name=languages][value=el]").check()
    page.get_by_role("button", name="Make them all").click()
    expect(page.get_by_text("Ready: 1 of 1")).to_be_visible()
    expect(page.locator(".left-out")).to_contain_text(TOLD)
    expect(page.locator(".left-out .names li")).to_have_count(1)
    expect(page.locator(".left-out .names li")).to_contain_text("Oldname")
    assert violations(page, "best-practice") == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as one file").click()
    data = download.value.path().read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        printed = text_of(archive.read(archive.namelist()[0]))
    assert "Freshname" in printed
    assert "Oldname" not in printed


def test_one_that_another_program_changed_is_told_of(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    written(workspace, FRESH)
    file = workspace.root / "contacts.csv"
    page.goto(address)
    (row,) = contact_rows(file.read_text(encoding="utf-8"), date.today())
    changed = new_contact({**row.cells, "phone": "+359 800 1 86 76"}, date.today())
    file.write_bytes(write_contact_rows([changed]))
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator("#leaflet .left-out .names li")).to_have_text("Freshname")
    expect(page.locator("#leaflet .left-out")).to_contain_text("changed or taken out meanwhile")


@pytest.mark.parametrize("code", ["de", "ar"])
def test_it_is_told_in_the_reader_s_language(shared: tuple[Workspace, str], code: str) -> None:
    workspace, address = shared
    written(workspace, OLD)
    _, page = ask(address, "/", None, **{"Accept-Language": code})
    assert TOLD not in page.decode()
    assert f'<html lang="{code}"' in page.decode()


def test_what_is_taken_out_on_the_page_is_no_longer_ticked(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    fresh, old = written(workspace, FRESH, OLD)
    for row_id in (old, fresh):
        form = {"token": token(address), "id": row_id}
        assert ask(address, "/contacts/remove", form)[0] == 303
    assert TOLD not in ask(address, "/")[1].decode()
