"""Drafts’ folders: each goes with its desk; what a killed desk left goes with the next one."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from briefkit.desk.draft_folder import DraftFolder, remove_left_folders

LEFT = """
import os
from briefkit.desk.draft_folder import DraftFolder
folder = DraftFolder().path
(folder / "0").mkdir()
print(folder, flush=True)
os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)


def test_what_a_killed_desk_left_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", LEFT], capture_output=True, text=True, check=False)
    left = Path(done.stdout.strip())
    assert left.parent == tmp_path
    assert (left / "0").is_dir()
    running = DraftFolder()
    (running.path / "0").mkdir()
    unlike = tmp_path / "briefkit-drafts-of-an-earlier-version"
    unlike.mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".lock").write_text("precious", encoding="utf-8")
    (tmp_path / "briefkit-drafts-link").symlink_to(elsewhere)
    remove_left_folders()
    assert not left.exists()
    assert (running.path / "0").is_dir()
    assert unlike.is_dir()
    assert (elsewhere / ".lock").read_text(encoding="utf-8") == "precious"
    kept = running.path
    running.remove()
    assert not kept.exists()
