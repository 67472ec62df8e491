"""Processes beside a server: what one breaks, the others' work outlives."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future

import pytest

from briefkit.errors import TypesetError
from briefkit.serving import Workers
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
