"""A `brief.toml` of the earlier form becomes one of the form that is described."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from briefkit.brief.earlier_settings import LEVELS, as_described, is_earlier
from briefkit.brief.settings import ParsedSettings, parse_settings
from briefkit.diagnostics import Diagnostic, Location
from briefkit.errors import SourceError

__all__ = ["SCHEMA_LINE", "upgraded_settings"]

SCHEMA_LINE = "#:schema ../brief.schema.json"

_HEADER = re.compile(r"[ \t]*\[[ \t]*([\w.-]+)[ \t]*\][ \t]*(#.*)?")
_PAIR = re.compile(r"([ \t]*)([\w-]+)([ \t]*=.*)")

_COMMENT = re.compile(r"""(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*(#.*)""")

# The tables that become [funder], with what their keys are called there.
_FUNDER = {
    "project": {"short": "project", "name": "project_name"},
    "programme": {"short": "programme", "name": "programme_name"},
    "grant": {"number": "grant"},
}


@dataclass(slots=True)
class _Section:
    """A table with its lines: the comments above its header, its header's comment, its pairs."""

    name: str
    above: list[str] = field(default_factory=list)
    comment: str = ""
    lines: list[str] = field(default_factory=list)


def upgraded_settings(text: str, path: str) -> str:
    """Return a file in the form that is described, with its comments; as it is if it has that form.

    It says the same. Raises SourceError, with the lines, for what is wrong with it.
    """
    before = parse_settings(text, path)
    if not is_earlier(tomllib.loads(text)):
        return text
    for after in (_rearranged(text), _rewritten(text)):
        if _says_the_same(after, before, path):
            return after
    raise SourceError(
        Diagnostic(
            check="settings",
            message="This file can't be rewritten so that it says the same.",
            hint="Change it by hand: docs/settings.md tells the form.",
            location=Location(path),
        )
    )


def _says_the_same(text: str, before: ParsedSettings, path: str) -> bool:
    try:
        after = parse_settings(text, path)
    except SourceError:
        return False
    words = [
        {name: [s.text for s in own.segments()] for name, own in parsed.words.items()}
        for parsed in (before, after)
    ]
    return after.settings == before.settings and words[0] == words[1] and not after.warnings


def _rearranged(text: str) -> str:
    """Return the lines of a file with each table on lines of its own, put where they belong now."""
    sections = {section.name: section for section in _sections(text)}
    audiences = tomllib.loads(text).get("audiences", [])
    parts = [[SCHEMA_LINE, *_without_audiences(sections[""].lines)]]
    funder = [sections[name] for name in _FUNDER if name in sections]
    parts.append([*(line for s in funder for line in s.above), "[funder]", 'preset = "isfp"'])
    for section in funder:
        parts[-1] += [section.comment] * bool(section.comment)
        parts[-1] += [_renamed(line, _FUNDER[section.name]) for line in _trimmed(section.lines)]
    fit = sections.get("fit", _Section("fit"))
    above = fit.above + _trimmed(fit.lines)
    for name in audiences:
        parts.append([f"[audiences.{name}]", f'level = "{LEVELS.get(name, "")}"'])
        if own := sections.get(f"fit.{name}"):
            header = f"[audiences.{name}.fit] {own.comment}".rstrip()
            parts.append([*above, *own.above, header, *_trimmed(own.lines)])
            above = []
    return "\n\n".join("\n".join(_trimmed(part)) for part in parts) + "\n"


def _sections(text: str) -> Iterator[_Section]:
    section = _Section("")
    for line in text.split("\n"):
        if header := _HEADER.fullmatch(line):
            above = _comments_at_end(section.lines)
            yield section
            section = _Section(header[1], above=above, comment=header[2] or "")
        else:
            section.lines.append(line)
    yield section


def _comments_at_end(lines: list[str]) -> list[str]:
    """Take the comments that end some lines out of them: they belong to the header that follows."""
    count = len(lines)
    while count and lines[count - 1].lstrip().startswith("#"):
        count -= 1
    taken = lines[count:]
    del lines[count:]
    return taken


def _trimmed(lines: list[str]) -> list[str]:
    """Return lines without empty ones at their beginning and end."""
    return "\n".join(lines).strip("\n").split("\n") if any(map(str.strip, lines)) else []


def _without_audiences(lines: list[str]) -> Iterator[str]:
    for line in lines:
        pair = _PAIR.fullmatch(line)
        if pair is None or pair[2] != "audiences":
            yield line
        elif comment := re.search(r"#.*", line):
            yield comment[0]


def _renamed(line: str, names: Mapping[str, str]) -> str:
    pair = _PAIR.fullmatch(line)
    return f"{pair[1]}{names.get(pair[2], pair[2])}{pair[3]}" if pair else line


def _rewritten(text: str) -> str:
    """Return a file written anew from what it says, with all its comments at its head."""
    data, _ = as_described(tomllib.loads(text))
    comments = [found[1] for line in text.split("\n") if (found := _COMMENT.match(line))]
    return "\n".join([SCHEMA_LINE, *comments, *_tables(data, "")]).rstrip() + "\n"


def _tables(data: Mapping[str, Any], name: str) -> Iterator[str]:
    for key, value in data.items():
        if not isinstance(value, Mapping):
            yield f"{key} = {json.dumps(value, ensure_ascii=False)}"
    for key, value in data.items():
        if isinstance(value, Mapping):
            inner = f"{name}.{key}" if name else key
            yield from ("", f"[{inner}]") if any(_own(value)) or not value else ()
            yield from _tables(value, inner)


def _own(table: Mapping[str, Any]) -> Iterator[str]:
    return (key for key, value in table.items() if not isinstance(value, Mapping))
