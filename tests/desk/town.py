"""A small brief of a town, in English, and its German translation."""

from pathlib import Path

from tests.brief.toml_writing import written
from tests.conftest import Workspace

__all__ = ["BRIEF", "GERMAN", "TEXT", "WHERE", "town"]

BRIEF = "cellar"
WHERE = f"brief={BRIEF}&audience=residents&locale=de"

TEXT = """\
# Water in the cellar

When it rains for days, the cellar may be under water.

## What to do

- **Leave it:** do not go down while it rises.
- **Ask:** the fire brigade pumps it out.
"""

GERMAN = {
    "Water in the cellar": "Wasser im Keller",
    "When it rains for days, the cellar may be under water.": (
        "Wenn es tagelang regnet, kann der Keller unter Wasser stehen."
    ),
    "What to do": "Was Sie tun können",
    "**Leave it:** do not go down while it rises.": (
        "**Bleiben Sie oben:** gehen Sie nicht hinunter, solange es steigt."
    ),
    "**Ask:** the fire brigade pumps it out.": "**Fragen Sie:** die Feuerwehr pumpt ihn aus.",
}

_SETTINGS = {
    "code": "CE",
    "source_locale": "en",
    "funder": "none",
    "audiences": {"residents": {"level": "plain"}},
}


def town(root: Path, font_cache: Path) -> Workspace:
    """Return a project of this brief alone, in English alone."""
    folder = root / "briefs" / BRIEF
    folder.mkdir(parents=True)
    (folder / "residents.md").write_text(TEXT, encoding="utf-8")
    (folder / "brief.toml").write_text(written(_SETTINGS), encoding="utf-8")
    (root / "locales").mkdir()
    return Workspace(root, font_cache)
