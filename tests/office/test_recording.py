"""What is saved on an office's desk becomes commits: who, which files, and nothing else."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from briefkit.office.repository import Busy, open_repository, recording
from tests.conftest import FEW, copied_project
from tests.desk.client import GOOD_CONTACT
from tests.office.houses import House, house
from tests.office.repositories import ANNA, DESK, NOW, git, in_git, opened, saved
from tests.office.test_roles import hidden, place


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    (folder / "locales").mkdir(parents=True)
    for name in ("a.po", "b.po"):
        (folder / "locales" / name).write_text(f"{name}\n", encoding="utf-8")
    (folder / ".gitignore").write_text("secret.csv\n", encoding="utf-8")
    in_git(folder)
    return folder


def commits(tree: Path) -> list[str]:
    return git(tree, "log", "--format=%an|%cn|%s", "--reverse").splitlines()


def test_a_save_is_a_commit_of_its_files_alone(tree: Path) -> None:
    # An administrator has changed another file, and put a third where Git takes it from.
    (tree / "locales" / "b.po").write_text("changed\n", encoding="utf-8")
    (tree / "new.md").write_text("new\n", encoding="utf-8")
    git(tree, "add", "new.md")
    written = saved(tree / "locales" / "a.po", "translated\n")
    opened(tree).record(written, ANNA, "Translate: a", NOW)
    assert commits(tree)[1:] == ["Anna Petrova|briefkit desk|Translate: a"]
    assert git(tree, "show", "--format=", "--name-only") == "locales/a.po"
    assert git(tree, "show", "HEAD:locales/a.po") == "translated"
    assert git(tree, "status", "--porcelain").splitlines() == ["M locales/b.po", "A  new.md"]
    assert git(tree, "log", "-1", "--format=%aI") == "2026-05-04T12:00:00+00:00"
    git(tree, "fsck", "--strict")


def test_what_was_changed_outside_is_not_hers(tree: Path) -> None:
    file = tree / "locales" / "a.po"
    file.write_text("an editor's\n", encoding="utf-8")
    opened(tree).record(saved(file, "an editor's\nhers\n"), ANNA, "Translate: a", NOW)
    assert commits(tree)[1:] == [
        f"briefkit desk|briefkit desk|{recording.OUTSIDE}",
        "Anna Petrova|briefkit desk|Translate: a",
    ]
    assert "+hers" in git(tree, "show", "--format=")
    assert "+an editor" not in git(tree, "show", "--format=")
    assert git(tree, "status", "--porcelain") == ""


def test_nothing_is_committed_that_git_ignores_or_that_lies_elsewhere(
    tree: Path, tmp_path: Path
) -> None:
    written = [*saved(tree / "secret.csv", "x"), *saved(tmp_path / "elsewhere.po", "x")]
    written += saved(tree / ".git" / "config.new", "x")
    opened(tree).record(written, ANNA, "Keep: x", NOW)
    opened(tree).record(saved(tree / "locales" / "a.po", "a.po\n"), ANNA, "Nothing new", NOW)
    assert len(commits(tree)) == 1


def test_new_files_and_folders_are_committed_and_keep_their_mode(tree: Path) -> None:
    written = saved(tree / "briefs" / "cellar" / "img" / "a.svg", "<svg/>")
    script = tree / "locales" / "b.po"
    script.chmod(0o755)
    written += saved(script, "executable")
    opened(tree).record(written, ANNA, "Begin: cellar", NOW)
    shown = git(tree, "show", "--format=", "--raw").splitlines()
    assert [line.split()[1] for line in shown] == ["100644", "100755"]
    assert git(tree, "status", "--porcelain") == ""


def test_a_repository_without_a_commit_and_one_above_the_project(tmp_path: Path) -> None:
    above = tmp_path / "above"
    project = above / "sites" / "project"
    project.mkdir(parents=True)
    git(above, "init", "-q", "-b", "main")
    opened(project).record(saved(project / "a.po", "x\n"), ANNA, "Begin", NOW)
    opened(project).record(saved(project / "a.po", "y\n"), ANNA, "Go on", NOW)
    assert commits(above) == [
        "Anna Petrova|briefkit desk|Begin",
        "Anna Petrova|briefkit desk|Go on",
    ]
    assert git(above, "ls-files") == "sites/project/a.po"
    outside = tmp_path / "outside"
    outside.mkdir()
    assert open_repository(outside, DESK) is None


def test_a_branch_that_another_program_moves_keeps_both(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository = opened(tree)
    moved: list[str] = []
    commit = repository.branch.commit

    def meanwhile(*arguments: object) -> object:
        made = commit(*arguments)  # type: ignore[arg-type]
        if not moved:
            moved.append(git(tree, "commit", "-q", "--allow-empty", "-m", "Meanwhile"))
        return made

    monkeypatch.setattr(repository.branch, "commit", meanwhile)
    repository.record(saved(tree / "locales" / "a.po", "hers\n"), ANNA, "Translate", NOW)
    assert [line.split("|")[2] for line in commits(tree)] == ["Begin", "Meanwhile", "Translate"]
    assert git(tree, "status", "--porcelain") == ""


def test_a_locked_repository_is_told_and_recorded_later(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_PAUSE", 0.001)
    (tree / ".git" / "index.lock").touch()
    written = saved(tree / "locales" / "a.po", "hers\n")
    with pytest.raises(Busy):
        opened(tree).record(written, ANNA, "Translate", NOW)
    assert len(commits(tree)) == 1
    (tree / ".git" / "index.lock").unlink()
    opened(tree).record(written, ANNA, "Translate", NOW)
    assert commits(tree)[1:] == ["Anna Petrova|briefkit desk|Translate"]


def test_what_a_desk_left_that_was_killed_is_recorded(tree: Path) -> None:
    saved(tree / "locales" / "a.po", "saved, and never recorded\n")
    for lock in ("index.lock", "refs/heads/main.lock", "briefkit-recording"):
        (tree / ".git" / lock).touch()
    opened(tree).record_leftovers(NOW)
    assert git(tree, "show", "HEAD:locales/a.po") == "saved, and never recorded"
    assert git(tree, "status", "--porcelain") == ""
    # What another program has locked stays locked.
    (tree / ".git" / "index.lock").touch()
    opened(tree).record_leftovers(NOW)
    assert (tree / ".git" / "index.lock").exists()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Iterator[House]:
    """An office whose project is kept by Git."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "project").mkdir()
    workspace = copied_project(folder / "project", font_cache, *FEW)
    in_git(workspace.root)
    with house(workspace, folder) as opened_house:
        yield opened_house


