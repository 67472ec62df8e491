"""The preview’s pages as pictures: made anew after every save, while somebody looks at them."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace

from briefkit.errors import BriefkitError
from briefkit.preview.server.live import LivePreview
from briefkit.preview.server.typesetting import unproofed
from briefkit.serving import ScreenPictures, SeenPages

__all__ = ["LivePages"]


class LivePages:
    """The pages that are shown now: as they look at the size that they had last, then proofed.

    What is being made of older files is dropped when one is saved.
    """

    def __init__(self, live: LivePreview) -> None:
        self.pictures = ScreenPictures()
        self._live = live
        self._shown = SeenPages()
        self._number = 0
        self._changed = asyncio.Event()
        self._size: tuple[float, float, str] | None = None
        self._looking = 0
        self._is_outdated = True
        self._reading: asyncio.Task[None] | None = None
        self._making: asyncio.Task[None] | None = None

    async def refresh(self) -> None:
        """Read the preview anew, after a save; its pages too, if somebody looks at them."""
        self._reading = asyncio.create_task(self._live.refresh())
        self._is_outdated = True
        if self._looking:
            self._begin()
        await self._reading

    async def after(
        self, number: int, pulse: float, has_ended: Callable[[], Awaitable[bool]]
    ) -> SeenPages | None:
        """Return what is shown next after what had this number; None where it `has_ended` first.

        That is asked every `pulse` seconds: whether the page is there no more, or the server.
        """
        self._looking += 1
        try:
            if self._is_outdated:
                self._begin()
            while self._number == number and not await has_ended():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), pulse)
        finally:
            self._looking -= 1
        return None if self._number == number else self._shown

    def stop(self) -> None:
        """Make nothing more."""
        if self._making is not None:
            self._making.cancel()

    def _begin(self) -> None:
        self.stop()
        self._is_outdated = False
        if self._reading is None:
            self._reading = asyncio.create_task(self._live.refresh())
        self._making = asyncio.create_task(self._make(self._reading))

    async def _make(self, reading: asyncio.Task[None]) -> None:
        """Show how the pages look, then the proofed ones, or what is wrong with them."""
        if self._size is not None:
            # Whatever is wrong is told of the proofed ones.
            with contextlib.suppress(Exception):
                look = await self._live.workers.run(unproofed, self._live.subject, *self._size)
                self._show(SeenPages(too_long=look.too_long), look.pictures)
        await asyncio.shield(reading)
        try:
            typeset, pictures = await self._live.pages()
        except BriefkitError as error:
            self._show(SeenPages(problems=tuple(error.diagnostics)), ())
        else:
            self._size = typeset.size, typeset.leading, typeset.look
            self._show(SeenPages(proofed=True), pictures)

    def _show(self, seen: SeenPages, pictures: tuple[bytes, ...]) -> None:
        self.pictures.forget(self._shown.pictures)
        self._number += 1
        after = f"/pages/next?after={self._number}"
        self._shown = replace(seen, pictures=self.pictures.keep(pictures), next=after)
        self._changed.set()
        self._changed = asyncio.Event()
