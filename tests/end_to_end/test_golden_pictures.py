"""Pages as they looked when somebody last looked at them: a change of design is seen, not met."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from scripts.golden_pictures import FOLDER, LOCALES, PAGES, difference, draw_pages


@pytest.mark.parametrize("locale", LOCALES)
def test_each_page_looks_as_it_is_kept(locale: str, font_cache: Path) -> None:
    drawn = draw_pages(locale, font_cache)
    assert drawn.keys() == {path.name for path in FOLDER.glob(f"*.{locale}.png")}
    changed = [name for name, now in drawn.items() if difference(now, Image.open(FOLDER / name))]
    assert not changed, "Look at them: python -m scripts.golden_pictures --show DIR"


def test_every_page_is_kept_in_every_language_that_it_is_made_in() -> None:
    kept = {path.name.rpartition(".")[0] for path in FOLDER.glob("*.png")}
    every = {f"{page.name}.{locale}" for page in PAGES for locale in LOCALES}
    missing = {name for name in every - kept if not name.startswith("easy.")}
    easy = {name.rpartition(".")[2] for name in every & kept if name.startswith("easy.")}
    assert not missing
    assert easy == {"bg", "de", "en"}


def test_a_line_that_breaks_elsewhere_is_a_difference_and_smoothing_is_none() -> None:
    page = Image.new("RGB", (240, 340), "white")
    draw = ImageDraw.Draw(page)
    for y in range(20, 320, 8):
        draw.rectangle((20, y, 200, y + 3), fill="black")
    smoothed = page.point(lambda value: max(0, value - 10))
    assert difference(smoothed, page) is None
    other = page.copy()
    ImageDraw.Draw(other).rectangle((160, 100, 200, 103), fill="white")
    seen = difference(other, page)
    assert seen is not None
    assert seen.size == (240 * 3 + 16, 340)
