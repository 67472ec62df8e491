"""Who gets the next process: what somebody looks at before what is made at once, each in turn."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from enum import IntEnum
from typing import TypeVar, TypeVarTuple

from briefkit.desk.persons import person
from briefkit.serving import Measures, Workers, measured

__all__ = ["FairWorkers", "Rank", "Turns", "is_of_many", "ranked"]

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


class Rank(IntEnum):
    """What is made sooner, what later."""

    LOOKED_AT = 0
    PROOFED = 1
    OF_MANY = 2


_rank: ContextVar[Rank] = ContextVar("rank", default=Rank.LOOKED_AT)


@contextmanager
def ranked(rank: Rank) -> Iterator[None]:
    """Have what is begun in here wait for what has a lower rank."""
    before = _rank.set(max(rank, _rank.get()))
    try:
        yield
    finally:
        _rank.reset(before)


def is_of_many() -> bool:
    """Whether what is made is one of many that are made at once: nobody looks at it yet."""
    return _rank.get() is Rank.OF_MANY


_Waiting = dict[str, deque[asyncio.Future[None]]]


class Turns:
    """So many turns at once; of those that are of many, `spared` fewer.

    Where it is `for_one` person, one turn is spared for what she looks at before it is proofed. Who
    waits is let in rank by rank, and in each person by person. What a person waits for is done in
    its order; what is to be proofed, the last first: she has left what was before it.
    """

    def __init__(self, count: int, spared: int = 0, *, for_one: bool = False) -> None:
        self._most = {
            Rank.LOOKED_AT: count,
            Rank.PROOFED: max(1, count - for_one),
            Rank.OF_MANY: max(1, count - spared - for_one),
        }
        self._running = dict.fromkeys(Rank, 0)
        self._waiting: dict[Rank, _Waiting] = {rank: {} for rank in Rank}
        # When each person had her last turn, as a number.
        self._last: dict[str, int] = {}

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn of whoever is there, and have it."""
        rank, user = _rank.get(), person().user
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[rank].setdefault(user, deque()).append(granted)
        self._let_in()
        try:
            await granted
        except asyncio.CancelledError:
            self._leave(rank, user, granted)
            raise
        try:
            yield
        finally:
            self._end(rank)

    def _leave(self, rank: Rank, user: str, granted: asyncio.Future[None]) -> None:
        """Forget who waits no longer; a turn that was granted at that moment is another's."""
        if granted.done() and not granted.cancelled():
            self._end(rank)
            return
        waiting = self._waiting[rank].get(user, deque())
        if granted in waiting:
            waiting.remove(granted)
            if not waiting:
                del self._waiting[rank][user]

    def _end(self, rank: Rank) -> None:
        self._running[rank] -= 1
        self._let_in()

    def _let_in(self) -> None:
        for rank in Rank:
            while self._waiting[rank] and self._is_free(rank):
                # Whoever has waited longest since her last turn, or has had none.
                user = min(self._waiting[rank], key=lambda user: self._last.get(user, 0))
                waiting = self._waiting[rank][user]
                granted = waiting.pop() if rank is Rank.PROOFED else waiting.popleft()
                if not self._waiting[rank][user]:
                    del self._waiting[rank][user]
                if granted.cancelled():
                    continue  # she has left at this moment, and is about to say so
                self._last[user] = max(self._last.values(), default=0) + 1
                self._running[rank] += 1
                granted.set_result(None)

    def _is_free(self, rank: Rank) -> bool:
        if sum(self._running.values()) >= self._most[Rank.LOOKED_AT]:
            return False
        return self._running[rank] < self._most[rank]


class FairWorkers(Workers):
    """Processes that work for everybody in turn; their work and what waits are measured.

    `spared` are so many processes for what somebody looks at alone; where they are `for_one`
    person, there is one more for that, which she never waits for. What is of many is made by the
    executor of a cluster, where there is one that is `far`.
    """

    def __init__(
        self,
        count: int = 1,
        *,
        purpose: str,
        measures: Measures,
        spared: int = 0,
        for_one: bool = False,
        far: Executor | None = None,
    ) -> None:
        count += for_one
        super().__init__(count, purpose=purpose)
        self._measures = measures
        self._turns = Turns(count, spared, for_one=for_one)
        self._far = far

    async def run(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return what a function returns in another process, when it is its turn; see `Workers`."""
        with measured(self._measures):
            if self._far is not None and is_of_many():
                return await asyncio.wrap_future(self._far.submit(function, *arguments))
            async with self._turns.turn():
                return await super().run(function, *arguments)
