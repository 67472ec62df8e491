"""A document becomes pandoc's blocks; the only importer of pypandoc."""

import json
import subprocess
from typing import Any

from briefkit.diagnostics import translatable
from briefkit.importing.archive import refusal

__all__ = ["Node", "pandoc_blocks"]

# A block or an inline of pandoc's document: its type “t” and its content “c”
# (https://hackage.haskell.org/package/pandoc-types, Text.Pandoc.Definition).
Node = dict[str, Any]

# A text of a hundred pages takes a second and 150 MB.
_SECONDS = 60
_MEMORY = "768m"


def pandoc_blocks(data: bytes, kind: str, name: str) -> list[Node]:
    """Return the blocks of a document of that kind; pandoc asks no network, and for no files.

    Raises SourceError where it can't be read within bounds, ModuleNotFoundError where pandoc is not
    installed.
    """
    command = [
        _program(),
        *("--sandbox", "--from", kind, "--to", "json", "--track-changes", "all"),
        *("+RTS", f"-M{_MEMORY}", "-RTS"),
    ]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise refusal(
            name,
            translatable(
                "The document could not be read within %(seconds)s seconds.", seconds=_SECONDS
            ),
            translatable("Copy the text that you need into a new document, and import that."),
        ) from None
    if done.returncode:
        raise refusal(
            name, translatable("The document is broken, or too large: pandoc can't read it.")
        )
    blocks: list[Node] = json.loads(done.stdout)["blocks"]
    return blocks


def _program() -> str:
    import pypandoc

    try:
        path: str = pypandoc.get_pandoc_path()
    except OSError:
        raise ModuleNotFoundError("pandoc itself is missing", name="pandoc") from None
    return path
