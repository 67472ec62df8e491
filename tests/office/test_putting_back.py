"""An office comes back from its backup: each person's own, and what two copies disagree about."""

from pathlib import Path

import pytest

from briefkit.office.repository import Versions, exchange_of
from tests.conftest import FEW, Workspace, copied_project
from tests.office.houses import house
from tests.office.repositories import ANNA, NOW, git, in_git, opened, saved
from tests.office.test_roles import place


def test_what_each_person_has_of_her_own_comes_back(
    tmp_path: Path, font_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project").mkdir()
    workspace = copied_project(tmp_path / "project", font_cache, *FEW)
    with house(workspace, tmp_path) as office:
        added = office.send("anna", "/choose", **place(format="a4", then="add"))
        assert added.status == 303
        for user, language in (("anna", "fi"), ("boris", "bg")):
            assert office.send(user, "/language", language=language, back="/").status == 303
    monkeypatch.setenv("BRIEFKIT_STATE", str(tmp_path / "state"))
    workspace.run("backup", str(tmp_path / "b.zip"))
    there = tmp_path / "there"
    there.mkdir()
    monkeypatch.setenv("BRIEFKIT_STATE", str(there / "state"))
    workspace.run("restore", str(tmp_path / "b.zip"), str(there / "project"))
    with house(Workspace(there / "project", font_cache), there) as office:
        assert 'lang="fi"' in office.ask("anna", "/").text
        assert 'lang="bg"' in office.ask("boris", "/").text
        assert "locale=bg" in office.ask("anna", "/orders").text


def test_what_is_to_be_chosen_comes_back_with_both_texts(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, root = tmp_path_factory.mktemp("office"), workspace.root
    text = f"briefs/{place()['brief']}/community.md"
    in_git(root)
    git(folder, "clone", "-q", "--bare", str(root), "remote.git")
    git(folder, "clone", "-q", str(folder / "remote.git"), "other")
    (folder / "other" / text).write_text("theirs\n", encoding="utf-8")
    git(folder / "other", "commit", "-q", "-a", "-m", "Other")
    git(folder / "other", "push", "-q")
    git(root, "remote", "add", "origin", str(folder / "remote.git"))
    git(root, "fetch", "-q")
    git(root, "branch", "-q", "--set-upstream-to=origin/main")
    repository = opened(root)
    repository.record(saved(root / text, "ours\n"), ANNA, "Save", NOW)
    exchange = exchange_of(repository)
    assert exchange
    (root / ".briefkit").mkdir()
    exchange.merge(NOW, Versions(root / ".briefkit" / "versions.json").add)
    monkeypatch.setenv("BRIEFKIT_STATE", str(folder / "state"))
    workspace.run("backup", str(folder / "b.zip"))
    workspace.run("restore", str(folder / "b.zip"), str(folder / "new"))
    (version,) = Versions(folder / "new" / ".briefkit" / "versions.json").listed()
    assert version.path == text
    assert git(folder / "new", "show", f"{version.commit}:{text}") == "theirs"
    assert (folder / "new" / text).read_text(encoding="utf-8") == "ours\n"
