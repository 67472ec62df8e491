"""Two desks, editors and spreadsheets on the same files: nothing that was saved is lost."""

import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from briefkit.desk import (
    ContactRow,
    change_contacts,
    claim_folder,
    contact_rows,
    new_contact,
    with_contact,
    write_contact_rows,
)
from briefkit.errors import ContactError
from tests.conftest import FEW, Workspace, serving
from tests.desk.client import GOOD_CONTACT, ask, query, running, token

pytestmark = pytest.mark.languages(*FEW)

TODAY = date.today()


def names(file: Path) -> list[str]:
    rows = contact_rows(file.read_text(encoding="utf-8"), TODAY)
    return [row.cells["name"] for row in rows]


def test_who_comes_second_is_sent_to_the_first(workspace: Workspace) -> None:
    with running(workspace) as address:
        for arguments in ([], ["--port", "0"], ["--contacts", "contacts.csv"]):
            second = workspace.run("desk", "--no-browser", *arguments)
            assert second.stdout == f"The desk is open already, at {address}\n"
        other = workspace.run("desk", "--no-browser", "--contacts", "others.csv", code=2)
        assert address in other.stderr
        assert str(workspace.root / "contacts.csv") in other.stderr.replace("\n", "")
        assert ask(address, "/")[0] == 200
    with running(workspace) as address:
        assert ask(address, "/")[0] == 200


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
@pytest.mark.usefixtures("heard_signals")
@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGHUP"])
def test_however_a_desk_ends_the_folder_is_free_and_no_process_is_left(
    workspace: Workspace, number: str
) -> None:
    command = [sys.executable, "-m", "briefkit", "desk", "--no-browser"]
    environment = workspace.environment | {"BRIEFKIT_STATE": str(workspace.root / "state")}
    desk = subprocess.Popen(
        command, cwd=workspace.root, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert desk.stdout is not None
    address = desk.stdout.readline().split()[-1]
    assert ask(address, query(locale="en"))[0] == 200
    children = _descendants(desk.pid)
    assert children
    desk.send_signal(getattr(signal, number))
    _, complaints = desk.communicate(timeout=60)
    # Python's own keeper of semaphores says what it cleans up after a kill.
    assert complaints == "" or number == "SIGKILL"
    assert desk.returncode == (-signal.SIGKILL if number == "SIGKILL" else 0)
    end = time.monotonic() + 60
    while (left := [pid for pid in children if _lives(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    assert not left
    with claim_folder(workspace.root, workspace.root / "contacts.csv") as claim:
        assert not claim.other


def _descendants(pid: int) -> list[int]:
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True)
    parents = [tuple(map(int, line.split())) for line in found.stdout.splitlines()]
    children = [child for child, parent in parents if parent == pid]
    return [*children, *(d for child in children for d in _descendants(child))]


def _lives(pid: int) -> bool:
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


def test_two_desks_on_one_file_lose_nothing(workspace: Workspace, tmp_path: Path) -> None:
    # Two folders, so that both desks run.
    other = Workspace(tmp_path / "other", workspace.font_cache)
    other.root.mkdir()
    (other.root / "briefs").symlink_to(workspace.root / "briefs")
    file = workspace.root / "contacts.csv"
    link = other.root / "contacts.csv"
    link.symlink_to(file)
    state = str(tmp_path / "states")

    def save(desk: tuple[str, str], number: int) -> int:
        address, secret = desk
        form = {"token": secret, **GOOD_CONTACT, "name": f"Helper {number}"}
        return ask(address, "/contacts/add", form)[0]

    with (
        serving(workspace, "desk", BRIEFKIT_STATE=state + "1") as first,
        serving(other, "desk", BRIEFKIT_STATE=state + "2") as second,
        ThreadPoolExecutor(8) as crowd,
    ):
        desks = [(address, token(address)) for address in (first, second)]
        answers = list(crowd.map(lambda n: save(desks[n % 2], n), range(48)))
    assert answers == [303] * 48
    assert sorted(names(file)) == sorted(f"Helper {n}" for n in range(48))
    assert link.is_symlink()


def test_what_another_program_saves_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    mine, theirs = (new_contact({**GOOD_CONTACT, "name": n}, TODAY) for n in ("Mine", "Theirs"))
    asked = []

    def change(rows: tuple[ContactRow, ...]) -> Sequence[ContactRow]:
        asked.append([row.cells["name"] for row in rows])
        if len(asked) == 1:
            file.write_bytes(write_contact_rows([theirs]))
        return with_contact(rows, mine)

    change_contacts(file, TODAY, change)
    assert asked == [[], ["Theirs"]]
    assert names(file) == ["Theirs", "Mine"]


def test_a_file_that_never_comes_to_rest_is_told_and_left_alone(tmp_path: Path) -> None:
    file, count = tmp_path / "contacts.csv", 0

    def change(rows: tuple[ContactRow, ...]) -> Sequence[ContactRow]:
        nonlocal count
        count += 1
        theirs = new_contact({**GOOD_CONTACT, "name": f"Theirs {count}"}, TODAY)
        file.write_bytes(write_contact_rows([theirs]))
        return ()

    with pytest.raises(ContactError, match="keep saving"):
        change_contacts(file, TODAY, change)
    assert names(file) == [f"Theirs {count}"]


def test_a_link_to_the_contacts_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "shared" / "real.csv", tmp_path / "contacts.csv"
    real.parent.mkdir()
    link.symlink_to(real)
    row = new_contact(GOOD_CONTACT, TODAY)
    for _ in range(2):
        change_contacts(link, TODAY, lambda rows: with_contact(rows, row))
        assert link.is_symlink()
        assert names(real) == ["Helper"]
