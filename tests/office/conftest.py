"""An office that many tests share: they read, or save what no other looks at."""

from collections.abc import Iterator

import pytest

from tests.conftest import copied_project
from tests.office.houses import House, house
from tests.office.repositories import OPENED


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory, font_cache: object) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("office")
    (folder / "project").mkdir()
    workspace = copied_project(folder / "project", font_cache)  # type: ignore[arg-type]
    with house(workspace, folder) as opened:
        yield opened


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close the repositories that a test has opened."""
    yield
    while OPENED:
        OPENED.pop().close()
