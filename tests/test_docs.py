"""What the documents promise is there."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_of_a_page_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", re.sub(r"`[^`]*`", "", text)):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_folders_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:briefkit|tests|scripts|benchmarks)/[\w./-]*)`", text):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`([\w-]+\.py)`", text):
        assert any(any(ROOT.glob(f"{top}/**/{name}")) for top in ("briefkit", "tests")), name


def test_weblate_s_components_match_our_files() -> None:
    components = json.loads((ROOT / "weblate.json").read_text(encoding="utf-8"))
    assert len(components) == len(list((ROOT / "locales").glob("*.pot")))
    locales = {path.name for path in (ROOT / "locales").iterdir() if path.is_dir()}
    for component in components:
        assert (ROOT / component["new_base"]).is_file()
        found = {path.parent.parent.name for path in ROOT.glob(component["filemask"])}
        # A language may have leaflets before the desk speaks it.
        assert found <= locales if component["slug"] == "desk" else found == locales
