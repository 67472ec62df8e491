"""Several leaflets are one order: made and printed at once, and found again by its name."""

import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from briefkit.desk import (
    Choice,
    Orders,
    new_contact,
    new_order,
    parse_orders,
    write_contact_rows,
)
from briefkit.proof import read_runs
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import GOOD_CONTACT, HOSTILE, ask, token

PLACE = {"brief": BRIEF, "audience": "community", "format": "a4"}


def place(locale: str, fmt: str = "a4", **more: str) -> str:
    return f"?{urlencode(PLACE | {'locale': locale, 'format': fmt} | more)}"


def add(page: Page, address: str, locale: str, fmt: str, **more: str) -> None:
    page.goto(address + place(locale, fmt, **more))
    page.get_by_role("button", name="Add it to the order").click()
    expect(page.get_by_role("link", name="To the order", exact=True)).to_be_visible()


def ready(page: Page) -> None:
    expect(page.get_by_role("link", name="Download them as one file")).to_be_visible()


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_whatever_stands_in_the_file_is_orders_or_forgotten(text: str) -> None:
    assert isinstance(parse_orders(text), Orders)


@given(st.lists(st.text(), max_size=4), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_orders_are_kept_as_they_were(locales: list[str], name: str, contacts: list[str]) -> None:
    choices = [
        Choice(brief="b", locale=code, contacts=(*contacts,), contact_names=(*contacts,))
        for code in locales
    ]
    order = new_order().with_lines(choices)
    orders = Orders().with_order(order)
    assert parse_orders(orders.as_json()) == orders
    assert len(order.lines) == len(set(locales))


def test_an_order_is_filled_named_made_and_printed_in_piles(
    shared: tuple[Workspace, str], page: Page, tmp_path: Path
) -> None:
    workspace, address = shared
    row = new_contact(GOOD_CONTACT, date.today())
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows([row]))
    for locale, fmt in (("uk", "a4"), ("ar", "pocket"), ("fr", "dl-trifold"), ("en", "poster")):
        add(page, address, locale, fmt, contacts=row.id)
    page.get_by_role("link", name="To the order", exact=True).click()
    expect(page.locator(".lines li")).to_have_count(4)
    assert violations(page, "best-practice") == []
    page.get_by_label("Name of the order").fill("Family at the station")
    page.get_by_role("button", name="Make them all").click()
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Family at the station")
    assert violations(page, "best-practice") == []
    # Paper that is turned otherwise, and paper of another size, is printed apart.
    piles = page.locator(".rows:not(.made) li")
    expect(piles).to_have_count(3)
    expect(piles.nth(0)).to_contain_text("A4: leaflets: 2, sheets: 2")
    expect(piles.nth(0)).to_contain_text("flip on long edge")
    expect(piles.nth(1)).to_contain_text("flip on short edge")
    expect(piles.nth(2)).to_contain_text("A3: leaflets: 1, sheets: 1")
    expect(piles.nth(2)).to_contain_text("choose one side")
    # The state decides what the button says: the English poster alone is no draft.
    expect(piles.nth(1).get_by_role("link")).to_contain_text("drafts among them")
    expect(piles.nth(2).get_by_role("link")).to_have_text("Print them (opens in a new tab)")
    link = piles.nth(0).get_by_role("link").get_attribute("href")
    answer = page.request.get(address.rstrip("/") + str(link))
    assert answer.headers["content-disposition"] == 'inline; filename="to-print.a4-long.pdf"'
    with pikepdf.open(io.BytesIO(answer.body())) as printed:
        assert len(printed.pages) == 4
        assert printed.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    assert GOOD_CONTACT["phone"] in "".join(run.text for run in read_runs(answer.body()))
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as one file").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "ct.ar.community.pocket.discreet.sheet.pdf" in archive.namelist()
        assert f"{BRIEF}.uk.community.a4.pdf" in archive.namelist()


