"""Many people of an office who save at once, and what they were told that is saved."""

import http.client
import os
import random
import re
import signal
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import polib

from tests.conftest import Workspace
from tests.desk.client import GOOD_CONTACT
from tests.office.houses import HOST, House, desk_behind, nginx
from tests.office.repositories import git, in_git
from tests.office.test_roles import hidden, place

__all__ = ["LOCALES", "crowd_names", "kill_office", "office_of"]

LOCALES = ("bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr")


def crowd_names(count: int) -> tuple[str, ...]:
    return tuple(f"person{number}" for number in range(count))


def office_of(names: tuple[str, ...]) -> str:
    """Return an `office.toml` of workers, each of whom translates into a language too."""
    text = f'address = "https://{HOST}"\n'
    for number, name in enumerate(names):
        text += (
            f'\n[people.{name}]\nname = "{name}"\nemail = "{name}@example.org"\nworker = true\n'
            f'translator = ["{LOCALES[number % len(LOCALES)]}"]\n'
        )
    return text


@dataclass
class Saver:
    """Somebody who saves as long as she is answered; `told` is what she was told is saved."""

    office: House
    name: str
    locale: str
    told: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    @property
    def latest(self) -> list[str]:
        """What may stand there last: what she was told last, and what she has sent since."""
        start = self.sent.index(self.told[-1]) if self.told else 0
        return self.sent[start:]

    def save_contacts(self, stop: threading.Event) -> None:
        number = len(self.sent)
        while not stop.is_set():
            number += 1
            with suppress(OSError, http.client.HTTPException, AssertionError):
                self.sent.append(f"{self.name} {number}")
                form = {**GOOD_CONTACT, "name": self.sent[-1]}
                if self.office.send(self.name, "/contacts/add", **form).status == 303:
                    self.told.append(self.sent[-1])

    def translate(self, stop: threading.Event) -> None:
        number = len(self.sent)
        query = urlencode(place(locale=self.locale, show="all"))
        while not stop.is_set():
            number += 1
            with suppress(OSError, http.client.HTTPException, AssertionError, IndexError):
                page = self.office.ask(self.name, f"/translate?{query}")
                fields = dict(hidden(page.text, "saving"))
                self.sent.append(f"{self.name} {number}")
                fields |= {"text": self.sent[-1], "then": ""}
                if self.office.ask(self.name, "/translate/save", fields).status == 303:
                    self.told.append(self.sent[-1])


def kill_office(
    workspace: Workspace, folder: Path, people: int, kills: int, chance: random.Random
) -> tuple[int, int]:
    """Kill the desk of an office so many times while its people save; lose nothing they were told.

    Return how many saves were acknowledged, and how many commits there are.
    """
    in_git(workspace.root)
    names = crowd_names(people)
    (workspace.root / "office.toml").write_text(office_of(names), encoding="utf-8")
    spot = f"unix:{folder}/desk.sock"
    with nginx(folder, spot, names) as port:
        office = House(workspace, port, folder / f"{HOST}.pem", spot)
        savers = [Saver(office, name, LOCALES[n % 10]) for n, name in enumerate(names)]
        for _ in range(kills):
            with desk_behind(workspace, spot) as process:
                _save_until_killed(savers, process.pid, chance)
            _require_kept(workspace, savers)
        # It starts once more, and records what was left.
        with desk_behind(workspace, spot):
            assert office.ask(names[0], "/contacts").status == 200
    _require_recorded(workspace, savers)
    told = sum(len(saver.told) for saver in savers)
    return told, int(git(workspace.root, "rev-list", "--count", "HEAD"))


def _save_until_killed(savers: list[Saver], pid: int, chance: random.Random) -> None:
    stop = threading.Event()
    before = [len(saver.told) for saver in savers]
    threads = [
        threading.Thread(target=saver.translate if n % 2 else saver.save_contacts, args=(stop,))
        for n, saver in enumerate(savers)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 60
    # Some of either have saved by then.
    while time.monotonic() < deadline:
        saved = [len(saver.told) - start for saver, start in zip(savers, before, strict=True)]
        if sum(saved[::2]) > 2 and any(saved[1::2]):
            break
        time.sleep(0.05)
    time.sleep(chance.uniform(0, 0.5))
    os.killpg(pid, signal.SIGKILL)
    stop.set()
    for thread in threads:
        thread.join()


def _require_kept(workspace: Workspace, savers: list[Saver]) -> None:
    """Look into the files: what somebody was told is saved stands there."""
    contacts = (workspace.root / "contacts.csv").read_text(encoding="utf-8")
    kept = set(re.findall(r"^(person\d+ \d+),", contacts, re.MULTILINE))
    for number, saver in enumerate(savers):
        if not number % 2:
            assert set(saver.told) <= kept
        elif saver.told:
            # Those who translate the same message take turns: what one of them saved last is there.
            alike = savers[number % 10 :: 10]
            catalog = polib.pofile(str(workspace.po(saver.locale)))
            found = {entry.msgstr for entry in catalog}
            assert found & {words for each in alike for words in each.latest}, saver.name


def _require_recorded(workspace: Workspace, savers: list[Saver]) -> None:
    """Look into Git: each save is a commit of whoever saved, and nothing is left over."""
    root = workspace.root
    git(root, "fsck", "--strict")
    left = git(root, "status", "--porcelain", "--untracked-files=no")
    assert left == "", left
    authors = git(root, "log", "--format=%an").splitlines()
    for saver in savers:
        # One may have been recorded and never acknowledged.
        assert authors.count(saver.name) >= len(saver.told), saver.name
