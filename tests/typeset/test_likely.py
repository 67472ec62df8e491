"""The step to begin with: the one at which a leaflet fitted before, or others of its length."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from briefkit.model import Fit
from briefkit.typeset.likely import LikelySteps
from briefkit.typeset.steps import layout_steps

FIT = Fit(size_max=12, size_min=9, leading_max=1.5, leading_min=1.25, pages_min=1, pages_max=2)
STEPS = layout_steps(FIT)


def page(letters: int, title: str = "A title") -> Any:
    return SimpleNamespace(text="a" * letters, title=title, adjustments=())


@pytest.fixture
def likely() -> LikelySteps:
    likely = LikelySteps()
    likely.learn("de", page(4000), STEPS, 9)
    likely.learn("it", page(3600), STEPS, 5)
    return likely


def test_a_leaflet_begins_where_it_fitted_before(likely: LikelySteps) -> None:
    assert likely.likely("de", page(1000), STEPS) == 9


@pytest.mark.parametrize(("letters", "step"), [(3600, 5), (3700, 6), (3900, 8), (4000, 9)])
def test_another_begins_between_those_that_are_shorter_and_longer(
    likely: LikelySteps, letters: int, step: int
) -> None:
    assert likely.likely("fr", page(letters), STEPS) == step


def test_what_is_longer_than_all_begins_closer(likely: LikelySteps) -> None:
    assert 9 < likely.likely("fi", page(4400), STEPS) < len(STEPS)
    assert likely.likely("en", page(3200), STEPS) < 5


@pytest.mark.parametrize("title", ["Το φυλλάδιο", "نشرة"])
def test_another_script_tells_nothing(likely: LikelySteps, title: str) -> None:
    assert likely.likely("el", page(3700, title), STEPS) == 0


def test_what_fitted_at_the_roomiest_step_tells_nothing_of_others() -> None:
    likely = LikelySteps()
    likely.learn("en", page(2000), STEPS, 0)
    assert likely.likely("de", page(2600), STEPS) == 0


def test_what_one_process_found_the_others_begin_with(tmp_path: Path) -> None:
    file = tmp_path / "steps.txt"
    one, running = LikelySteps(file), LikelySteps(file)
    one.learn("ct.de", page(4000), STEPS, 5)
    one.learn("ct.de", page(4000), STEPS, 9)
    for other in (running, LikelySteps(file)):
        assert other.likely("ct.de", page(1000), STEPS) == 9
        assert other.likely("ct.fr", page(1000), STEPS) == 0
        # With other limits there are other steps.
        assert other.likely("ct.de", page(1000), STEPS[:-1]) == 0
    assert "ct" not in file.read_text()
    size = file.stat().st_size
    running.learn("ct.de", page(4000), STEPS, 9)
    assert file.stat().st_size == size


@pytest.mark.parametrize("data", [b"", b"\xff", b"nonsense\n" * 40_000])
def test_a_file_of_steps_that_is_damaged_or_too_large_is_no_hindrance(
    tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "steps.txt"
    file.write_bytes(data)
    likely = LikelySteps(file)
    assert likely.likely("de", page(4000), STEPS) == 0
    likely.learn("de", page(4000), STEPS, 9)
    assert likely.likely("de", page(4000), STEPS) == 9
    assert file.stat().st_size < 1000
    # Nor is one that cannot be written.
    LikelySteps(tmp_path).learn("de", page(4000), STEPS, 9)
    assert LikelySteps(tmp_path).likely("de", page(4000), STEPS) == 0
