"""A process that is ended from outside loses few leaflets."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import ForkServerProcess
from typing import Any

import pytest

from briefkit.build import Built, Order, build, plan, running
from briefkit.model import Edition
from briefkit.processes import FORKING, worker_pool
from tests.conftest import Workspace


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

    def pool(count: int, *begin: Any) -> ProcessPoolExecutor:
        pools.append(count)
        return worker_pool(count, *begin)

    monkeypatch.setattr(running, "worker_pool", pool)
    monkeypatch.setattr(running, "make_leaflet", end)
    editions = plan(workspace.project, audiences=["community"])
    results = build(editions, workspace.order(), jobs=2)
    assert all("ended from outside" in str(result.diagnostics[0]) for result in results)
    assert pools == [2]


@pytest.mark.skipif(not FORKING, reason="nothing serves them")
def test_where_no_process_can_be_started_all_leaflets_are_refused_in_words(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def start(process: ForkServerProcess) -> None:
        raise EOFError  # as where the fork server is killed again and again

    monkeypatch.setattr(ForkServerProcess, "start", start)
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    editions = plan(workspace.project, audiences=["community"])[:3]
    results = build(editions, workspace.order(), jobs=2)
    assert all("ended from outside" in str(result.diagnostics[0]) for result in results)
