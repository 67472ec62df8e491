"""Processes beside a server: what one breaks, the others' work outlives."""

import asyncio
import os
import time

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
