"""The tables of `brief.toml`, read key by key."""

import re
from collections.abc import Mapping
from typing import Any

from briefkit.brief.characters import hidden_characters
from briefkit.brief.inline import parse_inline
from briefkit.brief.unset_signs import unset_markup
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError
from briefkit.model import Segment

__all__ = ["Table"]

_KINDS = {str: "text", int: "a whole number", list: "a list", dict: "a table"}


class Table:
    """A table of a TOML file that knows the lines of its keys, and which of them have been read."""

    def __init__(self, data: Mapping[str, Any], path: str, text: str, name: str) -> None:
        self.data, self.path, self.text_of_file, self.name = data, path, text, name
        self.read: set[str] = set()

    def line(self, key: str) -> int:
        """Return the line of a key, or of this table where the key is not in it."""
        header = rf"^[ \t]*\[[ \t]*{re.escape(self.name)}[ \t]*\]" if self.name else r"\A"
        start = re.search(header, self.text_of_file, re.MULTILINE)
        offset = start.end() if start else 0
        following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(self.text_of_file, offset)
        end = following.start() if following else len(self.text_of_file)
        name = re.escape(key)
        found = re.compile(
            rf"^[ \t]*(?:{name}|\"{name}\"|'{name}')[ \t]*[.=]", re.MULTILINE
        ).search(self.text_of_file, offset, end)
        if found is None:  # a table's own line, where the key is one
            inner = re.escape(f"{self.name}.{key}" if self.name else key)
            found = re.search(rf"^[ \t]*\[[ \t]*{inner}[ \t]*\]", self.text_of_file, re.MULTILINE)
        position = found.start() if found else (start.start() if start else 0)
        return self.text_of_file.count("\n", 0, position) + 1

    def error(
        self,
        key: str,
        problem: str,
        hint: str = "docs/writing.md tells what belongs there.",
    ) -> SourceError:
        """Return the error of a key: `problem` completes the sentence that its name begins."""
        label = f"[{self.name}] {key}" if self.name else key
        return SourceError(
            Diagnostic(
                check="settings",
                message=f"{label} {problem}.",
                hint=hint,
                location=Location(self.path, self.line(key)),
            )
        )

    def get(self, key: str, kind: type, default: Any = None) -> Any:
        """Return the value of a key, of type `kind`. Raises SourceError; booleans are refused."""
        self.read.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.error(key, "is missing")
        if not isinstance(value, kind) or isinstance(value, bool):
            raise self.error(key, f"must be {_KINDS[kind]}")
        return value

    def text(self, key: str) -> str:
        """Return a text that is not empty and hides nothing. Raises SourceError."""
        value = str(self.get(key, str)).strip()
        if not value or hidden_characters(value):
            raise self.error(key, "is empty, or has hidden characters")
        return value

    def number(self, key: str) -> float:
        """Return a number. Raises SourceError."""
        self.read.add(key)
        value = self.data.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(key, "must be a number")
        return float(value)

    def table(self, key: str) -> "Table":
        """Return the table below a key. Raises SourceError."""
        name = f"{self.name}.{key}" if self.name else key
        return Table(self.get(key, dict), self.path, self.text_of_file, name)

    def segment(self, key: str, comment: str) -> Segment:
        """Return a text that is translated, with `comment` for translators. Raises SourceError."""
        text = self.text(key)
        location = Location(self.path, self.line(key))
        nodes = parse_inline(text, location)
        for found in unset_markup(text, nodes):
            raise self.error(
                key, f"would print “{found.signs}” as it stands, {found.what}", found.remedy
            )
        return Segment(text=text, location=location, comment=comment)

    def refuse_unknown(self) -> None:
        """Raise SourceError for a key that nobody has read."""
        for key in self.data:
            if key not in self.read:
                raise self.error(key, "is not a setting")
