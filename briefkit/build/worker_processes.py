"""Processes that work for another: they end when it ends, however that is."""

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import resource_tracker

__all__ = ["worker_pool"]


def worker_pool(count: int) -> ProcessPoolExecutor:
    """Return an executor of so many new processes, that end with this one."""
    _start_tracker()
    # A forked child would delete its parent's fonts, and forking with threads is unsafe.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, initializer=_end_with_parent)


def _start_tracker() -> None:
    """Start multiprocessing's tracker of resources, so that the closing of a terminal spares it.

    It heeds no SIGINT and no SIGTERM, but SIGHUP would end it before the processes that it serves.
    """
    if sys.platform == "win32":
        return
    # A blocked signal stays so in a process that is started meanwhile.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})
    try:
        resource_tracker.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Have this process end when the one that started it does, which alone decides when that is.

    For spawned processes alone. A parent that is killed can tell nobody: a thread waits for the end
    of the pipe between them (multiprocessing, “parent_process”). Files that are being written then
    are as after a kill: the old or the new.
    """
    # Ctrl-C, and the closing of a terminal, go to all at once: the parent ends them in order.
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="end with parent", daemon=True).start()
