"""Draw small pictures of pages that tests compare with, or show where pages differ from them.

python -m scripts.golden_pictures             renew the pictures in tests/golden
python -m scripts.golden_pictures --show DIR  write into DIR those that differ: as kept, as now,
                                              and where they differ
"""

import argparse
import io
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from briefkit.build import Order, build, plan
from briefkit.leaflet import find_format
from briefkit.project import Project
from briefkit.proof import page_picture
from scripts.building import BRIEF, ROOT

__all__ = ["FOLDER", "LOCALES", "PAGES", "GoldenPage", "difference", "draw_pages", "unlike"]

FOLDER = ROOT / "tests" / "golden"

# The widths of letters differ most in these; one is written in Cyrillic, one from right to left.
LOCALES = ("ar", "bg", "de", "en", "fi")

# The width of a page's picture in pixels; what differs by less than this, of 255, is smoothing.
_WIDTH, _SMOOTHING = 240, 24
# How much of a picture may differ by more: a line that breaks elsewhere changes more than this.
_TOLERANCE = 0.002


@dataclass(frozen=True, slots=True)
class GoldenPage:
    """A page (0-based) of a format that an audience has, which shows its design."""

    audience: str
    format: str
    page: int

    @property
    def name(self) -> str:
        """What its pictures are called, without their locale."""
        return f"{self.audience}.{self.format}"


PAGES = (
    GoldenPage("community", "a4", 0),
    GoldenPage("community", "a5-booklet", 1),
    GoldenPage("community", "dl-trifold", 2),
    GoldenPage("community", "large-print", 0),
    GoldenPage("community", "pocket", 1),
    GoldenPage("community", "poster", 0),
    GoldenPage("community", "tear-off", 0),
    GoldenPage("community", "share", 1),
    GoldenPage("easy", "a4", 0),
    GoldenPage("easy", "a5-booklet", 2),
    GoldenPage("easy", "large-print", 1),
    GoldenPage("professional", "a4", 0),
    GoldenPage("professional", "a5-booklet", 1),
    GoldenPage("professional", "large-print", 0),
)


def draw_pages(locale: str, font_cache: Path) -> Mapping[str, Image.Image]:
    """Return pictures of the pages in a locale by the names of their files.

    Leaflets are built for it; an audience that isn't made in this locale has none. Raises
    RuntimeError where a leaflet is refused.
    """
    wanted = {(page.audience, page.format): page for page in PAGES}
    formats = dict.fromkeys(page.format for page in PAGES)
    every = plan(Project(ROOT, ROOT), briefs=[BRIEF], locales=[locale], formats=formats)
    editions = [edition for edition in every if (edition.audience, edition.format) in wanted]
    pictures = {}
    with tempfile.TemporaryDirectory() as folder:
        order = Order(root=ROOT, bundled=ROOT, output=Path(folder), font_cache=font_cache)
        for built in build(editions, order):
            if built.path is None:
                raise RuntimeError("\n".join(map(str, built.diagnostics)))
            page = wanted[built.edition.audience, built.edition.format]
            pictures[f"{page.name}.{locale}.png"] = _picture(page, built.path)
    return pictures


def _picture(page: GoldenPage, file: Path) -> Image.Image:
    """Return a page's picture without its foot: the code there changes with every template."""
    picture = page_picture(file.read_bytes(), page.page, width=_WIDTH)
    fmt = find_format(page.format)
    kept = picture.height * (1 - fmt.margin_bottom / fmt.height)
    return picture.crop((0, 0, picture.width, int(kept)))


def unlike(picture: Image.Image, kept: Image.Image) -> float:
    """Return how much of a picture differs from the one that is kept: 1 is all of it."""
    if picture.size != kept.size:
        return 1.0
    return float(ImageStat.Stat(_differing(picture, kept)).mean[0]) / 255


def difference(picture: Image.Image, kept: Image.Image) -> Image.Image | None:
    """Return the kept picture, the new one, and where they differ, side by side; None if nowhere.

    What is told apart by smoothing alone is no difference.
    """
    if unlike(picture, kept) <= _TOLERANCE:
        return None
    parts = [kept.convert("RGB"), picture.convert("RGB")]
    if picture.size == kept.size:
        parts.append(ImageChops.invert(_differing(picture, kept)).convert("RGB"))
    width, height = sum(p.width for p in parts), max(p.height for p in parts)
    sheet = Image.new("RGB", (width + 8 * (len(parts) - 1), height), "#888")
    left = 0
    for part in parts:
        sheet.paste(part, (left, 0))
        left += part.width + 8
    return sheet


def _differing(picture: Image.Image, kept: Image.Image) -> Image.Image:
    """Return in white where two pictures of a size differ by more than smoothing does."""
    apart = ImageChops.difference(picture.convert("L"), kept.convert("L"))
    return apart.point(lambda value: 255 if value > _SMOOTHING else 0)


def _changes(font_cache: Path) -> Iterator[tuple[str, Image.Image, Image.Image | None]]:
    """Yield the pictures that are new or differ, each with the one that is kept, if there is."""
    for locale in LOCALES:
        for name, picture in draw_pages(locale, font_cache).items():
            file = FOLDER / name
            kept = Image.open(file) if file.is_file() else None
            if kept is None or difference(picture, kept):
                yield name, picture, kept


def _small(picture: Image.Image) -> bytes:
    """Return a picture as a PNG of 16 greys: they are nearer than what smoothing may change."""
    data = io.BytesIO()
    picture.convert("L").point(lambda value: value // 17 * 17).save(data, "PNG", optimize=True)
    return data.getvalue()


def main() -> None:
    """Read the options and do what they ask for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--show", type=Path, metavar="DIR", help="Only show what differs.")
    show = parser.parse_args().show
    (show or FOLDER).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as font_cache:
        for name, picture, kept in _changes(Path(font_cache)):
            sys.stdout.write(f"{name}\n")
            if show is None:
                (FOLDER / name).write_bytes(_small(picture))
            elif kept is not None and (seen := difference(picture, kept)):
                seen.save(show / name)
            else:
                picture.save(show / name)


if __name__ == "__main__":
    main()
