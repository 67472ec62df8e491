"""What is saved here reaches the other copies, and theirs comes here; nothing is lost by it."""

import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from dulwich.objects import ObjectID

from briefkit.errors import ChangedError
from briefkit.office.repository import (
    Diverged,
    Exchange,
    Repository,
    Unmergeable,
    Version,
    Versions,
    exchange_of,
)
from briefkit.office.repository.merging import common_commit, is_within
from briefkit.project import digest_of, noted_writes, remove_file
from tests.office.repositories import ANNA, NOW, git, in_git, opened, saved

_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PO = "locales/de/LC_MESSAGES/x.po"


def po(**words: str) -> str:
    return _HEAD + "".join(f'\nmsgid "{k}"\nmsgstr "{v}"\n' for k, v in words.items())


class Copies:
    """Our copy, another one, and the remote that both follow."""

    def __init__(self, folder: Path) -> None:
        self.ours, self.other = folder / "ours", folder / "other"
        start = folder / "start"
        (start / PO).parent.mkdir(parents=True)
        (start / PO).write_text(po(a="A", b="B"), encoding="utf-8")
        (start / "text.md").write_text("text\n", encoding="utf-8")
        in_git(start)
        git(folder, "clone", "-q", "--bare", str(start), "remote.git")
        for copy in (self.ours, self.other):
            git(folder, "clone", "-q", str(folder / "remote.git"), copy.name)
        self.repository: Repository = opened(self.ours)
        exchange = exchange_of(self.repository)
        assert exchange
        self.exchange: Exchange = exchange
        self.versions = Versions(self.ours / ".briefkit" / "versions.json")

    def save(self, name: str, text: str) -> None:
        self.repository.record(saved(self.ours / name, text), ANNA, "Save", NOW)

    def other_saves(self, name: str, text: str | None) -> None:
        git(self.other, "pull", "-q", "--no-rebase")
        if text is None:
            (self.other / name).unlink()
        else:
            (self.other / name).parent.mkdir(parents=True, exist_ok=True)
            (self.other / name).write_text(text, encoding="utf-8")
        git(self.other, "add", "-A")
        git(self.other, "commit", "-q", "-m", "Other")
        git(self.other, "push", "-q")

    def pull(self) -> None:
        self.exchange.fetch()
        self.exchange.merge(NOW, self.versions.add)

    def text(self, name: str) -> str:
        return (self.ours / name).read_text(encoding="utf-8")


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path)


def test_what_is_saved_is_pushed(copies: Copies) -> None:
    assert not copies.exchange.unsent()
    copies.save("text.md", "ours\n")
    assert copies.exchange.unsent()
    copies.exchange.push()
    assert not copies.exchange.unsent()
    git(copies.other, "pull", "-q")
    assert (copies.other / "text.md").read_text(encoding="utf-8") == "ours\n"
    assert git(copies.other, "log", "-1", "--format=%an") == "Anna Petrova"


def test_what_others_saved_comes_here(copies: Copies) -> None:
    copies.other_saves("text.md", "theirs\n")
    copies.other_saves("new/file.md", "new\n")
    copies.pull()
    assert copies.text("text.md") == "theirs\n"
    assert copies.text("new/file.md") == "new\n"
    copies.other_saves("new/file.md", None)
    copies.pull()
    assert not (copies.ours / "new" / "file.md").exists()
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""
    assert not copies.exchange.unsent()


def test_both_saved_and_nothing_is_lost(copies: Copies) -> None:
    copies.other_saves(PO, po(a="A", b="B theirs", c="C"))
    copies.save(PO, po(a="A ours", b="B"))
    with pytest.raises(Diverged):
        copies.exchange.push()
    copies.pull()
    assert copies.text(PO) == po(a="A ours", b="B theirs", c="C")
    assert copies.versions.listed() == ()
    copies.exchange.push()
    git(copies.other, "pull", "-q")
    assert (copies.other / PO).read_text(encoding="utf-8") == copies.text(PO)
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""
    git(copies.ours, "fsck", "--strict")


