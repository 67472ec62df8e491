"""What is wrong, where, and what to do next."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Diagnostic", "Location", "Severity", "legible", "shorten"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file of the project: a path with forward slashes and a 1-based line."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Severity(StrEnum):
    """An error stops a build; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding, for a person: the message says what is wrong, the hint what to do next."""

    check: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    location: Location | None = None
    locale: str = ""
    msgid: str = ""

    def __str__(self) -> str:
        place = " ".join(part for part in (str(self.location or ""), self.locale) if part)
        text = f"{place}: {self.message}" if place else self.message
        if self.msgid:
            text += f"\n    message: {shorten(self.msgid)}"
        if self.hint:
            text += f"\n    {self.hint}"
        return legible(text)


def legible(text: str) -> str:
    """Return `text` with what steers a terminal, or hides or reorders words, as <U+XXXX>."""
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        c
        if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
        else f"<U+{ord(c):04X}>"
        for c in text
    )


def shorten(text: str, width: int = 90) -> str:
    """Return `text` on one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
