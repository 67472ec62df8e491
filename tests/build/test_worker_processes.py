"""Processes that work for another end with it, and may be ended from outside."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from briefkit.build import Built, Order, build, plan, running, worker_pool
from briefkit.model import Edition
from tests.conftest import ROOT, Workspace

# A parent with two workers, that says who they are, then waits.
PARENT = """
import time
from briefkit.build import worker_pool

if __name__ == "__main__":
    pool = worker_pool(2)
    futures = [pool.submit(time.sleep, 1) for _ in range(2)]
    [f.result() for f in futures]
    for _ in range(2):
        pool.submit(time.sleep, 600)
    print(*pool._processes, flush=True)
    time.sleep(600)
"""


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not (state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_workers_end_when_their_parent_is_killed(tmp_path: Path, number: int) -> None:
    (tmp_path / "parent.py").write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, "parent.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    workers = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(workers) == 2
    assert all(map(alive, workers))
    parent.send_signal(number)
    parent.communicate(timeout=10)
    deadline = time.monotonic() + 10
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [pid for pid in workers if alive(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


def make_or_end(edition: Edition, order: Order) -> Built:
    """Stand for the making of a leaflet; those of one language take the process with them."""
    if edition.locale == "ga":
        os._exit(1)
    time.sleep(0.05)
    return Built(edition=edition, state="draft", path=order.output)


def test_a_process_that_is_ended_loses_no_more_than_was_given_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "make_leaflet", make_or_end)
    editions = plan(workspace.project, audiences=["community"])
    results = build(editions, workspace.order(), jobs=2)
    assert [result.edition for result in results] == list(editions)
    lost = {result.edition.locale: result for result in results if result.path is None}
    assert "ga" in lost
    assert len(lost) <= 8 < len(editions) / 3
    assert all("ended from outside" in str(r.diagnostics[0]) for r in lost.values())


def end(edition: Edition, order: Order) -> Built:
    """Stand for the making of a leaflet that this computer has no memory for."""
    os._exit(1)


def test_where_processes_make_nothing_all_leaflets_are_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools: list[int] = []

    def pool(count: int) -> ProcessPoolExecutor:
        pools.append(count)
        return worker_pool(count)

    monkeypatch.setattr(running, "worker_pool", pool)
    monkeypatch.setattr(running, "make_leaflet", end)
    editions = plan(workspace.project, audiences=["community"])
    results = build(editions, workspace.order(), jobs=2)
    assert all("ended from outside" in str(result.diagnostics[0]) for result in results)
    assert pools == [2]
