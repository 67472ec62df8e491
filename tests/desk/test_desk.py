"""The desk: from a choice to a leaflet that passes its proof, in a browser; and what it refuses."""

import html
import http.client
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pikepdf
import polib
import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect, sync_playwright

from briefkit.contacts import CONTACT_FIELDS
from briefkit.desk import (
    Choice,
    contact_rows,
    flipped_edge,
    new_contact,
    parse_choice,
    write_contact_rows,
)
from briefkit.errors import ContactError
from briefkit.languages import format_day
from briefkit.leaflet import FORMATS
from briefkit.proof import comparable, read_runs
from tests.conftest import BRIEF, ROOT, Workspace, serving

TODAY = date(2026, 11, 24)
HOSTILE = "<script>alert(1)</script>"
GOOD_CONTACT = {"name": "Helper", "kind": "help line", "phone": "+359 2 981 7686",
                "source": "https://example.org/a", "verified_by": "A Tester",
                "verified_on": date.today().isoformat()}  # fmt: skip

# A leaflet is set anew in processes of their own, on a machine that may be busy.
expect.set_options(timeout=30_000)


def running(workspace: Workspace) -> AbstractContextManager[str]:
    return serving(workspace, "desk", BRIEFKIT_STATE=str(workspace.root / "state"))


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, font_cache: Path
) -> Iterator[tuple[Workspace, str]]:
    root = tmp_path_factory.mktemp("desk")
    for name in ("briefs", "locales", "templates"):
        shutil.copytree(ROOT / name, root / name)
    workspace = Workspace(root, font_cache)
    with running(workspace) as address:
        yield workspace, address


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        yield browser.new_page()
        browser.close()


def ask(
    address: str, path: str, form: dict[str, str] | None = None, **headers: str
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=120)
    try:
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            defaults = {
                "Origin": address.rstrip("/"),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", path, urlencode(form), {**defaults, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def token(address: str) -> str:
    found = re.search(rb'name="token" value="([^"]+)"', ask(address, "/")[1])
    assert found
    return found[1].decode()


def query(**changes: str) -> str:
    names = {"brief": BRIEF, "audience": "community", "locale": "bg", "format": "a4"}
    return "/leaflet.pdf?" + urlencode(names | changes)


# --- the outreach path ---


def fill_contact(page: Page, **cells: str) -> None:
    for name, cell in cells.items():
        page.locator(f"#{name}").fill(cell)
    page.get_by_role("button", name="Add the contact").click()


def test_from_a_choice_to_a_leaflet_with_a_contact_that_passes_its_proof(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    workspace, address = shared
    page.goto(address)
    page.get_by_role("link", name="Local contacts").click()
    fill_contact(
        page,
        name="Animus",
        phone="116112",
        country="BG",
        source="https://example.org/contact",
        verified_by="A Tester",
        verified_on=date.today().isoformat(),
    )
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("which no service will ever have: 112 may be meant")
    expect(alert).to_be_focused()
    expect(page.locator("#name")).to_have_value("Animus")
    fill_contact(page, phone="+359 800 1 86 76")
    expect(page.locator(".rows")).to_contain_text("Animus, +359 800 18 676")
    page.get_by_role("link", name="Leaflets", exact=True).click()
    expect(page.get_by_role("checkbox", name="Animus")).to_be_checked()
    page.get_by_label("Find a language").fill("бълг")
    # What is chosen stays in sight, whatever is looked for.
    listed = page.locator("[data-find]:visible")
    expect(listed).to_have_count(2)
    expect(listed.locator("input:checked")).to_have_value("en")
    expect(page.locator("#found")).to_have_text("Found: 1")
    page.get_by_label("Find a language").press("Enter")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("български")
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator("#leaflet-heading")).to_be_focused()
    pictures = page.locator(".pages img")
    expect(pictures).to_have_count(2)
    assert pictures.first.evaluate("p => p.decode().then(() => p.naturalWidth)") == 1000
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the PDF").click()
    assert download.value.suggested_filename == f"{BRIEF}.bg.community.a4.pdf"
    file = tmp_path / "downloaded.pdf"
    download.value.save_as(file)
    workspace.run("proof", str(file), "--contacts", "contacts.csv")
    workspace.run("proof", str(file), code=1)
    page.goto(address)
    expect(page.locator("input[value=bg][name=locale]")).to_be_checked()


def test_several_languages_come_as_one_zip_and_say_what_was_refused(
    workspace: Workspace, page: Page
) -> None:
    workspace.po("de").write_text("nonsense\n", encoding="utf-8")
    with running(workspace) as address:
        page.goto(address)
        expect(page.locator("li", has_text="Deutsch").first).to_contain_text("cannot be read")
        page.get_by_text("Several languages at once").click()
        page.get_by_role("button", name="Make them all").click()
        expect(page.get_by_role("alert")).to_have_text("Tick at least one language.")
        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_role("button", name="Make them all")).to_be_visible()
        assert violations(page) == []
        for code in ("ar", "de", "el"):
            page.locator(f"input[name=languages][value={code}]").check()
        page.get_by_role("button", name="Make them all").click()
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.get_by_text("Ready: 3 of 3")).to_be_visible(timeout=30_000)
        expect(page.locator("section")).to_contain_text("Not printed: Deutsch")
        expect(page.locator("main")).to_contain_text("Nobody has reviewed this translation yet")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download them as one file").click()
        with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as archive:
            names = [f"{BRIEF}.{code}.community.a4.pdf" for code in ("ar", "el")]
            assert sorted(archive.namelist()) == names
            assert all(archive.read(name).startswith(b"%PDF") for name in names)
            for entry in archive.infolist():
                age = datetime.now() - datetime(*entry.date_time)
                assert timedelta(0) <= age < timedelta(minutes=10)


