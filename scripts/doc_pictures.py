"""Draw the pictures of leaflets in docs/images: python -m scripts.doc_pictures [NAME ...]"""

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefkit.proof import contact_sheet
from scripts.building import ROOT, build_leaflets

__all__ = ["PICTURES", "DocPicture"]

FOLDER = ROOT / "docs" / "images"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocPicture:
    """A picture of pages: `builds` are the options of builds, `files` which of theirs it shows.

    `files` are patterns of names in their order; a page is `width` pixels wide. `command` is what
    makes them.
    """

    name: str
    builds: Sequence[str]
    files: Sequence[str]
    columns: int
    width: int = 300
    every_page: bool = True
    command: str = "build"


def _community(name: str, build: str, *files: str, columns: int, width: int = 300) -> DocPicture:
    builds = [f"--audience community {build}"]
    return DocPicture(name=name, builds=builds, files=files, columns=columns, width=width)


PICTURES = (
    _community("format-a4", "--format a4 --locale en", "*.a4.pdf", columns=2),
    _community(
        "format-a5-booklet",
        "--format a5-booklet --locale en",
        "*.sheet.pdf",
        columns=2,
        width=420,
    ),
    _community(
        "format-dl-trifold", "--format dl-trifold --locale en", "*.sheet.pdf", columns=2, width=420
    ),
    _community(
        "format-right-to-left",
        "--format dl-trifold --locale ar",
        "*.sheet.pdf",
        columns=2,
        width=420,
    ),
    _community(
        "format-large-print", "--format large-print --locale en", "*.large-print.pdf", columns=4
    ),
    _community("format-pocket", "--format pocket --locale en", "*.discreet.pdf", columns=2),
    _community("format-pocket-sheet", "--format pocket --locale en", "*.sheet.pdf", columns=2),
    DocPicture(
        name="format-poster",
        builds=[
            "--audience community --locale en --format poster --format tear-off",
            "--audience community --locale en --format poster --grayscale",
        ],
        files=["*.poster.pdf", "*.poster.grayscale.pdf", "*.tear-off.pdf"],
        columns=3,
    ),
    _community(
        "format-discreet",
        "--format dl-trifold --locale en --discreet",
        "*.sheet.pdf",
        columns=2,
        width=420,
    ),
    _community(
        "format-press",
        "--format dl-trifold --locale en --bleed 3mm --crop-marks",
        "*.press.pdf",
        columns=2,
        width=420,
    ),
    DocPicture(
        name="format-professional",
        builds=["--audience professional --format a4 --locale en"],
        files=["*.a4.pdf"],
        columns=3,
    ),
    _community(
        "side-by-side-uk-en", "--format a4 --locale uk --with en", "*.a4.pdf", columns=4, width=400
    ),
    DocPicture(
        name="side-by-side-ar-en",
        builds=[
            "--audience community --format a4 --locale ar --with en",
            "--audience professional --format a4 --locale ar --with en",
        ],
        files=["*.community.a4.pdf", "*.professional.a4.pdf"],
        columns=4,
        width=400,
    ),
    # To be added when Tigrinya is there: side-by-side-de-ti, “--format a4 --locale ti --with de”.
    _community(
        "twin-uk-en", "--format a4 --locale uk --twin en", "*.uk=en.*", "*.en=uk.*", columns=4
    ),
    DocPicture(
        name="leaflets",
        builds=[
            "--audience community --format a4 --locale en",
            "--audience community --format dl-trifold --locale bg",
        ],
        files=["*.en.*.a4.pdf", "*.bg.*.sheet.pdf"],
        columns=4,
        width=400,
    ),
    DocPicture(
        name="contact-sheet",
        builds=["--format a4"],
        files=["*.pdf"],
        columns=10,
        width=170,
        every_page=False,
    ),
    DocPicture(
        name="languages-sheet",
        builds=[
            "--audience community --qr https://leaflets.example.org",
            "--audience community --worker-locale ar",
        ],
        files=["ct.en.*.pdf", "ct.ar.*.pdf"],
        columns=2,
        width=560,
        command="languages-sheet",
    ),
)


def draw(picture: DocPicture) -> bytes:
    """Return a picture as PNG. Raises RuntimeError where a leaflet is refused."""
    with tempfile.TemporaryDirectory() as folder:
        for options in picture.builds:
            build_leaflets(Path(folder), options.split(), command=picture.command)
        found = [file for glob in picture.files for file in sorted(Path(folder).glob(glob))]
        return contact_sheet(
            [file.read_bytes() for file in found],
            columns=picture.columns,
            width=picture.width,
            every_page=picture.every_page,
        )


def main() -> None:
    """Draw the pictures that are named, or all."""
    for picture in PICTURES:
        if picture.name in sys.argv[1:] or not sys.argv[1:]:
            (FOLDER / f"{picture.name}.png").write_bytes(draw(picture))
            sys.stdout.write(f"docs/images/{picture.name}.png\n")


if __name__ == "__main__":
    main()
