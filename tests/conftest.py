"""A project to spoil, and the commands, as a person would give them."""

import gc
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from filelock import FileLock

from briefkit.build import Order, making, sharing, typesetter_for
from briefkit.catalogs import parse_catalog
from briefkit.project import Project
from tests.commands import Done, give, give_apart
from tests.typesetting import set_once

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MadeOnce = Callable[[str, Callable[[Path], None]], Path]

ROOT = Path(__file__).parent.parent
BRIEF = "cyber-trafficking"
# The folders of a project.
PARTS = ("briefs", "locales", "templates")

# Enough languages for what reads, checks or writes all that it finds.
FEW = ("ar", "bg", "de", "el", "fi", "fr")

# How long an example takes tells of the machine, not of the program.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


# Python's own 700 costs a tenth of the time: most of what tests make is no garbage in circles.
GARBAGE_AT_ONCE = 5000


# The modules of builds that set pages.
MAKING = (making, sharing)

# Files with tests that take longest: begun last, one of them would keep all processes waiting.
BEGUN_FIRST = (
    "test_digests.py", "end_to_end/test_golden_pictures.py", "end_to_end/test_faults.py",
    "end_to_end/test_signals.py", "office/test_killed.py", "build/test_cluster.py",
    "desk/test_language_path.py", "desk/test_options.py", "desk/test_authoring.py",
    "catalogs/test_pseudo.py", "build/test_required_notice.py", "proof/test_layout.py",
    "typeset/test_speed.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the tests that take longest begun first."""
    first = {ROOT / "tests" / name for name in BEGUN_FIRST}
    items.sort(key=lambda item: item.path not in first)


def pytest_collection_finish() -> None:
    """Have garbage looked for less often, and not among the thousands of tests: they stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(GARBAGE_AT_ONCE, *gc.get_threshold()[1:])


@pytest.fixture(scope="session", autouse=True)
def catalogs_read_once() -> Iterator[None]:
    """Have a process read a catalog once: the same bytes are the same catalog, and none changes."""
    with pytest.MonkeyPatch.context() as patch:
        remembered = lru_cache(256)(parse_catalog)  # ours are a hundred
        patch.setattr("briefkit.project.catalog_files.parse_catalog", remembered)
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_set_once(made_once: MadeOnce) -> Iterator[None]:
    """Have the leaflets that tests build in these processes share what was set of the same page."""
    typesetter = set_once(made_once("pages", lambda folder: None))
    with pytest.MonkeyPatch.context() as patch:
        for module in MAKING:
            patch.setattr(module, "typesetter_for", typesetter)
        yield


@pytest.fixture
def set_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have leaflets set anew where a test asks how, or whether they are the same each time."""
    for module in MAKING:
        monkeypatch.setattr(module, "typesetter_for", typesetter_for)


@pytest.fixture
def heard_signals() -> Iterator[None]:
    """Have processes that a test starts heed signals that these tests were told to ignore.

    A shell tells so whatever it starts in the background, and “nohup” does.
    """
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
    ignored = [number for number in numbers if signal.getsignal(number) == signal.SIG_IGN]
    for number in ignored:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number in ignored:
        signal.signal(number, signal.SIG_IGN)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> MadeOnce:
    """Return a folder by its name, with what `make` puts there: once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder = shared / name
        with FileLock(shared / f"{name}.lock"):
            if not folder.exists():
                part = shared / f"{name}.part"
                part.mkdir()
                make(part)
                part.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def font_cache(made_once: MadeOnce) -> Path:
    """The static fonts, made once for all tests and the processes that they start."""
    return made_once("fonts", lambda folder: None)


@dataclass
class Workspace:
    """A copy of the project in a folder of its own."""

    root: Path
    font_cache: Path

    @property
    def project(self) -> Project:
        return Project(self.root, ROOT)

    @property
    def output(self) -> Path:
        return self.root / "leaflets"

    def order(self, **changes: object) -> Order:
        defaults = {
            "root": self.root,
            "bundled": ROOT,
            "output": self.output,
            "font_cache": self.font_cache,
        }
        return Order(**{**defaults, **changes})  # type: ignore[arg-type]

    def po(self, locale: str, domain: str = BRIEF) -> Path:
        return self.root / "locales" / locale / "LC_MESSAGES" / f"{domain}.po"

    def replace(self, path: Path, old: str, new: str, count: int = 1) -> None:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {path}"
        path.write_text(text.replace(old, new, count), encoding="utf-8")

    @property
    def environment(self) -> dict[str, str]:
        """That of a command: the program of this checkout, tables that are wide and plain."""
        return {
            **os.environ,
            "BRIEFKIT_CACHE": str(self.font_cache),
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "200",
            "NO_COLOR": "1",
        }

    def run(self, *arguments: str, code: int | None = 0, apart: bool = False) -> Done:
        """Give a command, in this process or in one of its own: it shows the same."""
        command = give_apart if apart else give
        done = command(arguments, self.root, self.environment)
        assert "Traceback" not in done.stderr, done.stderr
        assert code is None or done.returncode == code, done.stdout + done.stderr
        return done


def interrupted(process: "subprocess.Popen[str]") -> str:
    """End a server as by Ctrl-C, where it has not ended, and return what it complained of."""
    process.send_signal(signal.SIGINT)  # which does nothing to one that has ended
    try:
        _, complaints = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return complaints


@contextmanager
def serving(
    workspace: Workspace, *command: str, program: str = "briefkit", **environment: str
) -> Iterator[str]:
    """The address that a command serves at, while it runs; then it is interrupted, as by Ctrl-C."""
    process = subprocess.Popen(
        [sys.executable, "-m", program, *command, "--no-browser"],
        cwd=workspace.root,
        env=workspace.environment | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found, process.communicate()
        yield found[0]
    finally:
        complaints = interrupted(process)
    assert process.returncode == 0
    assert complaints == ""


def copied_project(root: Path, font_cache: Path, *locales: str) -> Workspace:
    """Return a copy of the project, made in a folder, with some of its languages, or all."""

    def others(folder: str, names: list[str]) -> list[str]:
        if not locales or Path(folder) != ROOT / "locales":
            return []
        return [name for name in names if Path(folder, name).is_dir() and name not in locales]

    for name in PARTS:
        shutil.copytree(ROOT / name, root / name, ignore=others)
    return Workspace(root, font_cache)


@pytest.fixture
def workspace(tmp_path: Path, font_cache: Path, request: pytest.FixtureRequest) -> Workspace:
    """A project to spoil, in all languages, or in those of the test’s mark `languages`."""
    named = request.node.get_closest_marker("languages")
    return copied_project(tmp_path, font_cache, *(named.args if named else ()))


def own_leaflets(folder: Path, locale: str, font_cache: Path) -> None:
    """Have the command put the project's own leaflets in a language into a folder."""
    Workspace(ROOT, font_cache).run("build", "--locale", locale, "--output", str(folder))


@pytest.fixture(scope="session")
def built(made_once: MadeOnce, font_cache: Path) -> Callable[[str, str], bytes]:
    """The project's own leaflets by locale and audience, each language's built once."""

    def read(locale: str, audience: str) -> bytes:
        folder = made_once(f"built-{locale}", lambda to: own_leaflets(to, locale, font_cache))
        return (folder / f"{BRIEF}.{locale}.{audience}.a4.pdf").read_bytes()

    return read


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The one browser of this process: a test closes the pages that it opens."""
    # Whoever is given none of its tests need not load it.
    from tests.browsing import chromium

    with chromium() as opened:
        yield opened
