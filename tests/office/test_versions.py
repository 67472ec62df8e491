"""An office whose project has other copies: saves reach them, and two texts can be chosen from."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import polib
import pytest

from tests.conftest import BRIEF, FEW, Workspace, copied_project
from tests.desk.client import GOOD_CONTACT
from tests.desk.sending import value_of
from tests.office.houses import House, house
from tests.office.repositories import git, in_git
from tests.office.test_roles import hidden, place

_UNSENT = "The other copies of the project do not have it yet"
_PO = f"locales/bg/LC_MESSAGES/{BRIEF}.po"


@dataclass
class Shared:
    """An office, the remote of its project, and another copy."""

    office: House
    remote: Path
    other: Path

    def other_translates(self, msgid: str, words: str) -> None:
        git(self.other, "pull", "-q", "--no-rebase")
        catalog = polib.pofile(str(self.other / _PO), wrapwidth=79)
        entry = catalog.find(msgid)
        assert entry
        entry.msgstr = words
        catalog.save()
        git(self.other, "commit", "-q", "-a", "-m", "Translate elsewhere")
        git(self.other, "push", "-q")

    def words(self, msgid: str, root: Path | None = None) -> str:
        entry = polib.pofile(str((root or self.office.workspace.root) / _PO)).find(msgid)
        assert entry
        return str(entry.msgstr)


def soon(is_so: Callable[[], bool]) -> None:
    """Wait for what happens in the background."""
    for _ in range(300):
        if is_so():
            return
        time.sleep(0.2)
    raise AssertionError("it has not happened")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, font_cache: Path) -> Iterator[Shared]:
    folder = tmp_path_factory.mktemp("copies")
    (folder / "start").mkdir()
    copied_project(folder / "start", font_cache, *FEW)
    in_git(folder / "start")
    git(folder, "clone", "-q", "--bare", str(folder / "start"), "remote.git")
    for name in ("project", "other"):
        git(folder, "clone", "-q", str(folder / "remote.git"), name)
    workspace = Workspace(folder / "project", font_cache)
    with house(workspace, folder) as office:
        yield Shared(office, folder / "remote.git", folder / "other")


def translate(office: House, message: str, words: str) -> str:
    """Have boris translate a message; return its text in the source."""
    query = urlencode(place(message=message) if message else place(show="all"))
    page = office.ask("boris", f"/translate?{query}").text
    fields = dict(hidden(page, "saving")) | {"text": words, "then": ""}
    assert office.ask("boris", "/translate/save", fields).status == 303
    return str(re.findall(r'id="source"[^>]*>([^<]*)<', page)[0])


def test_saves_reach_the_other_copies_and_what_both_changed_is_chosen(shared: Shared) -> None:
    office = shared.office
    assert office.ask("boris", "/versions").status == 200
    assert "There is nothing to choose" in office.ask("boris", "/versions").text
    msgid = translate(office, "", "Наш превод")
    soon(lambda: _UNSENT not in office.ask("boris", "/").text)
    git(shared.other, "pull", "-q")
    assert shared.words(msgid, shared.other) == "Наш превод"
    assert git(shared.other, "log", "-1", "--format=%an") == "Boris Ivanov"

    # Nobody reaches the remote: a save is a save, and the page says so.
    away = shared.remote.with_name("away.git")
    shared.remote.rename(away)
    translate(office, "", "Наш нов превод")
    assert shared.words(msgid) == "Наш нов превод"
    assert _UNSENT in office.ask("boris", "/").text
    time.sleep(1)
    assert _UNSENT in office.ask("anna", "/").text
    away.rename(shared.remote)

    # Meanwhile somebody elsewhere has translated the same, and says so first.
    shared.other_translates(msgid, "Друг превод")
    assert office.send("anna", "/contacts/add", **GOOD_CONTACT).status == 303
    soon(lambda: 'href="/versions"' in office.ask("boris", "/").text)
    for user in ("anna", "carla"):
        assert 'href="/versions"' not in office.ask(user, "/").text
        assert "Друг превод" not in office.ask(user, "/versions").text
    page = office.ask("boris", "/versions").text
    assert "Наш нов превод" in page
    assert "Друг превод" in page
    assert "Admin" in page
    assert "<<<<" not in (office.workspace.root / _PO).read_text(encoding="utf-8")
    assert shared.words(msgid) == "Наш нов превод"
    soon(lambda: _UNSENT not in office.ask("boris", "/").text)

    chosen = {name: value_of(page, name) for name in ("version", "seen")} | {"take": "other"}
    for user in ("anna", "carla"):
        assert office.send(user, "/versions/choose", **chosen).status == 404
    assert office.send("boris", "/versions/choose", **chosen | {"seen": "0"}).status == 422
    assert shared.words(msgid) == "Наш нов превод"
    assert office.send("boris", "/versions/choose", **chosen).status == 303
    assert shared.words(msgid) == "Друг превод"
    soon(lambda: _UNSENT not in office.ask("boris", "/").text)
    git(shared.other, "pull", "-q", "--no-rebase")
    assert shared.words(msgid, shared.other) == "Друг превод"
    assert git(shared.other, "log", "-1", "--format=%an|%s") == (
        f"Boris Ivanov|Choose a version: {BRIEF} (bg)"
    )
    assert "There is nothing to choose" in office.ask("boris", "/versions").text
    assert office.send("boris", "/versions/choose", **chosen).status == 404
    git(office.workspace.root, "fsck", "--strict")


def test_a_text_that_both_changed_is_its_author_s_to_choose(shared: Shared) -> None:
    office, name = shared.office, f"briefs/{BRIEF}/community.md"
    page = office.ask("dora", f"/author/text?brief={BRIEF}&audience=community").text
    fields = dict(hidden(page, "writing"))
    text = (office.workspace.root / name).read_text(encoding="utf-8")
    git(shared.other, "pull", "-q", "--no-rebase")
    (shared.other / name).write_text(text + "\nTheirs. \u202etxt\n", encoding="utf-8")
    git(shared.other, "commit", "-q", "-a", "-m", "Write elsewhere")
    git(shared.other, "push", "-q")
    saved = office.ask("dora", "/author/save", fields | {"text": text + "\nOurs.\n"})
    assert saved.status == 303
    soon(lambda: 'href="/versions"' in office.ask("dora", "/").text)
    page = office.ask("dora", "/versions").text
    assert "\nOurs." in page
    assert "\nTheirs." in page
    # What would turn the letters about it round is seen, and turns none.
    assert "\u202e" not in page
    assert ">U+202E</bdi>txt" in page
    assert "Theirs." not in office.ask("boris", "/versions").text
    chosen = {name: value_of(page, name) for name in ("version", "seen")} | {"take": "ours"}
    assert office.send("dora", "/versions/choose", **chosen).status == 303
    assert (office.workspace.root / name).read_text(encoding="utf-8").endswith("\nOurs.\n")
    assert 'href="/versions"' not in office.ask("dora", "/").text


@pytest.mark.parametrize("take", ["ours", "other"])
def test_what_was_taken_out_elsewhere_is_kept_or_taken_out_here(shared: Shared, take: str) -> None:
    office, name = shared.office, "briefs/residents.md"
    root, other = office.workspace.root, shared.other
    git(other, "pull", "-q", "--no-rebase")
    (other / name).write_text(f"A text of {take}.\n", encoding="utf-8")
    git(other, "add", name)
    git(other, "commit", "-q", "-m", "Write it")
    git(other, "push", "-q")
    translate(office, "", f"Превод {take} едно")
    soon((root / name).is_file)
    soon(lambda: _UNSENT not in office.ask("boris", "/").text)
    git(other, "pull", "-q", "--no-rebase")
    git(other, "rm", "-q", name)
    git(other, "commit", "-q", "-m", "Take it out")
    git(other, "push", "-q")
    # On the server, somebody goes on with it.
    (root / name).write_text(f"A text of {take}, gone on with.\n", encoding="utf-8")
    translate(office, "", f"Превод {take} две")
    soon(lambda: name in office.ask("dora", "/versions").text)
    page = office.ask("dora", "/versions").text
    for words in ("gone on with", "The file was taken out there", "Take the file out here too"):
        assert page.count(words) == 1, words
    missing = page.find("Take the other text")
    assert missing == -1
    chosen = {name: value_of(page, name) for name in ("version", "seen")} | {"take": take}
    for user in ("anna", "boris", "carla"):
        assert office.send(user, "/versions/choose", **chosen).status == 404
    if take == "other":
        (root / name).write_text("Changed meanwhile.\n", encoding="utf-8")
        assert office.send("dora", "/versions/choose", **chosen).status == 422
        assert (root / name).is_file()
        chosen["seen"] = value_of(office.ask("dora", "/versions").text, "seen")
    assert office.send("dora", "/versions/choose", **chosen).status == 303
    assert (root / name).is_file() is (take == "ours")
    assert "There is nothing to choose" in office.ask("dora", "/versions").text
    soon(lambda: _UNSENT not in office.ask("dora", "/").text)
    git(other, "pull", "-q", "--no-rebase")
    assert (other / name).is_file() is (take == "ours")
    if take == "other":
        said = git(other, "log", "-1", "--format=%an|%s", "--", name)
        assert said == "Dora Nagy|Choose a version: residents.md"
    git(root, "fsck", "--strict")