def test_what_both_changed_stays_ours_until_somebody_chooses(copies: Copies) -> None:
    copies.other_saves(PO, po(a="A theirs", b="B theirs"))
    copies.other_saves("text.md", "theirs\n")
    copies.save(PO, po(a="A ours", b="B"))
    copies.save("text.md", "ours\n")
    copies.pull()
    assert copies.text(PO) == po(a="A ours", b="B theirs")
    assert copies.text("text.md") == "ours\n"
    for file in (PO, "text.md"):
        assert "<<<<" not in copies.text(file)
    theirs = git(copies.other, "rev-parse", "HEAD")
    assert {(v.path, v.message, v.author) for v in copies.versions.listed()} == {
        (PO, (None, "a"), "Admin"),
        ("text.md", None, "Admin"),
    }
    assert {v.commit for v in copies.versions.listed()} == {theirs}
    # The other text is kept by Git, whatever is chosen.
    assert "A theirs" in git(copies.ours, "show", f"{theirs}:{PO}")
    assert git(copies.ours, "merge-base", "--is-ancestor", theirs, "HEAD") == ""
    copies.exchange.push()
    copies.pull()
    assert len(copies.versions.listed()) == 2


def test_what_was_taken_out_there_and_changed_here_is_to_be_chosen(copies: Copies) -> None:
    for name in ("text.md", PO):
        copies.other_saves(name, None)
    copies.save("text.md", "ours\n")
    copies.save(PO, po(a="A ours", b="B"))
    copies.pull()
    assert copies.text("text.md") == "ours\n"
    assert copies.text(PO) == po(a="A ours", b="B")
    found = {(v.path, v.message, v.author, v.gone) for v in copies.versions.listed()}
    assert found == {("text.md", None, "Admin", True), (PO, None, "Admin", True)}
    copies.exchange.push()
    copies.pull()
    assert len(copies.versions.listed()) == 2
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_file_that_is_taken_out_is_recorded_with_the_folders_that_it_leaves_empty(
    copies: Copies,
) -> None:
    file = copies.ours / PO
    with noted_writes() as written, pytest.raises(ChangedError):
        remove_file(file, copies.ours, expected=digest_of(b"something else"))
    assert not written
    with noted_writes() as written:
        remove_file(file, copies.ours, expected=digest_of(file.read_bytes()))
    copies.repository.record(written, ANNA, "Take it out", NOW)
    assert not (copies.ours / "locales").exists()
    assert git(copies.ours, "log", "-1", "--format=%an|%s") == "Anna Petrova|Take it out"
    assert git(copies.ours, "show", "--format=", "--name-status", "HEAD") == f"D\t{PO}"
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""
    copies.exchange.push()
    git(copies.other, "pull", "-q")
    assert not (copies.other / PO).exists()


@pytest.fixture
def served(copies: Copies) -> Iterator[Copies]:
    """The copies, where ours asks the remote by a server of Git's, as over a network."""
    folder = copies.ours.parent
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["git", "daemon", "--export-all", "--enable=receive-pack", "--listen=127.0.0.1"]
    command += [f"--port={port}", f"--base-path={folder}", "--reuseaddr"]
    git(copies.ours, "remote", "set-url", "origin", f"git://127.0.0.1:{port}/remote.git")
    exchange = exchange_of(opened(copies.ours))
    assert exchange
    copies.exchange, copies.repository = exchange, exchange.repository
    process = subprocess.Popen(command, start_new_session=True)
    try:
        for _ in range(200):
            with suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.05)
        yield copies
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=10)


def test_what_the_remote_refuses_is_not_taken_as_sent(served: Copies) -> None:
    hook = served.ours.parent / "remote.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    served.save("text.md", "ours\n")
    for _ in range(2):
        served.pull()
        with pytest.raises(Diverged):
            served.exchange.push()
        assert served.exchange.unsent()
    hook.unlink()
    served.exchange.push()
    assert not served.exchange.unsent()
    git(served.other, "pull", "-q")
    assert (served.other / "text.md").read_text(encoding="utf-8") == "ours\n"


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_copy_on_windows_ends_its_lines_otherwise(copies: Copies, end: str) -> None:
    contacts = "name,phone\nx,1\n"
    copies.save("contacts.csv", contacts)
    copies.exchange.push()

    def written(name: str, text: str) -> None:
        git(copies.other, "pull", "-q", "--no-rebase")
        (copies.other / name).write_bytes(text.replace("\n", end).encode())
        git(copies.other, "commit", "-q", "-a", "-m", "On Windows")
        git(copies.other, "push", "-q")

    written("contacts.csv", f"{contacts}theirs,2\n")
    written(PO, po(a="A", b="B theirs"))
    copies.save("contacts.csv", f"{contacts}ours,3\n")
    copies.save(PO, po(a="A ours", b="B"))
    copies.pull()
    data = (copies.ours / "contacts.csv").read_bytes()
    assert data == f"{contacts}ours,3\ntheirs,2\n".encode()
    assert (copies.ours / PO).read_bytes() == po(a="A ours", b="B theirs").encode()
    assert copies.versions.listed() == ()


