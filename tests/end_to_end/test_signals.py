"""Commands that are asked to end, or killed, leave nothing running and nothing torn."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, Workspace

pytestmark = pytest.mark.usefixtures("heard_signals")

LINUX = sys.platform == "linux"


def children(pid: int) -> list[int]:
    """Return the processes that one has started, and those that they have."""
    try:
        direct = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [child for found in map(int, direct) for child in (found, *children(found))]


def running(pids: list[int]) -> list[int]:
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        found += [pid] if state != "Z" else []
    return found


def none_left(pids: list[int]) -> bool:
    deadline = time.monotonic() + 15
    while running(pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = running(pids)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    return not left


def started(workspace: Workspace, complaints: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a build, and return when it has let out a leaflet."""
    with complaints.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefkit", "build", *options],
            cwd=workspace.root,
            env=workspace.environment,
            stdout=subprocess.DEVNULL,
            stderr=file,
            start_new_session=True,
        )
    deadline = time.monotonic() + 120
    while not list(workspace.output.glob("*.pdf")) and time.monotonic() < deadline:
        time.sleep(0.02)
    return process


@pytest.mark.skipif(not LINUX, reason="processes are found in /proc")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGKILL"])
@pytest.mark.parametrize(("jobs", "to_all"), [("1", False), ("2", False), ("2", True)])
def test_a_build_that_ends_early_leaves_nothing_running(
    workspace: Workspace, name: str, jobs: str, to_all: bool
) -> None:
    number = getattr(signal, name)
    file = workspace.root / "complaints.txt"
    process = started(workspace, file, "--jobs", jobs, "--format", "poster")
    workers = children(process.pid)
    assert len(workers) >= (jobs == "2") * 2
    if to_all:  # as when a terminal is closed
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    code = process.wait(timeout=60)
    assert none_left(workers)
    complaints = file.read_text(encoding="utf-8")
    assert "Traceback" not in complaints
    assert list(workspace.output.glob("*.pdf"))  # what was finished is kept
    if name == "SIGKILL":
        assert code == -number
        return
    assert not [p for p in workspace.output.iterdir() if p.name.endswith(".part")] or to_all
    if name == "SIGINT":
        assert code == 1
        return
    assert code == 128 + number
    assert complaints.count(f"Ended by {name}.") == 1


@pytest.mark.skipif(not LINUX, reason="processes are found in /proc")
def test_a_signal_that_is_ignored_stays_so(workspace: Workspace) -> None:
    code = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "from briefkit.cli.endings import ending_in_order\n"
        "import os\n"
        "with ending_in_order():\n"
        "    os.kill(os.getpid(), signal.SIGHUP); print('on')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "on\n"
