"""A typesetter."""

from pathlib import Path

import pytest

from briefkit.languages import install_fonts
from briefkit.typeset import Typesetter


@pytest.fixture(scope="session")
def font_folder(font_cache: Path) -> Path:
    return install_fonts(font_cache)


@pytest.fixture(scope="session")
def typesetter(font_folder: Path) -> Typesetter:
    return Typesetter(font_folder)
