"""WeasyPrint's warnings, turned into errors."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError

__all__ = ["RUN_OUT", "refused_warnings"]

RUN_OUT = "run out of their picture"
"""What a warning of words says that stand beyond the edge of an SVG."""


@contextmanager
def refused_warnings(label: str) -> Iterator[None]:
    """Raise TypesetError at the end when WeasyPrint has warned; `label` names the edition."""
    with _collected(logging.getLogger("weasyprint")) as warnings:
        yield
    if warnings:
        raise TypesetError(
            *(
                Diagnostic(
                    check="typesetting",
                    message=f"{label}: WeasyPrint warns: {message}.",
                    hint=_advice(message),
                )
                for message in dict.fromkeys(warnings)
            )
        )


_DATA = re.compile(r"(data:[\w/+.-]{0,40};base64,)[\w+/=]*")


class _Records(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # A picture that stands in the page is named by all of its data.
        self.messages.append(_DATA.sub(r"\1…", record.getMessage()))


@contextmanager
def _collected(logger: logging.Logger) -> Iterator[list[str]]:
    handler = _Records()
    propagate = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def _advice(message: str) -> str:
    if ".notdef" in message:
        return "No font of ours has this character: type another where the text stands."
    if RUN_OUT in message:
        return (
            "Shorten them, leave more room for them in the picture, or give this language a "
            "picture of its own: map.fr.svg beside map.svg."
        )
    if "HarfBuzz" in message:
        return "Run “briefkit doctor”: it names the package to install."
    return "Mend the template or the stylesheet; leaflets are only let out without warnings."
