"""Processes that work for another: they end when it ends, however that is."""

import multiprocessing
import os
import signal
import threading

__all__ = ["end_with_parent"]


def end_with_parent() -> None:
    """Have this process end when the one that started it does, and leave interrupts to that one.

    For the `initializer` of a pool of spawned processes. Where the parent is killed it can tell
    nobody: a thread waits for the end of the pipe between them (multiprocessing,
    “parent_process”). Files that are being written then are as after a kill: the old or the new.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all: the parent ends in order
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="end with parent", daemon=True).start()