def test_an_incomplete_language_is_printed_only_when_asked_for(
    workspace: Workspace, page: Page
) -> None:
    workspace.replace(workspace.po("fi"), 'msgstr "Varoitusmerkkejä"', 'msgstr ""')
    with running(workspace) as address:
        page.goto(address)
        page.locator("input[name=locale][value=fi]").check()
        page.get_by_role("button", name="Show the leaflet").click()
        expect(page.locator("#leaflet")).to_contain_text("It cannot be made")
        expect(page.locator(".pages")).to_have_count(0)
        assert ask(address, query(locale="fi"))[0] == 422
        page.get_by_label("Also print an incomplete language").check()
        page.get_by_role("button", name="Show the leaflet").click()
        expect(page.locator("#leaflet")).to_contain_text("incomplete. Code on the sheet:")
        expect(page.locator(".pages img")).to_have_count(2)


def test_what_is_folded_has_a_sheet_to_print(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    address = shared[1]
    page.goto(address)
    page.locator("input[name=locale][value=en]").check()
    page.get_by_label("Format").select_option("dl-trifold")
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator("#leaflet")).to_contain_text("“flip on short edge”")
    for link, kind, pages in (("the sheet to print", ".sheet", 2), ("the PDF", "", 6)):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Download {link}").click()
        assert download.value.suggested_filename == f"{BRIEF}.en.community.dl-trifold{kind}.pdf"
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        with pikepdf.open(file) as pdf:
            assert len(pdf.pages) == pages
    page.get_by_label("For whom").select_option("professional")
    expect(page.get_by_label("Format")).to_have_value("a4")
    expect(page.locator("option[value=pocket]")).to_be_disabled()
    assert ask(address, query(**{"format": "a4", "kind": "sheet"}))[0] == 404


def test_a_format_that_is_not_for_an_audience_keeps_what_was_chosen(
    shared: tuple[Workspace, str], page: Page
) -> None:
    address = shared[1]
    form = {"token": token(address), "brief": BRIEF, "audience": "professional", "locale": "el",
            "format": "pocket"}  # fmt: skip
    status, text = ask(address, "/choose", form)
    assert status == 422
    assert "There is no pocket for the audience" in text.decode()
    assert '<option value="pocket" data-audiences="community" selected>' in text.decode()


def test_a_catalog_that_is_saved_is_in_the_next_leaflet(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    before = ask(address, query(locale="fi"))
    assert before[0] == 200
    assert ask(address, query(locale="fi")) == before
    workspace.po("fi").write_text("nonsense\n", encoding="utf-8")
    status, text = ask(address, query(locale="fi"))
    assert status == 422
    assert b"not PO syntax" in text


def test_what_was_chosen_stays_while_a_contact_is_added(workspace: Workspace, page: Page) -> None:
    with running(workspace) as address:
        page.goto(address)
        page.get_by_label("For whom").select_option("professional")
        page.get_by_label("Format").select_option("large-print")
        page.locator("input[name=locale][value=el]").check()
        page.get_by_role("button", name="Add a contact").click()
        expect(page).to_have_url(f"{address}contacts#form")
        page.get_by_role("link", name="Leaflets", exact=True).click()
        expect(page.get_by_label("For whom")).to_have_value("professional")
        expect(page.get_by_label("Format")).to_have_value("large-print")
        expect(page.locator("input[name=locale][value=el]")).to_be_checked()
        # Enter shows the leaflet, as it did before there was another button.
        page.locator("input[name=locale][value=el]").press("Enter")
        expect(page.locator("#leaflet-heading")).to_be_focused()


def test_one_stays_on_a_page_when_the_desk_s_language_changes(
    shared: tuple[Workspace, str],
) -> None:
    address = shared[1]
    # A language that the desk does not speak changes nothing here.
    form = {"token": token(address), "language": "xx"}
    for path in ("/contacts", "/"):
        assert f'name="back" value="{path}"' in ask(address, path)[1].decode()
    for back, place in (("/contacts", "/contacts"), ("//example.org", "/"), ("/choose", "/")):
        connection = http.client.HTTPConnection(address.split("/")[2], timeout=120)
        connection.request("POST", "/language", urlencode(form | {"back": back}), {
            "Origin": address.rstrip("/"),
            "Content-Type": "application/x-www-form-urlencoded",
        })  # fmt: skip
        answer = connection.getresponse()
        assert (answer.status, answer.headers["location"]) == (303, place)
        connection.close()


def test_one_is_told_to_wait_and_can_ask_again(shared: tuple[Workspace, str], page: Page) -> None:
    page.goto(shared[1])
    # With this answer a browser stays where it is.
    page.route("**/choose", lambda route: route.fulfill(status=204))
    try:
        button = page.get_by_role("button", name="Show the leaflet")
        with page.expect_request("**/choose"):
            button.click()
        expect(page.locator("#busy")).to_have_text("Please wait: the leaflet is being made.")
        expect(button).to_be_disabled()
        page.evaluate("dispatchEvent(new Event('pageshow'))")
        expect(page.locator("#busy")).to_have_text("")
        expect(button).to_be_enabled()
    finally:
        page.unroute("**/choose")


def test_it_can_be_used_with_the_keyboard_alone(shared: tuple[Workspace, str], page: Page) -> None:
    page.goto(shared[1])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.get_by_label("Find a language")).to_be_focused()
    page.keyboard.type("ellin")
    expect(page.locator("#found")).to_have_text("Found: 0")
    page.get_by_label("Find a language").fill("")
    page.keyboard.type("Ελλην")
    page.keyboard.press("Enter")
    expect(page.locator("input[value=el][name=locale]")).to_be_checked()
    button = page.get_by_role("button", name="Show the leaflet")
    for _ in range(8):
        if button.evaluate("b => b === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#leaflet-heading")).to_be_focused()


