"""Pages of the site that were opened, read and printed without a connection."""

import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import violations
from tests.conftest import ROOT, Workspace
from tests.keeping import telephone_of, wait_for_kept

CHECKED = date.today() - timedelta(days=30)
LEAFLET = "de/ct.community.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """A site of leaflets in German with a contact."""
    made = Workspace(tmp_path_factory.mktemp("site"), font_cache)
    for name in ("briefs", "templates", "locales/de"):
        shutil.copytree(ROOT / name, made.root / name)
    (made.root / "contacts.csv").write_text(
        "name,kind,phone,source,verified_by,verified_on\n"
        f"Helper,help line,+359 2 981 7686,https://example.org/a,A Tester,{CHECKED}\n",
        encoding="utf-8",
    )
    made.run("site", "public", "--contacts", "contacts.csv")
    return made.root / "public"


@pytest.fixture
def served(folder: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the site, below another folder of its host, and its address."""
    own = tmp_path / "host" / "leaflets"
    shutil.copytree(folder, own)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            # As a proxy answers while the server behind it is away.
            if (own.parent / "away").exists():
                self.send_error(502)
            else:
                super().do_GET()

    handler = partial(Quiet, directory=str(tmp_path / "host"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield own, f"http://127.0.0.1:{server.server_port}/leaflets/"
        server.shutdown()
        thread.join()


@pytest.fixture
def telephone(browser: Browser) -> Iterator[BrowserContext]:
    """A browser with a memory of its own."""
    with telephone_of(browser, "de") as context:
        yield context


def opened(context: BrowserContext, address: str) -> Page:
    """Open a leaflet's page, and wait until it and the list are kept."""
    page = context.new_page()
    page.goto(address + LEAFLET)
    wait_for_kept(page, f"/leaflets/{LEAFLET}", "/leaflets/de/kept.html")
    page.wait_for_function("navigator.serviceWorker.controller")
    return page


def test_a_page_that_was_opened_is_read_and_printed_without_a_connection(
    served: tuple[Path, str], telephone: BrowserContext
) -> None:
    _, address = served
    page = opened(telephone, address)
    note = page.locator(".kept-note")
    expect(note).to_be_hidden()
    text = page.locator("main").inner_text()
    telephone.set_offline(True)
    page.clock.set_fixed_time(datetime.now() + timedelta(days=2, hours=1))
    page.reload()
    assert page.locator("main").inner_text() == text
    expect(note).to_contain_text("vorgestern")
    # It looks as it did, and what is not kept is not offered.
    assert page.locator(".banner").evaluate("e => getComputedStyle(e).backgroundColor") == (
        "rgb(0, 51, 153)"
    )
    expect(page.locator(".files")).to_be_hidden()
    # Paper says too that it is of another day, and ends with the notice.
    page.emulate_media(media="print")
    expect(note).to_be_visible()
    expect(page.locator(".imprint")).to_be_visible()
    assert violations(page) == []


def test_a_proxy_whose_server_is_away_is_no_server(
    served: tuple[Path, str], telephone: BrowserContext
) -> None:
    folder, address = served
    page = opened(telephone, address)
    (folder.parent / "away").touch()
    page.reload()
    expect(page.locator(".kept-note")).to_be_visible()
    # What is not kept is told as it is answered.
    answer = page.goto(f"{address}leaflets/none.pdf")
    assert answer is not None
    assert answer.status == 502


def test_what_was_not_opened_leads_to_what_was(
    served: tuple[Path, str], telephone: BrowserContext
) -> None:
    _, address = served
    page = opened(telephone, address)
    telephone.set_offline(True)
    page.goto(address + "de/ct.professional.html")
    assert violations(page) == []
    links = page.locator(".kept-list a")
    expect(links).to_have_count(1)
    links.click()
    expect(page.locator(".banner")).to_be_visible()
    assert page.url == address + LEAFLET


def test_with_a_connection_a_page_is_as_it_is_published(
    served: tuple[Path, str], telephone: BrowserContext
) -> None:
    folder, address = served
    page = opened(telephone, address)
    path = folder / LEAFLET
    path.write_text(path.read_text(encoding="utf-8").replace("<h1", "<h1 id=new", 1), "utf-8")
    page.reload()
    expect(page.locator("#new")).to_be_visible()
    expect(page.locator(".kept-note")).to_be_hidden()
    path.unlink()
    assert page.goto(address + LEAFLET).status == 404  # type: ignore[union-attr]


def test_contacts_past_their_day_say_so_with_a_connection_and_without(
    served: tuple[Path, str], telephone: BrowserContext
) -> None:
    _, address = served
    page = opened(telephone, address)
    old = page.locator(".kept-old")
    assert old.get_attribute("data-check-by") == f"{CHECKED + timedelta(days=90)}"
    for days, told in ((90, False), (91, True)):
        page.clock.set_fixed_time(f"{CHECKED + timedelta(days=days)}T12:00:00")
        page.reload()
        expect(page.locator("h1").first).to_be_visible()
        expect(old).to_be_visible() if told else expect(old).to_be_hidden()
    telephone.set_offline(True)
    page.goto(address + "de/kept.html")
    expect(page.locator(".kept-list li strong")).to_have_count(1)


def test_all_is_forgotten_at_once(served: tuple[Path, str], telephone: BrowserContext) -> None:
    _, address = served
    page = opened(telephone, address)
    page.evaluate("caches.open('kept of another program at this host').then(() => {})")
    page.goto(address + "de/kept.html")
    page.locator("[data-forget]").click()
    expect(page.locator("[data-kept-none]")).to_be_visible()
    assert page.evaluate("caches.keys()") == ["kept of another program at this host"]
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((it) => it.length)") == 0


def test_a_language_can_be_installed_and_names_no_subject(
    served: tuple[Path, str], telephone: BrowserContext
) -> None:
    folder, address = served
    manifest = json.loads((folder / "de" / "manifest.webmanifest").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Infoblätter", "de", "ltr")
    for icon in manifest["icons"]:
        assert (folder / "de" / icon["src"]).is_file()
    page = opened(telephone, address)
    devtools = telephone.new_cdp_session(page)
    assert devtools.send("Page.getAppManifest")["errors"] == []
    errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {error["errorId"] for error in errors} <= {"in-incognito"}
