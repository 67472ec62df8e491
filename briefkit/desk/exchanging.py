"""An office's saves are exchanged with the other copies beside all else: nobody waits for it."""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefkit.desk.claiming import CLAIMED
from briefkit.desk.keeping import Keeper

if TYPE_CHECKING:
    from briefkit.office.repository import Exchange, Versions

__all__ = ["Exchanger", "new_exchanger"]

# How often others' saves are looked for, and how long the network may take, in seconds.
_PAUSE = 60.0
_LONGEST = 120.0

# How often it is begun anew where others push at the same moment.
_TRIES = 3


class Exchanger:
    """Pulls and pushes as often as something was saved, and now and then; offline, later.

    `unsent` says whether the other copies lack something.
    """

    def __init__(
        self,
        keeper: Keeper,
        exchange: "Exchange",
        versions: "Versions",
        clock: Callable[[], datetime],
    ) -> None:
        self.unsent = False
        self._keeper = keeper
        self._exchange = exchange
        self._versions = versions
        self._clock = clock
        self._saved = asyncio.Event()
        self._told = ""

    async def run(self) -> None:
        """Exchange until this is cancelled."""
        while True:
            self._saved.clear()
            await self._once()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._saved.wait(), _PAUSE)

    def saved(self) -> None:
        """Something was recorded: it is sent as soon as can be."""
        self.unsent = True
        self._saved.set()

    async def _once(self) -> None:
        from briefkit.office.repository import Diverged

        try:
            for _ in range(_TRIES):
                await _beside(self._exchange.fetch)
                # Nobody saves meanwhile: what is compared must be what is written over.
                async with self._keeper.turn:
                    await self._keeper.record_left()
                    await asyncio.to_thread(self._exchange.merge, self._clock(), self._versions.add)
                try:
                    await _beside(self._exchange.push)
                except Diverged:
                    continue
                self._told = ""
                break
            else:
                self._tell("what is sent is refused")
        except Exception as error:
            # The network, a remote, another program: whatever it is, it is tried again.
            self._tell(type(error).__name__)
        self.unsent = await asyncio.to_thread(self._exchange.unsent)

    def _tell(self, why: str) -> None:
        """Log why nothing is exchanged, once; more words might have a password in them."""
        if why != self._told:
            self._told = why
            logging.getLogger(__name__).warning("Nothing goes to the other copies: %s", why)


async def _beside(work: Callable[[], None]) -> None:
    """Do what waits for a network in a thread that keeps no desk from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def finish(error: Exception | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)

    def run() -> None:
        found: Exception | None = None
        try:
            work()
        except Exception as error:
            found = error
        with contextlib.suppress(RuntimeError):  # the desk has ended meanwhile
            loop.call_soon_threadsafe(finish, found)

    threading.Thread(target=run, daemon=True).start()
    async with asyncio.timeout(_LONGEST):
        await done


def new_exchanger(keeper: Keeper, root: Path, clock: Callable[[], datetime]) -> Exchanger | None:
    """Return what exchanges a keeper's repository; nothing where its branch has no remote."""
    if keeper.repository is None:
        return None
    from briefkit.office.repository import Versions, exchange_of

    exchange = exchange_of(keeper.repository)
    if exchange is None:
        return None
    exchanger = Exchanger(keeper, exchange, Versions(root / CLAIMED / "versions.json"), clock)
    keeper.on_recorded = exchanger.saved
    return exchanger
