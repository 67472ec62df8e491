"""The lines on which the keys of a TOML file stand."""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress

__all__ = ["Path", "line_of", "toml_lines"]

Path = tuple[str | int, ...]
"""The keys that lead to a value, from the root; an entry of a list goes by its number, from 0."""

_BLANKS = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|' + r"'''.*?'{3,5}|" + r'"(?:[^"\\\n]|\\.)*"|' + r"'[^'\n]*'",
    re.DOTALL,
)
_KEY = re.compile(r"[ \t]*(?:(?P<bare>[\w-]+)|(?P<quoted>\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'))[ \t]*")
_SCALAR = re.compile(r"[^,\]}\n#]+")


def toml_lines(text: str) -> Mapping[Path, int]:
    """Return the line (from 1) of each key and entry of TOML; a table's is where it is begun.

    `text` is TOML that can be read.
    """
    scanner = _Scanner(text)
    with suppress(RecursionError):
        scanner.scan()
    return scanner.lines


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Return the line of a key, or that of the table in which it would stand."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scanner:
    """One pass over a text: `lines` is what it has found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._entries: dict[Path, int] = {}
        self._counted = (0, 1)

    def scan(self) -> None:
        table: Path = ()
        while self._skip_blanks():
            if self.text.startswith("[", self.at):
                repeated = self.text.startswith("[[", self.at)
                self.at += 2 if repeated else 1
                table = self._header(repeated=repeated)
                self.at += 2 if repeated else 1
            else:
                self._pair(table)

    def _skip_blanks(self) -> bool:
        found = _BLANKS.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def _note(self, path: Path) -> None:
        position, line = self._counted
        line += self.text.count("\n", position, self.at)
        self._counted = self.at, line
        self.lines.setdefault(path, line)

    def _keys(self) -> list[str]:
        keys = []
        while found := _KEY.match(self.text, self.at):
            self.at = found.end()
            quoted = found["quoted"]
            keys.append(str(tomllib.loads(f"k={quoted}")["k"]) if quoted else found["bare"])
            if not self.text.startswith(".", self.at):
                break
            self.at += 1
        return keys

    def _header(self, *, repeated: bool) -> Path:
        path: Path = ()
        keys = self._keys()
        for number, key in enumerate(keys, start=1):
            path = (*path, key)
            self._note(path)
            if repeated and number == len(keys):
                self._entries[path] = self._entries.get(path, -1) + 1
            if path in self._entries:
                path = (*path, self._entries[path])
                self._note(path)
        return path

    def _pair(self, table: Path) -> None:
        path = table
        for key in self._keys():
            path = (*path, key)
            self._note(path)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: Path) -> None:
        self._skip_blanks()
        match self.text[self.at : self.at + 1]:
            case "[":
                self.at += 1
                number = 0
                while self._goes_on("]"):
                    self._note((*path, number))
                    self._value((*path, number))
                    number += 1
            case "{":
                self.at += 1
                while self._goes_on("}"):
                    self._pair(path)
            case _:
                found = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
                self.at = found.end() if found else len(self.text)

    def _goes_on(self, end: str) -> bool:
        """Whether a list or a table in braces has more to come; it stands there, or behind it."""
        more = self._skip_blanks()
        if more and self.text[self.at] == ",":
            self.at += 1
            more = self._skip_blanks()
        if more and self.text[self.at] == end:
            self.at += 1
            return False
        return more
