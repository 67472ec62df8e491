"""A review at the desk: kept as it is made, void for what changes, in step with the command."""

import re

import polib
import pytest
from playwright.sync_api import Browser, Page, expect

from briefkit.catalogs import confirmation
from tests.browsing import violations
from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, put, token
from tests.desk.sending import post_fields, value_of

Shared = tuple[Workspace, str]

WHERE = f"brief={BRIEF}&audience=community&locale=bg"
PLACE = dict(part.split("=") for part in WHERE.split("&"))


def form_of(address: str, **fields: str) -> list[tuple[str, str]]:
    return [*PLACE.items(), ("token", token(address)), *fields.items()]


def passages(address: str) -> dict[str, str]:
    """Return what ticks say, by the source texts of the passages that can be confirmed."""
    page = ask(address, f"/review?{WHERE}")[1].decode()
    found = re.findall(
        r'<li><p class="source"[^>]*>([^<]*)</p>'
        r'(?:(?!class="source").)*?name="passage" value="([^"]+)"',
        page,
        re.DOTALL,
    )
    return dict(found)


def by_command(workspace: Workspace) -> None:
    """Have the command record a review of what the leaflets print."""
    for domain in (BRIEF, "leaflet"):
        workspace.run("review", "bg", "--reviewer", "Мария", "--domain", domain)


def confirmed_by(workspace: Workspace, msgid: str, locale: str = "bg") -> str:
    entry = workspace.project.catalogs.read(BRIEF, locale).entry((None, msgid))
    assert entry is not None
    review = confirmation(entry)
    return review.reviewer if review else ""


def test_a_tick_is_saved_at_once_and_survives_a_restart(shared: Shared, page: Page) -> None:
    workspace, address = shared
    page.goto(f"{address}review?{WHERE}")
    passage = page.locator("form .review > li", has_text="Warning signs").first
    tick = passage.get_by_role("checkbox")
    tick.click()
    # Somebody must stand by it.
    expect(page.locator("#saved")).to_have_text("Type your name first.")
    expect(tick).not_to_be_checked()
    expect(page.locator("#reviewer")).to_be_focused()
    page.locator("#reviewer").fill("Мария Петрова")
    left = int(page.locator("#left").inner_text())
    tick.check()
    expect(page.locator("#saved")).to_have_text("Saved.")
    expect(page.locator("#left")).to_have_text(str(left - 1))
    assert confirmed_by(workspace, "Warning signs") == "Мария Петрова"
    page.reload()
    expect(page.locator("form .review > li", has_text="Warning signs")).to_have_count(0)
    page.locator("#confirmed summary").click()
    kept = page.locator("#confirmed li", has_text="Warning signs")
    expect(kept).to_contain_text("Мария Петрова")
    assert violations(page, "best-practice") == []
    kept.get_by_role("button", name="Read it again").click()
    expect(page.locator("form .review > li", has_text="Warning signs")).to_have_count(1)
    assert confirmed_by(workspace, "Warning signs") == ""


@pytest.mark.parametrize("width", [1280, 360])
def test_what_has_the_focus_is_never_behind_the_bar(shared: Shared, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(f"{shared[1]}review?{WHERE}")
    page.locator("#reviewer").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        focused, bar = page.evaluate(
            """() => [document.activeElement, document.querySelector(".stays")]
                .map((it) => it.getBoundingClientRect())"""
        )
        assert focused["top"] >= 0
        assert focused["bottom"] <= bar["top"]


def test_the_pages_scroll_by_keys(shared: Shared, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 600})
    page.goto(f"{shared[1]}review?{WHERE}")
    leaflet = page.locator("#leaflet")
    expect(leaflet.locator("#leaflet-state.proofed")).to_be_visible()
    assert violations(page, "best-practice") == []
    page.get_by_role("link", name="Back to the languages").focus()
    page.keyboard.press("Tab")
    expect(leaflet).to_be_focused()
    page.keyboard.press("End")
    page.wait_for_function("() => document.getElementById('leaflet').scrollTop > 100")


