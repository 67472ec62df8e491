"""What a server logs: where something failed, and nothing that anybody typed or asked for."""

import logging
import traceback
from collections.abc import Iterator

__all__ = ["WithoutValues"]


class WithoutValues(logging.Filter):
    """Has an error logged by its kind and its places in the program, without its message.

    A message may quote what was typed: a name, a number, a search. The lines of code can't.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Take the messages out of a record's errors; let it pass."""
        if record.exc_info and (error := record.exc_info[1]) is not None:
            record.msg = "\n".join([record.getMessage().strip(), *_told(error)])
            record.args = None
            record.exc_info = record.exc_text = None
        return True


def _told(error: BaseException) -> Iterator[str]:
    """Yield the kind and the places of an error, and of those that led to it."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield f"{type(following).__module__}.{type(following).__qualname__}"
        yield "".join(traceback.format_tb(following.__traceback__)).rstrip("\n")
        following = following.__cause__ or following.__context__
