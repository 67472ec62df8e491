"""From a choice to a leaflet that passes its proof, in a browser."""

import http.client
import io
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pikepdf
from playwright.sync_api import Page, expect

from briefkit.desk import (
    new_contact,
    write_contact_rows,
)
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import GOOD_CONTACT, ask, fill_contact, query, token


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
    expect(page.locator(".rows")).to_contain_text("Animus, +359 800 1 86 76")
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
    # Those that are not proofed yet are smaller.
    page.wait_for_function("() => document.querySelector('.pages img').naturalWidth === 1000")
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
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    workspace.po("de").write_text("nonsense\n", encoding="utf-8")
    page.goto(address)
    expect(page.locator("li", has_text="Deutsch").first).to_contain_text("cannot be read")
    page.get_by_text("Several languages at once").click()
    page.get_by_role("button", name="Make them all").click()
    expect(page.get_by_role("alert")).to_have_text("Tick at least one language.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("button", name="Make them all")).to_be_visible()
    assert violations(page, "best-practice") == []
    for code in ("ar", "de", "el"):
        page.locator(f"input[name=languages][value={code}]").check()
    page.get_by_role("button", name="Make them all").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Ready: 3 of 3")).to_be_visible()
    expect(page.locator("section")).to_contain_text("Not printed: Deutsch")
    expect(page.locator("main")).to_contain_text("Translated by a machine; no person has")
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
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    workspace.replace(workspace.po("fi"), 'msgstr "Varoitusmerkkejä"', 'msgstr ""')
    page.goto(address)
    page.locator("input[name=locale][value=fi]").check()
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator("#leaflet")).to_contain_text("It cannot be made")
    expect(page.locator(".pages")).to_have_count(0)
    assert ask(address, query(locale="fi"))[0] == 422
    page.get_by_label("Also print an incomplete language").check()
    page.get_by_role("button", name="Show the leaflet").click()
    expect(page.locator("#leaflet .badge")).to_have_text("incomplete")
    expect(page.locator(".pages img")).to_have_count(2)


def test_what_is_folded_has_a_sheet_to_print(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    address = shared[1]
    page.goto(address)
    page.locator("input[name=locale][value=en]").check()
    page.locator("input[name=format][value=dl-trifold]").check()
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
    expect(page.locator("input[name=format]:checked")).to_have_value("a4")
    expect(page.locator("input[name=format][value=pocket]")).to_be_disabled()
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
    assert 'value="pocket" data-audiences="community" checked>' in text.decode()


def test_a_catalog_that_is_saved_is_in_the_next_leaflet(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    before = ask(address, query(locale="fi"))
    assert before[0] == 200
    assert ask(address, query(locale="fi")) == before
    workspace.po("fi").write_text("nonsense\n", encoding="utf-8")
    status, text = ask(address, query(locale="fi"))
    assert status == 422
    assert b"not PO syntax" in text


def test_what_was_chosen_stays_while_a_contact_is_added(
    shared: tuple[Workspace, str], page: Page
) -> None:
    address = shared[1]
    page.goto(address)
    page.get_by_label("For whom").select_option("professional")
    page.locator("input[name=format][value=large-print]").check()
    page.locator("input[name=locale][value=el]").check()
    page.get_by_role("button", name="Add a contact").click()
    expect(page).to_have_url(f"{address}contacts#form")
    page.get_by_role("link", name="Leaflets", exact=True).click()
    expect(page.get_by_label("For whom")).to_have_value("professional")
    expect(page.locator("input[name=format]:checked")).to_have_value("large-print")
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
    shared: tuple[Workspace, str], page: Page
) -> None:
    address = shared[1]
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
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    (workspace.root / "briefs" / "spoilt").mkdir()
    (workspace.root / "briefs" / "spoilt" / "brief.toml").write_text("nonsense")
    text = (workspace.root / "briefs" / BRIEF / "community.md").read_text("utf-8")
    title = text.split("\n")[0].removeprefix("# ![](pictogram:chat) ")
    page.goto(address)
    subjects = page.get_by_label("Subject").get_by_role("option")
    expect(subjects).to_have_text([title, "spoilt"])
    expect(page.get_by_label("Subject")).to_have_value(BRIEF)


def test_a_long_name_stands_beside_its_checkbox(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    row = new_contact({**GOOD_CONTACT, "name": "A very long name of a helper " * 8}, date.today())
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows([row]))
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