def test_the_pages_are_one_click_away_without_scripts(shared: Shared, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{shared[1]}review?{WHERE}")
    page.get_by_role("link", name="Show the leaflet").click()
    expect(page.locator("#leaflet .language")).to_have_text("български")
    expect(page.locator("#leaflet-pages img").first).to_be_visible()
    page.close()


def test_a_tick_that_is_taken_back_is_none(shared: Shared, page: Page) -> None:
    workspace, address = shared
    page.goto(f"{address}review?{WHERE}")
    page.locator("#reviewer").fill("Мария")
    tick = page.locator("form .review > li", has_text="Warning signs").get_by_role("checkbox")
    tick.check()
    expect(page.locator("#saved")).to_have_text("Saved.")
    with page.expect_response("**/review/withdraw"):
        tick.uncheck()
    assert confirmed_by(workspace, "Warning signs") == ""


def test_what_is_confirmed_stands_in_the_catalog_itself(shared: Shared) -> None:
    workspace, address = shared
    tick = passages(address)["Warning signs"]
    fields = [*form_of(address, reviewer="Eva"), ("passage", tick)]
    assert post_fields(address, "/review/confirm", fields)[0] == 303
    assert workspace.run("check", "bg").returncode == 0
    po = workspace.po("bg").read_text("utf-8")
    assert re.search(r"^# reviewed: Eva, \d{4}-\d\d-\d\d, [0-9a-f]{12}$", po, re.MULTILINE)
    assert "Warning signs" not in passages(address)


def test_what_changed_since_it_was_read_is_not_confirmed(shared: Shared) -> None:
    workspace, address = shared
    ticks = passages(address)
    put(workspace.po("bg"), "Warning signs", "Съвсем друго")
    sent = [("passage", ticks[words]) for words in ("Warning signs", "What is it?")]
    status, text = post_fields(
        address, "/review/confirm", [*form_of(address, reviewer="Eva"), *sent]
    )
    assert status == 409
    assert b"Somebody has changed 1 of these passages meanwhile" in text
    assert "Съвсем друго" in text.decode()
    assert confirmed_by(workspace, "Warning signs") == ""
    assert confirmed_by(workspace, "What is it?") == "Eva"


def test_what_a_translator_doubts_cannot_be_confirmed_or_signed(shared: Shared) -> None:
    workspace, address = shared
    tick = passages(address)["Warning signs"]
    put(workspace.po("bg"), "Warning signs", "Знаци", previous="Signs")
    assert "Warning signs" not in passages(address)
    sent = [*form_of(address, reviewer="Eva"), ("passage", tick)]
    assert post_fields(address, "/review/confirm", sent)[0] == 409
    assert confirmed_by(workspace, "Warning signs") == ""


def test_the_command_and_the_desk_agree(shared: Shared) -> None:
    workspace, address = shared
    by_command(workspace)
    assert passages(address) == {}
    page = ask(address, f"/review?{WHERE}")[1].decode()
    assert "Reviewed by <bdi>Мария</bdi>" in page
    # An editor changes one message: that alone is asked for, whoever recorded the review.
    put(workspace.po("bg"), "Warning signs", "Други знаци")
    assert set(passages(address)) == {"Warning signs"}
    fields = form_of(address, reviewer="Ana")
    assert post_fields(address, "/review/sign", fields)[0] == 422
    sent = [*fields, ("passage", passages(address)["Warning signs"])]
    assert post_fields(address, "/review/confirm", sent)[0] == 303
    assert post_fields(address, "/review/sign", fields)[0] == 303
    status = workspace.run("status", "bg").stdout
    # The shared words were reviewed before, and nobody has touched them.
    assert (status.count("Ana"), status.count("Мария")) == (1, 1)
    assert confirmed_by(workspace, "What is it?") == "Мария"


def test_a_change_of_the_source_asks_for_what_it_changed(shared: Shared) -> None:
    workspace, address = shared
    by_command(workspace)
    source = workspace.root / "briefs" / BRIEF / "community.md"
    workspace.replace(source, "## What is it?", "## What is it, then?")
    workspace.run("update", "bg")
    page = ask(address, f"/review?{WHERE}")[1].decode()
    assert value_of(page, "brief") == BRIEF
    assert re.search(r'id="left">1<', page)
    assert "Not translated yet, or to be confirmed by its translator" in page


def test_what_the_checks_call_an_error_is_not_signed(shared: Shared) -> None:
    workspace, address = shared
    by_command(workspace)
    entry = polib.pofile(str(workspace.po("bg")))
    (message,) = [e for e in entry if "112." in e.msgstr and "112" in e.msgid][:1]
    put(workspace.po("bg"), message.msgid, message.msgstr.replace("112", "113"))
    (tick,) = passages(address).values()
    fields = form_of(address, reviewer="Ana")
    assert post_fields(address, "/review/confirm", [*fields, ("passage", tick)])[0] == 303
    status, text = post_fields(address, "/review/sign", fields)
    assert status == 422
    assert b"The numbers are not" in text


def test_a_reading_with_readers_is_kept_beside_the_review(shared: Shared, page: Page) -> None:
    workspace, address = shared
    by_command(workspace)
    page.goto(f"{address}review?{WHERE}")
    page.locator("#reading summary").click()
    page.get_by_label("How many people have read it").fill("5")
    page.get_by_label("What they did not understand").fill(f"“Измама”: двама.\n{HOSTILE}")
    page.get_by_role("button", name="Record the reading").click()
    told = page.locator("#reading")
    expect(told).to_contain_text(f"“Измама”: двама. {HOSTILE}")
    assert workspace.run("status", "bg").stdout.count("Мария") == 2
    page.goto(f"{address}languages/bg")
    expect(page.locator(".rows > li").first).to_contain_text("“Измама”: двама.")


@pytest.mark.parametrize("readers", ["", "0", "-1", "1e9", "10001", "٣", HOSTILE])
def test_a_number_of_readers_that_is_none_is_refused(shared: Shared, readers: str) -> None:
    workspace, address = shared
    before = workspace.po("bg").read_bytes()
    fields = form_of(address, readers=readers, not_understood="Моите думи")
    status, text = post_fields(address, "/review/reading", fields)
    assert status in (404, 422)
    assert "Моите думи" in text.decode()
    assert workspace.po("bg").read_bytes() == before


def test_only_the_desk_s_own_forms_review(shared: Shared) -> None:
    workspace, address = shared
    before = workspace.po("bg").read_bytes()
    tick = passages(address)["Warning signs"]
    good = dict([*form_of(address, reviewer="Eva", passage=tick)])
    for path in ("confirm", "withdraw", "sign", "reading"):
        send = f"/review/{path}"
        assert ask(address, send, good | {"token": "x"})[0] == 403
        assert ask(address, send, good, Origin="http://evil.example")[0] == 403
        assert ask(address, send, good | {"locale": "../bg"})[0] == 404
        assert ask(address, send, good | {"brief": "nothing"})[0] == 404
    assert ask(address, "/review/confirm", good | {"reviewer": " \n"})[0] == 422
    assert ask(address, "/review/confirm", good | {"passage": "nothing.x"})[0] == 409
    assert ask(address, f"/review?{WHERE.replace('bg', 'en')}")[0] == 404
    assert workspace.po("bg").read_bytes() == before


def test_a_name_that_is_markup_is_but_a_name(shared: Shared) -> None:
    workspace, address = shared
    tick = passages(address)["Warning signs"]
    sent = [*form_of(address, reviewer=f"Eva\n{HOSTILE}"), ("passage", tick)]
    assert post_fields(address, "/review/confirm", sent)[0] == 303
    assert confirmed_by(workspace, "Warning signs") == f"Eva {HOSTILE}"
    assert HOSTILE.encode() not in ask(address, f"/review?{WHERE}")[1]
