"""What Git has recorded of a file is read, and nothing that a repository's settings would run."""

import subprocess
from pathlib import Path

from briefkit.project import is_kept_by_git, revisions_of


def git(folder: Path, *command: str) -> None:
    names = ("-c", "user.name=Ana Ć", "-c", "user.email=a@example.org")
    subprocess.run(["git", *names, *command], cwd=folder, check=True, capture_output=True)


def recorded(folder: Path, path: Path, data: str, subject: str) -> None:
    path.write_text(data, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "--quiet", "-m", subject)


def test_the_states_of_a_file_come_the_newest_first(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    folder = tmp_path / "locales" / "de"
    folder.mkdir(parents=True)
    path = folder / "brief [1].po"
    recorded(tmp_path, path, "one", "Begin: “one”")
    recorded(tmp_path, tmp_path / "other", "x", "Another file")
    path.unlink()
    git(tmp_path, "commit", "--quiet", "-a", "-m", "Drop it")
    recorded(tmp_path, path, "two\n", "Bring it back")
    found = revisions_of(path)
    assert [(each.subject, each.data) for each in found] == [
        ("Bring it back", b"two\n"),
        ("Begin: “one”", b"one"),
    ]
    assert {each.author for each in found} == {"Ana Ć"}
    assert found[0].time >= found[1].time
    assert is_kept_by_git(path)


def test_odd_commits_hide_no_others(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    path = tmp_path / "a.po"
    recorded(tmp_path, path, "one", "Begin")
    recorded(tmp_path, path, "two", "a\x1fb")
    path.write_text("three", encoding="utf-8")
    git(tmp_path, "commit", "--quiet", "-a", "-m", "Late", "--date", "@300000000000 +0000")
    recorded(tmp_path, path, "four", "End")
    assert [each.data for each in revisions_of(path)] == [b"four", b"two", b"one"]


def test_settings_of_a_repository_run_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    path, trace = tmp_path / "a.po", tmp_path / "ran"
    path.write_text("*.po diff=evil filter=evil\n", encoding="utf-8")
    (tmp_path / ".gitattributes").write_text("*.po diff=evil\n", encoding="utf-8")
    recorded(tmp_path, path, "one", "Begin")
    for name in (
        "core.fsmonitor",
        "diff.evil.textconv",
        "diff.external",
        "gpg.program",
        "core.pager",
    ):
        git(tmp_path, "config", name, f"touch {trace}; cat")
    git(tmp_path, "config", "log.showSignature", "true")
    assert [each.data for each in revisions_of(path)] == [b"one"]
    assert not trace.exists()


def test_without_git_there_is_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.po"
    path.write_text("one", encoding="utf-8")
    assert revisions_of(path) == ()
    assert revisions_of(tmp_path / "nowhere" / "a.po") == ()
    git(tmp_path, "init", "--quiet")
    assert revisions_of(path) == ()
