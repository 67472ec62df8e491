"""Contacts that are reached otherwise than by telephone, and languages in which nobody answers."""

from datetime import date

from playwright.sync_api import Page, expect

from briefkit.desk import contact_rows, new_contact, write_contact_rows
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import GOOD_CONTACT, ask, expect_saved, fill_contact, token

NOBODY = "None of the ticked contacts is known to answer in the language of the leaflet:"


def test_a_contact_needs_no_telephone(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    page.goto(address + "contacts")
    typed = {key: GOOD_CONTACT[key] for key in ("name", "source", "verified_by", "verified_on")}
    fill_contact(page, **typed)
    expect(page.get_by_role("alert")).to_contain_text("At least one way to reach them is needed")
    fill_contact(page, address="ul. Rakovski 5, 1000 Sofia", whatsapp="088 123 4567")
    expect(page.get_by_role("alert")).to_contain_text("of no country")
    assert violations(page, "best-practice") == []
    fill_contact(page, country="BG", email="help@example.org", signal="+359 88 123 4567")
    expect_saved(page)
    (row,) = contact_rows((workspace.root / "contacts.csv").read_text("utf-8"), date.today())
    assert row.contact is not None
    assert [way.text for way in row.contact.ways] == [
        "+359 88 123 4567", "+359 88 123 4567", "help@example.org", "ul. Rakovski 5, 1000 Sofia",
    ]  # fmt: skip
    expect(page.locator(".rows")).to_contain_text("Helper, +359 88 123 4567")
    page.goto(address)
    expect(page.get_by_role("checkbox", name="Helper, +359 88 123 4567")).to_be_checked()


def test_where_nobody_answers_in_the_language_the_worker_is_told(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    spoken = {"Animus": "bg", "Bilitis": "de, pt-BR"}
    rows = [new_contact({**GOOD_CONTACT, "name": name, "languages": codes}, date.today())
            for name, codes in spoken.items()]  # fmt: skip
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows(rows))
    names = {"brief": BRIEF, "audience": "community", "locale": "el", "format": "pocket"}
    form = {"token": token(address), **names, "contacts": rows[0].id}
    assert ask(address, "/choose", form)[0] == 303
    status, text = ask(address, "/")
    assert status == 200
    assert text.decode().count(NOBODY) == 1
    page.goto(address)
    warning = page.locator("#unanswered")
    expect(warning).to_have_text(f"{NOBODY} Greek")
    assert violations(page, "best-practice") == []
    # It goes and comes as she chooses, before the leaflet is made.
    page.locator("input[name=locale][value=bg]").check()
    expect(warning).to_be_hidden()
    page.locator("input[name=locale][value=pt]").check()
    expect(warning).to_have_text(f"{NOBODY} Portuguese")
    page.get_by_role("checkbox", name="Bilitis").check()
    expect(warning).to_be_hidden()
    page.locator("input[name=locale][value=ar]").check()
    expect(warning).to_have_text(f"{NOBODY} Arabic")
    page.locator("input[name=format][value=poster]").check()
    expect(warning).to_be_hidden()
    page.locator("input[name=format][value=pocket]").check()
    for name in spoken:
        page.get_by_role("checkbox", name=name).uncheck()
    expect(warning).to_be_hidden()


def test_of_several_languages_those_in_which_nobody_answers_are_listed(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    row = new_contact({**GOOD_CONTACT, "languages": "bg"}, date.today())
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows([row]))
    page.goto(address)
    page.get_by_role("checkbox", name="Helper").check()
    page.locator("input[name=format][value=pocket]").check()
    page.locator("#several summary").click()
    for code in ("bg", "el", "de"):
        page.locator(f"input[name=languages][value={code}]").check()
    page.get_by_role("button", name="Make them all").click()
    expect(page.locator("main")).to_contain_text(f"{NOBODY} German, Greek")


def test_lines_of_a_cell_are_not_joined_when_a_contact_is_changed(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    cells = {**GOOD_CONTACT, "address": "ul. Rakovski 5\n1000 Sofia"}
    file = workspace.root / "contacts.csv"
    lines = [",".join(cells), ",".join(f'"{cell}"' for cell in cells.values())]
    file.write_bytes("\r\n".join(lines).encode())
    page.goto(address + "contacts")
    page.get_by_role("link", name="Change the contact: Helper").click()
    expect(page.locator("#address")).to_have_value("ul. Rakovski 5, 1000 Sofia")
    page.get_by_role("button", name="Save the contact").click()
    expect_saved(page)
    assert "5, 1000 Sofia" in file.read_text("utf-8")
