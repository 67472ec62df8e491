"""What is wrong, where, and what to do next."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

__all__ = [
    "Diagnostic",
    "InEnglish",
    "Location",
    "Severity",
    "Translatable",
    "grouped",
    "legible",
    "listed",
    "named",
    "quoted",
    "shorten",
    "translatable",
]


class Translatable(str):
    """A text in English, and what it is made from, for pages that show it in other languages.

    `template` is a message of the catalogs, with “%(name)s” for each of the `values`, which may be
    such texts too.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]


class InEnglish(str):
    """Words within a translatable text that are told in English, and marked so, in any language."""

    __slots__ = ()


def translatable(template: str, /, **values: object) -> Translatable:
    """Return the text that a message makes with these values.

    The message is extracted from the call, and so must be a literal.
    """
    text = Translatable(template % values if values else template)
    text.template, text.values = template, values
    return text


def listed(texts: Iterable[str]) -> str:
    """Return texts one after the other, each of them translatable if it was."""
    first, *others = texts
    for other in others:
        # TRANSLATORS: what is between two things of a list, such as “PNG, JPEG”
        first = translatable("%(first)s, %(other)s", first=first, other=other)
    return first


def quoted(texts: Iterable[str]) -> str:
    """Return texts one after the other, each in the quotation marks of the language."""
    return listed(translatable("“%(words)s”", words=text) for text in texts)


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
    """One finding, for a person: the message says what is wrong, the hint what to do next.

    `fields` name those of an entry that it is about, as a form has them.
    """

    check: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    location: Location | None = None
    locale: str = ""
    msgid: str = ""
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = " ".join(part for part in (str(self.location or ""), self.locale) if part)
        text = f"{place}: {self.message}" if place else self.message
        if self.msgid:
            text += f"\n    message: {shorten(self.msgid)}"
        if self.hint:
            text += f"\n    {self.hint}"
        return legible(text)


# So many of the same are read one by one.
_FEW = 3


def grouped(diagnostics: Iterable[Diagnostic]) -> list[list[Diagnostic]]:
    """Return diagnostics that say the same in groups, in the order of the first of each.

    The same check, severity, message and hint, wherever it is; what is found twice in one place
    stands once. So few that each can be read are no group: each is alone.
    """
    groups: dict[tuple[str, ...], dict[Diagnostic, None]] = {}
    for item in diagnostics:
        groups.setdefault((item.check, item.severity, item.message, item.hint), {})[item] = None
    found: list[list[Diagnostic]] = []
    for group in groups.values():
        found += [[item] for item in group] if len(group) <= _FEW else [list(group)]
    return found


def legible(text: str) -> str:
    """Return `text` with what steers a terminal, or hides or reorders words, by code and name."""
    if text.replace("\n", "").isprintable() and not _BLANK.search(text):
        return text
    return "".join(f"<{named(c)}>" if c != "\n" and _unseen(c) else c for c in text)


# Letters and symbols that are blank in every font, and variation selectors.
_BLANK = re.compile(
    "[\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


def _unseen(character: str) -> bool:
    """Whether a character shows nothing: a control or a format, a filler, a variation selector."""
    hides = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return hides or _BLANK.match(character) is not None


def named(character: str, nameless: str = "") -> str:
    """Return a character by its code and name: "U+200B ZERO WIDTH SPACE".

    `nameless` stands for the name of one that has none in Unicode, such as a control.
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, nameless)}".rstrip()


def shorten(text: str, width: int = 90) -> str:
    """Return `text` on one line of at most `width` characters."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"
