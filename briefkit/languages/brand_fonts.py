"""A brand's fonts: a package's, or files of a project, by the styles that leaflets are set in."""

import hashlib
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from briefkit.diagnostics import Translatable, translatable
from briefkit.languages.fonts import FAMILIES, FontSource, sources_for
from briefkit.languages.script_fonts import is_on_pypi
from briefkit.languages.scripts import scripts_of

__all__ = [
    "UnusableFontError",
    "brand_sources",
    "fonts_for",
    "script_takes_brand_font",
    "takes_brand_font",
]

# OpenType 1.9, OS/2.fsType: the font may not be embedded in a document.
_RESTRICTED = 0x0002

# The scripts that a brand's font may be for: what is printed in others is proofed by our own fonts.
_SCRIPTS = frozenset({"Latn", "Grek", "Cyrl"})


class UnusableFontError(Exception):
    """Why a font can't be a brand's, to complete a sentence, and what to do."""

    def __init__(self, problem: Translatable, hint: Translatable) -> None:
        super().__init__(problem)
        self.problem = problem
        self.hint = hint


@dataclass(frozen=True, slots=True)
class _Face:
    """A font's file: its family, whether it slants, and the weights that it has."""

    path: Path
    family: str
    italic: bool
    weights: tuple[float, float]
    restricted: bool

    def has(self, weight: int) -> bool:
        return self.weights[0] <= weight <= self.weights[1]


def brand_sources(name: str, folder: Path) -> tuple[FontSource, ...]:
    """Return the fonts of a package “fontpkg-…”, or of a family that `folder` has files of.

    They are regular, bold, and italic where there is one. None are returned for our own. Raises
    UnusableFontError.
    """
    package = name if is_on_pypi(name) else ""
    faces = list(_package_faces(package) if package else _family_faces(name, folder))
    if not faces:
        raise UnusableFontError(
            translatable("names a font that is not there: %(name)s", name=name),
            translatable(
                "Install it with “%(command)s”, where python is %(python)s.",
                command=f"python -m pip install {name}",
                python=sys.executable,
            )
            if package
            else translatable(
                "Put its files, TrueType or OpenType, into the project's folder fonts/, or name a "
                "package “%(package)s”.",
                package="fontpkg-…",
            ),
        )
    if faces[0].family in FAMILIES:
        return ()
    _require_usable(faces)
    wanted = (("Regular", False, 400), ("Bold", False, 700), ("Italic", True, 400))
    found = {
        style: _source(face, package, style, weight)
        for style, italic, weight in wanted
        if (face := next((f for f in faces if f.italic == italic and f.has(weight)), None))
    }
    if missing := [style.lower() for style in ("Regular", "Bold") if style not in found]:
        raise UnusableFontError(
            translatable(
                "names a font that lacks a style: %(family)s, %(styles)s",
                family=faces[0].family,
                styles=", ".join(missing),
            ),
            translatable("Add the files of these styles, or take another font."),
        )
    return tuple(found.values())


def _require_usable(faces: Sequence[_Face]) -> None:
    """Raise UnusableFontError for a family that can't be named, or may not be embedded."""
    family = faces[0].family
    if re.fullmatch(r"\w[\w -]*", family) is None:  # stylesheets and file names have it
        raise UnusableFontError(
            translatable("names a font whose family is called “%(family)s”", family=family),
            translatable(
                "A family's name has letters, digits, blanks and hyphens. Take another font."
            ),
        )
    if any(face.restricted for face in faces):
        raise UnusableFontError(
            translatable(
                "names a font that may not be embedded in a PDF: %(family)s", family=family
            ),
            translatable("Its own licence says so (%(field)s). Take another.", field="OS/2.fsType"),
        )


def _package_faces(package: str) -> Iterator[_Face]:
    module = importlib.util.find_spec(package.replace("-", "_"))
    if module is None or module.origin is None:
        return
    yield from _faces(Path(module.origin).parent / "files")


def _family_faces(name: str, folder: Path) -> Iterator[_Face]:
    wanted = name.casefold()
    yield from (face for face in _faces(folder) if face.family.casefold() == wanted)


def _faces(folder: Path) -> Iterator[_Face]:
    """Yield the fonts of a folder; what is none is left out."""
    for path in sorted(folder.glob("*")):
        if path.suffix.lower() not in (".ttf", ".otf"):
            continue
        try:
            with TTFont(path, lazy=True) as font:
                names, os2 = font["name"], font["OS/2"]
                axes = {a.axisTag: a for a in font["fvar"].axes} if "fvar" in font else {}
                weight = axes.get("wght")
                own = os2.usWeightClass
                yield _Face(
                    path=path,
                    family=str(names.getDebugName(16) or names.getDebugName(1) or ""),
                    italic=bool(os2.fsSelection & 1 or font["head"].macStyle & 2),
                    weights=(weight.minValue, weight.maxValue) if weight else (own, own),
                    restricted=os2.fsType & 0xF == _RESTRICTED,
                )
        except (TTLibError, KeyError, OSError, ValueError, AttributeError):
            continue


def _source(face: _Face, package: str, style: str, weight: int) -> FontSource:
    if package:
        return FontSource(package, face.path.name, face.family, style, weight)
    return FontSource(
        package="",
        file=face.path.name,
        family=face.family,
        style=style,
        weight=weight,
        folder=str(face.path.parent),
        digest=hashlib.sha256(face.path.read_bytes()).hexdigest(),
    )


def takes_brand_font(locale: str) -> bool:
    """Whether a brand may set a language: one written in Latin, Greek or Cyrillic letters."""
    return scripts_of(locale) <= _SCRIPTS


def script_takes_brand_font(script: str) -> bool:
    """Whether a brand may set a script, by its code (ISO 15924)."""
    return script in _SCRIPTS


def fonts_for(
    locale: str, brand: Mapping[str, Iterable[FontSource]] | None = None
) -> tuple[FontSource, ...]:
    """Return the fonts for a locale in the order in which they are tried: the brand's, then ours.

    `brand` has the brand's by locale, “default” for the others.
    """
    own = tuple((brand or {}).get(locale, (brand or {}).get("default", ())))
    if not takes_brand_font(locale):
        own = ()
    return (*own, *sources_for(locale))
