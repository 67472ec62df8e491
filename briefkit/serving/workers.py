"""Processes that typeset beside a server, so that it answers meanwhile."""

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import TypeVar, TypeVarTuple

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError

__all__ = ["Workers"]

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Workers:
    """So many processes; where one has died, new ones take their place.

    `purpose` ends the sentence “The process that …” in the error about it.
    """

    def __init__(self, count: int = 1, *, purpose: str) -> None:
        self._count = count
        self._purpose = purpose
        self._executor = _new_executor(count)

    async def run(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return what a function returns in another process; it and `arguments` can be pickled.

        Raises what the function raises, and TypesetError where its process has died.
        """
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._executor, function, *arguments
            )
        except BrokenExecutor:
            self._executor = _new_executor(self._count)
            raise TypesetError(
                Diagnostic(
                    check="typesetting",
                    message=f"The process that {self._purpose} has ended unexpectedly.",
                    hint="Try again; “briefkit doctor” tells whether something is missing.",
                )
            ) from None

    def stop(self) -> None:
        """End the processes when their present work is done, and drop all that waits."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def _new_executor(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        count, multiprocessing.get_context("spawn"), initializer=_leave_interrupts_to_the_server
    )


def _leave_interrupts_to_the_server() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
