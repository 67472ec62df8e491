"""The preview's pages as pictures: at once as they look, and then as they were proofed."""

from playwright.sync_api import Browser, expect

from tests.browsing import PATIENCE, RECORDER, violations
from tests.conftest import Workspace
from tests.preview.client import get, running, save


def test_a_save_is_seen_at_once_and_then_proofed(workspace: Workspace, browser: Browser) -> None:
    po = workspace.po("bg")
    good = po.read_text(encoding="utf-8")
    page = browser.new_page(locale="ar", viewport={"width": 700, "height": 500})
    page.set_default_timeout(PATIENCE)
    page.add_init_script(RECORDER)
    kinds = "seen.map((it) => it[0])"
    with running(workspace, "bg") as address:
        page.goto(f"{address}pages")
        state, pictures = page.locator("#leaflet-state"), page.locator("#leaflet-pages img")
        expect(state).to_have_class("leaflet-state proofed")
        expect(page.locator("html")).to_have_attribute("lang", "ar")
        assert page.evaluate(kinds) == ["waiting", "proofed"]
        assert violations(page, "best-practice") == []
        # Screen readers tell what changes in an element that stays.
        state.evaluate("element => { window.told = element }")
        place = pictures.last.evaluate("e => (scrollTo(0, 600), e.getBoundingClientRect().top)")
        save(po, good.replace("Какво е това?", "Какво значи това?"))
        # What is not proofed yet may stand for a moment only: it is recorded.
        page.wait_for_function("() => seen.length >= 4")
        assert page.evaluate("markSeen")
        expect(state).to_have_class("leaflet-state proofed")
        # They took each other's place with all their pictures, and what she read stayed there.
        assert page.evaluate("seen") == [
            ["waiting", 0, True], ["proofed", 2, True],
            ["unproofed", 2, True], ["proofed", 2, True],
        ]  # fmt: skip
        assert pictures.last.evaluate("e => e.getBoundingClientRect().top") == place
        assert page.evaluate("told.isConnected && told.role") == "status"
        source = pictures.first.get_attribute("src")
        assert source
        assert get(address, source)[1][:2] == b"\xff\xd8"
        assert get(address, source, **{"Sec-Fetch-Dest": "document"})[0].status == 404
        # What is wrong takes their place, and gives way again.
        save(po, good.replace('msgid "What is it?"', 'msgid "What is it?'))
        expect(page.locator(".problems")).to_contain_text("msgfmt --check")
        expect(pictures).to_have_count(0)
        save(po, good)
        expect(state).to_have_class("leaflet-state proofed")
        expect(pictures).to_have_count(2)
        page.emulate_media(media="print")
        expect(page.locator("body")).to_be_hidden()
        page.emulate_media(media="screen")
    expect(state).to_have_class("leaflet-state")
    page.close()