def test_an_order_comes_back_by_its_name_is_opened_again_and_removed(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    row = new_contact(GOOD_CONTACT, date.today())
    (workspace.root / "contacts.csv").write_bytes(write_contact_rows([row]))
    add(page, address, "uk", "a4", contacts=row.id)
    add(page, address, "ar", "pocket", contacts=row.id, grayscale="yes")
    page.goto(address + "orders")
    page.get_by_label("Name of the order").fill(f"Family {HOSTILE}")
    page.get_by_role("button", name="Keep it, and begin another order").click()
    words = "Ukrainian A4 sheet, Arabic Pocket card (discreet) (greys), contacts: 1"
    kept = page.locator("section .rows li")
    expect(kept).to_contain_text(f"Family {HOSTILE}: {words}")
    arabic = ask(address, "/orders", None, **{"Accept-Language": "ar"})[1].decode()
    assert "A4، " in arabic  # with the comma of its letters
    assert violations(page, "best-practice") == []
    # Deleted by oversight, it comes back.
    kept.get_by_role("button", name="Delete").click()
    expect(kept).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Deleted: Family")
    page.get_by_role("button", name="Undo").click()
    expect(kept).to_contain_text(words)
    # It ticks its contacts again, and can be changed.
    assert ask(address, "/choose", {"token": token(address), **PLACE, "locale": "bg"})[0] == 303
    kept.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Take it out: Arabic").click()
    expect(page.locator(".lines li")).to_have_count(1)
    page.get_by_role("link", name="Add another leaflet").click()
    expect(page.get_by_role("checkbox", name="Helper")).to_be_checked()
    page.goto(address + "orders")
    page.get_by_role("button", name="Make them all").click()
    ready(page)
    page.get_by_role("link", name="To the orders").click()
    expect(kept).to_contain_text("Made:")
    kept.get_by_role("button", name="Make it again").click()
    ready(page)


def test_many_languages_and_formats_are_an_order_too(
    shared: tuple[Workspace, str], page: Page
) -> None:
    page.goto(shared[1] + place("en"))
    page.locator("#several summary").click()
    for code in ("bg", "el"):
        page.locator(f"input[name=languages][value={code}]").check()
    for fmt in ("a4", "pocket"):
        page.locator(f"input[name=formats][value={fmt}]").check()
    # A long name stands beside its box.
    page.set_viewport_size({"width": 360, "height": 800})
    label = page.locator("label:has([name=formats][value=dl-trifold])")
    assert label.evaluate("""label => {
        const [box, words] = [label.firstElementChild, document.createRange()];
        words.selectNodeContents(label.lastChild);
        return words.getBoundingClientRect().top < box.getBoundingClientRect().bottom;
    }""")
    page.set_viewport_size({"width": 1280, "height": 800})
    # Nothing of this is of the leaflet that is shown.
    expect(page.locator("#stale")).to_be_hidden()
    page.get_by_role("button", name="Add them to the order").click()
    expect(page.locator(".lines li")).to_have_count(4)
    # The address of what is discreet does not tell its subject.
    for link in page.get_by_role("link", name=re.compile("See it: .*Pocket card")).all():
        assert BRIEF not in str(link.get_attribute("href"))
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_twin_comes_with_its_leaflet(shared: tuple[Workspace, str], page: Page) -> None:
    address = shared[1]
    add(page, address, "uk", "a4", twin="bg")
    page.goto(address + "orders")
    page.get_by_role("button", name="Make them all").click()
    ready(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download them as one file").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        names = [f"{BRIEF}.{pair}.community.a4.pdf" for pair in ("bg=uk", "uk=bg")]
        assert sorted(archive.namelist()) == names


def test_what_an_order_names_that_is_gone_is_told_and_nothing_is_made(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    add(page, address, "fi", "a4")
    (kept,) = (workspace.root / "state").glob("orders-*.json")
    workspace.replace(kept, '"fi"', '"xx"')
    page.goto(address + "orders")
    page.get_by_role("button", name="Make them all").click()
    expect(page.get_by_role("alert")).to_contain_text("xx")
    expect(page.locator(".lines li")).to_have_count(1)
    for action in ("change", "open", "again", "remove", "restore"):
        form = {"token": token(address), "order": "x", "make": "1"}
        assert ask(address, f"/orders/{action}", form)[0] == 404
        assert ask(address, f"/orders/{action}", {"order": "x"})[0] == 403


def test_from_opening_the_desk_to_a_printed_file_takes_two_clicks(
    shared: tuple[Workspace, str], page: Page
) -> None:
    address = shared[1]
    clicks: list[str] = []
    page.expose_function("clicked", lambda what: clicks.append(what))
    page.add_init_script("addEventListener('pointerdown', e => clicked(e.target.localName), true)")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    page.locator("label:has(input[name=locale][value=el])").click()
    link = page.get_by_role("link", name="Print a draft (opens in a new tab)")
    expect(link).to_have_attribute("href", re.compile("locale=el"))
    # Pictures of pages may be answered at the same moment.
    with page.context.expect_event("response", lambda r: "/leaflet.pdf" in r.url) as answered:
        link.click()
    assert answered.value.ok
    assert "filename" in answered.value.headers["content-disposition"]
    assert len(clicks) == 2, clicks
