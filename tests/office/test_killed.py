"""A desk that is killed at any moment has lost nothing that somebody was told is saved."""

import random
from pathlib import Path

from tests.conftest import copied_project
from tests.office.crowds import LOCALES, kill_office


def test_what_was_acknowledged_is_kept_and_recorded(tmp_path: Path, font_cache: Path) -> None:
    (tmp_path / "project").mkdir()
    workspace = copied_project(tmp_path / "project", font_cache, *LOCALES)
    told, commits = kill_office(workspace, tmp_path, 8, 2, random.Random("office"))
    assert told >= 6
    assert commits > told
