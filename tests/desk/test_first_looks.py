"""A leaflet that is seen again: at once as it looks, marked, and then as it was proofed."""

import io
import re
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pikepdf
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browsing import PATIENCE, RECORDER, held, violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import ask, query, token

WHERE = urlencode({"brief": BRIEF, "audience": "community", "locale": "bg"})
NOT_FINISHED = "Not finished yet, for the screen only"
FINISHED = "These are the pages as they will print."


@pytest.fixture
def recorded(browser: Browser) -> Iterator[Page]:
    """A page that notes in `seen` what it shows of a leaflet, and must not complain."""
    complaints: list[str] = []
    viewport: ViewportSize = {"width": 1280, "height": 600}
    opened = browser.new_page(viewport=viewport, service_workers="block")
    opened.set_default_timeout(PATIENCE)
    opened.add_init_script(RECORDER)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    opened.close()
    assert complaints == []


def save_heading(workspace: Workspace, words: str) -> None:
    po = workspace.po("bg")
    text = po.read_text(encoding="utf-8")
    entry = re.search(r'msgid "Warning signs"\nmsgstr "[^"]*"', text)
    assert entry
    po.write_text(text.replace(entry[0], f'msgid "Warning signs"\nmsgstr "{words}"'), "utf-8")


def choose(address: str, fmt: str = "a4") -> None:
    form = {"token": token(address), "brief": BRIEF, "audience": "community", "locale": "bg"}
    assert ask(address, "/choose", {**form, "format": fmt})[0] == 303


def pages(address: str, **changes: str) -> str:
    """Return the part of the translation's page that shows how the leaflet prints."""
    status, text = ask(address, f"/translate/pages?{WHERE}&{urlencode(changes)}")
    assert status == 200
    return text.decode()


def pictures(html: str) -> list[str]:
    return re.findall(r'<img src="(/screen/[^"]+)"', html)


def is_framed(data: bytes) -> bool:
    edge = Image.open(io.BytesIO(data)).convert("L").crop((0, 0, 300, 4))
    # A field of colour that runs to the edge has no light hatches.
    return min(edge.tobytes()) < 110 and max(edge.tobytes()) > 220


def test_a_saved_message_is_seen_at_once_and_then_proofed(
    shared: tuple[Workspace, str], recorded: Page
) -> None:
    address, page = shared[1], recorded
    state = page.locator("#leaflet-state")
    # Of this language alone no leaflet was made before.
    page.goto(f"{address}translate?{WHERE.replace('bg', 'lv')}")
    expect(page.locator("#sheet[data-ready]")).to_be_visible()
    # Nothing is made before somebody looks.
    assert page.evaluate("seen") == [["waiting", 0, True]]
    state.scroll_into_view_if_needed()
    expect(state).to_have_text(FINISHED)
    # Its size is not known yet: it is seen at one that is likely.
    assert page.evaluate("seen") == [["waiting", 0, True], ["unproofed", 2, True],
                                     ["proofed", 2, True]]  # fmt: skip
    page.reload()
    state.scroll_into_view_if_needed()
    expect(state).to_have_text(FINISHED)
    page.frame_locator("#sheet").get_by_text("Brīdinājuma pazīmes").click()
    expect(page.locator("#text")).to_have_value("Brīdinājuma pazīmes")
    page.locator("#text").fill("Satraucošas pazīmes")
    with held(page, "**/translate/pages?*proofed*"):
        with page.expect_navigation():
            page.get_by_role("button", name="Save the translation").click()
        expect(page.locator("#sheet[data-ready]")).to_be_visible()
        state.scroll_into_view_if_needed()
        expect(page.get_by_role("status").filter(has_text=NOT_FINISHED)).to_be_visible()
        shown = page.locator("#leaflet-pages img")
        expect(shown).to_have_count(2)
        expect(shown.first).to_have_attribute("alt", "Page 1 of 2, not finished yet.")
        source = shown.first.get_attribute("src")
        assert source
        assert is_framed(ask(address, source)[1])
        page.locator("#text").focus()
        place = shown.last.evaluate("e => (e.scrollIntoView(), e.getBoundingClientRect().top)")
        # The mark stays in sight.
        expect(state).to_be_in_viewport()
    expect(state).to_have_text(FINISHED)
    expect(page.locator("#text")).to_be_focused()
    assert abs(shown.last.evaluate("e => e.getBoundingClientRect().top") - place) < 1
    # One took the other's place at once: there was no moment without pictures.
    assert page.evaluate("seen") == [["waiting", 0, True], ["unproofed", 2, True],
                                     ["proofed", 2, True]]  # fmt: skip
    assert is_framed(ask(address, str(shown.first.get_attribute("src")))[1]) is False


def test_a_format_that_was_never_made_is_seen_before_it_is_proofed(
    shared: tuple[Workspace, str], recorded: Page
) -> None:
    page = recorded
    # In a language that no other test of the shared desk makes them in.
    page.goto(f"{shared[1]}?{WHERE.replace('bg', 'ro')}&format=a4")
    state = page.locator("#leaflet-state")
    expect(state).to_have_text(FINISHED)
    for fmt in ("a5-booklet", "large-print"):
        with held(page, "**/leaflet?*", unless="first=yes"):
            page.locator(f"input[name=format][value={fmt}]").check()
            expect(state).to_contain_text(NOT_FINISHED)
            expect(page).to_have_url(re.compile(f"format={fmt}"))
            assert page.locator("#leaflet-pages img").count() > 3
        expect(state).to_have_text(FINISHED)


