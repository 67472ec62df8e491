"""The fonts of leaflets: which there are, from which packages, and what they can draw."""

import importlib.util
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from briefkit.diagnostics import Diagnostic, translatable
from briefkit.errors import TypesetError
from briefkit.languages.script_fonts import (
    SCRIPT_FONTS,
    ScriptFont,
    font_file,
    is_on_pypi,
)
from briefkit.languages.scripts import writing_of

__all__ = [
    "ARABIC",
    "FAMILIES",
    "SOURCES",
    "FontSource",
    "families_of",
    "has_font_of",
    "missing_font",
    "missing_glyphs",
    "sources_for",
    "uninstalled_font",
]


@dataclass(frozen=True, slots=True)
class FontSource:
    """A static font to make: from which font of which package, at which weight if it varies.

    One of a brand has no package, but the `folder` that its file is in, and its `digest`; a
    script's that is this computer's or a project's has both, with the package that brings it.
    `number` is the font's own in a collection.
    """

    package: str
    file: str
    family: str
    style: str
    weight: int
    folder: str = ""
    digest: str = ""
    number: int = 0

    @property
    def path(self) -> Path:
        """Where the font is. Raises TypesetError when its package is not installed."""
        if self.folder:
            return Path(self.folder) / self.file
        if not is_on_pypi(self.package):
            raise missing_font(self)
        module = importlib.util.find_spec(self.package.replace("-", "_"))
        if module is None or module.origin is None:
            raise missing_font(self)
        path = Path(module.origin).parent / "files" / self.file
        if not path.is_file():
            raise missing_font(self)
        return path

    @property
    def name(self) -> str:
        """The static font's file name."""
        return f"{self.family.replace(' ', '')}-{self.style}.ttf"

    @property
    def pdf_family(self) -> str:
        """What its name begins with in a PDF (as WeasyPrint 70 writes BaseFont)."""
        return self.family.replace(" ", "-")


def missing_font(source: FontSource) -> TypesetError:
    """Return the error that a font's package is not installed."""
    if is_on_pypi(source.package):
        hint = translatable(
            "Install it with “%(command)s”, where python is %(python)s.",
            command=f"python -m pip install {source.package}",
            python=sys.executable,
        )
    else:
        hint = translatable(
            "Install it with “%(command)s” on Debian or Ubuntu; elsewhere put %(file)s "
            "into the project's folder fonts/, or where this computer keeps fonts.",
            command=f"sudo apt install {source.package}",
            file=source.file,
        )
    message = translatable("The font %(family)s is not installed.", family=source.family)
    return TypesetError(Diagnostic(check="fonts", message=message, hint=hint))


_SANS = ("fontpkg-source-sans-3", "SourceSans3[wght].ttf", "Source Sans 3")
_SANS_ITALIC = ("fontpkg-source-sans-3", "SourceSans3-Italic[wght].ttf", "Source Sans 3")
# Unlike Noto's, it draws no letter in parts: text in parts cannot be copied.
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


def has_font_of(script: str) -> bool:
    """Whether we name a font for a script (ISO 15924), be it installed or not."""
    return script in SCRIPT_FONTS or script in ("Arab", "Cyrl", "Grek", "Latn")


def sources_for(locale: str) -> tuple[FontSource, ...]:
    """Return our fonts for a locale alone, because those for Arabic take a second to make.

    They stand in the order in which their families are tried. What isn't installed is among them,
    and has no file: its `path` says how to get it.
    """
    writing = writing_of(locale)
    if font := SCRIPT_FONTS.get(writing):
        return (*_of_script(font), *(s for s in SOURCES if s.family == _SANS[2]))
    families = (_ARABIC[1], _SANS[2]) if writing == "Arab" else (_SANS[2],)
    return tuple(source for family in families for source in SOURCES if source.family == family)


def _of_script(font: ScriptFont) -> tuple[FontSource, ...]:
    """Return a script's fonts; those of this computer without a folder where they are not there."""
    found = []
    for style, weight in (("Regular", 400), ("Bold", 700)):
        file = font.files[style]
        folder, digest = font_file(file, is_system=font.is_system) or ("", "")
        found.append(
            FontSource(font.package, file, font.family, style, weight, folder, digest, font.number)
        )
    return tuple(found)


def uninstalled_font(locale: str) -> Diagnostic | None:
    """Return how to get the first of a locale's fonts that is not there; None where all are."""
    for source in sources_for(locale):
        try:
            _ = source.path
        except TypesetError as error:
            return error.diagnostics[0]
    return None


def families_of(sources: Iterable[FontSource]) -> tuple[str, ...]:
    """Return the families of fonts, in the order in which they are tried."""
    return tuple(dict.fromkeys(source.family for source in sources))


@cache
def _characters(source: FontSource) -> frozenset[int]:
    with TTFont(source.path, fontNumber=source.number, lazy=True) as font:
        return frozenset(font.getBestCmap())


# Format characters need no glyph: blanks of a line, a soft hyphen, joiners, marks of direction.
_WITHOUT_GLYPH = frozenset("\n\t\u00ad\u200c\u200d\u200e\u200f\u061c")


def missing_glyphs(text: str, locale: str, sources: Iterable[FontSource] = ()) -> tuple[str, ...]:
    """Return the characters of `text` that fonts have no glyph for: the `sources`, or ours."""
    covered = _covered(tuple(sources) or sources_for(locale))
    return tuple(sorted(c for c in set(text) - _WITHOUT_GLYPH if ord(c) not in covered))


@cache
def _covered(sources: tuple[FontSource, ...]) -> frozenset[int]:
    regular = (source for source in sources if source.style == "Regular")
    return frozenset[int]().union(*map(_characters, regular))
