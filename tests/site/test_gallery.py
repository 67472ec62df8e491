"""The site of leaflets: every link leads somewhere, and nothing needs a script or other servers."""

import hashlib
import re
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

from briefkit.build import plan
from briefkit.leaflet import page_address
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
    made.run("site", "public", "--format", "a4", "--format", "dl-trifold")
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
    # Two audiences in each language, and one more in those that have an easy text; two lists.
    assert len(pages(published)) == 1 + 4 * (len(LOCALES) + 1) + len({"de", "el", "en"})
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
        scripts = [script["src"] for script in page.all("script")]
        assert scripts == (["../keep.js"] if path.parent.name != "public" else [])
        assert not [a for _, a in page.elements if any(name.startswith("on") for name in a)]


def test_who_translated_a_leaflet_is_said_where_it_is_offered_and_read(
    published: Workspace,
) -> None:
    told = {
        "ar": "ترجمة آلية لم يراجعها أي شخص بعد.",
        "de": "Maschinell übersetzt; noch kein Mensch hat das geprüft.",
    }
    for path in pages(published):
        if path.name == "kept.html":
            continue
        said = " ".join(Reader(path).text.split())
        for locale, words in told.items():
            assert (words in said) == (path.parent.name == locale), path


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
    assert sum(str(pdf).endswith(".a4.pdf") for pdf in pdfs) == (3 if locale != "ar" else 2)
    assert sum(str(pdf).endswith(".dl-trifold.pdf") for pdf in pdfs) == 1
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
        path = published.root / "public" / "el" / f"ct.{audience}.html"
        text = " ".join(Reader(path).text.split())
        assert text.endswith(" ".join(ending.split()))
        assert catalog_words(published, "el", "Draft: translated by a machine") in text
        assert "112" in text


def test_notes_have_the_numbers_that_lead_to_them(published: Workspace) -> None:
    page = Reader(published.root / "public" / "el" / "ct.professional.html")
    items = [item for item in page.all("li") if str(item.get("id", "")).startswith("note-")]
    joined = [item for item in items if "data-numbers" in item]
    assert joined
    number = 0
    for item in items:
        first, number = number + 1, int(str(item.get("value") or number + 1))
        assert item["id"] == f"note-{first}"
        numbers = [int(n) for n in re.findall(r"\d+", str(item.get("data-numbers", number)))]
        assert numbers == list(range(first, number + 1))


def catalog_words(published: Workspace, locale: str, beginning: str) -> str:
    """Return the translation of the shared message that begins so."""
    catalog = published.project.catalogs.read("leaflet", locale)
    (found,) = [e for e in catalog.entries if e.message.msgid.startswith(beginning)]
    return found.translations[0]


def test_a_leaflet_s_page_has_the_number_first_its_files_and_its_other_languages(
    published: Workspace,
) -> None:
    path = published.root / "public" / "ar" / "ct.community.html"
    page = Reader(path)
    (html,) = page.all("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")
    links = [str(link["href"]) for link in page.all("a")]
    assert links[0] == "tel:112"
    pdfs = [link for link in links if link.endswith(".pdf")]
    assert pdfs == [f"../leaflets/{BRIEF}.ar.community.{form}.pdf" for form in ("a4", "dl-trifold")]
    others = [link for link in links if link.endswith("/ct.community.html")]
    assert sorted(others) == [f"../{locale}/ct.community.html" for locale in ("de", "el", "en")]
    # Easy texts have no page in Arabic.
    easy = Reader(published.root / "public" / "de" / "ct.easy.html")
    links = [str(link["href"]) for link in easy.all("a")]
    assert sorted(link for link in links if link.endswith("/ct.easy.html")) == [
        "../el/ct.easy.html", "../en/ct.easy.html",
    ]  # fmt: skip


def test_pages_may_load_files_of_the_site_alone(published: Workspace) -> None:
    for path in pages(published):
        page = Reader(path)
        (policy,) = [m["content"] for m in page.all("meta") if "http-equiv" in m]
        assert policy == (
            "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; "
            "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
            "form-action 'none'"
        )
        assert not page.all("style")
        assert not [a for _, a in page.elements if "style" in a], path


def test_codes_on_paper_lead_to_pages_of_the_site(published: Workspace) -> None:
    project = published.project
    editions = plan(project, formats=["dl-trifold"])
    assert len(editions) == len(LOCALES) + 1
    for edition in editions:
        settings = project.brief(edition.brief).texts[edition.audience].settings
        address = page_address("https://example.org/all/", edition, settings)
        path = unquote(address.removeprefix("https://example.org/all/"))
        assert (published.root / "public" / path).is_file()
        assert BRIEF not in address


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


@pytest.mark.parametrize(("locale", "start"), [("en", "left"), ("ar", "right")])
def test_rows_stand_in_one_column_on_a_telephone(
    published: Workspace, browser: Browser, address: str, locale: str, start: str
) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    errors: list[str] = []
    # What could not be loaded stands in the place of the message, not in its words.
    page.on("console", lambda said: errors.append(f"{said.text} {said.location['url']}"))
    page.goto(f"{address}{locale}/ct.community.html")
    first, banner = page.locator("a").first, page.locator(".banner")
    assert first.get_attribute("href") == "tel:112"
    # The number is in sight wherever one is on the page, and large enough for a thumb.
    page.locator(".imprint").scroll_into_view_if_needed()
    box = first.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert box["height"] >= 44
    assert banner.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(0, 51, 153)"
    assert page.locator(".row").count() == 19
    for row in page.locator(".row").all():
        drawn, said = (row.locator(part).bounding_box() for part in (".drawn svg", ".said"))
        assert drawn is not None
        assert said is not None
        assert 36 <= drawn["width"] <= 60
        beside = said["x"] - (drawn["x"] + drawn["width"])
        gap = beside if start == "left" else drawn["x"] - (said["x"] + said["width"])
        assert 5 < gap < 30
        assert said["width"] > 200
    assert page.get_by_role("img").count() >= 3  # the story and the emblem are told in words
    assert [error for error in errors if "favicon" not in error] == []
    page.close()


def test_a_page_prints_without_what_is_for_the_screen(
    published: Workspace, browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(f"{address}de/ct.community.html")
    page.emulate_media(media="print")
    for hidden in (".dial", ".ways", ".files"):
        assert not page.locator(hidden).first.is_visible()
    for shown in (".banner .call", ".row", ".help", ".imprint"):
        assert page.locator(shown).first.is_visible()
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
    text = Reader(workspace.root / "public" / "bg" / "ct.community.html").text
    assert "National" in text
    assert "Local" not in text
    (file,) = (workspace.root / "public" / "leaflets").glob("*.bg.community.*.pdf")
    workspace.run("proof", str(file), "--contacts", "offices.csv")
