"""The page of pictograms: found by a word, and taken into a text as a line."""

from playwright.sync_api import Browser, Page, expect

from briefkit.model import PICTOGRAMS
from tests.browsing import violations
from tests.conftest import Workspace


def test_a_pictogram_is_found_and_copied(shared: tuple[Workspace, str], page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(shared[1])
    page.get_by_role("link", name="Pictograms").click()
    expect(page.locator(".drawings li svg")).to_have_count(len(PICTOGRAMS))
    page.get_by_label("Find a pictogram").fill("promise")
    listed = page.locator(".drawings li:visible")
    expect(listed).to_have_count(1)
    expect(listed).to_contain_text("A gift; a promise")
    expect(page.locator("#found")).to_have_text("Found: 1")
    page.get_by_role("button", name="Copy gift").click()
    expect(page.locator("#copied")).to_have_text("Copied. ![](pictogram:gift)")
    assert page.evaluate("navigator.clipboard.readText()") == "![](pictogram:gift)"
    assert violations(page, "best-practice") == []


def test_it_is_a_list_without_a_script(shared: tuple[Workspace, str], browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(shared[1] + "pictograms")
    lines = page.locator(".drawings code")
    assert lines.all_inner_texts() == [f"![](pictogram:{name})" for name in PICTOGRAMS]
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_have_count(0)
    page.close()
