"""Translating on the page: saved as an editor of catalogs would, and nothing is lost."""

import html
import os
import re
import subprocess
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from briefkit.proof import comparable, read_runs
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, put, query, token

WHERE = urlencode({"brief": BRIEF, "audience": "community", "locale": "bg"})
HEADING = "Предупредителни признаци"


def open_sheet(page: Page, address: str) -> None:
    page.goto(f"{address}translate?{WHERE}")
    expect(page.locator("#sheet[data-ready]")).to_be_visible()


def edit(page: Page, address: str, words: str) -> None:
    open_sheet(page, address)
    page.frame_locator("#sheet").get_by_text(words).click()
    expect(page.locator("#text")).to_have_value(words)
    expect(page.locator("#sheet[data-ready]")).to_be_visible()


def test_a_passage_is_clicked_translated_and_set_anew(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    before = workspace.po("bg").read_text(encoding="utf-8").splitlines()
    edit(page, address, HEADING)
    expect(page.locator("#edit")).to_contain_text("Warning signs")
    listed = page.locator(".messages li", has_text="Warning signs").locator(".state")
    expect(listed).to_have_text("translated · machine translation")
    # What is wrong is told as one types, and again gone when it is mended.
    page.locator("#text").fill("Знаци [@garcia2019]")
    expect(page.locator("#findings")).to_contain_text("citations are not the source's")
    page.locator("#text").fill("Знаци, които предупреждават")
    expect(page.locator("#findings")).not_to_contain_text("citations")
    page.locator("#translator").fill("Мария Петрова <m@example.org>")
    page.get_by_role("button", name="Save the translation").click()
    sheet = page.frame_locator("#sheet")
    expect(sheet.get_by_text("Знаци, които предупреждават")).to_be_visible()
    expect(page.locator("#translator")).to_have_value("Мария Петрова <m@example.org>")
    expect(listed).to_have_text("translated · translated by a person")
    status, data = ask(address, query(locale="bg"))
    assert status == 200
    after = workspace.po("bg").read_text(encoding="utf-8").splitlines()
    changed = [line for line in after if line not in before]
    # In a machine's catalog each message that a person translated says so.
    assert len(after) == len(before) + 1
    assert after.count("# origin: person") == before.count("# origin: person") + 1
    assert changed[1:] == [
        '"Last-Translator: Мария Петрова <m@example.org>\\n"',
        'msgstr "Знаци, които предупреждават"',
    ]
    assert re.match(r'"PO-Revision-Date: \d{4}-\d\d-\d\d \d\d:\d\d\+0000', changed[0])
    subprocess.run(["msgfmt", "--check", "-o", os.devnull, workspace.po("bg")], check=True)
    assert "Знаци,коитопредупреждават" in comparable("".join(r.text for r in read_runs(data)))


def translation_form(address: str, message: str) -> dict[str, str]:
    """Return the fields of the form for a message, as the page has them."""
    text = ask(address, f"/translate?{WHERE}&message={message}")[1].decode()
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', text.split("<main")[1]))
    (shown,) = re.findall(r'<textarea id="text"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    return {**fields, "text": html.unescape(shown)}


def message_of(address: str, words: str) -> str:
    """Return the id of the message that begins with these words."""
    text = ask(address, f"/translate?{WHERE}")[1].decode()
    (found,) = re.findall(rf'message=([0-9a-f]{{16}})#edit"[^>]*><span[^>]*>{words}', text)
    return str(found)


def test_spaces_that_must_not_break_a_line_stay(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    kept = "Знаци\u00a0за\u202fтревога"
    workspace.replace(workspace.po("bg"), f'msgstr "{HEADING}"', f'msgstr "{kept}"')
    before = workspace.po("bg").read_bytes()
    form = translation_form(address, message_of(address, "Warning signs"))
    assert form["text"] == kept
    assert ask(address, "/translate/save", form)[0] == 303
    assert workspace.po("bg").read_bytes() == before
    typed = {**form, "text": f"  {kept}\r\n и\tстрах "}
    assert ask(address, "/translate/save", typed)[0] == 303
    assert f'msgstr "{kept} и страх"' in workspace.po("bg").read_text(encoding="utf-8")


def test_a_translation_is_not_lost_by_emptying_its_field(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    put(workspace.po("bg"), "Warning signs", HEADING, previous="Signs of warning")
    before = workspace.po("bg").read_bytes()
    form = translation_form(address, message_of(address, "Warning signs"))
    for empty in ("", " \r\n "):
        status, text = ask(address, "/translate/save", {**form, "text": empty})
        assert status == 422
        assert b"Nothing was written" in text
        assert HEADING in text.decode()
    assert workspace.po("bg").read_bytes() == before


def test_what_was_typed_can_be_copied_where_it_cannot_be_saved(
    shared: tuple[Workspace, str],
) -> None:
    workspace, address = shared
    typed = "Мои & <думи>"
    shown = 'readonly dir="auto">\nМои &amp; &lt;думи&gt;</textarea>'
    source = workspace.root / "briefs" / BRIEF / "community.md"
    text, catalog = source.read_bytes(), workspace.po("bg").read_bytes()
    form = translation_form(address, message_of(address, "Warning signs"))
    form["text"] = typed

    def refused() -> tuple[int, str]:
        status, answer = ask(address, "/translate/save", form)
        assert shown in answer.decode()
        return status, answer.decode()

    workspace.replace(source, "Warning signs", "Signs of a warning")
    status, answer = refused()
    assert status == 404
    assert "no such message any more" in answer
    # What its catalog lacks is listed, and what to do is told where it is chosen.
    message = message_of(address, "Signs of a warning")
    status, page = ask(address, f"/translate?{WHERE}&message={message}")
    assert status == 200
    assert "“briefkit update bg”" in page.decode()
    assert b'id="text"' not in page
    form["message"] = message
    assert refused()[0] == 422
    source.write_bytes(text)
    workspace.po("bg").write_text("nonsense\n", encoding="utf-8")
    status, answer = refused()
    assert status == 422
    assert "not PO syntax" in answer
    workspace.po("bg").write_bytes(catalog)
    form["token"] = "of an hour ago"
    assert refused()[0] == 403


def test_a_changed_source_is_shown_beside_what_it_was(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    put(workspace.po("bg"), "Warning signs", HEADING, previous="Signs of <warning>")
    message = message_of(address, "Warning signs")
    page.goto(f"{address}translate?{WHERE}&message={message}")
    expect(page.locator("#edit del")).to_have_text("Signs of <warning>")
    expect(page.locator("#sheet[data-ready]")).to_be_visible()
    assert violations(page, "best-practice") == []


def test_two_windows_that_edit_one_message_lose_nothing(
    shared: tuple[Workspace, str], page: Page
) -> None:
    workspace, address = shared
    assert page.context.browser is not None
    other = page.context.browser.new_page()
    edit(page, address, HEADING)
    edit(other, address, HEADING)
    page.locator("#text").fill("Първо")
    page.get_by_role("button", name="Save the translation").click()
    expect(page.frame_locator("#sheet").get_by_text("Първо")).to_be_visible()
    other.locator("#text").fill("Второ")
    other.get_by_role("button", name="Save the translation").click()
    alert = other.get_by_role("alert")
    expect(alert).to_contain_text("Somebody has changed this translation meanwhile")
    expect(alert).to_contain_text("Първо")
    expect(other.locator("#text")).to_have_value("Второ")
    assert 'msgstr "Първо"' in workspace.po("bg").read_text(encoding="utf-8")
    assert violations(other, "best-practice") == []
    # She may keep the other’s words …
    other.get_by_role("link", name="Keep what is in the file").click()
    expect(other.locator("#text")).to_have_value("Първо")
    # … or, having seen them, her own; an editor’s save in between is no other case.
    other.locator("#text").fill("Второ")
    workspace.replace(workspace.po("bg"), 'msgstr "Първо"', 'msgstr "От редактора"')
    other.get_by_role("button", name="Save the translation").click()
    expect(alert).to_contain_text("От редактора")
    other.get_by_role("button", name="Save the translation").click()
    expect(other.frame_locator("#sheet").get_by_text("Второ")).to_be_visible()
    other.close()
    assert 'msgstr "Второ"' in workspace.po("bg").read_text(encoding="utf-8")


def test_a_passage_is_translated_with_the_keyboard_alone(
    shared: tuple[Workspace, str], page: Page
) -> None:
    address = shared[1]
    open_sheet(page, address)
    passage = page.frame_locator("#sheet").locator("[data-message]", has_text=HEADING)
    passage.focus()
    passage.press("Enter")
    expect(page.locator("#text")).to_have_value(HEADING)
    # The browser takes the focus to the passage’s form itself, when the page has come.
    expect(page.locator("#sheet[data-ready]")).to_be_visible()
    expect(page.locator("#edit")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("!")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save the translation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.frame_locator("#sheet").get_by_text(f"{HEADING}!")).to_be_visible()


def test_axe_finds_nothing_where_one_translates(shared: tuple[Workspace, str], page: Page) -> None:
    workspace, address = shared
    workspace.replace(workspace.po("bg"), f'msgstr "{HEADING}"', 'msgstr ""')
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{address}translate?{WHERE}")
        page.locator(".messages .untranslated").locator("xpath=..").get_by_role("link").click()
        expect(page.locator("#findings")).to_contain_text("not translated")
        assert violations(page, "best-practice") == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_what_cannot_be_translated_is_refused(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    before = workspace.po("bg").read_bytes()
    text = ask(address, f"/translate?{WHERE}")[1].decode()
    (message, *_) = re.findall(r"message=([0-9a-f]{16})#edit", text)
    fields = {"brief": BRIEF, "audience": "community", "locale": "bg", "message": message,
              "text": "x", "seen": "0", "token": token(address)}  # fmt: skip
    for path in ("save", "check"):
        send = f"/translate/{path}"
        assert ask(address, send, fields | {"message": "nothing"})[0] == 404
        assert ask(address, send, fields | {"token": "x"})[0] == 403
        assert ask(address, send, fields | {"locale": "../bg"})[0] == 404
        assert ask(address, send, fields | {"locale": "en"})[0] == 404
        assert ask(address, send, fields | {"text": "я" * 10_001})[0] == 413
        assert ask(address, send, fields, Origin="http://evil.example")[0] == 403
    assert ask(address, "/translate/save", fields)[0] == 409
    _, told = ask(address, "/translate/check", fields | {"text": HOSTILE})
    assert HOSTILE.encode() not in told
    assert ask(address, "/fonts/..%2f..%2fetc%2fpasswd")[0] == 404
    assert workspace.po("bg").read_bytes() == before
