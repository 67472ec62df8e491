"""How much a machine is kept busy by others, so that what is timed here is the program's own."""

import time

__all__ = ["slowness"]

# How much of a core's time is asked for, in seconds: some turns of a scheduler.
_WORK = 0.02


def slowness() -> float:
    """Return how many times longer than alone work takes now: 1 where nobody else works."""
    began, worked = time.perf_counter(), time.thread_time()
    while (done := time.thread_time() - worked) < _WORK:
        pass
    return max(1.0, (time.perf_counter() - began) / done)