def test_a_storm_of_changes_on_both_sides_loses_nothing(copies: Copies) -> None:
    """Each round, both change the same and their own; now and then, history is made anew."""
    for number in range(12):
        copies.other_saves(PO, po(a=f"A theirs {number}", b=f"B {number}"))
        copies.other_saves("text.md", f"theirs {number}\n")
        copies.save(PO, copies.text(PO).replace("A", f"A ours {number},"))
        copies.save("text.md", f"ours {number}\n")
        with pytest.raises(Diverged):
            copies.exchange.push()
        copies.pull()
        assert f"ours {number}" in copies.text(PO)
        assert f"B {number}" in copies.text(PO)
        assert copies.text("text.md") == f"ours {number}\n"
        assert "<<<<" not in copies.text(PO) + copies.text("text.md")
        # Of each there is one to choose, the last.
        found = {(v.path, v.message) for v in copies.versions.listed()}
        assert found == {(PO, (None, "a")), ("text.md", None)}
        assert len(copies.versions.listed()) == 2
        if number % 4 == 3:  # somebody makes their history anew
            git(copies.other, "commit", "-q", "--amend", "-m", "Other words")
            git(copies.other, "push", "-q", "--force")
            copies.pull()
        copies.exchange.push()
    assert not copies.exchange.unsent()
    git(copies.ours, "fsck", "--strict")
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""


def test_contacts_that_both_have_added_are_all_there(copies: Copies) -> None:
    head = "name,phone\n"
    copies.save("contacts.csv", head)
    copies.exchange.push()
    copies.other_saves("contacts.csv", f"{head}theirs,2\n")
    copies.save("contacts.csv", f"{head}ours,1\n")
    copies.pull()
    assert copies.text("contacts.csv") == f"{head}ours,1\ntheirs,2\n"
    assert copies.versions.listed() == ()


def test_what_was_changed_outside_the_desk_is_recorded_before_it_is_merged(copies: Copies) -> None:
    (copies.ours / "text.md").write_text("an editor's\n", encoding="utf-8")
    (copies.ours / "own.md").write_text("not recorded\n", encoding="utf-8")
    copies.other_saves("text.md", "theirs\n")
    copies.other_saves("own.md", "theirs too\n")
    copies.pull()
    assert copies.text("text.md") == "an editor's\n"
    assert copies.text("own.md") == "not recorded\n"
    assert {v.path for v in copies.versions.listed()} == {"text.md", "own.md"}


def test_a_link_is_not_taken_over(copies: Copies) -> None:
    copies.save("text.md", "ours\n")
    git(copies.other, "pull", "-q")
    (copies.other / "link.md").symlink_to("/etc/passwd")
    git(copies.other, "add", "-A")
    git(copies.other, "commit", "-q", "-m", "A link")
    git(copies.other, "push", "-q")
    before = git(copies.ours, "rev-parse", "HEAD")
    with pytest.raises(Unmergeable):
        copies.pull()
    assert git(copies.ours, "rev-parse", "HEAD") == before
    assert not (copies.ours / "link.md").is_symlink()


def test_a_file_becomes_a_folder_and_a_folder_a_file(copies: Copies) -> None:
    for diverged in (False, True):
        if diverged:
            copies.save("own.md", "own\n")
        copies.other_saves(f"folder{diverged}/old.md", "in it\n")
        copies.pull()
        (copies.other / "text.md").unlink()
        shutil.rmtree(copies.other / f"folder{diverged}")
        (copies.other / f"folder{diverged}").write_text("now a file\n", encoding="utf-8")
        copies.other_saves("text.md/part.md", f"part of {diverged}\n")
        copies.pull()
        assert copies.text(f"folder{diverged}") == "now a file\n"
        assert copies.text("text.md/part.md") == f"part of {diverged}\n"
        assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""
        copies.other_saves("text.md/part.md", None)
        shutil.rmtree(copies.other / "text.md")
        copies.other_saves("text.md", "a file again\n")
        copies.pull()
        assert copies.text("text.md") == "a file again\n"
        copies.exchange.push()
    git(copies.ours, "fsck", "--strict")


