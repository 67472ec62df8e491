"""A contact is described without codes, checked as it is typed, and nothing typed is lost."""

from datetime import date, timedelta

from playwright.sync_api import Page, expect

from briefkit.desk import ContactRow, new_contact, write_contact_rows
from tests.browsing import violations
from tests.conftest import Workspace
from tests.desk.client import GOOD_CONTACT, HOSTILE, ask, expect_saved, fill_contact, token

TODAY = date.today()
MENDED = {name: cell for name, cell in GOOD_CONTACT.items() if name != "kind"}


def written(workspace: Workspace, *contacts: dict[str, str]) -> list[ContactRow]:
    rows = [new_contact({**GOOD_CONTACT, **cells}, TODAY) for cells in contacts]
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows(rows))
    return rows


def saved(workspace: Workspace) -> str:
    return (workspace.root / "contacts.csv").read_text("utf-8")


def test_country_and_languages_are_chosen_by_their_names(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    page.goto(address + "contacts")
    page.get_by_label("Country").select_option(label="Greece")
    page.get_by_label("Find a language").fill("Укра")
    expect(page.locator("[data-find]:visible")).to_have_count(1)
    page.get_by_role("checkbox", name="Ukrainian").check()
    # One that is found by its English name; Enter ticks it, and sends nothing.
    page.get_by_label("Find a language").fill("Dari")
    page.get_by_label("Find a language").press("Enter")
    page.get_by_label("Find a language").fill("")
    expect(page.get_by_role("checkbox", name="Dari")).to_be_checked()
    fill_contact(page, **{**MENDED, "phone": "210 123 4567"})
    expect_saved(page)
    cells = saved(workspace).split("\n")[1]
    assert ",GR," in cells
    assert '"uk, fa_AF"' in cells or '"fa_AF, uk"' in cells


def test_what_a_spreadsheet_has_in_other_words_stays(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    cells = {"phone": "02 981 7686", "country": "bg", "languages": "Bulgarian, pt-BR, Klingon!"}
    (row,) = written(workspace, cells)
    page.goto(f"{address}contacts?change={row.id}")
    expect(page.get_by_label("Country")).to_have_value("BG")
    for name in ("Bulgarian", "Brazilian Portuguese", "Klingon!"):
        expect(page.get_by_role("checkbox", name=name)).to_be_checked()
    # What is none is told, and taken out by a click.
    page.get_by_role("button", name="Save the contact").click()
    expect(page.locator("#languages-fault")).to_contain_text("Klingon!")
    link = page.get_by_role("alert").get_by_role("link", name="Klingon!")
    link.click()
    expect(page.locator("#languages")).to_be_focused()
    page.get_by_role("checkbox", name="Klingon!").uncheck()
    page.get_by_label("Hours").fill("9-17")
    page.get_by_role("button", name="Save the contact").click()
    expect_saved(page)
    (other,) = written(workspace, {**cells, "languages": "Bulgarian, pt-BR"})
    page.goto(f"{address}contacts?change={other.id}")
    page.get_by_label("Hours").fill("9-18")
    page.get_by_role("button", name="Save the contact").click()
    expect_saved(page)
    assert ",bg," in saved(workspace)
    assert '"Bulgarian, pt-BR"' in saved(workspace)


def test_a_number_is_checked_while_it_is_typed(shared: tuple[Workspace, str], page: Page) -> None:
    page.goto(shared[1] + "contacts")
    told = page.locator("#phone-told")
    expect(told).to_have_attribute("role", "status")
    page.locator("#phone").press_sequentially("02 981 7686")
    expect(told).to_contain_text("of no country")
    expect(page.locator("#phone")).to_have_attribute("aria-invalid", "true")
    assert violations(page, "best-practice") == []
    # It is judged anew when its country is known, and nothing has been sent.
    page.get_by_label("Country").select_option("BG")
    expect(told).to_have_text("It will be printed as: +359 2 981 7686 (Bulgaria)")
    expect(page.locator("#phone")).not_to_have_attribute("aria-invalid", "true")
    page.locator("#email").press_sequentially("help@example")
    expect(page.locator("#email-told")).to_contain_text("e-mail address")
    page.locator("#email").press_sequentially(".org")
    expect(page.locator("#email-told")).to_be_empty()
    expect(page.locator("#name")).to_have_value("")
    assert page.url.endswith("/contacts")


def test_only_our_form_is_checked_and_what_it_has_is_escaped(
    shared: tuple[Workspace, str],
) -> None:
    address = shared[1]
    form = {"field": "phone", "phone": HOSTILE, "name": HOSTILE}
    assert ask(address, "/contacts/check", form)[0] == 403
    status, text = ask(address, "/contacts/check", form | {"token": token(address)})
    assert status == 200
    assert HOSTILE.encode() not in text
    assert b"&lt;script&gt;" in text
    for field in ("", "name", "nothing", HOSTILE):
        sent = form | {"token": token(address), "field": field}
        status, text = ask(address, "/contacts/check", sent)
        assert (status, b"fault" in text) == (200, False)
    long = {"token": token(address), "field": "phone", "phone": "1" * 400}
    assert b"At most 300 are taken." in ask(address, "/contacts/check", long)[1]


def test_what_is_typed_outlives_the_page_until_it_is_saved(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    page.goto(address + "contacts")
    page.get_by_label("Name of the organisation").fill("Half a contact")
    page.get_by_role("checkbox", name="Arabic").check()
    page.get_by_role("link", name="Leaflets", exact=True).click()
    page.get_by_role("link", name="Local contacts").click()
    expect(page.get_by_label("Name of the organisation")).to_have_value("Half a contact")
    expect(page.get_by_role("checkbox", name="Arabic")).to_be_checked()
    # Another contact's form has nothing of it.
    (row,) = written(workspace, {"name": "Animus"})
    page.goto(f"{address}contacts?change={row.id}")
    expect(page.get_by_label("Name of the organisation")).to_have_value("Animus")
    page.goto(address + "contacts")
    fill_contact(page, **{**MENDED, "name": "Whole"})
    expect_saved(page)
    page.goto(address + "contacts")
    expect(page.get_by_label("Name of the organisation")).to_have_value("")
    expect(page.get_by_role("checkbox", name="Arabic")).not_to_be_checked()


def test_a_contact_that_is_deleted_comes_back_where_it_stood(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    rows = written(workspace, {"name": "Animus"}, {"name": "Bilitis"}, {"name": "Centrum"})
    file = workspace.root / "contacts.csv"
    # The keeper's own column and the form of the file stay too.
    lines = file.read_text("utf-8").splitlines()
    noted = [f"{line},{note}" for line, note in zip(lines, ("Notes", "a", "b", "c"), strict=True)]
    file.write_bytes("\r\n".join(noted).encode())
    before = file.read_bytes()
    page.goto(address)
    # It is kept when the desk has answered.
    with page.expect_response("**/choose"):
        page.get_by_role("checkbox", name="Bilitis").check()
    expect(page.locator("#leaflet-state")).to_have_text("These are the pages as they will print.")
    page.goto(address + "contacts")
    page.get_by_role("button", name="Delete: Bilitis").click()
    expect(page.get_by_text("Deleted: Bilitis")).to_be_visible()
    assert b"Bilitis" not in file.read_bytes()
    assert violations(page, "best-practice") == []
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".rows > li strong")).to_have_text(["Animus", "Bilitis", "Centrum"])
    assert file.read_bytes().rstrip() == before.rstrip()
    page.goto(address)
    expect(page.get_by_role("checkbox", name="Bilitis")).to_be_checked()
    # It comes back once, and only by the form.
    assert ask(address, "/contacts/restore", {"token": token(address), "removed": "x"})[0] == 404
    assert ask(address, "/contacts/restore", {"removed": rows[0].id})[0] == 403


def test_what_grows_old_soon_is_shown_first_and_leads_to_its_form(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    days = {"Fresh": 3, "Aging": 80, "Old": 95}
    written(
        workspace,
        *(
            {"name": name, "verified_on": (TODAY - timedelta(days=age)).isoformat()}
            for name, age in days.items()
        ),
    )
    page.goto(address + "contacts")
    expect(page.get_by_text("To be called again soon:")).to_be_visible()
    expect(page.locator(".soon a")).to_have_text(["Aging"])
    expect(page.get_by_text("soon too old")).to_have_count(1)
    page.locator(".soon a").click()
    expect(page.get_by_label("Name of the organisation")).to_have_value("Aging")
    page.goto(address)
    expect(page.locator("fieldset .soon")).to_have_count(1)
