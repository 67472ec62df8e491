"""A running desk, asked without a browser and with one."""

import http.client
import re
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import polib
from playwright.sync_api import Page, expect

from tests.conftest import BRIEF, MadeOnce, Workspace, serving
from tests.sparing import PAGES

__all__ = [
    "GOOD_CONTACT", "HOSTILE", "ask", "expect_saved", "fill_contact", "put", "query", "running",
    "sparing", "token",
]  # fmt: skip

HOSTILE = "<script>alert(1)</script>"
GOOD_CONTACT = {"name": "Helper", "kind": "help line", "phone": "+359 2 981 7686",
                "source": "https://example.org/a", "verified_by": "A Tester",
                "verified_on": date.today().isoformat()}  # fmt: skip


def running(workspace: Workspace) -> AbstractContextManager[str]:
    return serving(workspace, "desk", BRIEFKIT_STATE=str(workspace.root / "state"))


def sparing(workspace: Workspace, made_once: MadeOnce) -> AbstractContextManager[str]:
    """A desk that makes nothing ahead, and sets no page that a test has set before."""
    about = {"BRIEFKIT_STATE": str(workspace.root / "state")}
    about[PAGES] = str(made_once("pages", lambda folder: None))
    return serving(workspace, "desk", program="tests.sparing", **about)


def ask(
    address: str, path: str, form: dict[str, str] | None = None, **headers: str
) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=120)
    try:
        if form is None:
            connection.request("GET", path, headers=headers)
        else:
            defaults = {
                "Origin": address.rstrip("/"),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            connection.request("POST", path, urlencode(form), {**defaults, **headers})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def token(address: str) -> str:
    found = re.search(rb'name="token" value="([^"]+)"', ask(address, "/")[1])
    assert found
    return found[1].decode()


def query(**changes: str) -> str:
    names = {"brief": BRIEF, "audience": "community", "locale": "bg", "format": "a4"}
    return "/leaflet.pdf?" + urlencode(names | changes)


def fill_contact(page: Page, **cells: str) -> None:
    for name, cell in cells.items():
        if name == "languages":
            for code in cell.split(", "):
                page.locator(f"input[name=languages][value={code}]").check()
        elif name in ("kind", "country"):
            page.locator(f"#{name}").select_option(cell)
        else:
            page.locator(f"#{name}").fill(cell)
    page.get_by_role("button", name="Add the contact").click()


def expect_saved(page: Page) -> None:
    """Wait for the page that says so, and for its script: that forgets what was typed."""
    expect(page.get_by_text("The contact was saved.")).to_be_visible()
    page.wait_for_load_state("load")


def put(path: Path, msgid: str, translation: str, previous: str = "") -> None:
    """Write a translation, a fuzzy one where it was made for a previous text."""
    catalog = polib.pofile(str(path))
    entry = catalog.find(msgid)
    entry.msgstr = translation
    if previous:
        entry.flags.append("fuzzy")
        entry.previous_msgid = previous
    catalog.save()