def test_a_language_is_found_by_its_name_in_whatever_language(
    workspace: Workspace, page: Page
) -> None:
    with running(workspace) as address:
        page.goto(address)
        # On a first start the leaflet's language is the desk's own.
        page.get_by_label("Language of this page").select_option("de")
        page.get_by_role("button", name="Change").click()
        chosen = page.locator("input[name=locale]:checked")
        expect(chosen).to_have_value("de")
        greek = page.locator("[data-find]", has=page.locator("input[value=el]"))
        expect(greek).to_contain_text("Ελληνικά Griechisch")
        german = page.locator("[data-find]", has=page.locator("input[value=de]"))
        expect(german.locator(".also")).to_have_count(0)
        for words in ("el", "Griech", "ελλη", "greek"):
            page.locator("#find").fill(words)
            expect(greek).to_be_visible()
            expect(german).to_be_visible()
        page.locator("#find").press("Enter")
        expect(chosen).to_have_value("el")


def test_a_subject_has_its_title_and_stays_where_another_cannot_be_read(
    workspace: Workspace, page: Page
) -> None:
    (workspace.root / "briefs" / "spoilt").mkdir()
    (workspace.root / "briefs" / "spoilt" / "brief.toml").write_text("nonsense")
    title = (workspace.root / "briefs" / BRIEF / "community.md").read_text("utf-8").split("\n")[0]
    with running(workspace) as address:
        page.goto(address)
        subjects = page.get_by_label("Subject").get_by_role("option")
        expect(subjects).to_have_text([title.removeprefix("# "), "spoilt"])
        expect(page.get_by_label("Subject")).to_have_value(BRIEF)


