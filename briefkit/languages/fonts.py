"""The fonts of leaflets: from PyPI, as static instances made once; never the system's."""

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTFont

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError

__all__ = [
    "ARABIC",
    "FAMILIES",
    "SOURCES",
    "FontSource",
    "arabic_letters",
    "families_for",
    "install_fonts",
    "missing_glyphs",
    "sources_for",
]

# Raised when what `_instance` writes changes, so that older instances are not used.
REVISION = 2


@dataclass(frozen=True, slots=True)
class FontSource:
    """A static font to make: from which font of which package, at which weight if it varies."""

    package: str
    file: str
    family: str
    style: str
    weight: int

    @property
    def path(self) -> Path:
        """Where the package's font is. Raises TypesetError when its package is not installed."""
        module = importlib.util.find_spec(self.package.replace("-", "_"))
        if module is None or module.origin is None:
            raise _missing(self)
        path = Path(module.origin).parent / "files" / self.file
        if not path.is_file():
            raise _missing(self)
        return path

    @property
    def name(self) -> str:
        """The static font's file name."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"

    @property
    def pdf_family(self) -> str:
        """What its name begins with in a PDF (as WeasyPrint 70 writes BaseFont)."""
        return self.family.replace(" ", "-")


_SANS = ("fontpkg-source-sans-3", "SourceSans3[wght].ttf", "Source Sans 3")
_SANS_ITALIC = ("fontpkg-source-sans-3", "SourceSans3-Italic[wght].ttf", "Source Sans 3")
# Other than Noto's, it draws no letter in parts, whose text could not be copied.
_ARABIC = "fontpkg-ibm-plex-sans-arabic", "IBM Plex Sans Arabic"

SOURCES = (
    FontSource(*_SANS, "Regular", 400),
    FontSource(*_SANS, "Bold", 700),
    FontSource(*_SANS_ITALIC, "Italic", 400),
    FontSource(_ARABIC[0], "IBMPlexSansArabic-Regular.ttf", _ARABIC[1], "Regular", 400),
    FontSource(_ARABIC[0], "IBMPlexSansArabic-Bold.ttf", _ARABIC[1], "Bold", 700),
)

ARABIC = next(s for s in SOURCES if s.family == _ARABIC[1] and s.style == "Regular")

FAMILIES = tuple(dict.fromkeys(source.family for source in SOURCES))

_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def _missing(source: FontSource) -> TypesetError:
    return TypesetError(
        Diagnostic(
            check="fonts",
            message=f"The font {source.family} is not installed.",
            hint=f"Install it with “python -m pip install {source.package}”.",
        )
    )


def install_fonts(cache_folder: Path, sources: Iterable[FontSource] = SOURCES) -> Path:
    """Make the static fonts below `cache_folder`, unless they are there, and return their folder.

    The folder also has a Fontconfig configuration, `fonts.conf`, that knows these fonts alone.
    Two processes may do this at once: each works in a folder of its own, and the first to rename
    it wins. Raises TypesetError when a font's package is not installed.
    """
    sources = tuple(sources)
    folder = cache_folder / f"fonts-{_fingerprint(sources)}"
    if _is_whole(folder, sources):
        return folder
    cache_folder.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="fonts-", dir=cache_folder))
    try:
        for source in sources:
            _instance(source, work / source.name)
        # Of two processes that would make it at once, Fontconfig has one complain.
        (work / "cache").mkdir()
        (work / "fonts.conf").write_text(_configuration(folder), encoding="utf-8")
        if not _is_whole(folder, sources):
            shutil.rmtree(folder, ignore_errors=True)  # it was moved, or a part of it taken away
        try:
            os.replace(work, folder)
        except OSError:
            if not _is_whole(folder, sources):
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def _configuration(folder: Path) -> str:
    return _CONFIGURATION.format(folder=escape(folder.absolute().as_posix()))


def _is_whole(folder: Path, sources: Iterable[FontSource]) -> bool:
    try:
        # Where the folder was moved from elsewhere, Fontconfig would find no font.
        known = (folder / "fonts.conf").read_text(encoding="utf-8") == _configuration(folder)
    except (OSError, UnicodeDecodeError):
        return False
    return known and all((folder / source.name).is_file() for source in sources)


def _fingerprint(sources: Iterable[FontSource]) -> str:
    parts = [str(REVISION), importlib.metadata.version("uharfbuzz")]
    for source in sources:
        try:
            version = importlib.metadata.version(source.package)
        except importlib.metadata.PackageNotFoundError:
            raise _missing(source) from None
        parts += [version, repr(source)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _instance(source: FontSource, target: Path) -> None:
    # HarfBuzz makes an instance in 20 ms where fontTools' instancer takes 8 s; fontTools then sets
    # the names, by which Fontconfig tells the styles apart.
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source.path)))
    choice = uharfbuzz.SubsetInput()
    choice.keep_everything()
    for tag in _axes(source.path):
        if tag == "wght":
            choice.pin_axis_location(face, tag, source.weight)
        else:
            choice.pin_axis_to_default(face, tag)
    target.write_bytes(uharfbuzz.subset(face, choice).blob.data)
    with TTFont(target, recalcTimestamp=False) as font:
        names = font["name"]
        postscript = source.name.removesuffix(".ttf")
        full = f"{source.family} {source.style}"
        for name_id in (1, 2, 3, 4, 6, 16, 17, 21, 22, 25):
            names.removeNames(nameID=name_id)
        for name_id, value in (
            (1, source.family), (2, source.style), (3, postscript), (4, full), (6, postscript),
        ):  # fmt: skip
            names.setName(value, name_id, 3, 1, 0x409)
        # OpenType 1.9: head.macStyle bit 0 and OS/2.fsSelection bit 5 are bold, bit 6 regular.
        if source.style == "Bold":
            font["head"].macStyle |= 1
            font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x40) | 0x20
        for table in ("DSIG", "STAT"):
            if table in font:
                del font[table]
        if source.family == _ARABIC[1]:
            from briefkit.languages.arabic import part_letters

            part_letters(font)
        font.save(target)


def arabic_letters(folder: Path) -> dict[int, str]:
    """Return the letter or mark that each glyph of the Arabic font stands for, by its number.

    `folder` is what `install_fonts` returned; there are none where it has no such font. All styles
    have the same numbers.
    """
    if not (folder / ARABIC.name).is_file():
        return {}
    from briefkit.languages.arabic import letters_by_glyph

    with TTFont(folder / ARABIC.name, lazy=True) as font:
        return letters_by_glyph(font)


def _axes(path: Path) -> tuple[str, ...]:
    with TTFont(path, lazy=True) as font:
        return tuple(axis.axisTag for axis in font["fvar"].axes) if "fvar" in font else ()


def families_for(locale: str) -> tuple[str, ...]:
    """Return the font families for a locale, in the order in which they are tried."""
    arabic = locale.partition("_")[0] == "ar"
    return (_ARABIC[1], "Source Sans 3") if arabic else ("Source Sans 3",)


def sources_for(locale: str) -> tuple[FontSource, ...]:
    """Return the fonts for a locale: it takes a second to make those for Arabic."""
    families = families_for(locale)
    return tuple(source for source in SOURCES if source.family in families)


@cache
def _characters(families: tuple[str, ...]) -> frozenset[int]:
    covered: set[int] = set()
    for source in SOURCES:
        if source.family in families and source.style == "Regular":
            with TTFont(source.path, lazy=True) as font:
                covered |= font.getBestCmap().keys()
    return frozenset(covered)


# What steers the setting of text and has no glyph: a soft hyphen, joiners, marks of direction.
_UNSEEN = frozenset("\n\t\u00ad\u200c\u200d\u200e\u200f\u061c")


def missing_glyphs(text: str, locale: str) -> tuple[str, ...]:
    """Return the characters of `text` that the locale's fonts have no glyph for."""
    covered = _characters(families_for(locale))
    return tuple(sorted({c for c in text if c not in _UNSEEN and ord(c) not in covered}))