def last(office: House) -> tuple[str, list[str]]:
    root = office.workspace.root
    files = git(root, "show", "--format=", "--name-only").splitlines()
    return git(root, "log", "-1", "--format=%an <%ae>|%cn|%s"), files


def test_every_save_is_a_commit_by_that_person(kept: House) -> None:
    root = kept.workspace.root
    page = kept.ask("boris", f"/translate?{urlencode(place(show='all'))}").text
    fields = dict(hidden(page, "saving")) | {"text": "Изпробван превод", "then": ""}
    assert kept.ask("boris", "/translate/save", fields).status == 303
    assert last(kept) == (
        "Boris Ivanov <boris@example.org>|briefkit desk|Translate: cyber-trafficking (bg)",
        ["locales/bg/LC_MESSAGES/cyber-trafficking.po"],
    )
    assert kept.send("anna", "/contacts/add", **GOOD_CONTACT).status == 303
    assert last(kept) == (
        "Anna Petrova <anna@example.org>|briefkit desk|Keep a contact: contacts.csv",
        ["contacts.csv"],
    )
    where = place(locale="de")
    passage = kept.ask("carla", f"/review?{urlencode(where)}").text
    passage = passage.split('name="passage" value="')[1].split('"')[0]
    sent = kept.send("carla", "/review/confirm", **where, passage=passage, alone="yes")
    assert sent.status == 204
    assert last(kept)[0].startswith("Carla Huber <carla@example.org>|briefkit desk|Confirm")
    form = {"title": "Water in the cellar", "name": "cellar", "source": "en", "levels": "plain",
            "languages": "bg", "funder": "none"}  # fmt: skip
    assert kept.send("dora", "/author/new", **form).status == 303
    before = git(root, "rev-parse", "HEAD")
    assert last(kept)[0].startswith("Dora Nagy <dora@example.org>|briefkit desk|Begin a brief")
    assert "briefs/cellar/brief.toml" in last(kept)[1]
    # What is refused, and what is only looked at or chosen, is no commit.
    assert kept.send("anna", "/contacts/add", name="Nobody").status == 422
    assert kept.send("anna", "/choose", **place(format="a4")).status == 303
    assert git(root, "rev-parse", "HEAD") == before
    assert git(root, "status", "--porcelain").split("\n") == [
        "?? .contacts.csv.lock",
        "?? office.toml",
    ]
    git(root, "fsck", "--strict")