def test_a_long_name_stands_beside_its_checkbox(workspace: Workspace, page: Page) -> None:
    row = new_contact({**GOOD_CONTACT, "name": "A very long name of a helper " * 8}, date.today())
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows([row]))
    with running(workspace) as address:
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(address)
        label = page.locator("label", has_text="A very long name")
        box, name = (label.locator(part).bounding_box() for part in ("input", "span"))
        assert box
        assert name
        assert name["height"] > 2 * box["height"]
        assert name["x"] >= box["x"] + box["width"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        # Where no language is incomplete, nobody is asked about such.
        expect(page.get_by_label("Also print an incomplete language")).to_have_count(0)
        original = page.locator(".state.source").first
        assert original.evaluate("e => getComputedStyle(e).padding") == "0px"
        page.set_viewport_size({"width": 1280, "height": 800})


def test_it_fits_a_phone(shared: tuple[Workspace, str], page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    try:
        for path in ("", "?show=1", "contacts"):
            page.goto(shared[1] + path)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= 320, path
    finally:
        page.set_viewport_size({"width": 1280, "height": 720})


# --- what it refuses ---


def test_only_the_desk_s_own_pages_change_anything(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    port = address.rstrip("/").rpartition(":")[2]
    state = workspace.root / "state" / "desk.json"
    kept = state.read_bytes() if state.exists() else b""
    good = {"token": token(address), "brief": BRIEF, "audience": "professional",
            "locale": "sv", "format": "a4"}  # fmt: skip
    for host in ("example.org", f"example.org:{port}", "127.0.0.1", ""):
        assert ask(address, "/", Host=host)[0] == 421
        assert ask(address, "/choose", good, Host=host)[0] == 421
    for origin in ("http://example.org", "null", f"http://127.0.0.1:{int(port) - 1}", ""):
        assert ask(address, "/choose", good, Origin=origin)[0] == 403
    for bad in ("", "wrong", "ünsinn"):
        assert ask(address, "/choose", {**good, "token": bad})[0] == 403
    assert ask(address, "/choose", {**good, "brief": "x" * 70_000})[0] == 413
    assert (state.read_bytes() if state.exists() else b"") == kept
    assert ask(address, "/choose", good)[0] == 303
    assert b'"sv"' in state.read_bytes()
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection("127.0.0.2", int(port), timeout=5).connect()


@pytest.mark.parametrize("part", ["brief", "audience", "locale", "format"])
@pytest.mark.parametrize("name", ["../../etc", "/etc/passwd", "", HOSTILE])
def test_no_name_from_the_page_becomes_a_path(
    shared: tuple[Workspace, str], part: str, name: str
) -> None:
    status, text = ask(shared[1], query(**{part: name}))
    assert status == 404
    assert b"<script>alert" not in text


def test_no_address_leads_to_a_file(shared: tuple[Workspace, str]) -> None:
    for path in ("/assets/..%2fpages.py", "/assets/desk.html.jinja", "/../../etc/passwd",
                 "/several/..%2f..", "/briefs"):  # fmt: skip
        assert ask(shared[1], path)[0] == 404, path
    assert ask(shared[1], "/assets/desk.css")[0] == 200


def test_a_hostile_contact_stays_text(shared: tuple[Workspace, str], page: Page) -> None:
    page.goto(shared[1] + "contacts")
    fill_contact(page, name=f"{HOSTILE}\"'", phone="+359 2 981 7686", verified_by=HOSTILE,
                 source="https://example.org/contact",
                 verified_on=date.today().isoformat())  # fmt: skip
    expect(page.locator(".rows")).to_contain_text(HOSTILE)
    page.goto(shared[1])
    expect(page.locator("fieldset").nth(1)).to_contain_text(HOSTILE)
    assert page.locator("script:not([src])").count() == 0
    page.goto(shared[1] + "contacts")
    page.locator(".rows > li", has_text=HOSTILE).get_by_role("button").click()
    expect(page.locator("body")).not_to_contain_text(HOSTILE)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"name,phone,colour\nA,1,red\n", "not one that the desk can read"),
        (b"name,phone,name\nA,1,B\n", "not one that the desk can read"),
        ("name,phone\nJoséphine,1\n".encode("cp1252"), "save it as “CSV UTF-8”"),
    ],
)
def test_a_file_that_would_be_spoilt_is_left_alone(
    workspace: Workspace, data: bytes, told: str
) -> None:
    file = workspace.root / "contacts.csv"
    file.write_bytes(data)
    with running(workspace) as address:
        fields = {"token": token(address), "id": "x"}
        for path, form in (("", None), ("/add", fields | GOOD_CONTACT), ("/remove", fields)):
            status, answer = ask(address, f"/contacts{path}", form)
            assert status == 422
            assert told in answer.decode()
            assert str(file) in answer.decode()
    assert file.read_bytes() == data


def test_a_contact_is_changed_in_its_place(workspace: Workspace, page: Page) -> None:
    file, state = workspace.root / "contacts.csv", workspace.root / "state" / "desk.json"
    changes = ({"name": "Animus", "office": "Sofia"}, {"name": "Bilitis"}, {"name": "Centrum"})
    rows = [new_contact(GOOD_CONTACT | cells, date.today()) for cells in changes]
    file.write_bytes(write_contact_rows(rows))
    state.parent.mkdir()
    state.write_text(Choice(contacts=(rows[0].id, rows[2].id)).as_json(), encoding="utf-8")
    last_day = date.today() + timedelta(days=90)
    with running(workspace) as address:
        page.goto(address + "contacts")
        expect(page.locator("#verified_on")).to_have_value("")
        expect(page.locator(".rows > li").first).to_contain_text(
            f"To be checked again by: {format_day(last_day.timetuple()[:3], 'en')}"
        )
        page.get_by_role("link", name="Change the contact: Animus").click()
        expect(page.get_by_role("heading", name="Change the contact")).to_be_visible()
        expect(page.locator("#verified_on")).to_have_value(date.today().isoformat())
        page.locator("#phone").fill("116112")
        page.get_by_role("button", name="Save the contact").click()
        expect(page.get_by_role("alert")).to_contain_text("which no service will ever have")
        assert violations(page) == []
        page.locator("#phone").fill("+359 800 1 86 76")
        page.get_by_role("button", name="Save the contact").click()
        expect(page.get_by_role("status")).to_have_text("The contact was saved.")
        assert violations(page) == []
        now = contact_rows(file.read_text(encoding="utf-8"), date.today())
        assert [row.cells["name"] for row in now] == ["Animus", "Bilitis", "Centrum"]
        assert now[0].cells == {**rows[0].cells, "phone": "+359 800 1 86 76"}
        page.goto(address)
        ticked = page.locator("input[name=contacts]:checked")
        assert [box.get_attribute("value") for box in ticked.all()] == [now[0].id, now[2].id]
        # Whoever changes one that is no longer there overwrites nothing.
        before = file.read_bytes()
        form = {"token": token(address), **GOOD_CONTACT, "change": rows[0].id}
        status, text = ask(address, "/contacts/add", form)
        assert status == 422
        assert b"changed or taken out meanwhile" in text
        assert ask(address, f"/contacts?change={rows[0].id}")[0] == 404
        assert file.read_bytes() == before


