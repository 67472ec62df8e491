"""Watches over the files that a leaflet is made of, for every save."""

import contextlib
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path

from watchfiles import Change, awatch

__all__ = ["watch"]

# The endings of the files that a leaflet is made of: editors' own files are let be.
_WATCHED = (".po", ".md", ".toml", ".json", ".csv", ".jinja")


async def watch(
    folders: Iterable[Path], refresh: Callable[[], Awaitable[None]], *, recursive: bool
) -> None:
    """Call `refresh` whenever a leaflet's file in `folders` is saved, until it is cancelled.

    `recursive` watches the folders inside them too.
    """
    paths = tuple(folders)
    # Where the system gives no more watches, look again and again, by the second of a save.
    for polling in (None, True):
        with contextlib.suppress(OSError, RuntimeError):
            async for _ in awatch(
                *paths,
                watch_filter=_matters,
                debounce=200,
                step=20,
                force_polling=polling,
                poll_delay_ms=100,
                recursive=recursive,
            ):
                await refresh()


def _matters(change: Change, path: str) -> bool:
    return path.endswith(_WATCHED)
