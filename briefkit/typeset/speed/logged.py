"""What WeasyPrint warns of is not remembered: it must warn again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from logging import LogRecord

from weasyprint.logger import LOGGER

__all__ = ["Warned", "refuse_record", "refusing", "warnings_of"]


class Warned(BaseException):
    """WeasyPrint would have warned. Not an Exception, for it catches some of those."""


_here = threading.local()


@contextmanager
def refusing() -> Iterator[None]:
    """Raise Warned where WeasyPrint would warn within, and log nothing."""
    _here.refuses = True
    try:
        yield
    finally:
        _here.refuses = False


def refuse_record(record: LogRecord) -> bool:
    """Return True, or raise Warned: a filter of WeasyPrint's log, for `refusing`."""
    if getattr(_here, "refuses", False):
        raise Warned
    return True


@contextmanager
def warnings_of() -> Iterator[list[LogRecord]]:
    """Collect what WeasyPrint logs within; it is logged as always."""
    records: list[LogRecord] = []

    def listen(record: LogRecord) -> bool:
        records.append(record)
        return True

    LOGGER.addFilter(listen)
    try:
        yield records
    finally:
        LOGGER.removeFilter(listen)
