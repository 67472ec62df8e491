"""The fonts of leaflets: which there are, from which packages, and what they can draw."""

import importlib.util
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from briefkit.diagnostics import Diagnostic
from briefkit.errors import TypesetError
from briefkit.languages.scripts import scripts_of

__all__ = [
    "ARABIC",
    "FAMILIES",
    "SOURCES",
    "FontSource",
    "families_of",
    "missing_font",
    "missing_glyphs",
    "sources_for",
]


@dataclass(frozen=True, slots=True)
class FontSource:
    """A static font to make: from which font of which package, at which weight if it varies.

    One of a project has no package, but the `folder` that its file is in, and its `digest`.
    """

    package: str
    file: str
    family: str
    style: str
    weight: int
    folder: str = ""
    digest: str = ""

    @property
    def path(self) -> Path:
        """Where the font is. Raises TypesetError when its package is not installed."""
        if self.folder:
            return Path(self.folder) / self.file
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
    return TypesetError(
        Diagnostic(
            check="fonts",
            message=f"The font {source.family} is not installed.",
            hint=f"Install it with “python -m pip install {source.package}”, where python is "
            f"{sys.executable}.",
        )
    )


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


def sources_for(locale: str) -> tuple[FontSource, ...]:
    """Return our fonts for a locale alone, because those for Arabic take a second to make.

    They stand in the order in which their families are tried.
    """
    arabic = "Arab" in scripts_of(locale)
    families = (_ARABIC[1], "Source Sans 3") if arabic else ("Source Sans 3",)
    return tuple(source for family in families for source in SOURCES if source.family == family)


def families_of(sources: Iterable[FontSource]) -> tuple[str, ...]:
    """Return the families of fonts, in the order in which they are tried."""
    return tuple(dict.fromkeys(source.family for source in sources))


@cache
def _characters(source: FontSource) -> frozenset[int]:
    with TTFont(source.path, lazy=True) as font:
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
