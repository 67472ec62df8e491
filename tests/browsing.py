"""The browser of the tests, and what axe-core finds in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

__all__ = ["chromium", "violations"]

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
)
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
    options = {"runOnly": [*_WCAG, *rules]}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {node['html'][:120]}" for v in found for node in v["nodes"]]
