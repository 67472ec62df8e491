"""All of a project in one file, and put back elsewhere as it was."""

import json
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest

from tests.conftest import FEW, Workspace, copied_project
from tests.desk.client import GOOD_CONTACT, ask, query, running, token

pytestmark = pytest.mark.languages(*FEW, "sv")

IDENTITY = ("-c", "user.name=A Tester", "-c", "user.email=tester@example.org")


def git(folder: Path, *command: str) -> str:
    done = subprocess.run(
        ["git", *IDENTITY, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def project(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A project in Git with two branches, contacts, and what is recorded nowhere yet."""
    monkeypatch.setenv("BRIEFKIT_STATE", str(workspace.root / "state"))
    root = workspace.root
    (root / ".gitignore").write_text("/state/\n/leaflets/\n", encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "notes.md").write_text("recorded", encoding="utf-8")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Begin")
    git(root, "branch", "other")
    git(root, "tag", "printed")
    (root / "contacts.csv").write_text("name,kind\n", encoding="utf-8")
    workspace.po("sv").unlink()
    (root / "leaflets").mkdir()
    (root / "leaflets" / "made.pdf").write_bytes(b"%PDF-")
    return workspace


def files_of(root: Path) -> dict[str, bytes]:
    """Return a folder's files by their names, but Git's and those that can be made again."""
    left_out = (".git", ".briefkit", "state", "leaflets")
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] not in left_out
    }


def test_a_project_comes_back_with_its_history_and_what_was_not_recorded(
    project: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    archive = elsewhere / "leaflets.zip"
    project.run("backup", str(archive))
    assert archive.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(archive) as packed:
        # No file has a time, which a clock that stands at 1970 could not name.
        timed = [each for each in packed.infolist() if each.date_time[0] != 1980]
        assert [each.filename for each in timed] == ["history.bundle"]
    monkeypatch.setenv("BRIEFKIT_STATE", str(elsewhere / "state"))
    put_back = elsewhere / "new" / "leaflets"
    project.run("restore", str(archive), str(put_back))
    assert files_of(put_back) == files_of(project.root)
    assert not (put_back / "leaflets").exists()
    for told in (("log", "--all", "--format=%H %D"), ("status", "--porcelain"), ("branch",)):
        assert git(put_back, *told) == git(project.root, *told)
    git(put_back, "fsck", "--strict")
    Workspace(put_back, project.font_cache).run("build", "--locale", "de", "--format", "a4")


def test_a_commit_that_is_on_no_branch_comes_back(
    project: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    git(project.root, "checkout", "--quiet", "--detach")
    git(project.root, "commit", "--quiet", "--allow-empty", "--message=Apart")
    project.run("backup", str(elsewhere / "b.zip"))
    project.run("restore", str(elsewhere / "b.zip"), str(elsewhere / "new"))
    told = ("log", "--format=%H %s")
    assert git(elsewhere / "new", *told) == git(project.root, *told)


def test_a_link_in_the_history_leads_nothing_astray(
    project: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    project.run("backup", str(elsewhere / "b.zip"))
    (project.root / "brief").symlink_to(elsewhere)
    git(project.root, "add", "brief")
    git(project.root, "commit", "--quiet", "--message=Link")
    (project.root / "brief").unlink()
    project.run("backup", str(elsewhere / "b.zip"))
    with zipfile.ZipFile(elsewhere / "b.zip", "a") as packed:
        packed.writestr("project/brief/out", "x")
    said = project.run("restore", str(elsewhere / "b.zip"), str(elsewhere / "new"), code=2).stderr
    assert "leads out of the project" in said
    assert not (elsewhere / "out").exists()


def test_what_a_running_desk_has_saved_is_in_it(
    project: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    archive = elsewhere / "leaflets.zip"
    (project.root / "contacts.csv").unlink()
    saved: list[str] = []
    with running(project) as address:
        done = threading.Event()

        def save() -> None:
            named = {"token": token(address), **GOOD_CONTACT}
            while not done.is_set():
                name = f"Helper {len(saved)}"
                assert ask(address, "/contacts/add", named | {"name": name})[0] in (200, 303)
                saved.append(name)

        saving = threading.Thread(target=save)
        saving.start()
        while len(saved) < 3:
            done.wait(0.1)
        before = list(saved)
        project.run("backup", str(archive))
        done.set()
        saving.join()
        assert ask(address, query(locale="de", print="1"))[0] == 200
        project.run("backup", str(elsewhere / "later.zip"))
    with zipfile.ZipFile(archive) as packed:
        contacts = packed.read("project/contacts.csv").decode()
    assert [name for name in before if f"{name}," not in contacts] == []
    # What was handed out comes back too, and what was chosen last.
    monkeypatch.setenv("BRIEFKIT_STATE", str(elsewhere / "state"))
    put_back = elsewhere / "leaflets"
    project.run("restore", str(elsewhere / "later.zip"), str(put_back))
    assert (put_back / ".briefkit" / "manifest.jsonl").read_text(encoding="utf-8")
    assert git(put_back, "status", "--porcelain", "--", ".briefkit") == ""


def test_orders_are_found_where_the_project_lies_now(
    project: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    with running(project) as address:
        choice = {"brief": "ct", "audience": "community", "locale": "de", "format": "a4"}
        form = {"token": token(address), "then": "add", **choice}
        assert ask(address, "/choose", form)[0] == 303
        assert b"Deutsch" in ask(address, "/orders")[1]
    project.run("backup", str(elsewhere / "b.zip"))
    monkeypatch.setenv("BRIEFKIT_STATE", str(elsewhere / "state"))
    put_back = Workspace(elsewhere / "leaflets", project.font_cache)
    project.run("restore", str(elsewhere / "b.zip"), str(put_back.root))
    (put_back.root / "state").symlink_to(elsewhere / "state")
    with running(put_back) as address:
        assert b"Deutsch" in ask(address, "/orders")[1]


def test_a_project_without_git_comes_back_too(
    tmp_path: Path, font_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = copied_project(tmp_path / "here", font_cache, *FEW)
    monkeypatch.setenv("BRIEFKIT_STATE", str(tmp_path / "state"))
    # A backup in the project's own folder is not in the next one.
    for _ in range(2):
        workspace.run("backup", "own.zip")
    workspace.run("restore", "own.zip", str(tmp_path / "there"))
    (workspace.root / "own.zip").unlink()
    assert files_of(tmp_path / "there") == files_of(workspace.root)
    assert not (tmp_path / "there" / ".git").exists()


def test_nothing_is_written_over_and_nothing_foreign_is_put_back(
    project: Workspace, tmp_path: Path
) -> None:
    archive = project.root / "b.zip"
    project.run("backup", str(archive))
    said = project.run("restore", str(archive), str(project.root), code=2).stderr
    assert "something in it" in said
    (project.root / "x.zip").write_bytes(b"no zip")
    assert "no backup" in project.run("restore", "x.zip", "new", code=2).stderr
    for name in (
        "project/../../out", "project/.git/hooks/post-checkout", "/out", "state/../out",
        "project/.GIT/config", "project/git~1/config", "project/.git./config",
    ):  # fmt: skip
        with zipfile.ZipFile(project.root / "evil.zip", "w") as packed:
            packed.writestr(name, "x")
            packed.writestr("backup.json", json.dumps({"version": 1, "head": "", "project": "0"}))
        assert "no backup" in project.run("restore", "evil.zip", "new", code=2).stderr
    assert not (project.root / "new").exists()
