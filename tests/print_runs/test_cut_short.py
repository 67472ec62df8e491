"""A print run that is killed, given twice at once, or given a state that somebody altered."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

import briefkit.project
from briefkit.errors import UsageError
from briefkit.model import Edition
from briefkit.print_runs import LEAFLETS, LIST, STATE, Printed, read_state, state_bytes
from briefkit.project import locked, write_atomically
from tests.conftest import BRIEF, Workspace
from tests.contacts.examples import CONTACT

PRINTED = Printed(
    edition=Edition(brief=BRIEF, audience="community", locale="en"),
    place="",
    count=3,
    code="CT-EN-C-A4-00000000",
)
ORDER = '[[line]]\ncount = 3\nlocale = "en"\n'


class Killed(BaseException):
    """What ends a command where it stands."""


@pytest.fixture
def run(workspace: Workspace) -> Path:
    (workspace.root / "order.toml").write_text(ORDER, encoding="utf-8")
    workspace.run("print-run", "order.toml")
    return workspace.root / "order"


def held(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def killed_at(number: int) -> Callable[..., None]:
    """Return a writer of files that is killed when it is to write the one of this number."""
    left = iter(range(number, -1, -1))

    def write(path: Path, data: bytes, **others: str) -> None:
        if not next(left, 0):
            raise Killed
        write_atomically(path, data, **others)

    return write


def test_a_run_that_was_killed_is_given_again(
    workspace: Workspace, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it was killed, it says and holds what it would have, had it not been."""
    longer = ORDER.replace("3", "5") + ORDER
    first = held(run)
    (workspace.root / "order.toml").write_text(longer, encoding="utf-8")
    told = workspace.run("print-run", "order.toml").stdout
    second = held(run)
    for number in range(6):
        for before, given, after in ((first, longer, second), ({}, ORDER, first)):
            for path in run.iterdir():
                if path.is_file():
                    path.unlink()
            for name, data in before.items():
                (run / name).write_bytes(data)
            (workspace.root / "order.toml").write_text(given, encoding="utf-8")
            with monkeypatch.context() as patched:
                patched.setattr(briefkit.project, "write_atomically", killed_at(number))
                try:
                    workspace.run("print-run", "order.toml")
                except Killed:
                    assert (run / STATE).exists() or not number
                else:
                    continue
            again = workspace.run("print-run", "order.toml").stdout
            assert not before or again.splitlines()[-3:] == told.splitlines()[-3:]
            assert held(run) == after


def test_two_runs_are_not_made_in_one_folder_at_once(workspace: Workspace, run: Path) -> None:
    before = held(run)
    with locked(run):
        told = workspace.run("print-run", "order.toml", code=2).stderr
    assert "Another command is at work in this folder." in told
    assert held(run) == before
    workspace.run("print-run", "order.toml")


@pytest.mark.parametrize(
    "altered",
    [
        {"count": -3}, {"count": True}, {"place": {}}, {"edition": {"brief": ["x"]}},
        {"edition": {"locale": "zz_XX"}}, {"edition": {"format": 7}}, {"code": "../x"},
    ],
)  # fmt: skip
def test_a_state_that_was_altered_is_refused(tmp_path: Path, altered: dict[str, Any]) -> None:
    edition = {**asdict(PRINTED.edition), **altered.pop("edition", {})}
    state = json.loads(state_bytes([PRINTED], {}))
    state["printed"] = [{**state["printed"][0], "edition": edition, **altered}]
    (tmp_path / STATE).write_text(json.dumps(state), encoding="utf-8")
    with pytest.raises(UsageError, match="What was printed before can’t be read"):
        read_state(tmp_path)


def test_contacts_past_their_day_leave_the_folder_of_leaflets_too(workspace: Workspace) -> None:
    (workspace.root / "order.toml").write_text(ORDER, encoding="utf-8")
    file = workspace.root / "c.toml"
    file.write_text(CONTACT, encoding="utf-8")
    give = ("print-run", "order.toml", "--contacts", "c.toml")
    workspace.run(*give)
    run = workspace.root / "order"
    assert list((run / LEAFLETS).glob("*.pdf"))
    file.write_text(CONTACT.replace("2026-11-01", "2024-11-01"), encoding="utf-8")
    workspace.run(*give, code=1)
    assert not list(run.rglob("*.pdf"))
    assert (run / LIST).exists()


def test_a_file_named_as_the_folder_would_be_is_told(workspace: Workspace) -> None:
    (workspace.root / "order").write_text(ORDER, encoding="utf-8")
    told = workspace.run("print-run", "order", code=2).stderr
    assert "There is a file of the name that the folder would have." in told
    assert "--output" in told


def test_what_a_line_says_does_not_steer_the_terminal(workspace: Workspace) -> None:
    line = '[[line]]\ncount = 1\nlocale = "en"\nplace = "\\u202Eevil \\u001b[31m<b>"\n'
    (workspace.root / "order.toml").write_text(line, encoding="utf-8")
    told = workspace.run("print-run", "order.toml").stdout
    assert "<U+202E RIGHT-TO-LEFT OVERRIDE>evil <U+001B>[31m<b>" in told
    assert "<b>" not in (workspace.root / "order" / LIST).read_text(encoding="utf-8")
