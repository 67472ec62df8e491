"""Who gets the next process: what somebody looks at before what is made at once, each in turn."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import TypeVar, TypeVarTuple

from briefkit.desk.persons import person
from briefkit.serving import Measures, Workers, measured

__all__ = ["FairWorkers", "Turns", "is_of_many", "of_many"]

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")

_of_many: ContextVar[bool] = ContextVar("of_many", default=False)


@contextmanager
def of_many() -> Iterator[None]:
    """Have what is made in here be of many that are made at once: nobody looks at it yet."""
    before = _of_many.set(True)
    try:
        yield
    finally:
        _of_many.reset(before)


def is_of_many() -> bool:
    """Whether what is made is one of many."""
    return _of_many.get()


class Turns:
    """So many turns at once; of those that are of many, `spared` fewer.

    Who waits is let in person by person, and all that is looked at before what is of many.
    """

    def __init__(self, count: int, spared: int = 0) -> None:
        self._count = count
        self._most_of_many = max(1, count - spared)
        self._running = {False: 0, True: 0}
        self._waiting: dict[bool, dict[str, deque[asyncio.Future[None]]]] = {False: {}, True: {}}
        # When each person had her last turn, as a number.
        self._last: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn of whoever is there, and have it."""
        many, user = is_of_many(), person().user
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[many].setdefault(user, deque()).append(granted)
        self._let_in()
        try:
            await granted
        except asyncio.CancelledError:
            self._leave(many, user, granted)
            raise
        try:
            yield
        finally:
            self._end(many)

    def _leave(self, many: bool, user: str, granted: asyncio.Future[None]) -> None:
        """Forget who waits no longer; a turn that was granted at that moment is another's."""
        if granted.done() and not granted.cancelled():
            self._end(many)
            return
        if waiting := self._waiting[many].get(user):
            waiting.remove(granted)
            if not waiting:
                del self._waiting[many][user]

    def _end(self, many: bool) -> None:
        self._running[many] -= 1
        self._let_in()

    def _let_in(self) -> None:
        for many in (False, True):
            while self._waiting[many] and self._is_free(many):
                # Whoever has waited longest since her last turn, or has had none.
                user = min(self._waiting[many], key=lambda user: self._last.get(user, 0))
                granted = self._waiting[many][user].popleft()
                if not self._waiting[many][user]:
                    del self._waiting[many][user]
                self._last[user] = max(self._last.values(), default=0) + 1
                self._running[many] += 1
                granted.set_result(None)

    def _is_free(self, many: bool) -> bool:
        if sum(self._running.values()) >= self._count:
            return False
        return not many or self._running[True] < self._most_of_many


class FairWorkers(Workers):
    """Processes that work for everybody in turn; their work and what waits are measured.

    `spared` are so many processes for what somebody looks at alone. What is of many is made by the
    executor of a cluster, where there is one that is `far`.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        purpose: str,
        measures: Measures,
        spared: int = 0,
        far: Executor | None = None,
    ) -> None:
        super().__init__(count, purpose=purpose)
        self._measures = measures
        self._turns = Turns(count, spared)
        self._far = far

    async def run(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return what a function returns in another process, when it is its turn; see `Workers`."""
        with measured(self._measures):
            if self._far is not None and is_of_many():
                return await asyncio.wrap_future(self._far.submit(function, *arguments))
            async with self._turns.turn():
                return await super().run(function, *arguments)
