"""Another program saves a catalog while we write it: neither loses anything."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from briefkit.errors import CatalogError
from briefkit.model import Catalog
from briefkit.project.replacing import exchange_files, take_place
from tests.conftest import BRIEF, Workspace

# An editor that has a catalog open: told how and when, it saves it with a translator's comment.
EDITOR = """
import os, sys, time
path = sys.argv[1]
data = open(path, "rb").read()
print("open", flush=True)
for line in sys.stdin:
    how, delay, mark = line.split()
    time.sleep(float(delay))
    saved = data.replace(b"\\n#. ", b"\\n# " + mark.encode() + b"\\n#. ", 1)
    assert saved != data
    if how == "truncate":
        with open(path, "wb") as file:
            file.write(saved)
    else:
        with open(path + ".new", "wb") as file:
            file.write(saved)
        os.replace(path + ".new", path)
    print("saved", flush=True)
"""


@contextmanager
def editor(path: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", EDITOR, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    with process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
    assert process.returncode == 0


def collide(workspace: Workspace, how: str, saves: int, redone_at_least: int) -> int:
    """Have an editor save a catalog so often while we change it; return how often we began anew.

    It goes on until so many had to be redone. After each save nothing is lost.
    """
    catalogs, po = workspace.project.catalogs, workspace.po("bg")
    number_of_entries = len(catalogs.read(BRIEF, "bg").entries)
    chance = random.Random(7)
    redone = 0

    def noted(number: int, calls: list[Catalog]) -> None:
        def change(catalog: Catalog) -> Catalog:
            calls.append(catalog)
            return catalog.with_headers(X_Round=str(number))

        catalogs.revise(BRIEF, "bg", change)

    began = time.monotonic()
    noted(0, [])
    lasted = time.monotonic() - began
    with editor(po) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        number = 0
        while number < saves or redone < redone_at_least:
            number += 1
            assert number < 1_000
            process.stdin.write(f"{how} {chance.uniform(0, lasted)} mark{number}\n")
            process.stdin.flush()
            calls: list[Catalog] = []
            began = time.monotonic()
            noted(number, calls)
            redone += len(calls) > 1
            lasted = lasted if len(calls) > 1 else time.monotonic() - began
            assert process.stdout.readline() == "saved\n"
            # The editor's save is there, whatever came first; ours too, if it came last.
            now = catalogs.read(BRIEF, "bg")
            assert f"mark{number}" in now.entries[0].translator_comment
            assert len(now.entries) == number_of_entries
    assert not list(po.parent.glob(".*"))
    return redone


@pytest.mark.parametrize("how", ["truncate", "rename"])
def test_no_collision_with_an_editor_loses_anything(workspace: Workspace, how: str) -> None:
    assert collide(workspace, how, saves=20, redone_at_least=4) >= 4


@pytest.mark.parametrize("saves", [1, 2])
def test_what_is_saved_in_the_last_moment_is_given_back(tmp_path: Path, saves: int) -> None:
    part, path = tmp_path / "part", tmp_path / "a.po"
    part.write_bytes(b"ours")
    path.write_bytes(b"saved 1")
    if not exchange_files(part, path):
        pytest.skip("this system can't exchange files")
    exchange_files(part, path)

    def is_expected(file: Path) -> bool:
        assert file.read_bytes() == b"saved 1"
        if saves == 2:  # once more, before the first is given back
            (tmp_path / "new").write_bytes(b"saved 2")
            (tmp_path / "new").replace(path)
        return False

    assert not take_place(part, path, is_expected)
    assert path.read_bytes() == f"saved {saves}".encode()
    assert [p.name for p in tmp_path.iterdir()] == ["a.po"]


def test_a_catalog_that_is_saved_without_end_is_left_alone(workspace: Workspace) -> None:
    catalogs, po = workspace.project.catalogs, workspace.po("bg")
    calls = []

    def change(catalog: Catalog) -> Catalog:
        calls.append(catalog)
        text = po.read_text(encoding="utf-8").replace("\n#. ", f"\n# {len(calls)}\n#. ", 1)
        po.write_text(text, encoding="utf-8")
        return catalog.with_headers(X_Round="1")

    with pytest.raises(CatalogError, match="changed by another program"):
        catalogs.revise(BRIEF, "bg", change)
    assert len(calls) > 5
    saved = catalogs.read(BRIEF, "bg")
    assert saved.header("X-Round") == ""
    assert saved.entries[0].translator_comment.split("\n")[-1] == str(len(calls))


def test_what_only_the_file_s_text_shows_is_not_written_over(workspace: Workspace) -> None:
    catalogs, po = workspace.project.catalogs, workspace.po("bg")
    before = catalogs.read(BRIEF, "bg")
    folded = po.read_bytes().replace(b'msgstr "', b'msgstr ""\n"', 1)
    po.write_bytes(folded)
    assert catalogs.read(BRIEF, "bg") == before
    with pytest.raises(CatalogError, match="changed by another program"):
        catalogs.write(replace(before, entries=before.entries[:-1]), before)
    assert po.read_bytes() == folded


def test_a_linked_catalog_stays_linked(workspace: Workspace, tmp_path: Path) -> None:
    po = workspace.po("bg")
    kept = tmp_path / "elsewhere.po"
    po.rename(kept)
    po.symlink_to(kept)
    workspace.replace(kept, "#. ", "#. Out of date: ")
    workspace.run("update", "bg")
    assert po.is_symlink()
    assert "Out of date: " not in kept.read_text(encoding="utf-8")
