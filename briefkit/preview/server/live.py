"""The preview that is shown now: read anew after every save."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from briefkit.diagnostics import Diagnostic
from briefkit.errors import BriefkitError, TypesetError
from briefkit.languages import declared_languages
from briefkit.leaflet import Leaflet, Page
from briefkit.preview import Preview, Subject, read_preview
from briefkit.preview.server.typesetting import Languages, proofed, proofed_pages
from briefkit.preview.server.views import findings_as_json, preview_as_json
from briefkit.serving import Workers
from briefkit.typeset import Typeset

__all__ = ["LivePreview"]

Made = TypeVar("Made")


def _new_workers() -> Workers:
    # What was saved last is drawn while another process proofs what was saved before.
    return Workers(2, purpose="typesets")


@dataclass
class LivePreview:
    """The last good preview, why it is out of date if it is, and who waits for the next.

    `fonts` is the folder of the leaflet's fonts; `version` is one more after every reading.
    """

    subject: Subject
    fonts: Path
    preview: Preview | None = None
    problems: tuple[Diagnostic, ...] = ()
    version: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    workers: Workers = field(default_factory=_new_workers)

    async def refresh(self) -> None:
        """Read the files anew; keep the last good preview when they need work."""
        async with self.lock:
            try:
                self.preview = await asyncio.to_thread(read_preview, self.subject)
                self.problems = ()
            except BriefkitError as error:
                self.problems = tuple(error.diagnostics)
            except Exception as error:
                # A template can fail in any way, and a file can vanish while it is read: whatever
                # somebody saves, the server lives on and shows it.
                self.problems = (_unforeseen(error),)
            self.version += 1
            self.changed.set()
            self.changed = asyncio.Event()

    async def versions(
        self, pulse: float, has_ended: Callable[[], bool]
    ) -> AsyncIterator[int | None]:
        """Yield the number of this version and of each new one; None after `pulse` seconds of none.

        It ends when `has_ended` says so.
        """
        seen = None
        while not has_ended():
            # A version that comes while this one is sent is the next to be told.
            changed, version = self.changed, self.version
            yield None if seen == version else version
            seen = version
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), pulse)

    def as_json(self) -> dict[str, object]:
        """Return all that the page shows beside the leaflet."""
        return {
            **(preview_as_json(self.preview) if self.preview else {}),
            "version": self.version,
            "problems": findings_as_json(self.problems),
        }

    async def pdf(self) -> bytes:
        """Return the leaflet's PDF as the files are now. Raises BriefkitError."""
        return (await self._made(proofed)).pdf

    async def pages(self) -> tuple[Typeset, tuple[bytes, ...]]:
        """Return the leaflet, and its pages as pictures, of the files now. Raises BriefkitError."""
        return await self._made(proofed_pages)

    async def _made(self, make: Callable[[Leaflet, Page, Path, Languages], Made]) -> Made:
        if self.problems or self.preview is None:
            raise BriefkitError(*self.problems)
        shown = self.preview
        try:
            cache = self.subject.order.font_cache
            languages = declared_languages()
            return await self.workers.run(make, shown.leaflet, shown.page, cache, languages)
        except BriefkitError:
            raise
        except Exception as error:
            raise TypesetError(_unforeseen(error)) from error


def _unforeseen(error: Exception) -> Diagnostic:
    return Diagnostic(
        check="preview",
        message=f"The page cannot be made: {type(error).__name__}: {error}",
        hint="Mend what was saved last, or compare it with its last good copy.",
    )
