"""A desk that many tests share, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import chromium
from tests.conftest import ROOT, Workspace, copied_project
from tests.desk.client import running

# A leaflet is set anew in processes of their own, on a machine that may be busy.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def served(
    tmp_path_factory: pytest.TempPathFactory, font_cache: Path
) -> Iterator[tuple[Workspace, str]]:
    workspace = copied_project(tmp_path_factory.mktemp("desk"), font_cache)
    with running(workspace) as address:
        yield workspace, address


@pytest.fixture
def shared(served: tuple[Workspace, str]) -> Iterator[tuple[Workspace, str]]:
    """A project and its running desk, which many tests share: each finds them as they began."""
    workspace, _ = served
    yield served
    for name in ("state/desk.json", "contacts.csv"):
        (workspace.root / name).unlink(missing_ok=True)
    for path in (workspace.root / "locales").rglob("*.po"):
        good = (ROOT / path.relative_to(workspace.root)).read_bytes()
        if path.read_bytes() != good:
            path.write_bytes(good)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()
