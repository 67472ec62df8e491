"""A language’s whole way at the desk: begun, translated, reviewed, signed, printed."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from briefkit.proof import comparable, read_runs
from tests.browsing import violations
from tests.conftest import Workspace
from tests.desk.client import ask, running
from tests.desk.sending import post_fields, value_of
from tests.desk.town import BRIEF, GERMAN, WHERE, town

BAND = comparable("Entwurf")


def printed(address: str) -> str:
    """Return the words of the leaflet that is printed now."""
    status, data = ask(address, f"/leaflet.pdf?{WHERE}&format=a4")
    assert status == 200, data
    return comparable("".join(run.text for run in read_runs(data)))


def begin(page: Page, address: str) -> None:
    page.goto(f"{address}languages")
    page.get_by_label("Begin a language: its name").fill("german")
    page.get_by_role("button", name="Find it").click()
    page.get_by_role("radio", name="Deutsch").first.check()
    page.get_by_label("Your name and e-mail address").fill("Ina Muster <i@example.org>")
    page.get_by_role("button", name="See what is begun").click()
    expect(page.locator("main")).to_contain_text("Nothing is written yet.")
    expect(page.locator(".change", has_text="Water in the cellar")).to_contain_text(
        f"{len(GERMAN)} new, to be translated"
    )
    assert violations(page, "best-practice") == []


def translate(page: Page, address: str) -> None:
    """Translate all messages of the brief on the translator’s page."""
    for msgid, text in GERMAN.items():
        page.goto(f"{address}translate?{WHERE}", wait_until="domcontentloaded")
        shown = re.sub(r"\s+", " ", msgid)
        page.locator(".messages a", has_text=shown).first.click()
        page.locator("#text").fill(text)
        page.get_by_role("button", name="Save the translation").click()
        expect(page.locator("#text")).to_have_value(text)


def confirm_all(page: Page) -> int:
    """Confirm all passages with the keyboard alone; return how many there were."""
    page.get_by_label("Your name").first.fill("Erika Muster")
    ticks = page.get_by_role("checkbox", name="This is right")
    many = ticks.count()
    ticks.first.focus()
    for _ in range(many):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    return many


def test_a_language_is_begun_translated_reviewed_and_printed(
    tmp_path: Path, font_cache: Path, page: Page
) -> None:
    workspace = town(tmp_path, font_cache)
    with running(workspace) as address:
        begin(page, address)
        assert not workspace.po("de", BRIEF).exists()
        page.get_by_role("button", name="Write these changes").click()
        expect(page.get_by_role("status").first).to_have_text(
            "The language is begun. It can be translated now."
        )
        assert "Ina Muster <i@example.org>" in workspace.po("de", BRIEF).read_text("utf-8")
        translate(page, address)
        assert BAND in printed(address)
        review(page, address)
        # What the desk signed, the command knows; and the other way round.
        status = workspace.run("status", "de").stdout
        assert status.count("Erika Muster") == 2
        words = printed(address)
        assert BAND not in words
        assert comparable("Wasser im Keller") in words
        change_one(page, address, workspace)


def review(page: Page, address: str) -> None:
    page.goto(f"{address}languages/de")
    page.get_by_role("link", name="Review the leaflet").click()
    expect(page.get_by_role("button", name="Sign the review")).to_be_disabled()
    assert violations(page, "best-practice") == []
    assert confirm_all(page) > len(GERMAN)
    # When the last one is confirmed, the page that comes can be signed.
    sign = page.get_by_role("button", name="Sign the review")
    expect(sign).to_be_enabled()
    expect(page.get_by_label("Your name")).to_have_value("Erika Muster")
    sign.click()
    expect(page.locator("#passages .proofed")).to_contain_text("Reviewed by Erika Muster")
    assert violations(page, "best-practice") == []


def change_one(page: Page, address: str, workspace: Workspace) -> None:
    """After a change that passage alone is asked for, and the others need not be read again."""
    po = workspace.po("de", BRIEF)
    po.write_text(po.read_text("utf-8").replace("Wasser im Keller", "Keller voll Wasser"), "utf-8")
    assert BAND in printed(address)
    page.goto(f"{address}review?{WHERE}")
    ticks = page.get_by_role("checkbox", name="This is right")
    expect(ticks).to_have_count(1)
    expect(page.locator("form .review > li")).to_contain_text("Keller voll Wasser")
    page.get_by_label("Your name").first.fill("Max Beispiel")
    ticks.first.check()
    # A script puts the name into the page that comes when the last one is confirmed.
    sign = page.get_by_role("button", name="Sign the review")
    expect(sign).to_be_enabled()
    expect(page.get_by_label("Your name")).to_have_value("Max Beispiel")
    sign.click()
    expect(page.locator("#passages .proofed")).to_contain_text("Reviewed by Max Beispiel")
    assert BAND not in printed(address)
    shown = workspace.run("status", "de", "--json").stdout
    assert '"reviewed_by": "Max Beispiel"' in shown


def test_the_path_needs_no_script(tmp_path: Path, font_cache: Path) -> None:
    workspace = town(tmp_path, font_cache)
    with running(workspace) as address:
        found = ask(address, "/begin-language?name=Deutsch")[1].decode()
        form = {"token": value_of(found, "token"), "locale": "de"}
        status, shown = ask(address, "/begin-language", form)
        assert status == 200
        names = {"token": value_of(found, "token"), "changes": value_of(shown, "changes")}
        assert ask(address, "/confirm-changes", names)[0] == 303
        # It is done once: what was confirmed is no longer kept.
        status, told = ask(address, "/confirm-changes", names)
        assert status == 404
        assert "is done already" in told.decode()
        where = dict(part.split("=") for part in WHERE.split("&"))
        page = ask(address, f"/review?{WHERE}")[1].decode()
        passages = re.findall(r'name="passage" value="([0-9a-f]{16}\.[0-9a-f]{16})"', page)
        # The shared words are the program's own; those of the brief wait for their translator.
        assert len(passages) == len(workspace.project.leaflet_messages)
        fields = {**where, "token": value_of(page, "token"), "reviewer": "Eva"}
        sent = [*fields.items(), *(("passage", passage) for passage in passages)]
        assert post_fields(address, "/review/confirm", sent)[0] == 303
        assert "Eva, " in workspace.po("de", "leaflet").read_text("utf-8")
        status, refused = ask(address, "/review/sign", fields)
        assert status == 422
        assert f"not confirmed yet: {len(GERMAN)}".encode() in refused
