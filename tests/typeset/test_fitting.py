"""A text fitted to its pages, with layouts that are calculated, not drawn."""

import math
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefkit.errors import TypesetError
from briefkit.model import Fit
from briefkit.typeset import layout_steps
from briefkit.typeset.boxes import Layout
from briefkit.typeset.fitting import fit_text
from briefkit.typeset.steps import Step, best_larger


class Calculated(Layout):
    """A layout of a text of a length, in pages at 10 pt and a leading of 1."""

    def __init__(
        self, length: float, size: float, leading: float, look: str = "", *, torn: bool = False
    ) -> None:
        self.filled = length * (size / 10) ** 2 * leading
        self.pages = math.ceil(self.filled)
        self.torn = torn
        self.imprint_alone = self.help_alone = self.notice_alone = False
        self.too_wide = False
        self.document = SimpleNamespace(pages=[])

    def lines_after(self, pages: int) -> int:
        return round((self.filled - pages) * 40)


def fit_of(pages_max: int, pages_step: int = 1, pages_min: int = 1) -> Fit:
    return Fit(
        size_max=12, size_min=9.5, leading_max=1.5, leading_min=1.25,
        pages_min=pages_min, pages_max=pages_max, pages_step=pages_step,
    )  # fmt: skip


@given(length=st.floats(0.1, 8), pages=st.integers(1, 8), start=st.integers(0, 30))
def test_the_roomiest_step_that_fits_is_found_wherever_the_search_begins(
    length: float, pages: int, start: int
) -> None:
    fit = fit_of(pages)
    steps = layout_steps(fit)
    fitting = [i for i, step in enumerate(steps) if Calculated(length, *step).pages <= pages]

    def lay_out(size: float, leading: float, _: str) -> Layout:
        return Calculated(length, size, leading)

    if not fitting:
        with pytest.raises(TypesetError, match="lines too long"):
            fit_text(lay_out, fit, "de", start=start)
        return
    found = fit_text(lay_out, fit, "de", start=start)
    assert found.step == fitting[0]
    assert (found.size, found.leading, found.look) == steps[fitting[0]]


def test_a_table_that_is_too_wide_is_set_smaller_and_otherwise_left_to_the_proof() -> None:
    widest = 11.0

    def lay_out(size: float, leading: float, _: str) -> Layout:
        made = Calculated(0.4, size, leading)
        made.too_wide = size > widest
        return made

    assert fit_text(lay_out, fit_of(1), "de").size == widest
    widest = 5
    assert fit_text(lay_out, fit_of(1), "de").size == 12


def test_a_last_page_for_the_footer_alone_is_done_without() -> None:
    def lay_out(size: float, leading: float, _: str) -> Layout:
        made = Calculated(0.8, size, leading)
        made.imprint_alone = made.pages == 2
        return made

    assert fit_text(lay_out, fit_of(2), "de").layout.pages == 1


def test_what_is_folded_takes_no_more_sheets_than_it_must() -> None:
    found = fit_text(lambda *step: Calculated(2, *step), fit_of(8, pages_step=4), "de")
    assert found.layout.pages == 4


def test_what_is_folded_with_a_torn_help_box_is_refused() -> None:
    with pytest.raises(TypesetError, match=r"de: at 9\.5 pt .*: its help box is torn"):
        fit_text(lambda *step: Calculated(1, *step, torn=True), fit_of(4, pages_step=4), "de")


@given(length=st.floats(0.1, 8), start=st.integers(0, 30))
def test_a_sparing_text_takes_as_few_pages_as_at_its_smallest(length: float, start: int) -> None:
    fit = replace(fit_of(12), sparing=True)
    steps = layout_steps(fit)
    fewest = Calculated(length, *steps[-1]).pages
    fitting = [i for i, step in enumerate(steps) if Calculated(length, *step).pages == fewest]

    def lay_out(size: float, leading: float, _: str) -> Layout:
        return Calculated(length, size, leading)

    assert fit_text(lay_out, fit, "de", start=start).step == fitting[0]


@pytest.mark.parametrize("start", [0, 5, 99])
def test_nor_is_one_refused_that_seems_to_take_more(start: int) -> None:
    fit = replace(fit_of(3), sparing=True)

    def lay_out(size: float, leading: float, _: str) -> Layout:
        made = Calculated(3, size, leading)
        made.pages, made.filled = math.ceil(made.filled * 0.85), made.filled * 1.2
        return made

    assert fit_text(lay_out, fit, "de", start=start).layout.pages == 3


def test_what_is_too_short_is_refused() -> None:
    with pytest.raises(TypesetError, match=r"de: it takes 1 pages where .* asks for 3"):
        fit_text(lambda *step: Calculated(0.2, *step), fit_of(4, pages_min=3), "de")


@given(length=st.floats(0.1, 8), pages=st.integers(1, 8))
def test_where_the_search_begins_right_two_layouts_tell(length: float, pages: int) -> None:
    fit = fit_of(pages)
    fitting = [
        i for i, step in enumerate(layout_steps(fit)) if Calculated(length, *step).pages <= pages
    ]
    tried = []

    def lay_out(size: float, leading: float, _: str) -> Layout:
        tried.append((size, leading))
        made = Calculated(length, size, leading)
        made.filled *= 0.6  # much is left empty at the feet of pages, as before large blocks
        return made

    if fitting:
        fit_text(lay_out, fit, "de", start=fitting[0])
        assert len(tried) == min(2, fitting[0] + 1)


@pytest.mark.parametrize(("fits_up_to", "best"), [(18.5, 18.5), (20, 19), (17.0, None)])
def test_of_larger_sizes_the_best_of_three_is_found(fits_up_to: float, best: float | None) -> None:
    tried = []

    def attempt(step: Step) -> tuple[float, float] | None:
        tried.append(step.size)
        # What lacks least is what fills pages best: 19 pt here.
        return (abs(step.size - 19), step.size) if step.size <= fits_up_to else None

    found = best_larger(Step(18, 1.4), 20, 0.86, attempt)
    assert len(tried) <= 3
    assert all(18 < size <= 20 for size in tried)
    assert (found[1] if found else None) == pytest.approx(best, abs=0.5) if best else found is None


def test_a_size_that_fills_all_pages_ends_the_search() -> None:
    tried = []

    def attempt(step: Step) -> tuple[float, float] | None:
        tried.append(step.size)
        return 0.0, step.size

    assert best_larger(Step(18, 1.4), 20, 0.9, attempt) == (0.0, tried[0])
    assert len(tried) == 1
    assert best_larger(Step(20, 1.4), 20, 0.9, attempt) is None
