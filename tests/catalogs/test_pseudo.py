"""Leaflets in languages that nobody speaks."""

import shutil
from pathlib import Path

from tests.conftest import ROOT, Workspace
from tests.heat import heat


def test_pseudo_leaflets_show_what_overflows(workspace: Workspace) -> None:
    done = workspace.run("pseudo", "--output", "out")
    assert done.stdout.count("made") == 6


def test_pseudo_leaflets_show_what_is_hard_coded(tmp_path: Path, font_cache: Path) -> None:
    town = heat(tmp_path, font_cache)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    template = tmp_path / "templates" / "help.html.jinja"
    town.replace(template, '<div class="stamp">', '<p>Written here</p><div class="stamp">')
    done = town.run("pseudo", "--output", "out", code=1)
    assert "words from no catalog: Written, here" in done.stdout
