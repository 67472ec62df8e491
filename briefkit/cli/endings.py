"""Commands that are asked to end, by a closed terminal or by a system that shuts down."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["Ended", "ending_in_order"]

# SIGTERM ends a service, SIGHUP what runs in a terminal that is closed; Windows has no SIGHUP.
_SIGNALS = ("SIGTERM", "SIGHUP")


class Ended(SystemExit):
    """A signal asks the command to end; its code is the one that shells expect, 128 and more."""

    def __init__(self, number: int) -> None:
        super().__init__(128 + number)
        self.name = signal.Signals(number).name


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Have signals that end a process raise Ended within, so that what is begun is tidied up.

    The second one ends it at once. A signal that is ignored (“nohup”) stays so.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {n: signal.getsignal(n) for n in numbers}
    heeded = [n for n, handler in before.items() if handler is signal.SIG_DFL]

    def end(number: int, _: FrameType | None) -> None:
        for heard in heeded:
            signal.signal(heard, signal.SIG_DFL)
        raise Ended(number)

    for number in heeded:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])
