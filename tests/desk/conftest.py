"""A desk that many tests share, and a browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Workspace, copied_project
from tests.desk.client import running

# A leaflet is set anew in processes of their own, on a machine that may be busy.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, font_cache: Path
) -> Iterator[tuple[Workspace, str]]:
    workspace = copied_project(tmp_path_factory.mktemp("desk"), font_cache)
    with running(workspace) as address:
        yield workspace, address


@pytest.fixture
def shared(served: tuple[Workspace, str]) -> Iterator[tuple[Workspace, str]]:
    """A project and its running desk, which many tests share: each finds them as they began."""
    yield served
    root = served[0].root
    for path in root.iterdir():
        if path.name == ".briefkit":
            # The desk's claim on the folder stays; what it handed out is forgotten.
            (path / "manifest.jsonl").unlink(missing_ok=True)
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    copied_project(root, served[0].font_cache)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()
