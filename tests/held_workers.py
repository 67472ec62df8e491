"""Processes that are not there: each piece of their work is done when a test says so."""

import asyncio
from collections.abc import Callable
from typing import Any

from briefkit.serving import Workers

__all__ = ["HeldWorkers", "until"]


async def until(condition: Callable[[], object]) -> None:
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")


class HeldWorkers(Workers):
    """What was asked of them: the functions' names, and who waits for what they return."""

    def __init__(self) -> None:
        super().__init__(purpose="are not there")
        self.asked: list[tuple[str, asyncio.Future[Any]]] = []

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:  # type: ignore[override]
        self.asked.append((function.__name__, asyncio.get_running_loop().create_future()))
        return await self.asked[-1][1]

    async def answer(self, number: int, name: str, result: Any) -> None:
        """Return a result, or raise it, from the work of this number and name, once it is asked."""
        await until(lambda: len(self.asked) > number)
        assert self.asked[number][0] == name
        if isinstance(result, Exception):
            self.asked[number][1].set_exception(result)
        else:
            self.asked[number][1].set_result(result)