def test_a_button_that_is_pressed_or_reached_by_keys_stays_while_the_leaflet_comes(
    shared: tuple[Workspace, str], recorded: Page
) -> None:
    page, address = recorded, shared[1]
    state, add = page.locator("#leaflet-state"), page.get_by_role("button", name="Add it to the")
    with held(page, "**/leaflet?*", unless="first=yes"):
        page.goto(f"{address}?{WHERE.replace('bg', 'et')}&format=a4")
        expect(state).to_contain_text(NOT_FINISHED)
        add.focus()
    expect(state).to_have_text(FINISHED)
    expect(add).to_be_focused()
    with page.expect_response("**/page.png?*"), held(page, "**/leaflet?*"):
        page.reload()
        add.hover()
        page.mouse.down()
    page.wait_for_timeout(500)  # for the pages, which have come
    expect(state).not_to_have_text(FINISHED)
    # What was added is told before the leaflet is made.
    with held(page, "**/leaflet?*"):
        page.mouse.up()
        expect(page.get_by_role("link", name="To the order", exact=True)).to_be_visible()
        expect(state).not_to_have_text(FINISHED)


def test_nothing_that_is_not_proofed_gets_out(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    assert FINISHED in pages(address, proofed="yes")
    assert pictures(pages(address)) == []  # it lies there already
    save_heading(workspace, "Знаци за тревога")
    html = pages(address)
    assert NOT_FINISHED in html
    sources = pictures(html)
    assert len(sources) == 2
    for source in sources:
        # A browser says what it wants something for: to save, to open, to put into a frame …
        for purpose in ("document", "iframe", "embed", "object", "empty"):
            assert ask(address, source, None, **{"Sec-Fetch-Dest": purpose})[0] == 404, purpose
        status, data = ask(address, source, None, **{"Sec-Fetch-Dest": "image"})
        assert status == 200
        picture = Image.open(io.BytesIO(data))
        assert picture.format == "JPEG"
        assert picture.width == 800
        assert is_framed(data)
    assert ask(address, "/screen/nothing/0")[0] == 404
    assert ask(address, sources[0] + "0")[0] == 404
    # What is asked for as a file waits for the proof.
    for kind in ("", "&print=1"):
        status, data = ask(address, query(gaps="yes") + kind)
        assert status == 200
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert "/StructTreeRoot" in pdf.Root  # tagged, as those that are drawn in haste are not
    status, data = ask(address, query(gaps="yes").replace("leaflet.pdf", "page.png"))
    assert not is_framed(data)
    # When that is there, the pictures are dropped.
    end = time.monotonic() + 120
    while ask(address, sources[0])[0] != 404:
        assert time.monotonic() < end
        time.sleep(0.2)


def test_a_fault_takes_the_place_of_the_look(shared: tuple[Workspace, str], recorded: Page) -> None:
    (workspace, address), page = shared, recorded
    choose(address)
    assert ask(address, query())[0] == 200
    save_heading(workspace, "Знаци " * 300)
    with held(page, "**/leaflet?*"):
        page.goto(f"{address}?show=1")
        expect(page.locator("#leaflet-state")).to_contain_text("the text no longer fits its pages")
        assert page.locator("#leaflet-pages img").count() > 2
    expect(page.locator("#leaflet-state")).to_have_text("It cannot be made:")
    expect(page.locator("#leaflet .problems")).to_contain_text("lines too long")
    expect(page.locator("#leaflet").get_by_role("link")).to_have_text(["Translate the leaflet"])
    assert page.locator("#leaflet img").count() == 0
    assert ask(address, query())[0] == 422
    assert ask(address, query().replace("leaflet.pdf", "page.png"))[0] == 422


@pytest.mark.parametrize("fmt", ["a4", "a5-booklet"])
def test_files_are_offered_when_they_are_proofed(
    shared: tuple[Workspace, str], recorded: Page, fmt: str
) -> None:
    (workspace, address), page = shared, recorded
    choose(address, fmt)
    assert ask(address, query(format=fmt))[0] == 200
    save_heading(workspace, "Знаци за тревога")
    links = page.locator("#leaflet-about").get_by_role("link")
    files = "#leaflet a[href*='leaflet.pdf']"
    with held(page, "**/leaflet?*"):
        page.goto(f"{address}?show=1#leaflet-heading")
        expect(page.locator("#leaflet-state")).to_contain_text(NOT_FINISHED)
        names = links.all_inner_texts()
        assert page.locator(files).count() == 0
        expect(links.first).to_be_disabled()
        assert violations(page, "best-practice") == []
        page.emulate_media(media="print")
        expect(page.locator("body")).to_be_hidden()
        page.emulate_media(media="screen")
        # Without scripts, she asks herself.
        noscript = page.locator("#leaflet noscript").inner_html()
        assert "&amp;show=1&amp;proofed=1#leaflet-heading" in noscript.replace("&amp;amp;", "&amp;")
    expect(page.locator("#leaflet-state")).to_have_text(FINISHED)
    assert links.all_inner_texts() == names
    assert page.locator(files).count() == len(names)
    with page.expect_download() as download:
        page.locator(f"{files}[download]").first.click()
    assert download.value.path().read_bytes()[:5] == b"%PDF-"
    assert FINISHED in ask(address, "/?show=1&proofed=1")[1].decode()


def test_a_page_that_nobody_answers_shows_no_unproofed_page_for_long(
    shared: tuple[Workspace, str], recorded: Page
) -> None:
    (workspace, address), page = shared, recorded
    choose(address)
    assert ask(address, query())[0] == 200
    save_heading(workspace, "Знаци за тревога")
    page.route("**/leaflet?*", lambda route: route.abort())
    page.goto(f"{address}?show=1")
    expect(page.locator("#leaflet-state")).to_have_text("This page is out of date. Open it again.")
    assert page.locator("#leaflet-pages img").count() == 0
