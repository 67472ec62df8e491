"""Leaflets that were opened at the desk, shown and printed where it cannot be reached."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import BRIEF, FEW, Workspace, copied_project
from tests.desk.client import GOOD_CONTACT, ask, query, running, token
from tests.keeping import kept, telephone_of, wait_for_kept, wait_for_pages

LEAFLET = query(locale="de").replace("/leaflet.pdf", "/kept")


@pytest.fixture
def telephone(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with a memory of its own."""
    with telephone_of(browser, "en") as context:
        yield context


def wait_until(page: Page, promise: str, arg: object = None) -> None:
    """Wait until what a script promises is true."""
    for _ in range(600):
        if page.evaluate(promise, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{promise}: {kept(page)}")


def opened(context: BrowserContext, address: str, path: str = LEAFLET) -> Page:
    """Open a leaflet's page, and wait until it is kept with its list."""
    page = context.new_page()
    page.goto(address.rstrip("/") + path)
    wait_for_kept(page, "/kept", path)
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def add_contact(address: str, workspace: Workspace, **cells: str) -> str:
    """Add a contact, and return its id."""
    form = GOOD_CONTACT | cells | {"token": token(address)}
    assert ask(address, "/contacts/add", form)[0] in (200, 303)
    home = ask(address, "/")[1].decode()
    return home.split('name="contacts" value="')[1].split('"')[0]


def test_what_was_opened_at_the_desk_is_shown_and_printed_without_it(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    _, address = shared
    page = telephone.new_page()
    page.goto(f"{address}?brief={BRIEF}&audience=community&locale=de&format=a4&show=1")
    expect(page.locator(".leaflet-state.proofed")).to_be_visible()
    wait_for_kept(page, "/kept", LEAFLET)
    page.wait_for_function("navigator.serviceWorker.controller")
    telephone.set_offline(True)
    # Whatever is asked of the desk, what is kept is told instead, and how old it is.
    page.goto(address)
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.get_by_role("link", name="Deutsch – A4 sheet – draft").click()
    page.clock.set_fixed_time(datetime.now() + timedelta(days=3, hours=1))
    page.reload()
    expect(page.get_by_text("No connection.")).to_contain_text("(3 days ago)")
    expect(page.locator(".badge.draft")).to_have_text("draft")
    pictures = page.locator(".pages img")
    assert pictures.count() == 2
    for picture in pictures.all():
        assert picture.evaluate("it => it.decode().then(() => it.naturalWidth)") == 1000
    print_way = page.get_by_role("link", name="Print a draft")
    pdf = page.evaluate(
        "fetch(document.querySelector('[data-keep-file]').href).then((it) => it.text())"
    )
    assert pdf.startswith("%PDF-")
    expect(print_way).to_be_visible()


def test_what_is_not_kept_is_not_made_up(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    _, address = shared
    page = opened(telephone, address)
    telephone.set_offline(True)
    page.goto(address.rstrip("/") + LEAFLET.replace("locale=de", "locale=el"))
    expect(page.get_by_role("heading", name="Kept on this device")).to_be_visible()
    # Nor is a current page's file answered for by a kept one.
    failed = page.evaluate("""async () => {
      const asked = ["/leaflet.pdf", "/page.png"].map((path) => path + location.search);
      const answers = await Promise.allSettled(asked.map((address) => fetch(address)));
      return answers.every((it) => it.status === "rejected");
    }""")
    assert failed


def test_where_the_desk_can_be_reached_it_is_asked(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    workspace, address = shared
    page = opened(telephone, address)
    code = page.get_by_text("Code on the sheet:").inner_text()
    before = page.locator(".pages img").first.get_attribute("src")
    assert before
    text = workspace.po("de")
    changed = text.read_text(encoding="utf-8").replace("Polizei", "Wache")
    text.write_text(changed, encoding="utf-8")
    page.reload()
    expect(page.get_by_text("Code on the sheet:")).not_to_have_text(code)
    expect(page.get_by_text("No connection.")).to_be_hidden()
    now = page.locator(".pages img").first.get_attribute("src")
    assert now != before
    # It takes the place of the one before, and that is what is shown next.
    wait_until(page, "(of) => caches.match(of).then((it) => it !== undefined)", now)
    wait_until(page, "(of) => caches.match(of).then((it) => it === undefined)", before)
    wait_for_kept(page, "/kept", LEAFLET)


def test_what_is_withdrawn_is_not_kept_any_more(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    workspace, address = shared
    page = opened(telephone, address)
    workspace.po("de").unlink()
    # The page is still open: what it shows is asked for once more.
    page.evaluate("document.dispatchEvent(new Event('leaflet'))")
    wait_for_kept(page, "/kept")


def test_what_somebody_may_see_no_longer_is_not_kept_either(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    _, address = shared
    page = opened(telephone, address)
    # As an office's desk answers whom its settings no longer name.
    page.evaluate("window.fetch = async () => new Response('', { status: 403 })")
    page.evaluate("document.dispatchEvent(new Event('leaflet'))")
    wait_for_kept(page)


def test_contacts_that_have_grown_old_meanwhile_are_told(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    workspace, address = shared
    row = add_contact(address, workspace)
    page = opened(telephone, address, LEAFLET + f"&contacts={row}")
    old = page.locator(".kept-old")
    expect(old).to_be_hidden()
    check_by = date.fromisoformat(old.get_attribute("data-check-by") or "")
    assert check_by == date.today() + timedelta(days=90)
    telephone.set_offline(True)
    # On its last day it still counts as checked, on the next it does not.
    for days, told in ((0, False), (1, True)):
        day = check_by + timedelta(days=days)
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.reload()
        expect(page.get_by_text("No connection.")).to_be_visible()
        expect(old).to_be_visible() if told else expect(old).to_be_hidden()
        page.goto(address + "kept")
        item = page.locator(".kept-list li")
        expect(item).to_have_count(1)
        assert ("Its contacts may be out of date." in item.inner_text()) == told
        page.goto(address.rstrip("/") + LEAFLET + f"&contacts={row}")


def test_all_is_forgotten_at_once(shared: tuple[Workspace, str], telephone: BrowserContext) -> None:
    _, address = shared
    page = opened(telephone, address)
    page.goto(address + "kept")
    expect(page.locator(".kept-list li")).to_have_count(1)
    page.evaluate("localStorage.setItem('reviewer', 'A Tester')")
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_text("Nothing is kept on this device.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((it) => it.length)") == 0
    # In this tab nothing is kept again: who forgets does not want it.
    page.goto(address.rstrip("/") + LEAFLET)
    expect(page.locator(".pages img").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("caches.keys()") == []


def test_the_subject_of_a_discreet_leaflet_is_told_nowhere(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    _, address = shared
    page = telephone.new_page()
    page.goto(f"{address}?brief=ct&audience=community&locale=en&format=a4&discreet=yes&show=1")
    wait_for_pages(page, 2)
    page.wait_for_function("navigator.serviceWorker.controller")
    telephone.set_offline(True)
    page.goto(address + "kept")
    expect(page.locator(".kept-list li")).to_contain_text("CT – English – A4 sheet")
    page.locator(".kept-list a").click()
    expect(page.locator("h1")).to_have_text("CT")
    told = [page.title(), page.url, page.locator("body").inner_text(), *kept(page)]
    told += page.evaluate("""async () => {
      const names = await caches.keys();
      const asked = await Promise.all(names.map(async (it) => (await caches.open(it)).keys()));
      return asked.flat().map((it) => it.url);
    }""")
    assert not [text for text in told if "traffick" in text.lower()]


def test_what_is_kept_has_a_bound(shared: tuple[Workspace, str], telephone: BrowserContext) -> None:
    _, address = shared
    page = opened(telephone, address)
    root = address + "kept?brief=old"
    page.evaluate(
        """async (root) => {
      for (let day = 10; day < 40; day += 1) {
        const name = `kept 2026-01-01T00:00:${day}.000Z 1000 ${root}${day}`;
        await (await caches.open(name)).put(`${root}${day}`, new Response("x"));
      }
      await (await caches.open("of another program")).put("/x", new Response("x"));
    }""",
        root,
    )
    page.reload()
    newest = [f"/kept?brief=old{day}" for day in range(17, 40)]
    wait_for_kept(page, "/kept", LEAFLET, *newest)
    # One that is large makes all that is older go.
    large = f"kept 2026-02-01T00:00:00.000Z 31990000 {root}"
    page.evaluate("(name) => caches.open(name).then(() => {})", large)
    page.reload()
    wait_for_kept(page, "/kept", LEAFLET)
    assert "of another program" in page.evaluate("caches.keys()")


def test_what_is_kept_outlives_the_desk(
    tmp_path: Path, font_cache: Path, telephone: BrowserContext
) -> None:
    with running(copied_project(tmp_path, font_cache, *FEW)) as address:
        page = opened(telephone, address)
    page.goto(address)
    expect(page.locator(".kept-list a")).to_have_count(1)


def test_a_desk_can_be_installed_and_names_no_subject(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    _, address = shared
    manifest = json.loads(ask(address, "/manifest.webmanifest")[1])
    assert manifest["name"] == "Leaflets"
    assert (manifest["start_url"], manifest["scope"]) == ("/", "/")
    sizes = {icon["sizes"] for icon in manifest["icons"]}
    assert {"192x192", "512x512"} <= sizes
    for icon in manifest["icons"]:
        assert ask(address, icon["src"])[0] == 200
    page = opened(telephone, address)
    devtools = telephone.new_cdp_session(page)
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A browser of tests forgets all when it is closed, as one that is “incognito” does.
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
    assert devtools.send("Page.getAppManifest")["errors"] == []


def test_to_be_kept_is_not_to_be_handed_out(
    shared: tuple[Workspace, str], telephone: BrowserContext
) -> None:
    workspace, address = shared
    manifest = workspace.root / ".briefkit" / "manifest.jsonl"
    opened(telephone, address)
    assert not manifest.exists()
    assert ask(address, query(locale="de", print="1"))[0] == 200
    assert manifest.exists()