def test_leaflets_are_made_while_the_contacts_cannot_be_read(
    workspace: Workspace, page: Page
) -> None:
    file = workspace.root / "contacts.csv"
    row = new_contact(GOOD_CONTACT, date.today())
    file.write_bytes(write_contact_rows([row]))
    names = {"brief": BRIEF, "audience": "community", "locale": "el", "format": "a4"}
    with running(workspace) as address:
        form = {"token": token(address), **names, "contacts": row.id}
        assert ask(address, "/choose", form)[0] == 303
        file.write_bytes(b"\xff")
        page.goto(address)
        printed = page.locator("fieldset").nth(1)
        expect(printed).to_contain_text("The contacts cannot be read, so none is printed:")
        expect(printed).to_contain_text(f"The file of contacts, {file}, is not in UTF-8.")
        page.get_by_role("button", name="Show the leaflet").click()
        expect(page.locator(".pages img")).to_have_count(2)
        assert ask(address, query(locale="el", contacts=row.id))[0] == 200
        assert violations(page) == []
        # What was typed for another contact stays, and the file is left as it is.
        page.goto(address + "contacts")
        expect(page.locator("main")).to_contain_text(str(file))
        status, text = ask(address, "/contacts/add", {"token": token(address), **GOOD_CONTACT})
        assert status == 422
        assert b'value="Helper"' in text
        assert file.read_bytes() == b"\xff"
        file.write_bytes(write_contact_rows([row]))
        page.goto(address)
        expect(page.get_by_role("checkbox", name="Helper")).to_be_checked()


def test_two_hundred_requests_at_once_are_all_served(shared: tuple[Workspace, str]) -> None:
    address = shared[1]
    paths = [query(locale=code) for code in ("bg", "el", "de", "fr")] + ["/"]
    with ThreadPoolExecutor(200) as crowd:
        answers = list(crowd.map(lambda n: ask(address, paths[n % 5])[0], range(200)))
    assert answers == [200] * 200
    assert ask(address, "/")[0] == 200


# --- choices and contacts ---


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(str))
def test_whatever_was_remembered_is_a_choice_or_forgotten(text: str) -> None:
    assert isinstance(parse_choice(text), Choice)


@given(
    st.builds(Choice, brief=st.text(), locale=st.text(), contacts=st.lists(st.text()).map(tuple))
)
def test_a_choice_is_remembered_as_it_was(choice: Choice) -> None:
    assert parse_choice(choice.as_json()) == choice


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(CONTACT_FIELDS, st.text(max_size=40)))))
def test_rows_are_the_same_when_they_are_read_again(forms: list[dict[str, str]]) -> None:
    rows = tuple(new_contact(form, TODAY) for form in forms)
    again = contact_rows(write_contact_rows(rows).decode(), TODAY)
    assert [row.cells for row in again] == [row.cells for row in rows]


def test_a_contact_past_its_shelf_life_is_kept_and_not_printed() -> None:
    form = {"name": "A", "kind": "help line", "phone": "+359 2 981 7686", "verified_by": "B",
            "source": "https://example.org/a", "verified_on": "2026-01-01"}  # fmt: skip
    row = new_contact(form, TODAY)
    assert row.contact is None
    assert "more than 90 days ago" in row.problems[0].message
    assert new_contact({**form, "verified_on": "2026-11-01"}, TODAY).contact is not None


def test_what_a_format_has_no_room_for_is_not_on_its_leaflet(
    workspace: Workspace, page: Page
) -> None:
    cells = [{**GOOD_CONTACT, "name": name} for name in ("Animus", "Bilitis", "Centrum")]
    rows = [new_contact(form, date.today()) for form in cells]
    contacts = [row.contact for row in rows if row.contact]
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows(rows))
    with running(workspace) as address:
        for fmt in ("a4", "a5-booklet", "dl-trifold", "large-print", "pocket", "poster"):
            chosen = [("contacts", row.id) for row in rows]
            status, data = ask(address, f"{query(locale='en', format=fmt)}&{urlencode(chosen)}")
            assert status == 200, fmt
            text = comparable("".join(run.text for run in read_runs(data)))
            missing = FORMATS[fmt].left_out(contacts)
            assert [c for c in contacts if comparable(c.name) not in text] == list(missing), fmt
        page.goto(address)
        for row in rows:
            page.get_by_role("checkbox", name=row.cells["name"]).check()
        page.locator("input[name=locale][value=en]").check()
        page.get_by_label("Format").select_option("pocket")
        page.get_by_role("button", name="Show the leaflet").click()
        told = page.locator("#leaflet")
        expect(told).to_contain_text("Left out, because this format has no room for them:")
        expect(told.locator(".names li")).to_have_text(["Bilitis", "Centrum"])


