"""An audience's text as its file has it: read to be edited, and written whole."""

import codecs
from dataclasses import dataclass, replace
from pathlib import Path

from briefkit.brief import ParsedSettings, parse_settings
from briefkit.diagnostics import Diagnostic, Location, translatable
from briefkit.errors import SourceError
from briefkit.project import (
    TEXT_LIMIT,
    Project,
    decode_text,
    digest_of,
    read_bytes,
    read_text,
    require_choice,
    require_own_folder,
    write_atomically,
)

__all__ = [
    "SourceText",
    "brief_settings",
    "formed_like",
    "read_source_text",
    "text_file",
    "write_source_text",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """An audience's text; `place` is how its file is called to people.

    `digest` is that of the file's bytes when it was read, and "" where there is none yet.
    """

    brief: str
    audience: str
    place: str
    path: Path
    text: str = ""
    digest: str = ""


def brief_settings(project: Project, brief: str) -> ParsedSettings:
    """Return a brief's settings alone: its texts may need work.

    Raises UsageError for a brief that isn't there, and SourceError for settings that need work.
    """
    require_choice(brief, project.brief_names, "brief", translatable("Make it with “briefkit new”"))
    folder, place = project.folder("briefs") / brief, f"briefs/{brief}"
    return parse_settings(read_text(folder / "brief.toml", place), f"{place}/brief.toml")


def text_file(project: Project, brief: str, audience: str) -> SourceText:
    """Return where the text of a brief's audience stands, or will stand, unread.

    Raises UsageError for names that there aren't, and SourceError for settings that need work.
    """
    audiences = brief_settings(project, brief).settings.audiences
    require_choice(audience, audiences, "audience", translatable("Name it in brief.toml"))
    return SourceText(
        brief=brief,
        audience=audience,
        place=f"briefs/{brief}/{audience}.md",
        path=project.folder("briefs") / brief / f"{audience}.md",
    )


def read_source_text(project: Project, brief: str, audience: str) -> SourceText:
    """Return the text of a brief's audience as its file has it, sound or not.

    Raises what `text_file` does, and SourceError for a file that is no text.
    """
    found = text_file(project, brief, audience)
    if not found.path.exists():
        return found
    data = read_bytes(found.path, found.place, TEXT_LIMIT, SourceError)
    return replace(found, text=decode_text(data, found.place), digest=digest_of(data))


def write_source_text(project: Project, seen: SourceText, text: str) -> None:
    """Write a text to the file that was `seen`, in the form that this had (line ends, byte order
    mark).

    Raises UsageError in a project without briefs of its own, SourceError for a text that could not
    be read again, and ChangedError where the file is not as it was seen: nothing is written then.
    """
    require_own_folder(project.root, "briefs")
    data = _written_bytes(seen, text)
    if len(data) > TEXT_LIMIT:
        raise SourceError(
            Diagnostic(
                check="files",
                message=translatable(
                    "The text is larger than %(size)s kB.", size=TEXT_LIMIT // 1024
                ),
                hint=translatable("Part it: a leaflet has some pages."),
                location=Location(seen.place),
            )
        )
    write_atomically(seen.path, data, expected=seen.digest)


def _written_bytes(seen: SourceText, text: str) -> bytes:
    """Return the bytes that a text is written as in the place of one that was seen."""
    old = seen.path.read_bytes() if seen.path.exists() else b""
    # A last line without an end is joined by others with what is added after it.
    whole = text if not text or text.endswith("\n") else f"{text}\n"
    return formed_like(old, whole)


def formed_like(data: bytes, text: str) -> bytes:
    """Return a text's bytes with the byte order mark and the line ends that `data` has."""
    lines, ends = text.encode().split(b"\n"), data.split(b"\n")
    if len(lines) == len(ends):
        lines = [line + b"\r" * old.endswith(b"\r") for line, old in zip(lines, ends, strict=True)]
    elif b"\r\n" in data:
        lines = [line + b"\r" for line in lines[:-1]] + lines[-1:]
    return codecs.BOM_UTF8 * data.startswith(codecs.BOM_UTF8) + b"\n".join(lines)
