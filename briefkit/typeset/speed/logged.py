"""What WeasyPrint warns of is not remembered: it must warn again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from logging import LogRecord

from weasyprint.logger import LOGGER

__all__ = ["Warned", "refuse_record", "refusing", "warnings_of"]


class Warned(BaseException):
    """WeasyPrint would have warned. Not an Exception, for it catches some of those."""


class _Refusing(threading.local):
    """A context in which Warned is raised where WeasyPrint would warn, and nothing is logged.

    It is entered for thousands of values a leaflet: a class takes a third of what a generator does.
    """

    refuses = False

    def __enter__(self) -> None:
        self.refuses = True

    def __exit__(self, *_: object) -> None:
        self.refuses = False


refusing = _Refusing()


def refuse_record(record: LogRecord) -> bool:
    """Return True, or raise Warned: a filter of WeasyPrint's log, for `refusing`."""
    if refusing.refuses:
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