def test_how_the_paper_is_turned_is_told_of_what_has_two_sides() -> None:
    assert {name: flipped_edge(fmt, 2) for name, fmt in FORMATS.items()} == {
        "a4": "long",
        "a5-booklet": "short",
        "dl-trifold": "short",
        "large-print": "long",
        "pocket": "long",
        "poster": "long",
    }
    assert flipped_edge(FORMATS["poster"], 1) == ""


def test_columns_that_would_be_lost_are_refused() -> None:
    with pytest.raises(ContactError):
        contact_rows("name;colour\nA;red\n", TODAY)


# --- everybody ---


def violations(page: Page) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA, and where."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_on_any_page(
    shared: tuple[Workspace, str], page: Page, width: int
) -> None:
    address = shared[1]
    page.set_viewport_size({"width": width, "height": 800})
    form = {"token": token(address), "brief": BRIEF, "audience": "community", "format": "a4"}
    assert ask(address, "/choose", form | {"locale": "ar"})[0] == 303
    for path in ("", "?show=1", "contacts", "several/nothing"):
        page.goto(address + path)
        assert violations(page) == [], path
    page.goto(address + "contacts")
    page.locator("input").evaluate_all("inputs => inputs.forEach(i => i.required = false)")
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page) == []
    # Nothing is cut off, and nothing makes one scroll sideways.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_the_desk_speaks_a_language_and_remembers_it(
    workspace: Workspace, page: Page, language: str, direction: str
) -> None:
    catalog = polib.pofile(str(workspace.po(language, "desk")))
    words = [
        entry.msgstr
        for entry in catalog
        if entry.msgid in ("Print a leaflet", "Large print", "Show the leaflet")
    ]
    assert len(words) == 3
    with running(workspace) as address:
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.get_by_label("Language of this page").select_option(language)
        page.get_by_role("button", name="Change").click()
        for _ in range(2):
            expect(page.locator("html")).to_have_attribute("lang", language)
            expect(page.locator("html")).to_have_attribute("dir", direction)
            for word in words:
                expect(page.locator("main")).to_contain_text(word)
            assert violations(page) == []
            page.goto(address)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            for path in ("", "contacts"):
                page.goto(address + path)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_the_browser_s_language_is_spoken_if_the_desk_does(shared: tuple[Workspace, str]) -> None:
    address = shared[1]
    for accepted, spoken in (("el-GR,el;q=0.9,en", "el"), ("xx, uk;q=0.5", "uk"), ("zz", "en")):
        _, text = ask(address, "/", None, **{"Accept-Language": accepted})
        assert f'<html lang="{spoken}"'.encode() in text


def put(path: Path, msgid: str, translation: str, previous: str = "") -> None:
    """Write a translation, a fuzzy one where it was made for a previous text."""
    catalog = polib.pofile(str(path))
    entry = catalog.find(msgid)
    entry.msgstr = translation
    if previous:
        entry.flags.append("fuzzy")
        entry.previous_msgid = previous
    catalog.save()


def test_a_desk_s_catalog_that_lacks_a_message_is_not_spoken(workspace: Workspace) -> None:
    put(workspace.po("de", "desk"), "Print a leaflet", "")
    put(workspace.po("fr", "desk"), "Print a leaflet", HOSTILE)
    with running(workspace) as address:
        _, text = ask(address, "/", None, **{"Accept-Language": "de"})
        assert b'<html lang="en"' in text
        assert b'<option value="de"' not in text
        _, text = ask(address, "/", None, **{"Accept-Language": "fr"})
        assert b"&lt;script&gt;" in text
        assert HOSTILE.encode() not in text


# --- translating on the page ---

WHERE = urlencode({"brief": BRIEF, "audience": "community", "locale": "bg"})
HEADING = "Предупредителни признаци"


def open_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}translate?{WHERE}")
    expect(page.locator("#sheet[data-ready]")).to_be_visible()


def edit(page: Page, address: str, words: str) -> None:
    open_sheet(page, address)
    page.frame_locator("#sheet").get_by_text(words).click()
    expect(page.locator("#text")).to_have_value(words)
    expect(page.locator("#sheet[data-ready]")).to_be_visible()


