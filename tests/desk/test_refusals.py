"""What the desk refuses: of other pages, of hostile names, of too much at once."""

import http.client
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import BRIEF, Workspace
from tests.desk.client import HOSTILE, ask, fill_contact, query, token


def test_only_the_desk_s_own_pages_change_anything(shared: tuple[Workspace, str]) -> None:
    workspace, address = shared
    port = address.rstrip("/").rpartition(":")[2]
    state = workspace.root / "state" / "desk.json"
    kept = state.read_bytes() if state.exists() else b""
    good = {"token": token(address), "brief": BRIEF, "audience": "professional",
            "locale": "sv", "format": "a4"}  # fmt: skip
    for host in ("example.org", f"example.org:{port}", "127.0.0.1", ""):
        assert ask(address, "/", Host=host)[0] == 421
        assert ask(address, "/choose", good, Host=host)[0] == 421
    for origin in ("http://example.org", "null", f"http://127.0.0.1:{int(port) - 1}", ""):
        assert ask(address, "/choose", good, Origin=origin)[0] == 403
    for bad in ("", "wrong", "ünsinn"):
        assert ask(address, "/choose", {**good, "token": bad})[0] == 403
    assert ask(address, "/choose", {**good, "brief": "x" * 70_000})[0] == 413
    assert (state.read_bytes() if state.exists() else b"") == kept
    assert ask(address, "/choose", good)[0] == 303
    assert b'"sv"' in state.read_bytes()
    with pytest.raises(OSError, match="refused"):
        http.client.HTTPConnection("127.0.0.2", int(port), timeout=5).connect()


@pytest.mark.parametrize("part", ["brief", "audience", "locale", "format"])
@pytest.mark.parametrize("name", ["../../etc", "/etc/passwd", "", HOSTILE])
def test_no_name_from_the_page_becomes_a_path(
    shared: tuple[Workspace, str], part: str, name: str
) -> None:
    status, text = ask(shared[1], query(**{part: name}))
    assert status == 404
    assert b"<script>alert" not in text


def test_no_address_leads_to_a_file(shared: tuple[Workspace, str]) -> None:
    for path in ("/assets/..%2fpages.py", "/assets/desk.html.jinja", "/../../etc/passwd",
                 "/several/..%2f..", "/briefs"):  # fmt: skip
        assert ask(shared[1], path)[0] == 404, path
    assert ask(shared[1], "/assets/desk.css")[0] == 200


def test_a_hostile_contact_stays_text(shared: tuple[Workspace, str], page: Page) -> None:
    page.goto(shared[1] + "contacts")
    fill_contact(page, name=f"{HOSTILE}\"'", phone="+359 2 981 7686", verified_by=HOSTILE,
                 source="https://example.org/contact",
                 verified_on=date.today().isoformat())  # fmt: skip
    expect(page.locator(".rows")).to_contain_text(HOSTILE)
    page.goto(shared[1])
    expect(page.locator("fieldset", has_text="Local contacts to print")).to_contain_text(HOSTILE)
    assert page.locator("script:not([src])").count() == 0
    page.goto(shared[1] + "contacts")
    page.locator(".rows > li", has_text=HOSTILE).get_by_role("button").click()
    expect(page.locator(".rows > li")).to_have_count(0)
    expect(page.get_by_text("Deleted:")).to_contain_text(HOSTILE)


def test_two_hundred_requests_at_once_are_all_served(shared: tuple[Workspace, str]) -> None:
    address = shared[1]
    paths = [query(locale=code) for code in ("bg", "el", "de", "fr")] + ["/"]
    with ThreadPoolExecutor(200) as crowd:
        answers = list(crowd.map(lambda n: ask(address, paths[n % 5])[0], range(200)))
    assert answers == [200] * 200
    assert ask(address, "/")[0] == 200
