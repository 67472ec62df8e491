"""Faults: killed, no room, no right to write, two at once: each file is the old or the new one."""

from __future__ import annotations

import ctypes
import http.client
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from briefkit.build import State, build, plan
from briefkit.build.running import EACH_AT_ONCE
from briefkit.desk import contact_rows
from briefkit.errors import CatalogError, TypesetError
from briefkit.languages import SOURCES, FontSource, install_fonts, sources_for
from briefkit.unchanged import REMEMBERED
from tests.conftest import BRIEF, ROOT, Workspace
from tests.end_to_end.test_signals import children

# As many as keep two workers busy, and a command that is killed while it writes catalogs.
LOCALES = ("bg", "cs", "da", "de", "et", "fi", "hr", "hu", "lt", "nl", "pl", "sv", "ar")
pytestmark = pytest.mark.languages(*LOCALES)

SOURCE = f"briefs/{BRIEF}/community.md"
MANIFEST = "manifest.jsonl"


def content(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, but for the times at which things were made."""
    return {
        path.relative_to(folder).as_posix(): re.sub(
            rb'"POT-Creation-Date: [^"]*"', b"", path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.name != MANIFEST
    }


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob(".*") if p.is_file() and p.name != REMEMBERED]


# --- kill -9 ---


def edit_source(workspace: Workspace) -> None:
    file = workspace.root / SOURCE
    lines = file.read_text(encoding="utf-8").split("\n")
    line = next(i for i, line in enumerate(lines) if i and line and line[0].isalpha())
    lines[line] = f"Truly, {lines[line]}"
    file.write_text("\n".join(lines), encoding="utf-8")


def export_edited(workspace: Workspace) -> None:
    workspace.run("exchange", "export", "--format", "xliff", "--locale", "bg", "--domain", BRIEF)
    file = workspace.root / f"{BRIEF}.bg.xlf"
    file.write_text(
        re.sub("</target>", "!</target>", file.read_text(encoding="utf-8"), count=3),
        encoding="utf-8",
    )


def nothing(_: Workspace) -> None:
    pass


WORD = "police"

# What is done before, and the command that is cut short.
COMMANDS: dict[str, tuple[Callable[[Workspace], None], tuple[str, ...]]] = {
    "update": (edit_source, ("update",)),
    "fix-source": (nothing, ("fix-source", f" {WORD} ", f" {WORD.upper()} ")),
    "exchange": (export_edited, ("exchange", "import", f"{BRIEF}.bg.xlf", "--json")),
    "build": (nothing, ("build", "--locale", "en", "--audience", "community", "--jobs", "1")),
}


def interrupted(
    workspace: Workspace, name: str, moments: int, chance: random.Random, scratch: Path
) -> int:
    """Kill a command at so many moments, each in a copy of the project; return how many it hit.

    On a busy computer it may be done before it is killed: then another moment is tried.

    After each every file is the old one or the new one, and the same command then finishes.
    """
    prepare, command = COMMANDS[name]
    prepare(workspace)
    old = content(workspace.root)
    whole = Workspace(scratch / "whole", workspace.font_cache)
    shutil.copytree(workspace.root, whole.root)
    began = time.monotonic()
    whole.run(*command, apart=True)
    lasted = time.monotonic() - began
    new = content(whole.root)
    assert new != old
    hit = 0
    for number in range(4 * moments):
        if hit == moments:
            break
        copy = Workspace(scratch / f"{name}-{number}", workspace.font_cache)
        shutil.copytree(workspace.root, copy.root)
        process = subprocess.Popen(
            [sys.executable, "-m", "briefkit", *command],
            cwd=copy.root,
            env=copy.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(chance.uniform(0.1, 1) * lasted)
        if process.poll() is None:
            hit += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path, data in content(copy.root).items():
            assert data in (old.get(path), new.get(path)), f"{path} after {number}"
        # It may have been killed with its work done: a correction is not made twice.
        copy.run(*command, code=None if content(copy.root) == new else 0)
        assert content(copy.root) == new
        for file in copy.root.rglob(MANIFEST):
            assert all(map(json.loads, file.read_text(encoding="utf-8").splitlines()))
        shutil.rmtree(copy.root)
    return hit


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_that_is_killed_is_finished_by_the_next(
    workspace: Workspace, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scratch = tmp_path_factory.mktemp("killed")
    assert interrupted(workspace, name, 2, random.Random(name), scratch) == 2


def kill_desk(workspace: Workspace, moments: int, chance: random.Random) -> int:
    """Kill the desk at so many moments while contacts are added; return how many were kept.

    After each its file is whole, and has every contact that the desk said it had added.
    """
    kept = 0
    for number in range(moments):
        file = workspace.root / f"contacts-{number}.csv"
        process = subprocess.Popen(
            [sys.executable, "-m", "briefkit", "desk", "--no-browser", "--contacts", file.name],
            cwd=workspace.root,
            env=workspace.environment | {"BRIEFKIT_STATE": str(workspace.root / "state")},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None
        host = re.findall(r"http://([^/]+)/", process.stdout.readline())[0]
        try:
            told = add_contacts(host, f"Helper {number}", killer(process.pid, chance))
            process.wait(60)  # a desk that was never killed fails, and isn't waited for
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            process.stdout.close()
        names = [row.cells["name"] for row in contact_rows(text_of(file), date.today())]
        assert set(told) <= set(names)
        assert len(names) in (len(told), len(told) + 1)
        kept += len(names)
        json.loads(text_of(workspace.root / "state" / "desk.json") or "{}")
    return kept


def killer(pid: int, chance: random.Random) -> Callable[[int], None]:
    """Return what is told of each contact that was added, and kills while one of the next is."""
    began, enough = time.monotonic(), chance.randint(2, 8)

    def added(count: int) -> None:
        if count == enough:
            each = (time.monotonic() - began) / count
            Timer(chance.uniform(0, 2) * each, os.killpg, (pid, signal.SIGKILL)).start()

    return added


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def add_contacts(host: str, stem: str, added: Callable[[int], None]) -> list[str]:
    """Send the desk's form until nobody answers; return the names that were added.

    How many they are is told to `added` after each.
    """

    def ask(path: str, form: dict[str, str] | None = None) -> bytes:
        headers = {"Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded"}
        with closing(http.client.HTTPConnection(host, timeout=120)) as window:
            if form is None:
                window.request("GET", path)
            else:
                window.request("POST", path, urlencode(form), headers)
            with window.getresponse() as answer:
                assert answer.status in (200, 303)
                return answer.read()

    told: list[str] = []
    with suppress(OSError, http.client.HTTPException):
        token = re.findall(rb'name="token" value="([^"]+)"', ask("/contacts"))[0].decode()
        while True:
            form = {
                "token": token, "name": f"{stem}.{len(told)}", "kind": "help line",
                "phone": "+359 2 981 7686", "source": "https://example.org/contact",
                "verified_by": "M. Petrova", "verified_on": date.today().isoformat(),
            }  # fmt: skip
            ask("/contacts/add", form)
            told.append(form["name"])
            added(len(told))
    return told


def test_a_desk_that_is_killed_keeps_every_contact_that_it_added(workspace: Workspace) -> None:
    assert kill_desk(workspace, 3, random.Random("desk")) > 3


def test_a_worker_that_is_killed_costs_its_leaflets_alone(workspace: Workspace) -> None:
    # More than are given to two workers at once.
    process = subprocess.Popen(
        [sys.executable, "-m", "briefkit", "build", "--jobs=2", "--format=poster"],
        cwd=workspace.root,
        env=workspace.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    # Of three leaflets, one of the two workers has made two, so it has told of the first.
    while len(list(workspace.output.glob("*.pdf"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.02)
    # The last child is the server that workers are forked off: the last of all is one of these.
    os.kill(children(process.pid)[-1], signal.SIGKILL)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Traceback" not in err
    assert "was ended from outside" in err
    assert "refused" in out
    assert len(list(workspace.output.glob("*.pdf"))) >= len(LOCALES) + 1 - 2 * EACH_AT_ONCE


# --- no room, no right ---


@pytest.fixture
def readable(workspace: Workspace) -> Iterator[Callable[[Path], None]]:
    """Make folders read-only; give the right back in the end."""
    shut: list[Path] = []

    def shut_folder(folder: Path) -> None:
        for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
            path.chmod(0o555)
            shut.append(path)

    yield shut_folder
    for path in shut:
        path.chmod(0o755)


def no_room() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def no_override() -> None:
    # An administrator may write anywhere: CAP_DAC_OVERRIDE (1) goes (prctl 24, PR_CAPBSET_DROP).
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)


def fails(workspace: Workspace, limit: Callable[[], None], *command: str) -> str:
    before = content(workspace.root)
    done = subprocess.run(
        [sys.executable, "-m", "briefkit", *command],
        cwd=workspace.root,
        env=workspace.environment,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limit,
    )
    assert done.returncode in (1, 2), done.stdout
    assert "Traceback" not in done.stderr
    assert content(workspace.root) == before
    assert leftovers(workspace.root) == []
    return done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_changes_nothing(workspace: Workspace, name: str) -> None:
    install_fonts(workspace.font_cache, sources_for("de"))
    prepare, command = COMMANDS[name]
    prepare(workspace)
    assert "File too large" in fails(workspace, no_room, *command)


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Mount a device of 24 MiB, which only an administrator may."""
    place = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no device can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_device_changes_nothing(workspace: Workspace, name: str, small_disk: Path) -> None:
    install_fonts(workspace.font_cache, sources_for("de"))
    prepare, command = COMMANDS[name]
    prepare(workspace)
    crowded = Workspace(small_disk / "project", workspace.font_cache)
    shutil.copytree(workspace.root, crowded.root)
    with suppress(OSError), (small_disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass
    assert "No space left" in fails(crowded, lambda: None, *command)
    (small_disk / "filler").unlink()
    crowded.run(*command)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_read_only_folder_changes_nothing(
    workspace: Workspace, name: str, readable: Callable[[Path], None]
) -> None:
    install_fonts(workspace.font_cache, sources_for("de"))
    prepare, command = COMMANDS[name]
    prepare(workspace)
    readable(workspace.root)
    assert "Permission denied" in fails(workspace, no_override, *command)


# --- fonts ---


def test_a_font_that_is_missing_is_named_with_its_remedy(tmp_path: Path) -> None:
    nowhere = FontSource("fontpkg-nowhere", "x.ttf", "Nowhere Sans", "Regular", 400)
    with pytest.raises(TypesetError, match="pip install fontpkg-nowhere") as caught:
        install_fonts(tmp_path, [*SOURCES, nowhere])
    assert sys.executable in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_font_taken_from_the_cache_is_made_again(tmp_path: Path) -> None:
    sources = sources_for("de")
    folder = install_fonts(tmp_path, sources)
    whole = content(folder)
    (folder / sources[0].name).unlink()
    assert content(install_fonts(tmp_path, sources)) == whole


def test_fonts_that_were_moved_are_made_again(tmp_path: Path) -> None:
    sources = sources_for("de")
    folder = install_fonts(tmp_path / "here & now", sources)
    ElementTree.parse(folder / "fonts.conf")
    (tmp_path / "here & now").rename(tmp_path / "there")
    moved = install_fonts(tmp_path / "there", sources)
    assert (moved / "fonts.conf").read_text(encoding="utf-8").count(str(tmp_path / "there")) == 2


# --- at the same time ---


def test_two_builds_at_once_make_the_same_leaflets(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # With an empty font cache too: both make the fonts.
    shop = Workspace(workspace.root, tmp_path_factory.mktemp("cache"))
    ask = ("build", "--locale", "en", "--format", "pocket", "--format", "poster", "--jobs", "1")
    command = [sys.executable, "-m", "briefkit", *ask]
    both = [
        subprocess.Popen(command, cwd=shop.root, env=shop.environment, stderr=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL)
        for _ in range(2)
    ]  # fmt: skip
    assert [process.wait(120) for process in both] == [0, 0]
    made = content(shop.output)
    assert len(made) == 3
    shutil.rmtree(shop.output)
    shop.run(*ask)
    assert content(shop.output) == made
    assert leftovers(shop.root) == []


def test_an_editor_that_saves_during_an_update_keeps_its_words(workspace: Workspace) -> None:
    project = workspace.project
    before = project.catalogs.read(BRIEF, "bg")
    after = replace(before, entries=before.entries[:-1])
    po = workspace.po("bg")
    saved = po.read_bytes().replace(b'msgstr "', b'msgstr "\xd0\x9d', 3)
    po.write_bytes(saved)
    with pytest.raises(CatalogError, match="changed by another program"):
        project.catalogs.write(after, before)
    assert po.read_bytes() == saved


# --- a clock that jumps ---

JUMP = """
import datetime, sys
class Jump(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz).replace(year={year}, day=1)
datetime.datetime = Jump
from briefkit.cli import main
main(sys.argv[1:])
"""


def run_in(workspace: Workspace, year: int, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", JUMP.format(year=year), *command],
        cwd=workspace.root,
        env=workspace.environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_clock_that_jumps_changes_no_leaflet_and_no_catalog(workspace: Workspace) -> None:
    made = []
    for year in (1970, 2061):
        done = run_in(workspace, year, "build", "--locale", "en", "--audience", "community")
        assert done.returncode == 0, done.stderr
        made.append(content(workspace.output))
        shutil.rmtree(workspace.output)
    assert made[0] == made[1]
    before = content(workspace.root)
    assert run_in(workspace, 2061, "update").returncode == 0
    assert content(workspace.root) == before


@pytest.mark.parametrize(("year", "words"), [(1970, "still to come"), (2061, "days ago")])
def test_a_clock_that_jumps_refuses_contacts(workspace: Workspace, year: int, words: str) -> None:
    shutil.copy(ROOT / "tests" / "data" / "attacks" / "contacts.toml", workspace.root / "c.toml")
    done = run_in(workspace, year, "build", "--locale", "en", "--contacts", "c.toml")
    assert done.returncode == 1
    assert words in done.stderr


def test_a_build_of_nothing_but_faults_says_so(workspace: Workspace) -> None:
    workspace.output.write_text("a file where the folder should be", encoding="utf-8")
    (built,) = build(
        plan(workspace.project, locales=["en"], audiences=["community"]), workspace.order()
    )
    assert built.state == State.REFUSED
    assert "cannot be written" in str(built.diagnostics[0])
