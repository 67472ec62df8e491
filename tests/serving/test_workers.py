"""Processes beside a server: what one breaks, the others' work outlives."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from multiprocessing import forkserver

import pytest

from briefkit.errors import TypesetError
from briefkit.processes import FORKING
from briefkit.serving import Workers
from tests.conftest import ROOT
from tests.loops import run


def double(number: int) -> int:
    time.sleep(0.05)
    return 2 * number


def die(_: int) -> int:
    os._exit(3)


def test_a_process_that_dies_takes_nobody_else_s_work_with_it() -> None:
    async def work() -> list[object]:
        workers = Workers(2, purpose="doubles")
        jobs = [workers.run(die if n == 3 else double, n) for n in range(8)]
        found: list[object] = list(await asyncio.gather(*jobs, return_exceptions=True))
        found.append(await workers.run(double, 8))
        workers.stop()
        return found

    found = run(work())
    fault = found.pop(3)
    assert isinstance(fault, TypesetError)
    assert "The process that doubles has ended unexpectedly" in str(fault)
    assert found == [0, 2, 4, 8, 10, 12, 14, 16]


def test_what_a_function_raises_is_passed_on() -> None:
    async def work() -> None:
        workers = Workers(purpose="doubles")
        try:
            await workers.run(double, None)  # type: ignore[arg-type]
        finally:
            workers.stop()

    with pytest.raises(TypeError):
        run(work())


def test_nothing_of_them_runs_once_they_have_stopped() -> None:
    async def work() -> set[threading.Thread]:
        before = set(threading.enumerate())
        workers = Workers(2, purpose="doubles")
        assert await workers.run(double, 1) == 2
        under_way = asyncio.create_task(workers.run(double, 2))
        await asyncio.sleep(0.01)
        workers.stop()
        assert await under_way == 4
        # The loop's own threads stay: they end with it.
        left = set(threading.enumerate()) - before
        return {thread for thread in left if not thread.name.startswith("asyncio")}

    assert run(work()) == set()


async def work_while_the_fork_server_is_killed() -> list[object]:
    """Return what becomes of work that is under way then, and of what is given afterwards."""
    workers = Workers(1, purpose="doubles")
    jobs = [workers.run(die, 1), workers.run(double, 1)]
    fault, one = await asyncio.gather(*jobs, return_exceptions=True)
    assert isinstance(fault, TypesetError)
    server: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    under_way = asyncio.create_task(workers.run(double, 2))
    await asyncio.sleep(0.02)
    os.kill(server, signal.SIGKILL)
    found: list[object] = [one, await under_way, await workers.run(double, 3)]
    workers.stop()
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    os.kill(server, signal.SIGSTOP)
    threading.Timer(0.1, os.kill, (server, signal.SIGKILL)).start()
    workers = Workers(1, purpose="doubles")  # which asks a process of it, and waits
    found.append(await workers.run(double, 4))
    workers.stop()
    return found


@pytest.mark.skipif(not FORKING, reason="nothing serves them")
def test_a_fork_server_that_is_killed_takes_nobody_s_work_with_it() -> None:
    module = "tests.serving.test_workers"
    work = "t.work_while_the_fork_server_is_killed()"
    code = f"import asyncio, {module} as t; print(*asyncio.run({work}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["2", "4", "6", "8"], "")


class StartingPool:
    """An executor whose program is still being loaded: giving it work takes until `loaded`."""

    def __init__(self, loaded: threading.Event) -> None:
        self._loaded = loaded

    def submit(self, function: Callable[[int], int], number: int) -> Future[int]:
        self._loaded.wait()
        future: Future[int] = Future()
        future.set_result(function(number))
        return future

    def shutdown(self, **_: bool) -> None:
        pass


def test_work_that_waits_for_its_program_leaves_the_threads_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded = threading.Event()
    monkeypatch.setattr("briefkit.serving.workers.worker_pool", lambda _: StartingPool(loaded))

    async def work() -> list[int]:
        workers = Workers(2, purpose="doubles")
        # More than there are threads.
        jobs = [asyncio.create_task(workers.run(double, n)) for n in range(60)]
        await asyncio.sleep(0.2)
        try:
            assert await asyncio.wait_for(asyncio.to_thread(double, 4), 10) == 8
        finally:
            loaded.set()
        return await asyncio.gather(*jobs)

    assert run(work()) == [2 * n for n in range(60)]
