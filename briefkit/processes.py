"""Processes that work for another: they end when it ends, however that is."""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing import context, resource_tracker

__all__ = ["environment", "give_back_memory", "prepare_workers", "worker_pool"]

# Where processes are forked off one that has loaded the program, has but one thread and makes
# nothing itself: elsewhere each loads it anew.
FORKING = sys.platform == "linux"

# What that process loads: its name alone, for who starts it needs it not.
LOADED = "briefkit.build.preloading"

# One at a time: an environment is this whole process's.
_starting = threading.Lock()

# The pauses in s after which a process is started once more whose fork server has just ended: until
# it is gone, nobody can tell, and another one is not begun.
_PAUSES = (0.02, 0.05, 0.1, 0.2, 0.5, 1)

# Ctrl-C, and the closing of a terminal, go to all at once: the parent ends the others in order.
_TO_ALL = ("SIGINT", "SIGHUP", "SIGTERM")


def worker_pool(
    count: int, begin: Callable[..., None] | None = None, *arguments: object
) -> ProcessPoolExecutor:
    """Return an executor of so many new processes, that end with this one.

    Each calls `begin` with the `arguments` first. Where none can be started, giving it work raises
    BrokenProcessPool, as where one has ended.
    """
    prepare_workers()
    # A child forked off this one would delete its fonts, and forking with threads is unsafe.
    made_by = _Forked() if FORKING else multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, made_by, initializer=_begin, initargs=(begin, arguments))


def prepare_workers() -> None:
    """Start what serves the processes of pools, if need be; the program is loaded meanwhile."""
    if not FORKING:
        # Read by each process of a pool, when it is started.
        os.environ["PYTHONSAFEPATH"] = "1"
    if sys.platform == "win32":
        return
    # The tracker's start ends the blocking of some signals: the fork server is started apart.
    with _starting:
        with environment(_search_path()), _blocked():
            resource_tracker.ensure_running()
        if FORKING:
            from multiprocessing import forkserver

            forkserver.set_forkserver_preload([LOADED])
            with environment(_search_path()), _blocked():
                forkserver.ensure_running()


if FORKING:

    class _Process(context.ForkServerProcess):
        """A process whose start outlives the fork server that it was asked of."""

        def start(self) -> None:
            """Start it; where the fork server ends meanwhile, by another one.

            The computer takes it where memory runs out. Raises BrokenProcessPool where none does.
            """
            for pause in (*_PAUSES, None):
                prepare_workers()
                try:
                    super().start()
                    return
                except (EOFError, OSError) as error:
                    if pause is None:
                        raise BrokenProcessPool(f"No process can be started: {error}") from error
                # What may have been forked off ends now: with the error, its pipe is let go.
                time.sleep(pause)

    class _Forked(context.ForkServerContext):
        Process = _Process


@contextmanager
def _blocked() -> Iterator[None]:
    """Have what is started within heed no signal that goes to all: it ends when all others have.

    A blocked signal stays so in a process that is started meanwhile.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {getattr(signal, name) for name in _TO_ALL})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _search_path() -> dict[str, str]:
    """Return the variables by which another Python finds the modules that this one does.

    Without them it looks first into the folder where it is started, which may be a stranger's
    project; before Python 3.13 the fork server is not told.
    """
    return {"PYTHONSAFEPATH": "1", "PYTHONPATH": os.pathsep.join(map(os.path.abspath, sys.path))}


@contextmanager
def environment(changes: Mapping[str, str]) -> Iterator[None]:
    """Have variables of this process's environment at other values within."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def give_back_memory() -> None:
    """Give the system back the memory that is free: glibc keeps what libraries in C have freed.

    After a font of Chinese was made that is 300 MB; it takes a millisecond.
    """
    with suppress(AttributeError, OSError, TypeError):  # elsewhere there is no such function
        ctypes.CDLL(None).malloc_trim(0)


def _begin(begin: Callable[..., None] | None, arguments: tuple[object, ...]) -> None:
    _end_with_parent()
    if begin is not None:
        begin(*arguments)


def _end_with_parent() -> None:
    """Have this process end when the one that started it does, which alone decides when that is.

    A parent that is killed can tell nobody: a thread waits for the end of the pipe between them
    (multiprocessing, “parent_process”). Files that are being written then are as after a kill: the
    old or the new.
    """
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if not parent.is_alive():  # or it has given up this process, whose fork server was ended
        os._exit(1)

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, name="end with parent", daemon=True).start()
