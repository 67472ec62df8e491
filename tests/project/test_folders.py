"""Which folder is the project that a command is for."""

import shutil
from pathlib import Path

import pytest

from briefkit.errors import UsageError
from briefkit.project import require_top_folder
from tests.conftest import BRIEF, Workspace


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "my leaflets"
    (folder / "briefs" / "heat" / "img").mkdir(parents=True)
    (folder / "briefs" / "heat" / "brief.toml").touch()
    return folder


@pytest.mark.parametrize("name", ["briefs", "briefs/heat", "briefs/heat/img", "leaflets"])
def test_a_folder_in_a_project_is_none_itself(project: Path, name: str) -> None:
    (project / "leaflets").mkdir()
    with pytest.raises(UsageError) as caught:
        require_top_folder(project / name)
    (told,) = caught.value.diagnostics
    assert str(project) in told.message
    assert told.hint.endswith(f"cd '{project}'")


def test_a_folder_with_something_of_a_project_is_one(project: Path, tmp_path: Path) -> None:
    inner = project / "campaign"
    (inner / "locales").mkdir(parents=True)
    for folder in (project, inner, tmp_path):
        require_top_folder(folder)


def test_a_command_given_too_deep_makes_no_leaflets_of_another_brief(
    tmp_path: Path, font_cache: Path, workspace: Workspace
) -> None:
    deep = Workspace(workspace.root / "briefs" / BRIEF, font_cache)
    for command in (("build",), ("check",), ("update",), ("exchange", "import", "brief.toml")):
        told = deep.run(*command, code=2).stderr
        assert f"cd {workspace.root}" in told, command
    assert not (deep.root / "leaflets").exists()
    # What is not about a project works everywhere, and a project may be started in another.
    deep.run("schema")
    inner = ("init", "inner", "--brief", "x", "--title", "X", "--languages", "en")
    deep.run(*inner, "--funder", "none")
    # The one that was meant can be named.
    deep.run("--project", str(workspace.root), "status")


def test_whose_brief_it_is_is_said_where_a_folder_has_none(
    tmp_path: Path, font_cache: Path, workspace: Workspace
) -> None:
    said = "the brief that comes with briefkit"
    order = ("build", "--locale", "en", "--audience", "community")
    assert said not in workspace.run(*order).stdout
    shutil.rmtree(workspace.root / "briefs")
    assert said in workspace.run(*order).stdout
