"""What is written into files is noted for whoever asks, such as one who records it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Written", "note_written", "noted_writes", "noting"]


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: what it held `before` and holds now; None where there is none."""

    path: Path
    before: bytes | None
    after: bytes | None


_noted: ContextVar[list[Written] | None] = ContextVar("noted", default=None)


@contextmanager
def noted_writes() -> Iterator[list[Written]]:
    """Have what is written listed here, in its order, as long as this lasts."""
    noted: list[Written] = []
    before = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(before)


def noting() -> bool:
    """Whether anybody asks what is written."""
    return _noted.get() is not None


def note_written(written: Written) -> None:
    """Note what was written, if anybody asks."""
    if (noted := _noted.get()) is not None:
        noted.append(written)
