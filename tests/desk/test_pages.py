"""The desk for everybody: axe finds nothing on its pages, and it speaks many languages."""

import http.client
import time
from statistics import median
from typing import Literal

import polib
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, put, token


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_axe_finds_nothing_on_any_page(
    shared: tuple[Workspace, str],
    page: Page,
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    address = shared[1]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    form = {"token": token(address), "brief": BRIEF, "audience": "community", "format": "a4"}
    assert ask(address, "/choose", form | {"locale": "ar"})[0] == 303
    for path in ("", "?show=1", "contacts", "orders", "pictograms", "several/nothing"):
        page.goto(address + path)
        assert violations(page, "best-practice") == [], path
    page.goto(address + "contacts")
    page.locator("input").evaluate_all("inputs => inputs.forEach(i => i.required = false)")
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert violations(page, "best-practice") == []
    # Nothing is cut off, and nothing makes one scroll sideways.
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
def test_the_desk_speaks_a_language_and_remembers_it(
    shared: tuple[Workspace, str], page: Page, language: str, direction: str
) -> None:
    workspace, address = shared
    catalog = polib.pofile(str(workspace.po(language, "desk")))
    words = [
        entry.msgstr
        for entry in catalog
        if entry.msgid in ("Print a leaflet", "Large print", "Show the leaflet")
    ]
    assert len(words) == 3
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_label("Language of this page").select_option(language)
    page.get_by_role("button", name="Change").click()
    for _ in range(2):
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        for word in words:
            expect(page.locator("main")).to_contain_text(word)
        assert violations(page, "best-practice") == []
        page.goto(address)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("", "contacts", "orders"):
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_the_browser_s_language_is_spoken_if_the_desk_does(shared: tuple[Workspace, str]) -> None:
    address = shared[1]
    for accepted, spoken in (("el-GR,el;q=0.9,en", "el"), ("xx, uk;q=0.5", "uk"), ("zz", "en")):
        _, text = ask(address, "/", None, **{"Accept-Language": accepted})
        assert f'<html lang="{spoken}"'.encode() in text


def test_a_desk_s_catalog_that_lacks_a_message_is_not_spoken(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    put(workspace.po("de", "desk"), "Print a leaflet", "")
    put(workspace.po("fr", "desk"), "Print a leaflet", HOSTILE)
    _, text = ask(address, "/", None, **{"Accept-Language": "de"})
    assert b'<html lang="en"' in text
    assert b'<option value="de" lang="de"' not in text
    _, text = ask(address, "/", None, **{"Accept-Language": "fr"})
    assert b"&lt;script&gt;" in text
    assert HOSTILE.encode() not in text


def test_an_answer_s_body_comes_with_its_head(shared: tuple[Workspace, str]) -> None:
    # On a connection that is kept, a body that waits for an acknowledgement comes 40 ms later.
    connection = http.client.HTTPConnection(shared[1].split("/")[2], timeout=60)
    waited = []
    for _ in range(21):
        connection.request("GET", "/pictograms")
        answer = connection.getresponse()
        began = time.perf_counter()
        assert len(answer.read()) > 10_000
        waited.append(time.perf_counter() - began)
    connection.close()
    assert median(waited) < 0.02
