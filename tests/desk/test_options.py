"""What a leaflet can be had as besides its language and its format; nothing tells what it hides."""

import html
import io
import re
import zipfile
from urllib.parse import urlencode

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from briefkit.proof import read_runs
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import ask

# What no name and no title of a discreet leaflet may say.
SUBJECT = re.compile(r"traffick|exploit|cyber|sexual", re.IGNORECASE)


def place(path: str, fmt: str = "a4", locale: str = "uk", **more: str) -> str:
    names = {"brief": BRIEF, "audience": "community", "locale": locale, "format": fmt}
    return f"{path}?{urlencode(names | more)}"


def test_each_option_is_kept_by_the_address_and_shown(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(shared[1] + place("", "a4"))
    what = page.locator("#leaflet .what")
    page.locator("#options summary").click()
    page.get_by_role("checkbox", name="Discreet").check()
    expect(what).to_contain_text("discreet")
    page.get_by_label("In greys").check()
    expect(what).to_contain_text("greys")
    page.get_by_label("Beside it on the same pages").select_option("en")
    expect(what).to_contain_text("and beside it: English")
    page.get_by_label("With a file for the print shop too").check()
    expect(page.get_by_text("Download the file for the print shop")).to_be_visible()
    made = page.locator("#leaflet-state.proofed")
    expect(made).to_have_text("These are the pages as they will print.")
    assert violations(page, "best-practice") == []
    page.reload()
    for said in ("discreet", "greys", "and beside it: English"):
        expect(what).to_contain_text(said)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file for the print shop").click()
    name = download.value.suggested_filename
    assert name == "ct.uk+en.community.a4.discreet.grayscale.press.pdf"
    with pikepdf.open(download.value.path()) as press:
        page_box, trim = press.pages[0].mediabox, press.pages[0].trimbox
        assert float(page_box[2]) > float(trim[2]) - float(trim[0])
    # Two languages stand side by side or on two sheets: choosing the one takes the other back.
    page.get_by_label("A twin to follow along").select_option("bg")
    expect(page.get_by_label("Beside it on the same pages")).to_have_value("")
    expect(page.get_by_role("link", name="Show its twin: български")).to_be_visible()
    page.get_by_role("link", name="Show its twin: български").click()
    expect(what).to_contain_text("български")
    expect(page.get_by_label("A twin to follow along")).to_have_value("uk")


def test_what_a_format_has_no_room_for_rests_and_says_why(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(shared[1] + place("", "a4", discreet="yes"))
    discreet = page.get_by_role("checkbox", name="Discreet")
    expect(discreet).to_be_checked()
    page.locator("input[name=format][value=poster]").check()
    expect(page.locator("#leaflet .what")).to_contain_text("A3 poster")
    expect(page.locator("#leaflet .what")).not_to_contain_text("discreet")
    expect(discreet).to_be_disabled()
    expect(page.get_by_text("the cards to send always do")).to_be_visible()
    expect(page.get_by_label("Beside it on the same pages")).to_be_disabled()
    expect(page.get_by_text("have room for it")).to_be_visible()
    assert violations(page, "best-practice") == []
    # It comes back with a format that has it.
    page.locator("input[name=format][value=a4]").check()
    expect(page.locator("#leaflet .what")).to_contain_text("discreet")


@pytest.mark.parametrize(
    ("fmt", "options", "told"),
    [
        ("poster", {"discreet": "yes"}, "no discreet form"),
        ("large-print", {"discreet": "yes"}, "no discreet form"),
        ("poster", {"second": "en"}, "no room for two languages"),
        ("a4", {"second": "en", "twin": "bg"}, "side by side or on two sheets"),
        ("a4", {"second": "uk"}, "needs no other"),
        ("a4", {"twin": "xx"}, "xx"),
        ("share", {"press": "yes"}, "no file for the print shop"),
        ("languages", {"second": "en"}, "lists them all"),
    ],
)
def test_an_address_of_what_can_t_be_made_says_why(
    shared: tuple[Workspace, str], fmt: str, options: dict[str, str], told: str
) -> None:
    for path in ("/", "/leaflet.pdf"):
        status, text = ask(shared[1], place(path, fmt, **options))
        assert 400 <= status < 500
        assert told in text.decode()


def test_cards_are_downloaded_with_their_text_and_are_not_printed(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(shared[1] + place("", "share"))
    expect(page.locator("#leaflet-state")).to_have_text("These are the pages as they will print.")
    expect(page.get_by_role("link", name=re.compile("^Print"))).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the cards and their text").click()
    assert download.value.suggested_filename == "ct.uk.community.share.zip"
    with zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())) as archive:
        names = archive.namelist()
        assert {"ct.uk.community.share-1.png", "ct.uk.community.share.txt"} <= set(names)
        assert not any(SUBJECT.search(name) for name in names)
        assert archive.read("ct.uk.community.share-1.png").startswith(b"\x89PNG")


def test_the_list_of_languages_names_each_of_them(shared: tuple[Workspace, str]) -> None:
    status, data = ask(shared[1], place("/leaflet.pdf", "languages_a3", locale="bg"))
    assert status == 200
    text = "".join(run.text for run in read_runs(data))
    assert "українська" in text.lower()
    with pikepdf.open(io.BytesIO(data)) as sheet:
        assert float(sheet.pages[0].mediabox[3]) == pytest.approx(1190.55, abs=0.1)


@pytest.mark.parametrize("fmt", ["a4", "a5-booklet", "dl-trifold", "pocket", "languages"])
def test_no_tab_title_or_file_name_of_a_discreet_leaflet_tells_its_subject(
    shared: tuple[Workspace, str], page: Page, fmt: str
) -> None:
    address = shared[1]
    page.goto(address + place("", fmt, locale="en", discreet="yes"))
    expect(page.locator("#leaflet-state")).to_have_text("These are the pages as they will print.")
    # Nor does an address, once the leaflet was chosen there.
    page.locator("input[name=locale][value=fr]").check()
    expect(page.locator("#leaflet .what")).to_contain_text("français")
    page.locator("input[name=locale][value=en]").check()
    expect(page.locator("#leaflet .what")).to_contain_text("English")
    expect(page.locator("#leaflet-state")).to_have_text("These are the pages as they will print.")
    titles = [page.title(), page.url]
    page.reload()
    expect(page.locator("#brief")).to_have_value(BRIEF)
    expect(page.locator("#leaflet-state")).to_have_text("These are the pages as they will print.")
    hrefs = page.locator("#leaflet a[href*='leaflet.pdf']").evaluate_all(
        "links => links.map(link => link.href)"
    )
    page.get_by_role("button", name="Add it to the order").click()
    to_order = page.get_by_role("link", name="To the order", exact=True)
    expect(to_order).to_be_visible()
    titles += [page.title(), page.url]
    to_order.click()
    expect(page.locator(".lines li")).to_have_count(1)
    titles.append(page.title())
    page.get_by_role("button", name="Make them all").click()
    expect(page.get_by_role("link", name="Download them as one file")).to_be_visible()
    titles += [page.title(), page.url]
    links = page.locator("main a[href*='/several/']")
    hrefs += links.evaluate_all("links => links.map(link => link.href)")
    assert len(hrefs) >= 4
    titles += hrefs
    for href in hrefs:
        answer = page.request.get(href)
        assert answer.ok
        told = answer.headers["content-disposition"]
        assert not SUBJECT.search(told), told
        body = answer.body()
        if body.startswith(b"%PDF"):
            with pikepdf.open(io.BytesIO(body)) as pdf:
                titles.append(" ".join(map(str, pdf.docinfo.values())))
                titles.append(str(pdf.Root.get("/Metadata", "")))
        else:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                titles += archive.namelist()
    assert [title for title in titles if SUBJECT.search(title)] == []


def test_no_address_under_which_a_discreet_leaflet_is_translated_tells_its_subject(
    shared: tuple[Workspace, str],
) -> None:
    desk = ask(shared[1], "/" + place("", "a4", locale="de", discreet="yes"))[1].decode()
    (link,) = set(re.findall(r'href="(/translate\?[^"]*)"', desk))
    for address in (html.unescape(link), html.unescape(link) + "&show=all"):
        status, answer = ask(shared[1], address)
        assert status == 200
        named = re.findall(r'(?:href|src|action|data-\w+)="([^"]*\?[^"]*)"', answer.decode())
        assert len(named) > 5
        assert [each for each in (address, *named) if SUBJECT.search(each)] == []
        (brief,) = set(re.findall(r'name="brief" value="([^"]*)"', answer.decode()))
        assert brief == "ct"
    notes = next(each for each in named if each.startswith("/notes"))
    assert ask(shared[1], html.unescape(notes))[0] == 200