@pytest.mark.parametrize("name", [".briefkit/versions.json", "elsewhere/x.md"])
def test_what_is_the_desk_s_own_or_leads_elsewhere_is_not_taken_over(
    copies: Copies, name: str
) -> None:
    outside = copies.ours.parent / "outside"
    outside.mkdir()
    (copies.ours / "elsewhere").symlink_to(outside)
    copies.other_saves(name, "theirs\n")
    with pytest.raises(Unmergeable):
        copies.pull()
    assert not (copies.ours / ".briefkit").exists()
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("diverged", [False, True])
def test_a_program_stays_one(copies: Copies, diverged: bool) -> None:
    copies.other_saves("run", "#!/bin/sh\n")
    (copies.other / "run").chmod(0o755)
    copies.other_saves("text.md", "theirs\n")
    if diverged:
        copies.save("own.md", "own\n")
    copies.pull()
    assert copies.ours.joinpath("run").stat().st_mode & 0o100
    assert git(copies.ours, "ls-files", "--stage", "run").startswith("100755")
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_merge_that_is_cut_short_is_done_again(
    copies: Copies, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies.other_saves(PO, po(a="A theirs", b="B theirs"))
    copies.save(PO, po(a="A ours", b="B"))

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(copies.repository.branch, "move_head", killed)
    with pytest.raises(KeyboardInterrupt):
        copies.pull()
    again = opened(copies.ours)
    again.record_leftovers(NOW)
    exchange = exchange_of(again)
    assert exchange
    exchange.merge(NOW, copies.versions.add)
    assert copies.text(PO) == po(a="A ours", b="B theirs")
    assert [(v.path, v.message) for v in copies.versions.listed()] == [(PO, (None, "a"))]
    exchange.push()
    assert git(copies.ours, "status", "--porcelain", "--untracked-files=no") == ""


def test_a_branch_without_a_remote_is_exchanged_with_nobody(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a", encoding="utf-8")
    in_git(tmp_path)
    assert exchange_of(opened(tmp_path)) is None


def test_versions_that_make_no_sense_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "versions.json"
    versions = Versions(file)
    kept = [
        Version("a.po", "c" * 40, "Anna", (None, "a")),
        Version("b.md", "c" * 40, "Anna"),
        Version("c.md", "c" * 40, "Anna", gone=True),
    ]
    versions.add(kept)
    assert list(versions.listed()) == kept
    versions.remove(kept[0].id)
    assert list(versions.listed()) == kept[1:]
    for text in ("", "{", "3", "[3]", '[{"path": 1}]', '[{"path": "a", "message": 3}]'):
        file.write_text(text, encoding="utf-8")
        assert versions.listed() == ()


def test_no_version_is_lost_while_a_page_forgets_another(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "versions.json")
    kept = [Version(f"{number}.md", "c" * 40, "Anna") for number in [12, 26, 40]]
    done = threading.Event()

    def forget() -> None:
        while not done.is_set():
            versions.remove("gone")

    forgetting = threading.Thread(target=forget)
    forgetting.start()
    try:
        for version in kept:
            versions.add([version])
    finally:
        done.set()
        forgetting.join()
    assert list(versions.listed()) == kept


@pytest.mark.parametrize("seed", [12, 26, 40])
def test_clocks_that_jump_do_not_part_what_belongs_together(tmp_path: Path, seed: int) -> None:
    """Whatever commits say of their times, the last common one is the one that Git finds."""
    chance = random.Random(seed)
    git(tmp_path, "init", "-q")
    tree = git(tmp_path, "write-tree")
    commits: list[str] = []
    for number in range(10):
        at = chance.choice([10**9, 1_700_000_000, 4 * 10**9, chance.randint(10**8, 4 * 10**9)])
        near = commits[-4:]
        parents = chance.sample(near, min(len(near), chance.choice([1, 1, 2]))) if near else []
        text = f"tree {tree}\n" + "".join(f"parent {parent}\n" for parent in parents)
        text += f"author A <a@b> {at} +0000\ncommitter A <a@b> {at} +0000\n\n{number}\n"
        (tmp_path / "commit").write_text(text, encoding="utf-8")
        commits.append(git(tmp_path, "hash-object", "-w", "-t", "commit", "commit"))
    git(tmp_path, "update-ref", "HEAD", commits[-1])
    branch = opened(tmp_path).branch
    for one, other in itertools.permutations(commits, 2):
        ours, theirs = ObjectID(one.encode()), ObjectID(other.encode())
        last = git(tmp_path, "merge-base", "--all", one, other).split()
        found = common_commit(branch, ours, theirs)
        assert found
        assert found.decode() in last
        assert is_within(branch, ours, theirs) is (last == [one])
