"""Messages as a source gives them, and the files of a project."""

from pathlib import Path

from briefkit.diagnostics import Location
from briefkit.model import Message
from tests.conftest import Workspace

CREATED = "2026-01-01 00:00+0000"


def messages(texts: list[str]) -> tuple[Message, ...]:
    return tuple(
        Message(msgid=text, places=(Location("a.md", line),), comments=("paragraph",))
        for line, text in enumerate(texts, 1)
    )


def files_of(workspace: Workspace) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in workspace.root.rglob("*") if p.is_file()}
