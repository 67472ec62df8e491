"""A brief that is not ours, of a town: for tests of what settings change in print."""

from pathlib import Path
from typing import Any

from PIL import Image

from tests.brief.toml_writing import written
from tests.conftest import Workspace

__all__ = ["SETTINGS", "brief_toml", "heat"]

SETTINGS: dict[str, Any] = {
    "code": "HW",
    "source_locale": "en",
    "funder": "none",
    "audiences": {
        "patients": {
            "label": "For patients",
            "level": "plain",
            "emergency": {"number": "15", "text": "The ambulance: free, day and night."},
            "fit": {"pages_min": 1},
        },
        "staff": {"level": "professional", "emergency": False, "stamp": False},
    },
    "brand": {
        "colour": "#7A1F3D",
        "logos": [
            {"file": "img/clinic.svg", "alt": "Clinic of the Old Town"},
            {"file": "img/a.png", "alt": "Partner A", "width": 10, "place": "partners"},
            {"file": "img/b.jpg", "alt": "Partner B", "width": 10, "place": "partners"},
            {"file": "img/clinic.svg", "alt": "Town of Oldbridge", "width": 20, "place": "foot"},
        ],
    },
}

_TEXT = """\
# Heat: how to keep well

When it is hot for days, drink often, and look after those who live alone.

## Before it is hot

- Know the coolest room of your home.

## When it is hot

- **Drink:** a glass of water every hour, before you are thirsty.

## When somebody is unwell

Bring them into the shade. Give them water in *small* sips.

## Where it is cool

The library is open all day.
"""

_CLINIC = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80">\
<rect width="200" height="80" fill="#7A1F3D"/></svg>
"""


def heat(root: Path, font_cache: Path, **changes: Any) -> Workspace:
    """Return a project with this brief alone, its settings with `changes`."""
    folder = root / "briefs" / "heat"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "clinic.svg").write_text(_CLINIC, encoding="utf-8")
    for name, colour in (("a.png", "red"), ("b.jpg", "blue")):
        Image.new("RGB", (120, 60), colour).save(folder / "img" / name)
    for audience in SETTINGS["audiences"] | changes.get("audiences", {}):
        (folder / f"{audience}.md").write_text(_TEXT, encoding="utf-8")
    brief_toml(root).write_text(written(SETTINGS | changes), encoding="utf-8")
    return Workspace(root, font_cache)


def brief_toml(root: Path) -> Path:
    return root / "briefs" / "heat" / "brief.toml"
