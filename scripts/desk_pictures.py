"""Draw the pictures of the desk's pages in docs/images: python -m scripts.desk_pictures [NAME ...]

It needs Chromium, as the tests of the desk do.
"""

import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from scripts.building import BRIEF, ROOT

__all__ = ["PICTURES", "DeskPicture"]

FOLDER = ROOT / "docs" / "images"
_COLOURS = 96

# Between pictures that stand beside each other, in pixels.
_GAP = 12
_PROOFED = ".leaflet-state.proofed"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPicture:
    """A picture of a page: `path` is its address, `speaks` the desk's language.

    `act` is what a person does on it first; the page is `width` by `height` pixels. `elsewhere` are
    the languages in which it is drawn too, half as large, beside a phone's in English: there
    `again` is done, or `act` where that is None.
    """

    name: str
    speaks: str
    path: str
    act: Callable[[Page], object]
    width: int = 1280
    height: int = 860
    elsewhere: tuple[str, ...] = ()
    again: Callable[[Page], object] | None = None


def _choice(locale: str, fmt: str, audience: str = "community") -> str:
    return f"?brief={BRIEF}&audience={audience}&locale={locale}&format={fmt}"


def _is_phone(page: Page) -> bool:
    size = page.viewport_size
    return size is not None and size["width"] < 400


def _seen(page: Page) -> None:
    """Wait until the leaflet is proofed and all its pages are drawn; on a phone it is below."""
    if _is_phone(page) and "show=" not in page.url:
        return
    page.wait_for_selector(_PROOFED, timeout=60_000)
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")


def _mistaken(page: Page) -> None:
    page.locator("#name").fill("Animus")
    page.locator("#phone").fill("116112")
    page.locator("#country").select_option("BG")
    page.locator("button.main").click()
    page.wait_for_selector("#problems")


def _ordered(page: Page) -> None:
    start = page.url.partition("?")[0]
    for name, kinds in (
        ("School in the valley", [("bg", "a5-booklet"), ("en", "large-print")]),
        ("Family at the station", [("uk", "a4"), ("ar", "pocket")]),
    ):
        for locale, fmt in kinds:
            page.goto(start + _choice(locale, fmt))
            page.get_by_role("button", name="Add it to the order").click()
            page.get_by_role("link", name="To the order", exact=True).wait_for()
        page.goto(f"{start}orders")
        page.get_by_label("Name of the order").fill(name)
        if name.startswith("School"):
            page.get_by_role("button", name="Keep it").click()
            page.get_by_role("button", name="Open it").wait_for()


def _translated(page: Page) -> None:
    page.locator(".messages a", has_text="Warning signs").first.click()
    page.wait_for_selector("#sheet[data-ready]")
    page.frames[-1].evaluate("document.fonts.ready.then(() => true)")
    page.wait_for_selector("#fit li:last-child .room span")


def _shown(page: Page) -> None:
    page.wait_for_selector("td[data-pending]", state="detached", timeout=60_000)


def _reviewed(page: Page) -> None:
    page.locator("#reviewer").fill("Erika Muster")
    _seen(page)
    page.locator(".review input").first.check()
    page.wait_for_selector(".review .confirmed")


def _written(page: Page) -> None:
    _seen(page)
    source = page.locator("#source")
    source.fill(source.input_value().replace("They win trust.", "They win your trust."))
    page.wait_for_selector(".told.unsettled")
    _seen(page)
    source.evaluate("s => s.scrollTop = 0")


def _sought(page: Page) -> None:
    page.locator("#find").fill("call")


def _at_orders(page: Page) -> None:
    page.goto(f"{page.url.partition('?')[0]}orders")


