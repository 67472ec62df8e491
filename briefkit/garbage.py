"""The collector of garbage, kept from looking through many objects while they are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

__all__ = ["collected_once", "spare_what_is_loaded", "without_collecting"]


@cache
def spare_what_is_loaded() -> None:
    """Have the collector look through nothing that is there now, once a process: it stays.

    What is spared later, when leaflets have been made, would be theirs, and never be collected.
    """
    gc.freeze()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Collect nothing meanwhile: for work on many messages, which leaves nothing to collect."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collected_once() -> Iterator[None]:
    """Collect what goes in circles once, at the end, and only what was made meanwhile.

    A layout's boxes, some 20,000 objects, live until the next one is tried. The collector would go
    through all of a process a time or two a leaflet: a quarter of what a saved message takes.
    """
    try:
        with without_collecting():
            yield
    finally:
        if gc.isenabled():
            gc.collect(0)
