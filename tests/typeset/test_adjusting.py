"""Layouts that have a fault, and are set with what mends it: the help box, the notice, panels."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from briefkit.build import Built, build, plan
from briefkit.proof import comparable, read_runs
from briefkit.proof.layout import fill_of_pages
from tests.heat import heat

NOTICE = "Paid for by the Town of Oldbridge."
FUNDERS: dict[str, Any] = {
    "none": "none",
    "eu": {"preset": "eu-2021-2027", "grant": "101090000"},
    "own": {"notice": NOTICE},
}
# What only these parts of a leaflet say, in the English of the templates.
HELP, PAID = "Where to get help", {"none": "", "eu": "Funded by the European Union", "own": NOTICE}


def items(count: int, sections: int = 1) -> str:
    each = (
        "- **Drink:** a glass of water every hour, before you are thirsty, and rest when it is "
        "noon, wherever you are.\n"
    )
    per = [count // sections + (n < count % sections) for n in range(sections)]
    return "".join(f"\n## Part {n + 1}\n\n{each * number}" for n, number in enumerate(per))


def made(root: Path, font_cache: Path, text: str, funder: str, *formats: str) -> tuple[Built, ...]:
    shop = heat(
        root,
        font_cache,
        funder=FUNDERS[funder],
        languages=["en"],
        audiences={"patients": {"level": "plain", "label": "For all"}},
        brand={},
    )
    file = shop.root / "briefs" / "heat" / "patients.md"
    file.write_text(f"# Heat: how to keep well\n\nWhen it is hot, drink.\n{text}", "utf-8")
    built = tuple(build(plan(shop.project, formats=formats), shop.order()))
    assert [item.diagnostics for item in built] == [()] * len(built)
    return built


def pages_of(built: Built) -> list[str]:
    """Return what the tagged text of each page says."""
    assert built.path is not None
    texts = [""] * built.pages
    for run in read_runs(built.path.read_bytes()):
        if run.mcid >= 0:
            texts[run.page] += comparable(run.text)
    return texts


def pages_with(words: str, pages: Iterable[str]) -> Iterator[int]:
    return (number for number, text in enumerate(pages) if comparable(words) in text)


@pytest.mark.parametrize("funder", FUNDERS)
def test_five_lines_take_one_page_and_are_on_the_inside(
    funder: str, tmp_path: Path, font_cache: Path
) -> None:
    text = "\nThe library is open all day, and cool.\n"
    formats = ("a4", "large-print", "dl-trifold")
    page, large, folded = made(tmp_path, font_cache, text, funder, *formats)
    assert page.pages == large.pages == 1
    panels = pages_of(folded)
    assert list(pages_with("library", panels)) == [2]
    assert panels[1] == ""
    assert list(pages_with(HELP, panels)) == [3]
    assert folded.pages == 4


@pytest.mark.parametrize(("sections", "inside"), [(1, [2]), (2, [2, 3]), (3, [2, 3, 4])])
def test_the_sections_of_a_short_text_stand_on_the_inside(
    sections: int, inside: list[int], tmp_path: Path, font_cache: Path
) -> None:
    (folded,) = made(tmp_path, font_cache, items(6, sections), "eu", "dl-trifold")
    panels = pages_of(folded)
    assert list(pages_with("a glass of water", panels)) == inside
    assert (
        list(pages_with(PAID["eu"], panels)) == list(pages_with(HELP, panels)) == [max(inside) + 1]
    )


def test_what_needs_the_panel_that_folds_in_has_it(tmp_path: Path, font_cache: Path) -> None:
    (folded,) = made(tmp_path, font_cache, items(26, 2), "none", "dl-trifold")
    panels = pages_of(folded)
    assert list(pages_with("a glass of water", panels)) == [1, 2, 3, 4]


@pytest.mark.parametrize("count", [2, 4, 10, 14])
@pytest.mark.parametrize("funder", ["none", "eu"])
def test_neither_the_help_box_nor_the_notice_stands_alone(
    count: int, funder: str, tmp_path: Path, font_cache: Path
) -> None:
    for built in made(tmp_path, font_cache, items(count, 2), funder, "a4", "large-print"):
        pages = pages_of(built)
        if built.pages == 1:
            continue
        (last,) = pages_with(HELP, pages)
        assert last == built.pages - 1
        # Alone it fills its page: the space for a stamp grows.
        assert built.path is not None
        filled = fill_of_pages(built.path.read_bytes())[last]
        assert "aglassofwater" in pages[last] or filled >= 0.85
        assert not PAID[funder] or list(pages_with(PAID[funder], pages)) == [last]
        # One item of a list is not alone on a page.
        assert all(page.count("Drink:") != 1 or "Part" in page for page in pages)


def test_a_text_of_nearly_a_page_is_set_smaller_rather_than_on_two(
    tmp_path: Path, font_cache: Path
) -> None:
    (built,) = made(tmp_path, font_cache, items(8, 2), "eu", "a4")
    assert built.pages == 1
    assert built.text_size < 14