PICTURES = (
    DeskPicture(
        name="desk", speaks="en", path=_choice("bg", "a4"), act=_seen, elsewhere=("de", "ar")
    ),
    DeskPicture(
        name="desk-orders",
        speaks="en",
        path="",
        act=_ordered,
        elsewhere=("de", "ar"),
        again=_at_orders,
    ),
    DeskPicture(name="desk-ar", speaks="ar", path=_choice("ar", "dl-trifold"), act=_seen),
    DeskPicture(
        name="desk-contact",
        speaks="de",
        path="contacts",
        act=_mistaken,
        height=1100,
        elsewhere=("en", "ar"),
    ),
    DeskPicture(
        name="desk-phone",
        speaks="el",
        path=f"{_choice('uk', 'pocket')}&show=1#leaflet-heading",
        act=_seen,
        width=360,
        height=800,
    ),
    DeskPicture(
        name="desk-translate",
        speaks="en",
        path=f"translate{_choice('bg', 'a4')}",
        act=_translated,
        elsewhere=("de", "ar"),
    ),
    DeskPicture(
        name="desk-languages", speaks="en", path="languages", act=_shown, elsewhere=("de", "ar")
    ),
    DeskPicture(
        name="desk-review",
        speaks="en",
        path=f"review{_choice('de', 'a4')}",
        act=_reviewed,
        elsewhere=("de", "ar"),
    ),
    DeskPicture(
        name="desk-author",
        speaks="en",
        path=f"author/text?brief={BRIEF}&audience=community",
        act=_written,
        elsewhere=("de", "ar"),
    ),
    DeskPicture(
        name="desk-pictograms",
        speaks="en",
        path="pictograms",
        act=_sought,
        height=700,
        elsewhere=("de", "ar"),
    ),
)


@contextmanager
def _desk(folder: Path) -> Iterator[str]:
    """The address of a desk that serves a copy of our project in a folder, while it runs."""
    for name in ("briefs", "locales", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    command = [sys.executable, "-m", "briefkit", "desk", "--no-browser"]
    # What the person at this computer chose last stays hers.
    environment = {**os.environ, "BRIEFKIT_STATE": str(folder / "state")}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        if not found:
            raise RuntimeError("The desk does not start.")
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def _draw(page: Page, address: str, picture: DeskPicture) -> Image.Image:
    """Return a picture of a page."""
    page.goto(f"{address}contacts")
    page.locator("#desk-language").select_option(picture.speaks)
    page.locator("header button").click()
    page.goto(address + picture.path)
    picture.act(page)
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def _beside(images: Sequence[Image.Image]) -> Image.Image:
    """Return pictures beside each other, each half as large."""
    halves = [image.resize((image.width // 2, image.height // 2)) for image in images]
    width = sum(half.width + _GAP for half in halves) - _GAP
    sheet = Image.new("RGB", (width, max(half.height for half in halves)), "white")
    left = 0
    for half in halves:
        sheet.paste(half, (left, 0))
        left += half.width + _GAP
    return sheet


def _save(drawn: Image.Image, name: str) -> None:
    """Write a picture as PNG, of few colours."""
    output = io.BytesIO()
    drawn.quantize(_COLOURS, dither=Image.Dither.NONE).save(output, "PNG", optimize=True)
    (FOLDER / f"{name}.png").write_bytes(output.getvalue())
    sys.stdout.write(f"docs/images/{name}.png\n")


def main() -> None:
    """Draw the pictures that are named, or all."""
    wanted = [p for p in PICTURES if p.name in sys.argv[1:] or not sys.argv[1:]]
    with (
        tempfile.TemporaryDirectory() as folder,
        _desk(Path(folder)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )

        def drawn(picture: DeskPicture) -> Image.Image:
            page = browser.new_page(
                viewport={"width": picture.width, "height": picture.height}, locale=picture.speaks
            )
            image = _draw(page, address, picture)
            page.close()
            return image

        for picture in wanted:
            _save(drawn(picture), picture.name)
            if picture.elsewhere:
                again = replace(picture, act=picture.again or picture.act)
                others = [replace(again, speaks=speaks) for speaks in picture.elsewhere]
                phone = replace(again, speaks="en", width=360, height=picture.height)
                _save(_beside([drawn(each) for each in (*others, phone)]), f"{picture.name}-others")
        browser.close()


if __name__ == "__main__":
    main()
