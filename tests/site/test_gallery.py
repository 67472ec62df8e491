"""The site of leaflets: every link leads somewhere, and nothing needs a script or the network."""

import hashlib
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browsing import violations
from tests.conftest import BRIEF, ROOT, Workspace

LOCALES = ("ar", "de", "el")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Workspace:
    """A project in a few languages, and its site."""
    made = Workspace(tmp_path_factory.mktemp("site"), font_cache)
    for name in ("briefs", "templates"):
        shutil.copytree(ROOT / name, made.root / name)
    for locale in LOCALES:
        shutil.copytree(ROOT / "locales" / locale, made.root / "locales" / locale)
    made.run("site", "public")
    return made


def test_any_name_of_a_brief_is_a_link(tmp_path: Path, font_cache: Path) -> None:
    made = Workspace(tmp_path, font_cache)
    shutil.copytree(ROOT / "templates", made.root / "templates")
    shutil.copytree(ROOT / "briefs" / BRIEF, made.root / "briefs" / "я-a#c;d%20&")
    (made.root / "locales").mkdir()
    made.run("site", "public")
    folder = made.root / "public" / "en"
    page = Reader(folder / "index.html")
    links = [a["href"] for a in page.all("a")] + [image["src"] for image in page.all("img")]
    assert len(links) > 4
    for link in links:
        parts = urlsplit(link or "")
        assert (parts.scheme, parts.query, parts.fragment) == ("", "", "")
        assert (folder / unquote(parts.path)).is_file(), link


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes, and its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def pages(published: Workspace) -> list[Path]:
    return sorted((published.root / "public").rglob("*.html"))


def test_every_link_leads_to_a_file_of_the_site(published: Workspace) -> None:
    # An index, and in each language another and two leaflets; easy ones in three of them.
    assert len(pages(published)) == 1 + 3 * (len(LOCALES) + 1) + 3
    for path in pages(published):
        page = Reader(path)
        ids = {attributes.get("id") for _, attributes in page.elements}
        for _, attributes in page.elements:
            for address in (attributes.get("href"), attributes.get("src")):
                if address is None or address.startswith(("https://", "tel:")):
                    continue
                name, _, anchor = address.partition("#")
                assert (path.parent / name).is_file() or not name, f"{path}: {address}"
                assert not anchor or name or anchor in ids, f"{path}: {address}"
        assert not page.all("script")
        assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]


def test_a_page_is_small_with_all_that_it_shows(published: Workspace) -> None:
    for path in pages(published):
        shown = [path, published.root / "public" / "site.css"]
        shown += [path.parent / str(image["src"]) for image in Reader(path).all("img")]
        assert sum(file.stat().st_size for file in shown) < 100_000


@pytest.mark.parametrize(("locale", "direction"), [("de", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_a_language_s_page_says_what_there_is(
    published: Workspace, locale: str, direction: str
) -> None:
    folder = published.root / "public" / locale
    page = Reader(folder / "index.html")
    (html,) = page.all("html")
    assert (html["lang"], html["dir"]) == (locale, direction)
    alternates = {link["hreflang"] for link in page.all("link") if link.get("rel") == "alternate"}
    assert alternates == {*LOCALES, "en"}
    pdfs = [link["href"] for link in page.all("a") if str(link["href"]).endswith(".pdf")]
    assert len(pdfs) == (2 if locale == "ar" else 3)  # the easy one in de, el and en
    for pdf in pdfs:
        data = (folder / str(pdf)).read_bytes()
        assert hashlib.sha256(data).hexdigest() in page.text
        assert f"{len(data) / 1000:.0f} kB" in page.text
        published.run("proof", str(folder / str(pdf)))
    if locale == "de":
        for words in ("Hier lesen", "Entwurf", "Prüfsumme", "Andere Sprachen"):
            assert words in page.text


def test_a_leaflet_as_a_web_page_has_all_of_it_and_ends_with_the_notice(
    published: Workspace,
) -> None:
    catalog = published.project.catalogs.read("leaflet", "el")
    (notice,) = [e for e in catalog.entries if e.message.msgid.startswith("The contents of this")]
    ending = notice.translations[0] % {"project": "A4", "programme": "ISFP", "grant": "101021832"}
    for audience in ("community", "professional"):
        path = published.root / "public" / "el" / f"{BRIEF}.{audience}.html"
        text = " ".join(Reader(path).text.split())
        assert text.endswith(" ".join(ending.split()))
        assert "Σχέδιο: κανείς δεν έχει ελέγξει" in text
        assert "112" in text


@pytest.fixture(scope="module")
def address(published: Workspace) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    handler = partial(Quiet, directory=str(published.root / "public"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_nothing_on_the_site(
    published: Workspace, browser: Browser, address: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
    for path in pages(published):
        page.goto(address + path.relative_to(published.root / "public").as_posix())
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.close()


def test_what_is_refused_is_no_longer_published(workspace: Workspace) -> None:
    for folder in (workspace.root / "locales").iterdir():
        if folder.is_dir() and folder.name != "bg":
            shutil.rmtree(folder)
    workspace.run("site", "public")
    assert (workspace.root / "public" / "bg" / "index.html").is_file()
    workspace.replace(workspace.po("bg"), "Предупредителни признаци", "Признаци [@garcia2019]")
    workspace.run("site", "public", code=1)
    assert not (workspace.root / "public" / "bg" / "index.html").exists()
    assert not list((workspace.root / "public").rglob("*.bg.*.pdf"))
    assert "bg/index.html" not in (workspace.root / "public" / "index.html").read_text()


def test_a_folder_with_other_things_is_left_alone(workspace: Workspace) -> None:
    (workspace.root / "mine").mkdir()
    (workspace.root / "mine" / "index.html").write_text("mine")
    said = workspace.run("site", "mine", code=2).stderr
    assert "has other things in it" in said
    assert (workspace.root / "mine" / "index.html").read_text() == "mine"


def test_a_site_has_the_contacts_that_are_no_office_s(workspace: Workspace) -> None:
    for folder in (workspace.root / "locales").iterdir():
        if folder.is_dir() and folder.name != "bg":
            shutil.rmtree(folder)
    rows = [
        "name;kind;phone;office;source;verified_by;verified_on",
        *(
            f"{name};organisation;{phone};{office};https://example.org/;M. Petrova;{date.today()}"
            for name, phone, office in (
                ("National", "+359 2 981 7686", ""),
                ("Local", "+359 52 612 345", "Varna"),
            )
        ),
    ]
    (workspace.root / "offices.csv").write_text("\n".join(rows), encoding="utf-8")
    workspace.run("site", "public", "--contacts", "offices.csv")
    text = Reader(workspace.root / "public" / "bg" / f"{BRIEF}.community.html").text
    assert "National" in text
    assert "Local" not in text
    (file,) = (workspace.root / "public" / "leaflets").glob("*.bg.community.*.pdf")
    workspace.run("proof", str(file), "--contacts", "offices.csv")
