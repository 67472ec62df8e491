"""A desk that many tests share, and a browser."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browsing import PATIENCE, all_answered
from tests.conftest import FEW, PARTS, MadeOnce, Workspace, copied_project
from tests.desk.client import sparing

# A desk reads all languages that it finds, and again what was changed: these are enough.
LOCALES = (*FEW, "da", "et", "ga", "lv", "pt", "ro", "sv", "uk")


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Path:
    """The project as each test of the shared desk finds it."""
    return copied_project(tmp_path_factory.mktemp("original"), font_cache, *LOCALES).root


@pytest.fixture(scope="session")
def served(
    original: Path,
    tmp_path_factory: pytest.TempPathFactory,
    font_cache: Path,
    made_once: MadeOnce,
) -> Iterator[tuple[Workspace, str]]:
    workspace = Workspace(tmp_path_factory.mktemp("desk"), font_cache)
    shutil.copytree(original, workspace.root, dirs_exist_ok=True)
    with sparing(workspace, made_once) as address:
        yield workspace, address


@pytest.fixture
def shared(served: tuple[Workspace, str], original: Path) -> Iterator[tuple[Workspace, str]]:
    """A project and its running desk, which many tests share: each finds them as they began."""
    yield served
    root = served[0].root
    for path in root.iterdir():
        if path.name == ".briefkit":
            # The desk's claim on the folder stays; what it handed out is forgotten.
            (path / "manifest.jsonl").unlink(missing_ok=True)
        elif path.name in PARTS:
            put_back(path, original / path.name)
        else:
            remove(path)
    for name in PARTS:
        if not (root / name).exists():
            shutil.copytree(original / name, root / name)


def put_back(folder: Path, original: Path) -> None:
    """Make a folder what it was copied from; what nobody has changed is left alone."""
    there = {path.name: path for path in folder.iterdir()}
    for path in original.iterdir():
        copy = there.pop(path.name, None)
        if path.is_dir():
            if copy is None:
                shutil.copytree(path, folder / path.name)
            else:
                put_back(copy, path)
        elif copy is None or seen(copy) != seen(path):
            (folder / path.name).unlink(missing_ok=True)
            shutil.copy2(path, folder / path.name)
    for copy in there.values():
        remove(copy)


def remove(path: Path) -> None:
    """Remove a file or a folder; the desk may still write there, for a person who has left."""
    while path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except FileNotFoundError:
            continue  # a file that was being written has its own name by now
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:
                raise
    path.unlink(missing_ok=True)


def seen(path: Path) -> tuple[int, int, int]:
    """Return what tells a file from one that has been changed since it was copied."""
    found = path.lstat()
    return found.st_mode, found.st_size, found.st_mtime_ns


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    # What a service worker has seen is not routed as a test wants it.
    opened = browser.new_page(service_workers="block")
    opened.set_default_timeout(PATIENCE)
    with all_answered(opened):
        yield opened
    opened.close()
