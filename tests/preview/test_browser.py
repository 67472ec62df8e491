"""The preview in a browser: the page follows the files."""

import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from tests.browsing import PATIENCE
from tests.conftest import BRIEF, Workspace, copied_project
from tests.pace import slowness
from tests.preview.client import running, save

TITLE = "Sexual exploitation online: know the signs, find help"
HEADING = "What is it?"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not complain of anything in its console."""
    complaints: list[str] = []
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(PATIENCE)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security" in said.text else None,
    )
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield opened
    opened.close()
    assert complaints == []


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, font_cache: Path
) -> Iterator[tuple[Workspace, str]]:
    workspace = copied_project(tmp_path_factory.mktemp("served"), font_cache)
    with running(workspace, "bg") as address:
        yield workspace, address


@pytest.fixture
def site(served: tuple[Workspace, str]) -> Iterator[tuple[Workspace, str]]:
    """A project and its running preview, which many tests share: what one spoils is mended."""
    workspace, _ = served
    files = (
        workspace.po("bg"),
        workspace.root / "briefs" / BRIEF / "community.md",
        common_css(workspace),
    )
    good = {path: path.read_text(encoding="utf-8") for path in files}
    yield served
    for path, text in good.items():
        if path.read_text(encoding="utf-8") != text:
            save(path, text)


def common_css(workspace: Workspace) -> Path:
    return workspace.root / "templates" / "common.css.jinja"


def leaflet(page: Page, address: str) -> FrameLocator:
    page.goto(address)
    frame = page.frame_locator("#sheet")
    frame.locator("h1").wait_for()
    return frame


def passage(frame: FrameLocator, words: str) -> Locator:
    return frame.locator("briefkit-message", has_text=words).first


def test_a_saved_word_is_on_the_page_within_half_a_second(
    site: tuple[Workspace, str],
    page: Page,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    workspace, address = site
    po = workspace.po("bg")
    good = po.read_text(encoding="utf-8")
    frame = leaflet(page, address)
    expect(page.locator("#counts")).to_have_text(re.compile("^0 untranslated, 0 fuzzy"))
    seconds = []
    for number in range(8):
        words = f"Какво значи това, {number}?"
        begin = time.monotonic()
        save(po, good.replace("Какво е това?", words), in_place=bool(number % 2))
        passage(frame, words).wait_for()
        seconds.append((time.monotonic() - begin) / slowness())
    record_testsuite_property("seconds_from_save_to_page", seconds)
    assert statistics.median(seconds) <= 0.5, seconds


def test_a_gap_is_coloured_labelled_listed_and_scrolled_to(
    site: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = site
    po = workspace.po("bg")
    good = po.read_text(encoding="utf-8")
    last = "**Share this sheet,** so that more people know the signs."
    frame = leaflet(page, address)
    expect(frame.locator("[data-state=untranslated]")).to_have_count(0)
    found = re.search(rf'msgid "{re.escape(last)}"\nmsgstr (".*"\n)+', good)
    assert found
    save(po, good.replace(found[0], f'msgid "{last}"\nmsgstr ""\n'))
    gap = frame.locator("[data-state=untranslated]")
    expect(gap).to_have_text("Share this sheet, so that more people know the signs.")
    expect(gap.locator("span")).to_have_attribute("lang", "en")
    expect(gap).to_be_in_viewport()
    expect(gap).to_have_class(re.compile("edited"))
    before = "element => getComputedStyle(element, '::before').content"
    assert gap.evaluate(before) == '"untranslated"'
    plain = passage(frame, "Какво е това?")
    colour = "element => getComputedStyle(element).backgroundImage"
    assert gap.evaluate(colour) != plain.evaluate(colour)
    expect(page.locator("#counts")).to_have_text(re.compile("^1 untranslated"))
    plain.scroll_into_view_if_needed()
    expect(gap).not_to_be_in_viewport()
    page.locator("#gaps a").click()
    expect(gap).to_be_in_viewport()
    expect(page.locator("#message")).to_contain_text("This message is not translated.")


def test_a_click_or_enter_shows_what_is_known_of_a_message(
    site: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = site
    workspace.replace(workspace.po("bg"), "#. heading, under", "# Моя бележка\n#. heading, under")
    frame = leaflet(page, address)
    passage(frame, "Какво е това?").click()
    panel = page.locator("#message")
    for words in (
        HEADING, "Какво е това?", f"briefs/{BRIEF}/community.md:5", "heading, under",
        f"locales/bg/LC_MESSAGES/{BRIEF}.po:", "Моя бележка",
    ):  # fmt: skip
        expect(panel).to_contain_text(words)
    title = passage(frame, "Сексуална експлоатация")
    title.focus()
    page.keyboard.press("Enter")
    expect(panel).to_contain_text(TITLE)
    expect(panel).to_contain_text("title, community")
    expect(page.locator("#message-heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(title).to_be_focused()


def test_a_failing_message_opens_in_the_panel_and_stays_text(
    site: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = site
    hostile = "<script>alert(1)</script> ![x](https://example.org/x.png)"
    frame = leaflet(page, address)
    workspace.replace(workspace.po("bg"), "Какво е това?", hostile)
    expect(frame.locator("[data-state=failing]")).to_have_text(HEADING)
    expect(page.locator("#message")).to_contain_text(hostile)
    expect(page.locator("#message")).to_contain_text("markup that leaflets don't print")
    assert frame.locator("script, img").count() == 0
    assert page.locator("aside script, aside img").count() == 0


def test_a_page_out_of_date_says_so_and_recovers(workspace: Workspace, page: Page) -> None:
    po = workspace.po("bg")
    good = po.read_text(encoding="utf-8")
    with running(workspace, "bg") as address:
        frame = leaflet(page, address)
        save(po, good.replace('msgid "What is it?"', 'msgid "What is it?'))
        problems = page.locator("#problems")
        expect(problems).to_contain_text("Out of date")
        expect(problems).to_contain_text(re.compile(r"cyber-trafficking\.po:\d+"))
        expect(passage(frame, "Какво е това?")).to_be_visible()
        expect(frame.locator("html.stale")).to_have_count(1)
        page.reload()
        expect(problems).to_contain_text("Out of date")
        expect(passage(frame, "Какво е това?")).to_be_visible()
        save(po, good)
        expect(problems).to_be_hidden()
        expect(frame.locator("html.stale")).to_have_count(0)
    expect(page.locator("#saved")).to_contain_text("The preview has ended")


def test_a_changed_brief_and_stylesheet_are_shown(site: tuple[Workspace, str], page: Page) -> None:
    workspace, address = site
    frame = leaflet(page, address)
    brief = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(brief, "Warning signs", "Signs of harm")
    expect(frame.locator("h2 [data-state=untranslated]")).to_have_text("Signs of harm")
    workspace.replace(common_css(workspace), "h2 {", "h2 { text-indent: 7px;")
    expect(frame.locator("main h2").first).to_have_css("text-indent", "7px")


def test_a_right_to_left_sheet_has_our_fonts_and_its_width(
    workspace: Workspace, page: Page
) -> None:
    with running(workspace, "ar", "--audience", "professional") as address:
        frame = leaflet(page, address)
        expect(frame.locator("html")).to_have_attribute("lang", "ar")
        expect(frame.locator("html")).to_have_attribute("dir", "rtl")
        width = frame.locator("body").evaluate("body => body.getBoundingClientRect().width")
        assert abs(width - 210 / 25.4 * 96) < 1
        faces = """() => document.fonts.ready.then(
            () => [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family)
        )"""
        assert "IBM Plex Sans Arabic" in str(frame.locator("body").evaluate(faces))