def test_a_passage_is_clicked_translated_and_set_anew(workspace: Workspace, page: Page) -> None:
    before = workspace.po("bg").read_text(encoding="utf-8").splitlines()
    with running(workspace) as address:
        edit(page, address, HEADING)
        expect(page.locator("#edit")).to_contain_text("Warning signs")
        # What is wrong is told as one types, and again gone when it is mended.
        page.locator("#text").fill("Знаци [@garcia2019]")
        expect(page.locator("#findings")).to_contain_text("citations are not the source's")
        page.locator("#text").fill("Знаци, които предупреждават")
        expect(page.locator("#findings")).not_to_contain_text("citations")
        page.locator("#translator").fill("Мария Петрова <m@example.org>")
        page.get_by_role("button", name="Save the translation").click()
        sheet = page.frame_locator("#sheet")
        expect(sheet.get_by_text("Знаци, които предупреждават")).to_be_visible()
        expect(page.locator("#translator")).to_have_value("Мария Петрова <m@example.org>")
        status, data = ask(address, query(locale="bg"))
        assert status == 200
    after = workspace.po("bg").read_text(encoding="utf-8").splitlines()
    changed = [line for line in after if line not in before]
    assert len(after) == len(before)
    assert changed[1:] == [
        '"Last-Translator: Мария Петрова <m@example.org>\\n"',
        'msgstr "Знаци, които предупреждават"',
    ]
    assert re.match(r'"PO-Revision-Date: \d{4}-\d\d-\d\d \d\d:\d\d\+0000', changed[0])
    subprocess.run(["msgfmt", "--check", "-o", os.devnull, workspace.po("bg")], check=True)
    assert "Знаци,коитопредупреждават" in comparable("".join(r.text for r in read_runs(data)))


