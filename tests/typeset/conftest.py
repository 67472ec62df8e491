"""A typesetter, and leaflets that it set."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from briefkit.languages import install_fonts
from briefkit.typeset import Typesetter
from tests.proof.tag_tree import leaflet_of


@pytest.fixture(scope="session")
def font_folder(font_cache: Path) -> Path:
    return install_fonts(font_cache)


@pytest.fixture(scope="session")
def typesetter(font_folder: Path) -> Typesetter:
    return Typesetter(font_folder)


@pytest.fixture(scope="session")
def leaflet(font_cache: Path) -> Callable[[str, str], bytes]:
    """Return the project's own leaflet by its locale and audience, set once a process."""
    return partial(leaflet_of, font_cache)
