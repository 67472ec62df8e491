"""Processes that typeset beside a server, so that it answers meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import suppress
from typing import TypeVar, TypeVarTuple

from briefkit.diagnostics import Diagnostic, InEnglish, translatable
from briefkit.errors import TypesetError
from briefkit.processes import worker_pool

__all__ = ["Workers"]

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Workers:
    """So many processes; where one has died, new ones take their place.

    `purpose` ends the sentence “The process that …” in the error about it.
    """

    def __init__(self, count: int = 1, *, purpose: str) -> None:
        self._purpose = purpose
        self._shared = _Pool(count)
        # One process for what was under way when another died, one at a time.
        self._apart = _Pool(1)
        self._turn = asyncio.Lock()

    async def run(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return what a function returns in another process; it and `arguments` can be pickled.

        Raises what the function raises, and TypesetError where its process has died. A process
        that dies takes all that waits with it, so each is tried once more, apart from the others.
        """
        try:
            return await self._shared.run(function, *arguments)
        except BrokenExecutor:
            pass
        try:
            async with self._turn:
                return await self._run_apart(function, *arguments)
        except BrokenExecutor:
            raise TypesetError(
                Diagnostic(
                    check="typesetting",
                    message=translatable(
                        "The process that %(purpose)s has ended unexpectedly.",
                        purpose=InEnglish(self._purpose),
                    ),
                    hint=translatable(
                        "Try again; “%(command)s” tells whether something is missing.",
                        command="briefkit doctor",
                    ),
                )
            ) from None

    async def _run_apart(
        self, function: Callable[[*Arguments], Result], *arguments: *Arguments
    ) -> Result:
        """Return what a function returns in a process of its own.

        Raises BrokenExecutor where that has died which was new: another may have been dying before,
        for whatever ends the fork server ends all.
        """
        if self._apart.is_started:
            with suppress(BrokenExecutor):
                return await self._apart.run(function, *arguments)
        return await self._apart.run(function, *arguments)

    def stop(self) -> None:
        """Drop all that waits, and return when the present work and the processes have ended."""
        for pool in (self._shared, self._apart):
            pool.stop()


class _Pool:
    """An executor that is replaced, once, when one of its processes has died."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._executor: ProcessPoolExecutor | None = None
        self._giving = asyncio.Lock()

    @property
    def is_started(self) -> bool:
        """Whether it has processes, which may have died."""
        return self._executor is not None

    async def run(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return what a function returns. Raises BrokenExecutor where a process has died."""
        # None is started before there is work for it: a server answers its first pages sooner.
        executor = self._executor = self._executor or worker_pool(self._count)
        try:
            # The first waits until the program is loaded: in a thread, so that others are answered,
            # and in one alone, for there are few, and a page's answer wants one too.
            async with self._giving:
                future = await asyncio.to_thread(lambda: executor.submit(function, *arguments))
            return await asyncio.wrap_future(future)
        except BrokenExecutor:
            # Of all that had to do with the broken one, the first to know replaces it.
            if self._executor is executor:
                self._executor = None
            raise

    def stop(self) -> None:
        if self._executor is not None:
            # A program that ends meanwhile would write to a pipe that the executor is just closing:
            # Python 3.11 to 3.13.0 do that without a lock (concurrent/futures/process.py).
            self._executor.shutdown(cancel_futures=True)