def translation_form(address: str, message: str) -> dict[str, str]:
    """Return the fields of the form for a message, as the page has them."""
    text = ask(address, f"/translate?{WHERE}&message={message}")[1].decode()
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text.split("<main")[1]))
    (shown,) = re.findall(r'<textarea id="text"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    return {**fields, "text": html.unescape(shown)}


def message_of(address: str, words: str) -> str:
    """Return the id of the message that begins with these words."""
    text = ask(address, f"/translate?{WHERE}")[1].decode()
    (found,) = re.findall(rf'message=([0-9a-f]{{16}})#edit"[^>]*><span[^>]*>{words}', text)
    return str(found)


def test_spaces_that_must_not_break_a_line_stay(workspace: Workspace) -> None:
    kept = "Знаци\u00a0за\u202fтревога"
    workspace.replace(workspace.po("bg"), f'msgstr "{HEADING}"', f'msgstr "{kept}"')
    before = workspace.po("bg").read_bytes()
    with running(workspace) as address:
        form = translation_form(address, message_of(address, "Warning signs"))
        assert form["text"] == kept
        assert ask(address, "/translate/save", form)[0] == 303
        assert workspace.po("bg").read_bytes() == before
        typed = {**form, "text": f"  {kept}\r\n и\tстрах "}
        assert ask(address, "/translate/save", typed)[0] == 303
    assert f'msgstr "{kept} и страх"' in workspace.po("bg").read_text(encoding="utf-8")


def test_a_translation_is_not_lost_by_emptying_its_field(workspace: Workspace) -> None:
    put(workspace.po("bg"), "Warning signs", HEADING, previous="Signs of warning")
    before = workspace.po("bg").read_bytes()
    with running(workspace) as address:
        form = translation_form(address, message_of(address, "Warning signs"))
        for empty in ("", " \r\n "):
            status, text = ask(address, "/translate/save", {**form, "text": empty})
            assert status == 422
            assert b"Nothing was written" in text
            assert HEADING in text.decode()
    assert workspace.po("bg").read_bytes() == before


def test_what_was_typed_can_be_copied_where_it_cannot_be_saved(workspace: Workspace) -> None:
    typed = "Мои & <думи>"
    shown = 'readonly dir="auto">\nМои &amp; &lt;думи&gt;</textarea>'
    source = workspace.root / "briefs" / BRIEF / "community.md"
    text, catalog = source.read_bytes(), workspace.po("bg").read_bytes()
    with running(workspace) as address:
        form = translation_form(address, message_of(address, "Warning signs"))
        form["text"] = typed

        def refused() -> tuple[int, str]:
            status, answer = ask(address, "/translate/save", form)
            assert shown in answer.decode()
            return status, answer.decode()

        workspace.replace(source, "Warning signs", "Signs of a warning")
        status, answer = refused()
        assert status == 404
        assert "no such message any more" in answer
        # What its catalog lacks is listed, and what to do is told where it is chosen.
        message = message_of(address, "Signs of a warning")
        status, page = ask(address, f"/translate?{WHERE}&message={message}")
        assert status == 200
        assert "“briefkit update bg”" in page.decode()
        assert b'id="text"' not in page
        form["message"] = message
        assert refused()[0] == 422
        source.write_bytes(text)
        workspace.po("bg").write_text("nonsense\n", encoding="utf-8")
        status, answer = refused()
        assert status == 422
        assert "not PO syntax" in answer
        workspace.po("bg").write_bytes(catalog)
        form["token"] = "of an hour ago"
        assert refused()[0] == 403


def test_a_changed_source_is_shown_beside_what_it_was(workspace: Workspace, page: Page) -> None:
    put(workspace.po("bg"), "Warning signs", HEADING, previous="Signs of <warning>")
    with running(workspace) as address:
        message = message_of(address, "Warning signs")
        page.goto(f"{address}translate?{WHERE}&message={message}")
        expect(page.locator("#edit del")).to_have_text("Signs of <warning>")
        expect(page.locator("#sheet[data-ready]")).to_be_visible()
        assert violations(page) == []


def test_two_windows_that_edit_one_message_lose_nothing(workspace: Workspace, page: Page) -> None:
    with running(workspace) as address:
        assert page.context.browser is not None
        other = page.context.browser.new_page()
        edit(page, address, HEADING)
        edit(other, address, HEADING)
        page.locator("#text").fill("Първо")
        page.get_by_role("button", name="Save the translation").click()
        expect(page.frame_locator("#sheet").get_by_text("Първо")).to_be_visible()
        other.locator("#text").fill("Второ")
        other.get_by_role("button", name="Save the translation").click()
        alert = other.get_by_role("alert")
        expect(alert).to_contain_text("Somebody has changed this translation meanwhile")
        expect(alert).to_contain_text("Първо")
        expect(other.locator("#text")).to_have_value("Второ")
        assert 'msgstr "Първо"' in workspace.po("bg").read_text(encoding="utf-8")
        assert violations(other) == []
        # She may keep the other’s words …
        other.get_by_role("link", name="Keep what is in the file").click()
        expect(other.locator("#text")).to_have_value("Първо")
        # … or, having seen them, her own; an editor’s save in between is no other case.
        other.locator("#text").fill("Второ")
        workspace.replace(workspace.po("bg"), 'msgstr "Първо"', 'msgstr "От редактора"')
        other.get_by_role("button", name="Save the translation").click()
        expect(alert).to_contain_text("От редактора")
        other.get_by_role("button", name="Save the translation").click()
        expect(other.frame_locator("#sheet").get_by_text("Второ")).to_be_visible()
        other.close()
    assert 'msgstr "Второ"' in workspace.po("bg").read_text(encoding="utf-8")


def test_a_passage_is_translated_with_the_keyboard_alone(workspace: Workspace, page: Page) -> None:
    with running(workspace) as address:
        open_sheet(page, address)
        passage = page.frame_locator("#sheet").locator("[data-message]", has_text=HEADING)
        passage.focus()
        passage.press("Enter")
        expect(page.locator("#text")).to_have_value(HEADING)
        # The browser takes the focus to the passage’s form itself, when the page has come.
        expect(page.locator("#sheet[data-ready]")).to_be_visible()
        expect(page.locator("#edit")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator("#text")).to_be_focused()
        page.keyboard.press("Control+End")
        page.keyboard.type("!")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Save the translation")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.frame_locator("#sheet").get_by_text(f"{HEADING}!")).to_be_visible()


def test_axe_finds_nothing_where_one_translates(workspace: Workspace, page: Page) -> None:
    workspace.replace(workspace.po("bg"), f'msgstr "{HEADING}"', 'msgstr ""')
    with running(workspace) as address:
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{address}translate?{WHERE}")
            page.locator(".messages .untranslated").locator("xpath=..").get_by_role("link").click()
            expect(page.locator("#findings")).to_contain_text("not translated")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_what_cannot_be_translated_is_refused(workspace: Workspace) -> None:
    before = workspace.po("bg").read_bytes()
    with running(workspace) as address:
        text = ask(address, f"/translate?{WHERE}")[1].decode()
        (message, *_) = re.findall(r"message=([0-9a-f]{16})#edit", text)
        fields = {"brief": BRIEF, "audience": "community", "locale": "bg", "message": message,
                  "text": "x", "seen": "0", "token": token(address)}  # fmt: skip
        for path in ("save", "check"):
            send = f"/translate/{path}"
            assert ask(address, send, fields | {"message": "nothing"})[0] == 404
            assert ask(address, send, fields | {"token": "x"})[0] == 403
            assert ask(address, send, fields | {"locale": "../bg"})[0] == 404
            assert ask(address, send, fields | {"locale": "en"})[0] == 404
            assert ask(address, send, fields | {"text": "я" * 10_001})[0] == 413
            assert ask(address, send, fields, Origin="http://evil.example")[0] == 403
        assert ask(address, "/translate/save", fields)[0] == 409
        _, told = ask(address, "/translate/check", fields | {"text": HOSTILE})
        assert HOSTILE.encode() not in told
        assert ask(address, "/fonts/..%2f..%2fetc%2fpasswd")[0] == 404
    assert workspace.po("bg").read_bytes() == before
