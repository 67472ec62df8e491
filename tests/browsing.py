"""The browser of the tests, and what axe-core finds in it."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

__all__ = ["PATIENCE", "RECORDER", "all_answered", "chromium", "held", "violations"]

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)
# Notes whatever a page says of a leaflet's pages, how many it shows, and whether all are drawn; of
# those before which none were seen, the first.
RECORDER = """
window.seen = [];
document.addEventListener("DOMContentLoaded", () => {
  const note = () => {
    const pictures = [...document.querySelectorAll("#leaflet-pages img")];
    const kind = document.getElementById("leaflet-state").className.split(" ")[1] ?? "waiting";
    const last = window.seen.at(-1);
    const awaited = pictures.slice(0, last?.[1] ? undefined : 1);
    const drawn = awaited.every((picture) => picture.complete && picture.naturalWidth);
    const box = document.getElementById("leaflet-state").getBoundingClientRect();
    if (kind === "unproofed") window.markSeen = box.top >= 0 && box.bottom <= innerHeight;
    if (kind !== last?.[0]) window.seen.push([kind, pictures.length, drawn]);
  };
  const leaflet = document.getElementById("leaflet");
  if (!leaflet) return;
  note();
  new MutationObserver(note).observe(leaflet, { subtree: true, childList: true });
});
"""
# A leaflet is set anew in processes of their own, on a machine that may be busy; in milliseconds.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)
_WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium, while it is needed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=_ARGUMENTS.split()
        )
        yield browser
        browser.close()


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds against WCAG 2.2 AA and other tags of its rules, and where."""
    # What passes is not listed: of a page of many passages that takes longer than the rules.
    options = {"runOnly": [*_WCAG, *rules], "resultTypes": ["violations"]}
    # A page that has just come may be without its stylesheet yet.
    page.wait_for_load_state("load")
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]


@contextmanager
def all_answered(page: Page) -> Iterator[None]:
    """Wait at the end until what a page has sent is answered: the next test shall not find it."""
    sent: list[Request] = []

    def send(request: Request) -> None:
        if request.method != "GET":
            sent.append(request)

    def answer(request: Request) -> None:
        if request in sent:
            sent.remove(request)

    page.on("request", send)
    page.on("requestfinished", answer)
    page.on("requestfailed", answer)
    yield
    deadline = time.monotonic() + PATIENCE / 1000
    while sent and time.monotonic() < deadline and not page.is_closed():
        page.wait_for_timeout(20)


@contextmanager
def held(page: Page, pattern: str, unless: str = "\n") -> Iterator[None]:
    """While this lasts, what a page asks for at addresses of this pattern does not reach it.

    Those that have `unless` in them do.
    """
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if unless in route.request.url:
            route.continue_()
        else:
            waiting.append(route)

    page.route(pattern, hold)
    yield
    for route in waiting:
        route.continue_()
    page.unroute(pattern)
